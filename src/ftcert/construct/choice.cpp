#include "ftcert/construct/choice.hpp"
#include "ftcert/construct/table.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/floats/touched.hpp"

namespace ftcert {

namespace {

const Construction& construction_named(const std::string& name) {
  const Construction* found = find_construction(name);
  if (found == nullptr) {
    const std::string meant = meant_construction(name);
    throw Error(Code::kUnknownName, "construction '" + name + "'" + (meant.empty() ? ": see" : meant + " See") +
                                        " 'ftcert certify --construction list'");
  }
  return *found;
}

// The constructions to try and the depths of their networks.
std::vector<Candidate> eligible(const ChoiceRequest& request) {
  std::vector<Candidate> result;
  const auto add = [&](const Construction& c, std::size_t layers) { result.push_back({&c, layers, {}, 0, 0, {}}); };
  if (request.construction != "auto") {
    const Construction& named = construction_named(request.construction);
    if (request.layers != kAnyLayers && !named.makes(request.layers)) {
      throw Error(Code::kNotApplicable, "construction '" + request.construction + "' makes networks with " +
                                            std::to_string(named.depth) + (named.any_depth() ? " or more" : "") +
                                            " layers, not with " + std::to_string(request.layers));
    }
    add(named, request.layers == kAnyLayers ? named.depth : request.layers);
    return result;
  }
  for (const Construction& c : constructions()) {
    if (request.layers == kAnyLayers ? !c.any_depth() : c.makes(request.layers)) {
      add(c, request.layers == kAnyLayers ? c.depth : request.layers);
    }
  }
  if (result.empty()) {
    throw Error(Code::kNotApplicable,
                "no construction makes networks with " + std::to_string(request.layers) + " layers");
  }
  return result;
}

// Numbers in the samples from which on a plan that cannot win is not made, in more than one dimension.
constexpr std::size_t kManyNumbers = 500'000;

bool has_many_numbers(const Problem& problem) {
  return problem.dimension() > 1 && problem.samples() * problem.dimension() >= kManyNumbers;
}

// The candidates in the order in which they are planned: those first that know how few neurons they may have, the fewest first.
std::vector<std::size_t> by_least(const std::vector<std::size_t>& least, const Choice& choice) {
  std::vector<std::size_t> order(least.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const bool known_a = choice.candidates[a].construction->least, known_b = choice.candidates[b].construction->least;
    return known_a != known_b ? known_a : known_a && least[a] < least[b];
  });
  return order;
}

void make_plan(const Problem& problem, const ChoiceRequest& request, Candidate& candidate, std::optional<Plan>& made) {
  request.progress("planning: " + std::string(candidate.construction->name));
  Outcome outcome = plan(*candidate.construction, problem, candidate.layers);
  if (auto* planned = std::get_if<Plan>(&outcome)) {
    candidate.widths = planned->widths;
    candidate.neurons = planned->neurons();
    candidate.promised = planned->promised;
    candidate.note = planned->note;
    candidate.reason.clear();
    made = std::move(*planned);
  } else {
    candidate.reason = std::get<Inapplicable>(outcome).reason;
  }
}

std::vector<std::optional<Plan>> make_plans(const Problem& problem, const ChoiceRequest& request, Choice& choice) {
  std::vector<std::optional<Plan>> plans(choice.candidates.size());
  for (std::size_t i = 0; i < plans.size(); ++i) make_plan(problem, request, choice.candidates[i], plans[i]);
  return plans;
}

// Without those that may at best have as many neurons as another: for these the reason says so.
std::vector<std::optional<Plan>> make_plans_that_may_win(const Problem& problem, const ChoiceRequest& request,
                                                         Choice& choice) {
  std::vector<std::optional<Plan>> plans(choice.candidates.size());
  std::vector<std::size_t> least;
  for (const Candidate& candidate : choice.candidates) {
    const auto own = candidate.construction->least;
    least.push_back(own ? own(problem) : candidate.layers - 1);
  }
  const Candidate* best = nullptr;
  for (const std::size_t i : by_least(least, choice)) {
    Candidate& candidate = choice.candidates[i];
    if (best != nullptr && best->neurons <= least[i]) {
      candidate.reason = "not planned: hardly fewer neurons than the " + std::to_string(best->neurons) + " of " +
                         std::string(best->construction->name) + " are possible";
      continue;
    }
    make_plan(problem, request, candidate, plans[i]);
    if (plans[i] && (best == nullptr || candidate.neurons < best->neurons)) best = &candidate;
  }
  return plans;
}

[[noreturn]] void throw_none(const Choice& choice) {
  std::string text;
  for (const Candidate& candidate : choice.candidates) {
    text += (text.empty() ? "construction '" : "\n  construction '") + std::string(candidate.construction->name) +
            "' does not apply: " + candidate.reason;
  }
  throw Error(Code::kNotApplicable, text);
}

Network build(const Plan& plan, const Candidate& candidate, const ChoiceRequest& request) {
  request.progress("building: " + std::string(candidate.construction->name));
  Network network = request.nearly && plan.nearly ? plan.nearly() : plan.build();
  require(network.widths() == candidate.widths && network.depth() == candidate.layers &&
              candidate.neurons <= candidate.promised,
          "a construction broke its promise");
  return network;
}

// Nothing: the network does not exist as planned, or what a search has found could not be made exact.
std::optional<Network> try_to_build(const Plan& plan, Candidate& candidate, const ChoiceRequest& request) {
  try {
    return build(plan, candidate, request);
  } catch (const Error& error) {
    if (error.code() != Code::kNotApplicable) throw;
    candidate.reason = error.text();
    candidate.widths.clear();
    return std::nullopt;
  }
}

// Candidates with a plan, by their neurons.
std::vector<std::size_t> by_neurons(const std::vector<std::optional<Plan>>& plans, const Choice& choice) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    if (plans[i]) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&choice](std::size_t a, std::size_t b) {
    return choice.candidates[a].neurons < choice.candidates[b].neurons;
  });
  return order;
}

