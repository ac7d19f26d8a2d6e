#include "ftcert/verbs/patch_said.hpp"

#include "ftcert/core/error.hpp"
#include "ftcert/explain/decimal.hpp"
#include "ftcert/explain/text.hpp"

namespace ftcert {

namespace {

std::string place_words(const PatchResult& result, const std::string& file) {
  const PatchedModel& model = result.model;
  const std::string where = file == "-" ? "the model" : file;
  if (model.frozen.empty()) return "In " + where + " the output " + shown(model.patched) + " is g alone.";
  std::string words = "In " + where + " the tensor " + shown(model.patched) + " is f + g, and the output " +
                      shown(model.frozen) + " is f as it was";
  if (model.renamed) words += " (renamed)";
  if (model.rewired) words += "; what f computes from this tensor, it computes from f + g";
  return words + ".";
}

std::string kept_words(const PatchResult& result) {
  const ExecutionError& error = result.error;
  const std::string samples = counted(error.kept, "kept sample");
  if (error.kept == 0) return "No sample is to keep its output.";
  const std::size_t moved = error.kept - error.kept_zero;
  if (moved != 0) {
    return "WARNING: at " + std::to_string(moved) + " of " + samples +
           " g need not be 0 when it runs: outputs may change there, by up to " + rounded_up(error.kept_error, 3) +
           ". 'ftcert certify --format " + text(result.g.format) + "' builds networks that survive arithmetic.";
  }
  const std::string zero =
      "g is exactly 0 in every execution at " + (error.kept == 1 ? "the one kept sample" : "all " + samples);
  if (result.model.frozen.empty()) return zero + ".";
  if (!result.keeps_bits()) return zero + ", but see below.";
  return zero + ": there f + g has the bits of the output " + shown(result.model.frozen) + " of the same run.";
}

}  // namespace

std::vector<std::string> patch_words(const PatchResult& result, const std::string& file) {
  const ExecutionError& error = result.error;
  std::vector<std::string> words = {place_words(result, file)};
  words.push_back(
      "g runs in " + text(result.g.format) + (result.g.format == result.input ? "" : ", between conversions") + ": " +
      std::to_string(result.g.network.depth()) + " layers, " + counted(result.g.network.neurons(), "neuron") + ".");
  words.push_back(kept_words(result));
  const std::size_t changed = result.samples - error.kept;
  if (changed != 0 && result.specified) {
    words.push_back("At " + counted(changed, "changed sample") + " g is " +
                    (error.changed_error.is_zero()
                         ? std::string("what the certificate allows")
                         : "within " + rounded_up(error.changed_error, 3) + " of what it is in the certificate") +
                    ", in every execution.");
  } else if (changed != 0) {
    words.push_back("At " + counted(changed, "changed sample") + " g is " +
                    (error.changed_error.is_zero() ? "" : "within " + rounded_up(error.changed_error, 3) + " of ") +
                    "what the label asks for, in every execution (rounding inside f apart).");
  }
  for (const std::string& warning : result.model.warnings()) words.push_back("WARNING: " + warning);
  return words;
}

nlohmann::ordered_json patch_summary(const PatchResult& result) {
  const PatchedModel& model = result.model;
  nlohmann::ordered_json json;
  json["patched"] = model.patched;
  json["frozen"] = model.frozen.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(model.frozen);
  json["outputs"] = model.outputs;
  json["renamed"] = model.renamed;
  json["rewired"] = model.rewired;
  json["format"] = text(result.g.format);
  json["model_format"] = text(result.input);
  json["layers"] = result.g.network.depth();
  json["neurons"] = result.g.network.neurons();
  json["widths"] = result.g.network.widths();
  json["samples"] = result.samples;
  json["changed"] = result.samples - result.error.kept;
  if (result.specified) json["specified"] = *result.specified;
  json["kept"] = result.error.kept;
  json["kept_zero"] = result.error.kept_zero;
  json["kept_error"] = result.error.kept_error.text();
  json["deviation"] = result.error.changed_error.text();
  json["keeps_bits"] = result.keeps_bits();
  json["warnings"] = model.warnings();
  return json;
}

std::string patch_line(const PatchResult& result) {
  const ExecutionError& error = result.error;
  return "s PATCHED layers=" + std::to_string(result.g.network.depth()) +
         " neurons=" + std::to_string(result.g.network.neurons()) + " samples=" + std::to_string(result.samples) +
         " changed=" + std::to_string(result.samples - error.kept) + " kept_zero=" + std::to_string(error.kept_zero);
}

}  // namespace ftcert
