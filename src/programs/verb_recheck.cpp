#include <memory>
#include <string>

#include "ftcert/certify/recheck.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/explain/text.hpp"
#include "programs/certificate_input.hpp"
#include "programs/outputs.hpp"
#include "programs/verb.hpp"

namespace ftcert {

namespace {

struct Options {
  CommonOptions common;
  CertificateInput input;
};

// "E204 line 12: text", as ftcheck says it.
std::string failure(const Error& error, const std::string& certificate) {
  const bool ours = error.place().file == certificate && error.place().line != 0;
  if (ours) return identifier(error.code()) + " line " + std::to_string(error.place().line) + ": " + error.text();
  return identifier(error.code()) + ": " + error.what_without_identifier();
}

void run(const Options& options) {
  const std::string& name = options.input.certificate;
  refuse_outputs({options.common.json}, {name, options.input.model}, files_of(options.input));
  Report report(options.common, false);
  nlohmann::ordered_json json{{"verified", false}};
  try {
    const LoadedCertificate loaded = load(options.input, options.common);
    const Verdict verdict = check(loaded.certificate, name, loaded.supplied);
    const ModelComparison same = compare_with_model(loaded.certificate, name, loaded.supplied, options.input.tensor);
    json = {
        {"verified", true}, {"claim", verdict.claim}, {"samples", same.samples}, {"same_weights", same.same_weights}};
    report.line("f is the function of " + options.input.model + " at all " + counted(same.samples, "sample") +
                (same.all ? "" : " of which the certificate says what f is") +
                (same.values         ? "."
                 : same.same_weights ? ", and the same network number by number."
                                     : "; the networks differ."));
    report.finish(json, "s VERIFIED " + verdict.claim);
  } catch (const Error& error) {
    if (error.code() == Code::kCannotWrite) throw;
    json["error"] = identifier(error.code());
    json["text"] = error.text();
    report.finish(json, "s NOT VERIFIED " + failure(error, name));
    throw;
  }
}

}  // namespace

void add_recheck(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App& verb = *app.add_subcommand(
      "recheck", "check a certificate, and that its network f is the function of the model file at every sample");
  add_certificate_input(verb, options->input);
  verb.get_option("--model")->required();
  add_tensor_input(verb, options->input);
  add_jobs_option(verb, options->common);
  add_common_options(verb, options->common);
  verb.callback([options] { run(*options); });
}

}  // namespace ftcert
