// What `ftcert certify` is asked for.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "ftcert/certify/certify.hpp"
#include "ftcert/model/patch.hpp"
#include "programs/data_input.hpp"
#include "programs/verb.hpp"

namespace ftcert {

struct CertifyInput {
  CommonOptions common;
  DataInput input;
  std::string output, exact, network, construction = "auto", direction = "auto", prefer = "neurons";
  std::optional<std::string> format, layers, deviation;
  std::string patched;  // --patch
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

void add_certify_input(CLI::App& verb, CertifyInput& input);

// Refuses what does not go together, before any file is read. Errors: kUsage.
void expect_consistent(const CertifyInput& input);

// model: for its formats, where g is to run in it. Errors: kUsage; kModelType where the model is not of one format; those of model_formats().
CertifyRequest certify_request(const CertifyInput& input, const std::optional<SuppliedFile>& model,
                               const Control& control);

}  // namespace ftcert
