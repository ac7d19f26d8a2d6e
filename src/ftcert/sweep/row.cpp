#include "ftcert/sweep/row.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "ftcert/bounds/deeper.hpp"
#include "ftcert/bounds/three_layers.hpp"
#include "ftcert/bounds/two_layers.hpp"
#include "ftcert/common/changed_rows.hpp"
#include "ftcert/common/json_field.hpp"
#include "ftcert/common/program.hpp"

namespace ftcert::sweep {

namespace {

using Json = nlohmann::ordered_json;

constexpr unsigned kVersion = 1;
const char* const kOtherForm = "it has not the form of rows of this unit";

// Ends that are proved for the worst data with so many samples and changes, for one output.
ProvedInterval worst_case(std::size_t changed, std::size_t samples, std::size_t layers) {
  if (layers == 2) {
    const std::uint64_t exact = exact_two_layers(changed, samples);
    return {{exact, ""}, {exact, ""}};
  }
  if (layers > 3) return bounds_deeper(changed, samples, layers);
  ProvedInterval ends = bounds_three_layers(changed, samples);
  ends.upper = upper_three_layers_rational(changed, samples);
  return ends;
}

std::string verdict(const Unit& unit, const Outcome& outcome) {
  const bool network = outcome.network.has_value(), bound = outcome.bound.has_value();
  if (!network && !bound) return "undecided";
  if (!network) return "refuted";
  if (unit.question == Question::kCertify) return "certified";
  const std::size_t most = outcome.network->certificate.claim.neurons;
  return most == (bound ? outcome.bound->certificate.claim.neurons : 0) ? "exact" : "interval";
}

template <typename T>
Json optional_json(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

Json limits_json(const UnitLimits& limits) {
  return {{"max_work", limits.work}, {"max_nodes", optional_json(limits.nodes)}};
}

struct Unusable {
  std::string reason;
};

template <typename T>
std::optional<T> optional_field(const Json& object, const char* name) {
  return object.at(name).is_null() ? std::nullopt : std::optional<T>(json_field<T>(object, name));
}

RowFacts facts_of(const Json& row, const Unit& unit) {
  if (json_field<std::string>(row, "unit") != unit.id) throw Unusable{kOtherForm};
  if (json_field<std::string>(row, "program") != program_digest()) throw Unusable{"made by a program of other sources"};
  const Json limits = limits_json(unit.limits);
  if (row.at("max_work") != limits["max_work"] || row.at("max_nodes") != limits["max_nodes"])
    throw Unusable{"made with other limits"};
  RowFacts facts;
  facts.labels = optional_field<std::string>(row, "labels").value_or("");
  facts.verdict = json_field<std::string>(row, "verdict");
  facts.reason = optional_field<std::string>(row, "reason").value_or("");
  facts.changed = json_field<std::size_t>(row, "changed");
  facts.neurons = optional_field<std::size_t>(row, "neurons");
  facts.lower_bound = optional_field<std::size_t>(row, "lower_bound");
  facts.worst_upper = optional_field<std::size_t>(row, "worst_upper");
  for (const Json& c : json_list(row, "certificates"))
    facts.certificates.push_back({json_field<std::string>(c, "file"), json_field<std::string>(c, "sha256")});
  return facts;
}

Json last_line(const Unit& unit, std::string_view rows) { return {{"unit", unit.id}, {"sha256", sha256_hex(rows)}}; }

}  // namespace

std::string row_text(const Unit& unit, const UnitData& data, const Outcome& outcome) {
  const PointMatrix& z = data.data.residuals;
  const FamilyKeys& keys = unit.family->keys;
  const std::size_t changed = changed_rows(z).size(), layers = unit.shape.layers;
  Json row{{"version", kVersion}, {"unit", unit.id}, {"family", unit.family->name}, {"samples", z.count}};
  row["dimension"] = data.data.points.dimension;
  row["outputs"] = z.dimension;
  row["changed"] = changed;
  row["seed"] = keys.seeds ? Json(unit.shape.seed) : Json();
  row["labels"] = keys.block ? Json(data.labels) : Json();
  row["question"] = question_text(unit.question);
  row["layers"] = layers;
  row["verdict"] = verdict(unit, outcome);
  for (const char* name : {"neurons", "widths", "construction", "promised", "lower_bound", "method"})
    row[name] = nullptr;
  row["certificates"] = Json::array();
  if (outcome.network) {
    const InterpolationCertificate& c = outcome.network->certificate;
    row["neurons"] = c.claim.neurons;
    row["widths"] = c.g.widths();
    if (c.construction) row["construction"] = c.construction->name;
    if (c.construction) row["promised"] = c.construction->bound;
    row["certificates"].push_back({{"file", certificate_name(unit, data.labels, End::kNetwork)},
                                   {"claim", c.claim.text()},
                                   {"sha256", sha256_hex(outcome.network->bytes)}});
  }
  if (outcome.bound) {
    const BoundCertificate& c = outcome.bound->certificate;
    row["lower_bound"] = c.claim.neurons;
    row["method"] = c.method->name;
    row["certificates"].push_back({{"file", certificate_name(unit, data.labels, End::kBound)},
                                   {"claim", c.claim.verdict()},
                                   {"sha256", sha256_hex(outcome.bound->bytes)}});
  }
  const bool proved = z.dimension == 1;
  const ProvedInterval worst = proved ? worst_case(changed, z.count, layers) : ProvedInterval{};
  row["worst_lower"] = proved ? Json(worst.lower.value) : Json();
  row["worst_upper"] = proved ? Json(worst.upper.value) : Json();
  row["reason"] = outcome.reason.empty() ? Json() : Json(outcome.reason);
  row.update(limits_json(unit.limits));
  row["program"] = program_digest();
  return row.dump() + "\n";
}

std::string rows_file(const Unit& unit, const std::string& rows) { return rows + last_line(unit, rows).dump() + "\n"; }

ReadRows read_rows(const Unit& unit, std::string_view file) {
  ReadRows result;
  try {
    const std::size_t end = file.size() < 2 ? file.npos : file.rfind('\n', file.size() - 2);
    if (end == file.npos) throw Unusable{kOtherForm};
    result.text = file.substr(0, end + 1);
    if (rows_file(unit, result.text) != file) {
      const Json last = Json::parse(file.substr(end + 1));
      if (json_field<std::string>(last, "unit") != unit.id) throw Unusable{kOtherForm};
      throw Unusable{"it was changed after it was written"};
    }
    for (std::size_t at = 0, stop = 0; (stop = result.text.find('\n', at)) != result.text.npos; at = stop + 1) {
      result.lines.push_back(result.text.substr(at, stop + 1 - at));
      result.facts.push_back(facts_of(Json::parse(result.lines.back()), unit));
    }
  } catch (const Unusable& unusable) {
    result.unusable = unusable.reason;
  } catch (const Json::exception&) {
    result.unusable = kOtherForm;
  }
  return result;
}

}  // namespace ftcert::sweep
