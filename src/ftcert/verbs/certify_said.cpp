#include "ftcert/verbs/certify_said.hpp"

#include <algorithm>
#include <string>

#include "ftcert/bounds/paper.hpp"
#include "ftcert/bounds/two_layers.hpp"
#include "ftcert/explain/decimal.hpp"
#include "ftcert/explain/text.hpp"
#include "ftcert/verbs/json_number.hpp"
#include "ftcert/verbs/say_work.hpp"
#include "ftcert/verbs/specification_said.hpp"

namespace ftcert {

namespace {

nlohmann::ordered_json margin_json(const Margins& margins) {
  nlohmann::ordered_json json;
  json["preactivation"] = nlohmann::ordered_json::array();
  json["nonzero_preactivation"] = nlohmann::ordered_json::array();
  for (const LayerMargin& layer : margins.layers) {
    json["preactivation"].push_back(json_number(layer.least));
    json["nonzero_preactivation"].push_back(json_number(layer.nonzero));
  }
  json["projection_gap"] = margins.projection ? json_number(margins.projection->gap) : nlohmann::ordered_json();
  return json;
}

// What the paper promises for K samples of which N change, as a number of neurons: exact for one hidden layer, a decimal rounded to two
// places for two (the bound is a square root), nothing for more (the paper bounds widths there).
nlohmann::ordered_json paper_bound(const InterpolationClaim& claim) {
  if (claim.specified) return nullptr;
  if (claim.layers == 2) {
    if (const auto paper = paper_two_layers(claim.changed, claim.samples)) return paper->upper;
  } else if (claim.layers == 3) {
    if (const auto paper = paper_three_layers(claim.changed, claim.samples)) return paper->upper.decimal;
  }
  return nullptr;
}

// An execution of the network may miss a label by more than was asked for; there was none that does not.
bool misses_deviation(const CertifyResult& result) {
  return result.running && result.running->error.changed_error > result.deviation;
}

}  // namespace

nlohmann::ordered_json certify_summary(const CertifyResult& result) {
  const InterpolationCertificate& c = result.certificate;
  nlohmann::ordered_json json;
  json["layers"] = c.claim.layers;
  json["neurons"] = c.claim.neurons;
  json["widths"] = c.g.widths();
  json["construction"] = c.construction ? nlohmann::ordered_json(c.construction->name) : nlohmann::ordered_json();
  json["note"] = result.note.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(result.note);
  json["samples"] = c.claim.samples;
  json["changed"] = c.claim.changed;
  json["dimension"] = c.dimension;
  json["outputs"] = c.outputs;
  json["bound"] = c.construction ? nlohmann::ordered_json(c.construction->bound) : nlohmann::ordered_json();
  json["paper_bound"] = paper_bound(c.claim);
  json["lower_bound"] = result.lower_bound;
  json["weight_bits_max"] = c.margins.bits.most;
  json["weight_bits_total"] = c.margins.bits.total;
  json["margin"] = margin_json(c.margins);
  if (result.specification) add_specification(json, *result.specification);
  if (result.running && !result.specification) {
    json["deviation_asked"] = result.deviation.text();
    json["deviation_met"] = !misses_deviation(result);
  }
  return json;
}

void add_execution(nlohmann::ordered_json& json, const CertifiedExecution& execution, const CertifyResult& result) {
  const ExecutionCertificate& c = execution.attested.certificate;
  json["arithmetic"] = ieee_name(c.claim.arithmetic);
  json["g"] = ieee_name(c.claim.g);
  if (!result.specification) {
    json["deviation"] = c.claim.deviation.text();
    json["output_deviation"] = json_number(c.output_deviation);
  }
  json["patched_sha256"] = c.patched ? nlohmann::ordered_json(*c.patched) : nlohmann::ordered_json();
  json["exact"] = result.certified();
  if (!result.specification) json["deviation_met"] = c.claim.deviation <= result.deviation;
}

void say_certify(Said& said, const CertifyResult& result) {
  const InterpolationCertificate& c = result.certificate;
  said.line(counted(c.claim.samples, "sample") + " in dimension " + std::to_string(c.dimension) + ", " +
            (result.specification ? std::to_string(result.specification->specified) + " specified"
                                  : counted(c.claim.changed, "changed label")) +
            "; f: " +
            (c.f ? "network of " + std::to_string(c.f->depth()) + " layers, " + counted(c.f->neurons(), "hidden neuron")
             : c.frozen == FrozenKind::kComputed ? "values computed from the model"
             : c.frozen == FrozenKind::kValues   ? "values from a column"
                                                 : "zero"));
  if (result.specification) {
    for (const std::string& line : specification_words(result)) said.line(line);
  }
  const bool compared = std::any_of(result.candidates.begin(), result.candidates.end(),
                                    [&](const Candidate& candidate) { return candidate.layers != c.claim.layers; });
  for (const Candidate& candidate : result.candidates) {
    const std::string depth = compared ? ", " + std::to_string(candidate.layers) + " layers" : "";
    const std::string name = "  " + std::string(candidate.construction->name) + depth + ": ";
    said.line(name + (candidate.reason.empty()
                          ? counted(candidate.neurons, "neuron") + " (promised: " + std::to_string(candidate.promised) +
                                ")" + (candidate.dies.empty() ? "" : "; " + candidate.dies)
                          : "does not apply: " + candidate.reason));
  }
  const auto paper = paper_bound(c.claim);
  said.line((paper.is_null() ? std::string()
                             : "The paper's bound for these K and N: " +
                                   (paper.is_string() ? paper.get<std::string>() : paper.dump()) + ". ") +
            (c.construction ? "Chosen: " + c.construction->name : std::string("The given network")) + ", " +
            counted(c.claim.neurons, "neuron") + ".");
  if (!result.note.empty()) said.line(result.note);
  // What holds for every function that is not constant says nothing about the data.
  if (result.lower_bound > c.claim.layers - 1) {
    said.line("No network with " + std::to_string(c.claim.layers) + " layers and fewer than " +
              counted(result.lower_bound, "neuron") + " fits these data ('ftcert refute' writes the certificate).");
  }
  said.line("Weights: " + std::to_string(c.margins.bits.total) + " bits in all, the largest " +
            std::to_string(c.margins.bits.most) + ".");
}

void say_interpolation(Said& said, const CertifyResult& result, const std::string& output) {
  if (misses_deviation(result)) {
    said.line("WARNING: run in " + text(result.running->network.format) + " it may miss a label by up to " +
              rounded_up(result.running->error.changed_error, 3) + ", more than the " + readable(result.deviation) +
              " asked for (--deviation); no network found that keeps the kept samples does better.");
  }
  said.line(std::string(result.specification ? "Every specification was checked over the rationals"
                                             : "Every condition f+g = y was checked over the rationals") +
            (output.empty() || output == "-" ? std::string(".") : "; certificate: " + output));
  say_work(said, result.work, result.bytes.size());
}

void say_execution(Said& said, const CertifiedExecution& execution, const CertifyResult& result,
                   const std::string& output, const std::string& exact) {
  const ExecutionCertificate& c = execution.attested.certificate;
  const std::size_t kept = c.claim.samples - c.claim.changed;
  said.line("Every execution in " + text(c.claim.g) + " was enclosed at all " + counted(c.claim.samples, "sample") +
            (output.empty() || output == "-" ? std::string(".") : "; certificate: " + output));
  if (kept != 0) {
    said.line("In every one g returns 0 at the " + counted(kept, "kept sample") +
              ", so that f stays as it is there, to the last bit.");
  }
  if (result.specification) {
    said.line("In every one f + g, rounded as f rounds, is what the specification allows at all " +
              counted(*c.claim.specified, "specified sample") + ".");
  } else if (c.claim.changed != 0) {
    const auto within = [](const Rational& deviation) {
      return deviation.is_zero() ? std::string("exactly ") : "within " + rounded_up(deviation, 3) + " of ";
    };
    std::string line = "At the " + counted(c.claim.changed, "changed sample") + " g is " + within(c.claim.deviation) +
                       "what the label asks for";
    if (c.output_deviation) line += ", and f + g, rounded as f rounds, " + within(*c.output_deviation) + "the label";
    said.line(line + ".");
    if (!execution.unbounded.empty()) said.line("How f itself rounds is not bounded: " + execution.unbounded + ".");
  }
  if (result.certified()) {
    said.line(std::string(result.specification ? "f + g also meets every specification over the rationals"
                                               : "f + g also equals every label exactly, over the rationals") +
              (exact.empty() ? std::string(" (--exact FILE writes that certificate).") : "; certificate: " + exact));
  } else {
    said.line("Over the rationals f + g misses labels, so that there is no exact certificate" +
              (exact.empty() ? std::string(".") : ": " + exact + " was not written."));
  }
  say_work(said, execution.attested.work, execution.attested.bytes.size());
}

}  // namespace ftcert
