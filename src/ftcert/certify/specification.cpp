#include "ftcert/certify/specification.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/certify/specified_claims.hpp"
#include "ftcert/construct/specification/specified_networks.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/work.hpp"

namespace ftcert {

namespace {

constexpr int kTries = 3;

// What executions of a network do about the specifications.
struct Executed {
  std::string dies;              // why it is no use; empty: it is
  bool meets = false;            // every specification, as asked for
  std::optional<Rational> lead;  // with classes, the least that one leads by
};

class Specifier {
 public:
  Specifier(const Subject& subject, const CertifyRequest& request, const Control& control)
      : subject_(subject), request_(request), control_(control), terms_(*subject.body.specification) {}

  CertifyResult run() {
    const Demands demands = look_at_f();
    CertifyResult result = begun(demands);
    if (demands.violated().empty()) {
      take_nothing();
    } else {
      Rational slack = first_slack(demands);
      for (int t = 0; t < kTries; ++t) {
        const std::optional<Rational> lacks = try_with(demands, slack, result);
        if (!lacks) break;
        slack += Rational(2) * *lacks;
      }
    }
    if (!best_) throw Error(Code::kNotShown, none_survives(result));
    finish(result);
    return result;
  }

  // A network of the user's own, with numbers of the format where it is to run.
  CertifyResult given(Network g) {
    CertifyResult result = begun(look_at_f());
    best_ = Best{std::move(g), {}, {}, {{}, true, {}}};
    if (executes()) {
      best_->running = Running{{*request_.runs_in, {}, best_->network}, {}};
      best_->executed = executed(best_->running->network);
      if (!best_->executed.dies.empty()) throw Error(Code::kNotShown, "network g: " + best_->executed.dies);
    }
    finish(result);
    return result;
  }

 private:
  struct Best {
    Network network;
    std::optional<Running> running;
    Candidate candidate;
    Executed executed;
  };

  Demands look_at_f() {
    errors_of_f();
    return Demands(subject_.body.samples, terms_, *subject_.f, errors_);
  }

  CertifyResult begun(const Demands& demands) const {
    CertifyResult result;
    result.specification.emplace();
    result.specification->specified = demands.specified();
    result.specification->satisfied = demands.satisfied();
    result.specification->near_misses = demands.near_misses();
    if (terms_.classes()) result.specification->asked = terms_.number;
    return result;
  }

  bool executes() const { return request_.float_weights; }
  const PointMatrix& points() const { return subject_.body.samples.points; }

  ExecutionStatement statement(const FloatNetwork& g) const {
    return {request_.input, g.format, g.centre, g.network, subject_.operators, {}, {}};
  }

  // Of f alone, where executions are to be certified.
  void errors_of_f() {
    if (!executes()) return;
    control_.step("enclosing executions of f");
    const Network zero(points().dimension, subject_.body.outputs);
    const SpecifiedExecutions runs = specified_executions(subject_, statement({*request_.runs_in, {}, zero}));
    errors_ = PointMatrix(points().count, subject_.body.outputs);
    for (std::size_t r = 0; r < runs.rows.size(); ++r) {
      std::ranges::copy(runs.sum.errors.row(r), errors_.row(runs.rows[r]).begin());
      for (const Rational& error : runs.sum.errors.row(r)) largest_error_ = std::max(largest_error_, error);
    }
  }

  Rational first_slack(const Demands& demands) const {
    // On a line labels are chosen exactly, and the fewest kinks may need all of the intervals.
    if (!request_.runs_in && !terms_.classes() && points().dimension == 1) return {};
    const Rational room = terms_.classes() ? terms_.number * Rational(1, 4) : demands.largest_miss() * Rational(1, 16);
    return room + Rational(4) * largest_error_;
  }

  // By how much the best one's margin falls short, where more slack may help.
  std::optional<Rational> try_with(const Demands& demands, const Rational& slack, CertifyResult& result) {
    const Demands roomy = demands.with_slack(slack), met = demands.with_slack(slack, Rational(1, 2));
    std::optional<FloatGoal> goal;
    if (request_.runs_in) {
      const Rational deviation = std::min(slack, demands.narrowest().value_or(slack)) * Rational(1, 4);
      goal = FloatGoal{*request_.runs_in, deviation, request_.robust, request_.input};
    }
    std::vector<SpecifiedNetwork> found =
        build_for(met, roomy, points(),
                  {request_.layers, request_.construction, request_.direction, std::move(goal), executes(),
                   [this](const std::string& text) { control_.step(text); }});
    result.candidates.clear();
    for (SpecifiedNetwork& one : found) {
      if (one.network) look_at(one);
      result.candidates.push_back(one.candidate);
    }
    if (!executes() || !terms_.classes() || !best_ || best_->executed.meets || !best_->executed.lead)
      return std::nullopt;
    return terms_.number - *best_->executed.lead;
  }

  void look_at(SpecifiedNetwork& one) {
    Best made{*std::move(one.network), {}, {}, {{}, true, {}}};
    if (executes()) {
      if (!one.running) one.running = to_format(made.network, points(), *request_.runs_in);
      made.executed = one.running ? executed(*one.running)
                                  : Executed{"its weights do not fit into " + text(*request_.runs_in), false, {}};
      one.candidate.dies = made.executed.dies;
      if (!made.executed.dies.empty()) return;
      made.running = Running{*std::move(one.running), {}};
    }
    made.candidate = one.candidate;
    if (!best_ || better(made, *best_)) best_ = std::move(made);
  }