// The fewest weight bits of those that can be built with the fewest neurons. False: none can be built.
bool choose_smallest(const std::vector<std::optional<Plan>>& plans, const ChoiceRequest& request, Choice& choice) {
  std::optional<std::size_t> least_bits;
  std::size_t fewest = 0;
  for (const std::size_t i : by_neurons(plans, choice)) {
    Candidate& candidate = choice.candidates[i];
    if (least_bits && candidate.neurons > fewest) break;
    std::optional<Network> network = try_to_build(*plans[i], candidate, request);
    if (!network) continue;
    const std::size_t bits = weight_bits(*network).total;
    if (least_bits && bits >= *least_bits) continue;
    least_bits = bits;
    fewest = candidate.neurons;
    choice.best = i;
    choice.network = std::move(*network);
  }
  return least_bits.has_value();
}

// The choice among networks that are to run.
class RunningChoice {
 public:
  RunningChoice(const Problem& problem, const ChoiceRequest& request, Choice& choice)
      : problem_(problem), request_(request), choice_(choice), only_(choice.candidates.size() == 1) {}

  void choose(const std::vector<std::optional<Plan>>& plans) {
    for (const std::size_t i : by_neurons(plans, choice_)) {
      if (enough(choice_.candidates[i].neurons)) break;
      look_at(i, *plans[i]);
    }
    if (!taken_) throw Error(Code::kNotShown, none_survives());
  }

 private:
  // Smaller is better.
  struct Rank {
    bool misses_the_goal = true;
    Rational measure;
    auto operator<=>(const Rank&) const = default;
  };

  // Networks with more neurons than the best one are not wanted; with a robust goal, not those with more than twice as many.
  bool enough(std::size_t neurons) const {
    if (!taken_ || rank_.misses_the_goal) return false;
    return neurons > (problem_.goal()->robust ? 2 : 1) * fewest_;
  }

  void look_at(std::size_t i, const Plan& plan) {
    Candidate& candidate = choice_.candidates[i];
    std::optional<Network> built = try_to_build(plan, candidate, request_);
    if (!built) return;
    Network& network = *built;
    request_.progress("enclosing executions: " + std::string(candidate.construction->name));
    Survival found = survival(network, problem_);
    candidate.dies = found.reason;
    if (!found.keeps_all() && !only_) return;
    Rank rank{!found.survives(), measure(found)};
    if (found.survives() && (!taken_ || rank_.misses_the_goal)) fewest_ = candidate.neurons;
    if (taken_ && rank >= rank_) return;
    taken_ = true;
    rank_ = std::move(rank);
    choice_.best = i;
    choice_.network = std::move(network);
    choice_.running = std::move(found.running);
  }

  Rational measure(const Survival& found) const {
    if (!found.running) return 0;
    if (!problem_.goal()->robust) return found.running->error.changed_error;
    const auto touched = touched_volume(folded(found.running->network), problem_.points(), problem_.residuals());
    return touched ? (*touched)[1].effect() : Rational();
  }

  std::string none_survives() const {
    std::string text = "no network keeps all kept samples in " + ftcert::text(problem_.goal()->format) + ":";
    for (const Candidate& candidate : choice_.candidates) {
      text += "\n  " + std::string(candidate.construction->name) + ": " +
              (candidate.reason.empty() ? candidate.dies : "does not apply: " + candidate.reason);
    }
    return text;
  }

  const Problem& problem_;
  const ChoiceRequest& request_;
  Choice& choice_;
  bool only_;  // a construction that was asked for by name is taken, and what it does is said
  bool taken_ = false;
  Rank rank_;
  std::size_t fewest_ = 0;
};

}  // namespace

Choice choose_construction(const Problem& problem, const ChoiceRequest& request) {
  return choose_among(eligible(request), problem, request);
}

Choice choose_among(std::vector<Candidate> candidates, const Problem& problem, const ChoiceRequest& request) {
  require(!candidates.empty(), "choose_among: no candidate");
  Choice choice;
  choice.candidates = std::move(candidates);
  if (!problem.goal() && choice.candidates.size() > 1 && has_many_numbers(problem) &&
      choose_smallest(make_plans_that_may_win(problem, request, choice), request, choice)) {
    return choice;
  }
  const std::vector<std::optional<Plan>> plans = make_plans(problem, request, choice);
  if (by_neurons(plans, choice).empty()) throw_none(choice);
  if (problem.goal()) {
    RunningChoice(problem, request, choice).choose(plans);
  } else if (!choose_smallest(plans, request, choice)) {
    throw_none(choice);
  }
  return choice;
}

}  // namespace ftcert
