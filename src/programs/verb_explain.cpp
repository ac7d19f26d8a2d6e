#include <memory>
#include <string>

#include "ftcert/core/file.hpp"
#include "ftcert/explain/picture.hpp"
#include "ftcert/explain/words.hpp"
#include "programs/certificate_input.hpp"
#include "programs/verb.hpp"

namespace ftcert {

namespace {

struct Options {
  CommonOptions common;
  CertificateInput input;
  std::string output;
};

nlohmann::ordered_json summary(const InterpolationCertificate& c, const std::vector<std::string>& text) {
  nlohmann::ordered_json json;
  json["verified"] = true;
  json["layers"] = c.claim.layers;
  json["neurons"] = c.claim.neurons;
  json["widths"] = c.g.widths();
  json["construction"] = c.construction ? nlohmann::ordered_json(c.construction->name) : nlohmann::ordered_json();
  json["samples"] = c.claim.samples;
  json["changed"] = c.claim.changed;
  json["dimension"] = c.dimension;
  json["outputs"] = c.outputs;
  json["text"] = text;
  return json;
}

void run(const Options& options) {
  refuse_overwrite(options.output, {options.input.certificate, options.input.data, options.input.model});
  refuse_overwrite(options.common.json, {options.input.certificate, options.input.data, options.input.model});
  const auto [certificate, supplied] = load(options.input);
  const std::string& name = options.input.certificate;
  check(certificate, name, supplied);  // nothing is explained that is not true
  const Residuals residuals = residuals_of(certificate, name, supplied);
  const std::vector<std::string> text = words(certificate, residuals, {name, options.input.data, options.input.model});
  if (!options.output.empty()) write_file(options.output, picture(certificate, residuals));
  Report report(options.common, options.output == "-");
  report.line("VERIFIED: every statement of " + name + " was recomputed over the rationals and holds.");
  report.line("");
  for (const std::string& line : text) report.line(line);
  if (!options.output.empty() && options.output != "-") {
    report.line("");
    report.line("Picture: " + options.output);
  }
  report.finish(summary(certificate, text), "s EXPLAINED " + certificate.claim.text());
}

}  // namespace

void add_explain(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App& verb =
      *app.add_subcommand("explain", "check a certificate and say in words, and in a picture, what it means");
  add_certificate_input(verb, options->input);
  verb.add_option("-o", options->output, "write a picture to this SVG file (-: standard output)");
  add_common_options(verb, options->common);
  verb.callback([options] { run(*options); });
}

}  // namespace ftcert
