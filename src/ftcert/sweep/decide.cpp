#include "ftcert/sweep/decide.hpp"

#include <algorithm>
#include <variant>

#include "ftcert/certify/solve.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/supply/supply.hpp"
#include "ftcert/sweep/row.hpp"

namespace ftcert::sweep {

namespace {

Subject subject(const FamilyData& data) {
  Samples samples;
  samples.points = data.points;
  samples.labels.assign(data.residuals.entries.begin(), data.residuals.entries.end());
  return subject_of(std::move(samples));
}

// Why a search for a bound showed nothing more.
std::string reason_of(const RefuteResult& result) {
  const auto open = std::ranges::find_if(result.decided, [](const PatternDecision& d) {
    return d.verdict == PatternVerdict::kOpen || d.verdict == PatternVerdict::kStuck;
  });
  if (open == result.decided.end()) return "nothing more is shown";
  return std::to_string(open->neurons) + (open->neurons == 1 ? " neuron" : " neurons") +
         (open->verdict == PatternVerdict::kOpen ? ": limit of nodes (max-nodes)" : ": too close for floating point");
}

class Answer {
 public:
  Answer(const Unit& unit, const Control& control) : unit_(unit), control_(control) {
    control_.progress = nullptr;
    control_.most_work = unit.limits.work;
    if (unit.limits.nodes) control_.most_tree_nodes = *unit.limits.nodes;
  }

  Outcome operator()(const FamilyData& data) {
    const Subject about = subject(data);
    Outcome outcome;
    CertifyRequest network;
    network.layers = unit_.shape.layers;
    network.construction = unit_.construction;
    RefuteRequest bound;
    bound.layers = unit_.shape.layers;
    bound.most_nodes = unit_.limits.nodes;
    if (unit_.question == Question::kCertify) take(certify(about, network, control_), outcome);
    if (unit_.question == Question::kRefute) {
      RefuteResult found = refute(about, bound, control_);
      if (!found.attested) outcome.reason = reason_of(found);
      take(std::move(found.attested), outcome);
    }
    if (unit_.question == Question::kSolve) {
      Solved solved = solve(about, {network, bound}, control_);
      if (!solved.exact()) outcome.reason = reason_of(solved.bound);
      take(std::move(solved.network), outcome);
      take(std::move(solved.bound.attested), outcome);
    }
    return outcome;
  }

 private:
  // Whether checkers take it without being asked for more.
  bool allowed(const Integer& work, Outcome& outcome) const {
    if (work <= unit_.limits.work) return true;
    outcome.reason = "checking what was found: " + too_much_work(work, unit_.limits.work);
    return false;
  }

  void take(CertifyResult&& found, Outcome& outcome) const {
    if (allowed(found.work, outcome)) outcome.network = {std::move(found.certificate), std::move(found.bytes)};
  }
  void take(std::optional<Attested<BoundCertificate>>&& found, Outcome& outcome) const {
    if (found && allowed(found->work, outcome))
      outcome.bound = {std::move(found->certificate), std::move(found->bytes)};
  }

  const Unit& unit_;
  Control control_;
};

// What ends a unit and not the sweep.
bool is_limit(Code code) { return code == Code::kWork || code == Code::kNotApplicable || code == Code::kNotShown; }

bool same_samples(const CertificateBody& body, const FamilyData& data) {
  const auto same_label = [](const std::optional<Rational>& label, const Rational& z) { return label == z; };
  return !body.external && body.frozen == FrozenKind::kZero && !body.specification &&
         body.samples.points.count == data.points.count && body.samples.points.dimension == data.points.dimension &&
         body.samples.points.entries == data.points.entries &&
         std::ranges::equal(body.samples.labels, data.residuals.entries, same_label);
}

// The certificate if the checker accepts it and it is about these data; otherwise `refusal` says why not.
template <typename Kind>
std::optional<Evidence<Kind>> accepted(const Unit& unit, const FamilyData& data, const std::string& name,
                                       const std::string& bytes, std::string& refusal) {
  try {
    Certificate certificate = read_certificate(name, bytes);
    Supplied supplied = supplied_files({}, {});
    supplied.most_work = unit.limits.work;
    check(certificate, name, supplied);
    Kind* kind = std::get_if<Kind>(&certificate);
    if (kind != nullptr && kind->claim.layers == unit.shape.layers && same_samples(*kind, data))
      return Evidence<Kind>{std::move(*kind), bytes};
    refusal = name + " is about something else";
  } catch (const Error& error) {
    refusal = std::string("the checker refuses ") + error.what_without_identifier();
  }
  return std::nullopt;
}

}  // namespace

UnitFiles decide(const Unit& unit, const Control& control) {
  UnitFiles files;
  std::string rows;
  Answer answer(unit, control);
  for_data(unit, [&](const UnitData& data) {
    control.check_stop();
    Outcome outcome;
    try {
      outcome = answer(data.data);
    } catch (const Error& error) {
      if (error.code() == Code::kContract) throw_contract("unit " + unit.id + ": " + error.text());
      if (!is_limit(error.code())) throw;
      outcome.reason = error.what();
    }
    rows += row_text(unit, data, outcome);
    if (outcome.network) files.push_back({certificate_name(unit, data.labels, End::kNetwork), outcome.network->bytes});
    if (outcome.bound) files.push_back({certificate_name(unit, data.labels, End::kBound), outcome.bound->bytes});
  });
  files.push_back({row_name(unit), rows_file(unit, rows)});
  return files;
}

std::string refusal_of(const Unit& unit, std::string_view file,
                       const std::function<std::optional<std::string>(const std::string& name)>& read) {
  const ReadRows rows = read_rows(unit, file);
  if (!rows.unusable.empty()) return rows.unusable;
  std::string refusal;
  std::size_t i = 0;
  for_data(unit, [&](const UnitData& data) {
    if (!refusal.empty()) return;
    const std::string changed = "it was changed after it was written";
    if (i == rows.lines.size()) {
      refusal = changed;
      return;
    }
    Outcome outcome;
    outcome.reason = rows.facts[i].reason;
    for (const CertificateEntry& entry : rows.facts[i].certificates) {
      const bool network = entry.file == certificate_name(unit, data.labels, End::kNetwork);
      if (!network && entry.file != certificate_name(unit, data.labels, End::kBound)) {
        refusal = changed;
        return;
      }
      const std::optional<std::string> bytes = read(entry.file);
      if (!bytes) refusal = entry.file + " is missing";
      if (bytes && sha256_hex(*bytes) != entry.sha256) refusal = entry.file + " is not the file that was written";
      if (!refusal.empty()) return;
      if (network) {
        outcome.network = accepted<InterpolationCertificate>(unit, data.data, entry.file, *bytes, refusal);
      } else {
        outcome.bound = accepted<BoundCertificate>(unit, data.data, entry.file, *bytes, refusal);
      }
      if (!refusal.empty()) return;
    }
    if (row_text(unit, data, outcome) != rows.lines[i++]) refusal = changed;
  });
  if (refusal.empty() && i != rows.lines.size()) refusal = "it was changed after it was written";
  return refusal;
}

}  // namespace ftcert::sweep
