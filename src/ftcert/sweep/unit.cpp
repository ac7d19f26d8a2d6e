#include "ftcert/sweep/unit.hpp"

#include "ftcert/families/patterns.hpp"

namespace ftcert::sweep {

namespace {

std::string signs_text(const std::vector<int>& labels) {
  std::string text;
  for (const int label : labels) text += label == 0 ? '0' : label > 0 ? '+' : '-';
  return text;
}

void for_labels(const Unit& unit, const std::function<void(const std::vector<int>&)>& use) {
  for_patterns({unit.shape.samples, unit.shape.changed}, unit.first, unit.last, use);
}

}  // namespace

std::string question_text(Question question) {
  return question == Question::kCertify ? "certify" : question == Question::kRefute ? "refute" : "solve";
}

void name(Unit& unit) {
  const FamilyKeys& keys = unit.family->keys;
  const FamilyShape& shape = unit.shape;
  std::string id = std::string(unit.family->name) + "-K" + std::to_string(shape.samples);
  if (keys.dimension) id += "-d" + std::to_string(shape.dimension);
  if (keys.outputs && shape.outputs > 1) id += "-P" + std::to_string(shape.outputs);
  if (keys.changed) id += "-N" + std::to_string(shape.changed);
  if (keys.seeds) id += "-s" + std::to_string(shape.seed);
  if (keys.block) id += "-p" + std::to_string(unit.first + 1) + "to" + std::to_string(unit.last);
  const std::string depth = "-L" + std::to_string(shape.layers);
  unit.data_id = id + (keys.layers ? depth : "");
  unit.id = id + "-" + question_text(unit.question) + depth;
  if (unit.construction != "auto") unit.id += "-" + unit.construction;
}

void for_data(const Unit& unit, const std::function<void(const UnitData&)>& use) {
  if (!unit.family->keys.block) return use({"", unit.family->make(unit.shape)});
  for_labels(unit, [&](const std::vector<int>& labels) { use({signs_text(labels), on_integers_of(labels)}); });
}

std::string certificate_name(const Unit& unit, const std::string& labels, End end) {
  std::string text = labels.empty() ? "" : "." + labels;
  for (char& c : text) c = c == '+' ? 'p' : c == '-' ? 'n' : c;
  return "certificates/" + unit.id + text + (end == End::kNetwork ? ".network.ftc" : ".bound.ftc");
}

std::string row_name(const Unit& unit) { return "rows/" + unit.id + ".jsonl"; }

std::vector<std::string> possible_files(const Unit& unit) {
  std::vector<std::string> names{row_name(unit)};
  const auto add = [&](const std::string& labels) {
    if (unit.question != Question::kRefute) names.push_back(certificate_name(unit, labels, End::kNetwork));
    if (unit.question != Question::kCertify) names.push_back(certificate_name(unit, labels, End::kBound));
  };
  if (!unit.family->keys.block) add("");
  if (unit.family->keys.block) for_labels(unit, [&](const std::vector<int>& labels) { add(signs_text(labels)); });
  return names;
}

}  // namespace ftcert::sweep