  static bool better(const Best& a, const Best& b) {
    if (a.executed.meets != b.executed.meets) return a.executed.meets;
    if (!a.executed.meets && a.executed.lead && b.executed.lead) return *a.executed.lead > *b.executed.lead;
    const std::size_t one = a.network.neurons(), other = b.network.neurons();
    return one != other ? one < other : weight_bits(a.network).total < weight_bits(b.network).total;
  }

  Executed executed(const FloatNetwork& g) const {
    control_.step("enclosing executions");
    Executed result;
    try {
      const SpecifiedExecutions runs = specified_executions(subject_, statement(g));
      std::vector<bool> specified(points().count);
      for (const std::size_t row : runs.rows) specified[row] = true;
      for (std::size_t i = 0; i < runs.g.values.count; ++i) {
        for (std::size_t k = 0; k < runs.g.values.dimension; ++k) {
          const bool keeps = !specified[i] || (!terms_.classes() && !interval(i, k));
          if (keeps && !runs.g.zero(i, k))
            return {"run in " + text(g.format) + " it may change kept samples (the first: sample " +
                        std::to_string(i + 1) + ")",
                    false,
                    {}};
        }
      }
      result.meets = true;
      for (std::size_t r = 0; r < runs.rows.size(); ++r) look_at_sum(runs, r, result);
    } catch (const Error& error) {
      if (error.code() != Code::kNotShown) throw;
      result.dies = error.text();
    }
    return result;
  }

  const std::optional<Interval>& interval(std::size_t i, std::size_t k) const {
    return subject_.body.samples.intervals[i * subject_.body.outputs + k];
  }

  void look_at_sum(const SpecifiedExecutions& runs, std::size_t r, Executed& result) const {
    const auto sum = runs.sum.values.row(r), errors = runs.sum.errors.row(r);
    const std::size_t i = runs.rows[r];
    const std::string sample = "sample " + std::to_string(i + 1);
    if (terms_.classes()) {
      const Rational lead = class_lead(sum, errors, subject_.body.samples.classes[i]);
      if (!result.lead || lead < *result.lead) result.lead = lead;
      result.meets = result.meets && lead >= terms_.number;
      if (lead.sign() <= 0)
        result.dies = "run in " + text(*request_.runs_in) + " the class of " + sample + " may not lead";
      return;
    }
    for (std::size_t k = 0; k < sum.size(); ++k) {
      const std::optional<Interval>& allowed = interval(i, k);
      if (!allowed || (allowed->holds(sum[k] - errors[k]) && allowed->holds(sum[k] + errors[k]))) continue;
      result.meets = false;
      result.dies = "run in " + text(*request_.runs_in) + " it may miss what " + sample + " may be";
    }
  }

  // f meets everything: a network without neurons.
  void take_nothing() {
    Best nothing{Network(points().dimension, subject_.body.outputs), {}, {}, {{}, true, {}}};
    if (executes()) {
      nothing.running = Running{{*request_.runs_in, {}, nothing.network}, {}};
      nothing.executed = executed(nothing.running->network);
    }
    best_ = std::move(nothing);
  }

  std::string none_survives(const CertifyResult& result) const {
    std::string text = "no network meets the specifications in every execution:";
    for (const Candidate& candidate : result.candidates) {
      text += "\n  " + std::string(candidate.construction->name) + ": " +
              (candidate.reason.empty() ? candidate.dies : "does not apply: " + candidate.reason);
    }
    return text;
  }

  void finish(CertifyResult& result) {
    SpecificationFacts& facts = *result.specification;
    facts.lead = best_->executed.lead;
    facts.margin = facts.asked;
    if (facts.lead && *facts.lead < *facts.asked) facts.margin = certified_margin(*facts.lead);
    std::optional<ConstructionNote> note;
    if (best_->candidate.construction != nullptr)
      note = ConstructionNote{std::string(best_->candidate.construction->name), best_->candidate.promised};
    Network g = best_->running ? folded(best_->running->network) : std::move(best_->network);
    if (best_->running) result.running = std::move(best_->running);
    claim_specification(subject_, std::move(g), std::move(note), control_, result);
  }

  const Subject& subject_;
  const CertifyRequest& request_;
  const Control& control_;
  SpecificationTerms terms_;
  PointMatrix errors_;
  Rational largest_error_;
  std::optional<Best> best_;
};

}  // namespace

CertifyResult certify_specification(const Subject& subject, const CertifyRequest& request, const Control& control) {
  return Specifier(subject, request, control).run();
}

CertifyResult certify_specified_network(const Subject& subject, Network g, const CertifyRequest& request,
                                        const Control& control) {
  if (g.inputs() == subject.body.dimension) {
    const PointMatrix& points = subject.body.samples.points;
    WorkMeter(control.most_work).charge(network_work(g, points, points.count));
  }
  return Specifier(subject, request, control).given(std::move(g));
}

}  // namespace ftcert
