#include <memory>
#include <string>

#include "ftcert/certify/recheck.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/explain/bound_line.hpp"
#include "ftcert/explain/pattern_facts.hpp"
#include "ftcert/explain/picture.hpp"
#include "ftcert/explain/prose.hpp"
#include "ftcert/explain/text.hpp"
#include "ftcert/explain/theorem.hpp"
#include "ftcert/explain/words.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/verbs/quality_said.hpp"
#include "programs/certificate_input.hpp"
#include "programs/outputs.hpp"
#include "programs/verb.hpp"

namespace ftcert {

namespace {

struct Options {
  CommonOptions common;
  CertificateFiles input;
  std::string output, coq, class_names;
};

// What every kind's summary has.
template <typename Kind>
nlohmann::ordered_json summary_of(const Kind& c, const char* kind) {
  nlohmann::ordered_json json;
  json["verified"] = true;
  json["kind"] = kind;
  json["layers"] = c.claim.layers;
  json["neurons"] = c.claim.neurons;
  json["samples"] = c.claim.samples;
  if (!c.specification || !std::is_same_v<Kind, BoundCertificate>) json["changed"] = c.claim.changed;
  if (c.specification) json["specified"] = *c.claim.specified;
  json["dimension"] = c.dimension;
  json["outputs"] = c.outputs;
  return json;
}

// What is specified, and how much room is left; `known`: of f + g.
void add_specification(nlohmann::ordered_json& json, const Residuals& residuals, const SpecifiedFacts& facts,
                       bool known) {
  const SpecificationTerms& terms = residuals.specified->terms;
  json["specification"] = terms.classes() ? "classes" : "intervals";
  json[terms.classes() ? "margin" : "tolerance"] = terms.number.text();
  json["met_before"] = facts.met_before;
  const SpecifiedEntry* closest = known ? facts.closest() : nullptr;
  if (closest == nullptr) {
    json["closest"] = nullptr;
    return;
  }
  json["closest"] = {{"sample", closest->sample + 1}};
  if (!terms.classes()) json["closest"]["component"] = closest->component + 1;
  json["closest"]["value"] = closest->after.text();
  json["closest"]["rounding"] = closest->error.text();
  json["closest"]["room"] = closest->room.text();
}

void add_real_specification(nlohmann::ordered_json& json, const Residuals& residuals, bool known) {
  if (residuals.specified)
    add_specification(json, residuals, specified_facts(*residuals.specified, real_sum(residuals)), known);
}

// What a bound looks at.
void add_observed(nlohmann::ordered_json& json, const ObservedOutput& output) {
  if (output.less)
    json["difference"] = {output.component, *output.less};
  else
    json["output"] = output.component + 1;
}

// What is computed once for words, picture and summary.
struct NoFacts {};
template <typename Kind>
NoFacts facts_of(const Kind&, const Residuals&) {
  return {};
}
ExecutionFacts facts_of(const ExecutionCertificate& c, const Residuals& residuals) {
  return execution_facts(c, residuals);
}

nlohmann::ordered_json summary(const InterpolationCertificate& c, const Residuals& residuals, const NoFacts&) {
  nlohmann::ordered_json json = summary_of(c, c.specification ? "specification" : "interpolation");
  add_real_specification(json, residuals, true);
  json["widths"] = c.g.widths();
  json["construction"] = c.construction ? nlohmann::ordered_json(c.construction->name) : nlohmann::ordered_json();
  return json;
}

nlohmann::ordered_json with_patterns(nlohmann::ordered_json json, const BoundCertificate& c) {
  const PatternFacts facts = pattern_facts(c.patterns, c.claim.samples);
  const TreeFacts total = facts.total();
  add_observed(json, c.patterns.output);
  json["trees"] = facts.trees.size();
  json["splits"] = total.splits;
  json["leaves"] = total.leaves;
  json["rows"] = total.rows;
  json["samples_used"] = facts.samples_used();
  json["multiplier_bits_max"] = facts.most_bits;
  return json;
}

nlohmann::ordered_json summary(const BoundCertificate& c, const Residuals& residuals, const NoFacts&) {
  nlohmann::ordered_json json = summary_of(c, "bound");
  add_real_specification(json, residuals, false);
  json["method"] = c.method->name;
  if (!c.method->on_a_line()) return with_patterns(std::move(json), c);
  const BoundLine line = bound_line(c, residuals);
  add_observed(json, c.line.output);
  json["points"] = line.t.size();
  json["convex_kinks"] = line.kinks.convex.size();
  json["concave_kinks"] = line.kinks.concave.size();
  return json;
}

nlohmann::ordered_json summary(const ExecutionCertificate& c, const Residuals& residuals, const ExecutionFacts& facts) {
  nlohmann::ordered_json json = summary_of(c, "execution");
  if (facts.specification) add_specification(json, residuals, *facts.specification, true);
  const auto text = [](const std::optional<Rational>& number) {
    return number ? nlohmann::ordered_json(number->text()) : nlohmann::ordered_json();
  };
  const auto distance = [&](const std::optional<Distance>& d) {
    if (!d) return nlohmann::ordered_json();
    return nlohmann::ordered_json{{"sample", d->sample + 1},
                                  {"component", d->component + 1},
                                  {"real", d->real.text()},
                                  {"rounding", d->rounding.text()}};
  };
  json["widths"] = c.g.widths();
  json["arithmetic"] = ieee_name(c.claim.arithmetic);
  json["g"] = ieee_name(c.claim.g);
  json["centre"] = !c.centre.empty();
  json["kept_components"] = facts.kept_components;
  if (!c.specification) {
    json["deviation"] = c.claim.deviation.text();
    json["closest"] = distance(facts.closest);
    json["most_rounded"] = distance(facts.most_rounded);
    json["output_deviation"] = text(c.output_deviation);
    json["closest_output"] = distance(facts.closest_output);
  }
  const std::optional<OffUnit>& off = facts.units.nearest;
  json["least_margin_off"] = text(off ? std::optional(off->margin) : std::nullopt);
  json["patched"] = c.patched ? nlohmann::ordered_json(*c.patched) : nlohmann::ordered_json();
  return json;
}

std::string verdict(const InterpolationCertificate& c) { return c.claim.text(); }
std::string verdict(const ExecutionCertificate& c) { return c.claim.text(); }
std::string verdict(const BoundCertificate& c) { return c.claim.verdict(); }

FileNames names(const Options& options, const CertificateBody& body) {
  FileNames names{options.input.certificate, options.input.data, options.input.model};
  names.labels = options.input.labels;
  if (options.class_names.empty()) return names;
  if (!body.specification || !body.specification->classes())
    throw Error(Code::kUsage, "--class-names: the certificate is not about classes");
  names.classes = read_class_names(options.class_names, read_file(options.class_names), body.outputs);
  return names;
}

using Limit = std::optional<Integer>;
std::vector<std::string> explanation(const InterpolationCertificate& c, const Residuals& residuals, const NoFacts&,
                                     const Options& options, const Limit& most_work) {
  return words(c, residuals, names(options, c), most_work);
}
std::vector<std::string> explanation(const BoundCertificate& c, const Residuals& residuals, const NoFacts&,
                                     const Options& options, const Limit&) {
  return words(c, residuals, names(options, c));
}
std::vector<std::string> explanation(const ExecutionCertificate& c, const Residuals& residuals,
                                     const ExecutionFacts& facts, const Options& options, const Limit&) {
  return words(c, residuals, facts, names(options, c));
}
std::string drawn(const ExecutionCertificate& c, const Residuals& residuals, const ExecutionFacts& facts,
                  const Limit& most_work) {
  return picture(c, residuals, facts, most_work);
}
std::string drawn(const InterpolationCertificate& c, const Residuals& residuals, const NoFacts&,
                  const Limit& most_work) {
  return picture(c, residuals, most_work);
}
std::string drawn(const BoundCertificate& c, const Residuals& residuals, const NoFacts&, const Limit&) {
  return picture(c, residuals);
}

// What is known of a network where it runs.
std::optional<Quality> quality_of(const InterpolationCertificate& c, const Residuals& residuals,
                                  const Limit& most_work) {
  return quality(c.g, residuals.points, residuals.values, most_work);
}
std::optional<Quality> quality_of(const ExecutionCertificate&, const Residuals&, const Limit&) { return std::nullopt; }
std::optional<Quality> quality_of(const BoundCertificate&, const Residuals&, const Limit&) { return std::nullopt; }

void append(std::vector<std::string>& text, const Quality& runs, bool specified) {
  Prose prose;
  prose.heading("Where it runs");
  for (const std::string& line : quality_lines(runs, false, specified)) prose.say(line);
  text.emplace_back();
  text.insert(text.end(), prose.lines().begin(), prose.lines().end());
}

void run(const Options& options) {
  refuse_outputs({options.output, options.coq, options.common.json},
                 {options.input.certificate, options.input.model, options.class_names}, files_of(options.input));
  const LoadedCertificate loaded = load(options.input, options.common);
  const Certificate& certificate = loaded.certificate;
  const Supplied& supplied = loaded.supplied;
  const std::string& name = options.input.certificate;
  check(certificate, name, supplied);  // nothing is explained that is not true
  std::optional<ModelComparison> model;
  if (supplied.model) model = compare_with_model(certificate, name, supplied, options.input.tensor);
  std::visit(
      [&](const auto& c) {
        const SampleValues values = sample_values(c, c.lines, name, supplied);
        const Residuals residuals = residuals_of(c, values);
        const auto facts = facts_of(c, residuals);
        const std::optional<Quality> runs = quality_of(c, residuals, supplied.most_work);
        std::vector<std::string> text = explanation(c, residuals, facts, options, supplied.most_work);
        if (runs) append(text, *runs, c.specification.has_value());
        const std::string svg = options.output.empty() ? std::string() : drawn(c, residuals, facts, supplied.most_work);
        const std::string coq = options.coq.empty() ? std::string() : theorem(certificate, values);
        if (!svg.empty()) write_file(options.output, svg);
        if (!coq.empty()) write_file(options.coq, coq);
        Report report(options.common, options.output == "-" || options.coq == "-");
        report.line("VERIFIED: every statement of " + name + " was recomputed over the rationals and holds.");
        if (model) {
          report.line("f is the function of " + options.input.model + " at " + where_compared(*model) + ".");
        }
        if (runs) {
          for (const std::string& line : quality_warnings(*runs, c.specification.has_value())) report.line(line);
        }
        report.line("");
        for (const std::string& line : text) report.line(line);
        const auto written = [&report](const std::string& what, const std::string& file) {
          if (file.empty() || file == "-") return;
          report.line("");
          report.line(what + ": " + file);
        };
        written("Picture", options.output);
        written("Theorem", options.coq);
        nlohmann::ordered_json json = summary(c, residuals, facts);
        if (model) json["model_compared"] = model->samples;
        if (runs) add_quality(json, *runs);
        json["text"] = text;
        report.finish(json, "s EXPLAINED " + verdict(c));
      },
      certificate);
}

}  // namespace

void add_explain(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App& verb = *app.add_subcommand(
      "explain", "check a certificate and say in words, in a picture, and as a theorem of Coq, what it means");
  add_certificate_input(verb, options->input);
  add_tensor_input(verb, options->input);
  verb.add_option("-o", options->output, "write a picture to this SVG file (-: standard output)");
  verb.add_option(
      "--coq", options->coq,
      "write the claim as a theorem to this Coq file (-: standard output); Coq proves it with the verified checker");
  verb.add_option("--class-names", options->class_names,
                  "names of the components of f, for a specification of classes: one a line, component 0 first");
  add_common_options(verb, options->common);
  verb.callback([options] { run(*options); });
}

}  // namespace ftcert
