#include "ftcert/verbs/explain_summary.hpp"

#include <type_traits>

#include "ftcert/explain/bound_line.hpp"
#include "ftcert/explain/pattern_facts.hpp"
#include "ftcert/verbs/json_number.hpp"

namespace ftcert {

namespace {

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

}  // namespace

nlohmann::ordered_json explain_summary(const InterpolationCertificate& c, const Residuals& residuals, const NoFacts&) {
  nlohmann::ordered_json json = summary_of(c, c.specification ? "specification" : "interpolation");
  add_real_specification(json, residuals, true);
  json["widths"] = c.g.widths();
  json["construction"] = c.construction ? nlohmann::ordered_json(c.construction->name) : nlohmann::ordered_json();
  return json;
}

nlohmann::ordered_json explain_summary(const BoundCertificate& c, const Residuals& residuals, const NoFacts&) {
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

nlohmann::ordered_json explain_summary(const ExecutionCertificate& c, const Residuals& residuals,
                                       const ExecutionFacts& facts) {
  nlohmann::ordered_json json = summary_of(c, "execution");
  if (facts.specification) add_specification(json, residuals, *facts.specification, true);
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
    json["output_deviation"] = json_number(c.output_deviation);
    json["closest_output"] = distance(facts.closest_output);
  }
  const std::optional<OffUnit>& off = facts.units.nearest;
  json["least_margin_off"] = json_number(off ? std::optional(off->margin) : std::nullopt);
  json["patched"] = c.patched ? nlohmann::ordered_json(*c.patched) : nlohmann::ordered_json();
  return json;
}

}  // namespace ftcert
