#include "ftcert/refute/patterns/pattern_bound.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// Operations that all programs of a usual search may take together, in a rough model; programs that it has at least and at most.
constexpr std::size_t kOperations = 700'000'000, kFewest = 20, kMost = 300'000;

class PatternLadder {
 public:
  PatternLadder(const PointMatrix& points, const ObservedOutputs& outputs, const PatternRequest& request,
                const Control& control)
      : request_(request), control_(control), observed_(outputs) {
    for (std::size_t k = 0; k < outputs.size(); ++k) {
      if (has_common_number(outputs[k].z)) continue;  // fits without a neuron
      auto problem = std::make_unique<PatternProblem>(points, outputs[k].z);
      if (problem->usable()) outputs_.push_back({k, std::move(problem)});
    }
    all_outputs_ = std::max<std::size_t>(1, outputs_.size());
    state_.subject = request.subject;
  }

  PatternBound run() {
    try {
      climb();
    } catch (const Error& error) {
      if (error.code() != Code::kInterrupted) throw;
      result_.stopped = true;
    }
    for (const SavedSearch& saved : state_.searches) {
      result_.decided.push_back(saved.decision);
      result_.decided.back().observed = observed_[saved.decision.output].output;
    }
    return std::move(result_);
  }

 private:
  struct Output {
    std::size_t index;
    std::unique_ptr<PatternProblem> problem;
  };

  void climb() {
    for (std::size_t neurons = request_.first; !request_.last || neurons <= *request_.last; ++neurons) {
      bool refuted = false;
      for (std::size_t k = 0; k < outputs_.size() && !refuted;) {
        refuted = refutes(outputs_[k], neurons);
        if (refuted) break;
        outputs_.erase(outputs_.begin() + static_cast<std::ptrdiff_t>(k));  // more neurons are not refuted, either
      }
      if (!refuted) return;
    }
  }

  bool refutes(const Output& output, std::size_t neurons) {
    const PatternProblem& problem = *output.problem;
    const PatternLimits limits{request_.programs.value_or(std::max<std::size_t>(
                                   2, usual_programs(problem.count(), problem.width(), neurons) / all_outputs_)),
                               request_.jobs, request_.make};
    const std::string what =
        counted(neurons) + (outputs_.size() > 1 ? ", " + output_words(observed_[output.index].output) : "");
    control_.step(what + ": the constant");
    PatternSearch search(problem, observed_[output.index].output, neurons);
    state_.searches.push_back({{neurons, output.index, PatternVerdict::kOpen, 0, 0, 0, {}}, {}, 0});
    if (go_on(search)) return state_.searches.back().decision.verdict == PatternVerdict::kRefuted;
    while (search.verdict() == PatternVerdict::kOpen) {
      control_.step(what + ": " + std::to_string(search.programs()) + " nodes tried, " +
                    std::to_string(search.open_nodes()) + " open");
      const bool more = search.round(limits, control_);
      tell(search);
      if (!more || search.verdict() != PatternVerdict::kOpen) break;
      if (search.whole()) remember(search);
      keep();
    }
    if (search.verdict() != PatternVerdict::kOpen) state_.searches.back().trees.clear();
    if (search.verdict() == PatternVerdict::kRefuted) show(search);
    keep();
    return search.verdict() == PatternVerdict::kRefuted;
  }

  static std::string counted(std::size_t neurons) {
    return std::to_string(neurons) + (neurons == 1 ? " neuron" : " neurons");
  }

  // From the state that was handed in. True: all is decided already.
  bool go_on(PatternSearch& search) {
    if (!request_.resume) return false;
    PatternDecision& decision = state_.searches.back().decision;
    for (const SavedSearch& saved : request_.resume->searches) {
      const PatternDecision& d = saved.decision;
      if (d.neurons != decision.neurons || d.output != decision.output) continue;
      if (saved.trees.size() == search.trees().size()) {
        for (std::size_t t = 0; t < saved.trees.size(); ++t)
          expect_ours(belongs_to(saved.trees[t], search.trees()[t].signs, outputs_[0].problem->count()));
        search.go_on_from(saved.trees, saved.programs);
        tell(search);
        remember(search);
        if (search.verdict() == PatternVerdict::kRefuted) show(search);
        return search.verdict() == PatternVerdict::kRefuted;
      }
      expect_ours(saved.trees.empty());
      // A number that was refuted before a greater one was, or one that is not.
      decision = d;
      return d.verdict != PatternVerdict::kOpen;
    }
    return false;
  }

  static void expect_ours(bool condition) {
    if (!condition) throw Error(Code::kUsage, "the state of the search belongs to other data");
  }

  void tell(const PatternSearch& search) {
    PatternDecision& decision = state_.searches.back().decision;
    decision.verdict = search.verdict();
    decision.programs = search.programs();
    decision.leaves = search.leaves();
    decision.open = search.open_nodes();
  }

  void show(const PatternSearch& search) {
    result_.neurons = search.neurons() + 1;
    result_.evidence = search.evidence();
    for (SavedSearch& saved : state_.searches) saved.trees.clear();
    remember(search);
  }

  // What the state holds of this search. Rounds that a limit cut short are not in it: with a greater limit they would be others.
  void remember(const PatternSearch& search) {
    if (!request_.keep) return;
    tell(search);
    SavedSearch& saved = state_.searches.back();
    saved.trees.clear();
    for (const PatternSearch::Tree& tree : search.trees()) saved.trees.push_back(tree.tree);
    saved.programs = search.programs();
  }
  void keep() {
    if (request_.keep) request_.keep(state_text(state_));
  }

  const PatternRequest& request_;
  const Control& control_;
  const ObservedOutputs& observed_;
  std::vector<Output> outputs_;  // that may refute more
  std::size_t all_outputs_ = 1;
  SearchState state_;
  PatternBound result_;
};

}  // namespace

bool PatternBound::limited() const { return std::ranges::any_of(decided, is_open); }

std::size_t usual_programs(std::size_t samples, std::size_t width, std::size_t neurons) {
  const std::size_t columns = std::min<std::size_t>(width * neurons, 100'000);
  const std::size_t each = samples * columns + columns * columns * columns / 3 + 1;
  return std::clamp(kOperations / (each * std::max<std::size_t>(1, neurons - 1)), kFewest, kMost);
}

PatternBound bound_by_patterns(const PointMatrix& points, const ObservedOutputs& outputs, const PatternRequest& request,
                               const Control& control) {
  if (request.resume && request.resume->subject != request.subject)
    throw Error(Code::kUsage, "the state of the search belongs to other data or options");
  return PatternLadder(points, outputs, request, control).run();
}

PatternBound bound_by_patterns(const PointMatrix& points, const PointMatrix& residuals, const PatternRequest& request,
                               const Control& control) {
  return bound_by_patterns(points, observed_outputs(residuals), request, control);
}

}  // namespace ftcert
