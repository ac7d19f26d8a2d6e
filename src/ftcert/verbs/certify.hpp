// What `ftcert certify` does: the network, its certificate, the model to deploy.
//
//   CertifyJob job;
//   job.input.data = {"d.csv"};
//   const CertifyOutcome outcome = certify(job, FilesInMemory({{"d.csv", bytes}}), Control{});
//   outcome.certificate();      // the file of -o
//   outcome.said.last_line;     // "s CERTIFIED interpolation layers=2 neurons=9 samples=442 changed=20"
#pragma once

#include <optional>
#include <string>

#include "ftcert/certify/certify.hpp"
#include "ftcert/certify/execution.hpp"
#include "ftcert/certify/patch.hpp"
#include "ftcert/verbs/data_options.hpp"
#include "ftcert/verbs/said.hpp"

namespace ftcert {

// Numbers are as they are written, names are those of files; `output`, `exact` and `patched` are what is said of them, and nothing is written.
struct CertifyJob {
  DataOptions input;
  std::string output, exact, network, construction = "auto", direction = "auto", prefer = "neurons";
  std::optional<std::string> format, layers, deviation;
  std::string patched;  // --patch; not empty: a model to deploy is made
  bool uncertified = false;
  PatchOptions patch;

  // The weights of g are numbers of a format, and the certificate is about its executions. A model to deploy implies its own.
  bool executes() const { return format ? *format != "rational" : !patched.empty(); }
  // g is to run in floating-point arithmetic, whether or not a certificate says so.
  bool runs() const { return executes() || !patched.empty() || prefer == "robust" || deviation; }
  // The format that was named; nothing: rational, or none.
  std::optional<FloatFormat> float_format() const;
};

// --layers: auto (kAnyLayers), or a number. Errors: kUsage.
std::size_t read_layers(const std::string& text);

// Refuses what does not go together, before any file is read. Errors: kUsage.
void expect_consistent(const CertifyJob& job);

// model: for its formats, where g is to run in it. Errors: kUsage; kModelType where the model is not of one format; those of model_formats().
CertifyRequest certify_request(const CertifyJob& job, const std::optional<SuppliedFile>& model, const Control& control);

struct CertifyOutcome {
  CertifyResult result;
  std::optional<CertifiedExecution> execution;
  std::optional<PatchResult> patched;
  Said said;

  const std::string& certificate() const { return execution ? execution->attested.bytes : result.bytes; }
  // The certificate over the rationals beside one of executions; nullptr: there is none.
  const std::string* exact() const { return execution && result.certified() ? &result.bytes : nullptr; }
  std::string claim() const {
    return execution ? execution->attested.certificate.claim.text() : result.certificate.claim.text();
  }
};

// Errors: those of expect_consistent(), read_subject(), the readers, and certify() of its kind.
CertifyOutcome certify(const CertifyJob& job, const Files& files, const Control& control);

// All constructions with their bounds: --construction list.
Said list_constructions();

}  // namespace ftcert
