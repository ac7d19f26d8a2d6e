// Units for a goal: what unit_choice.hpp says of them.
#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "ftcert/construct/space/near_strip.hpp"
#include "ftcert/construct/space/unit_choice.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

constexpr std::size_t kGoalWork = std::size_t{1} << 29;
constexpr unsigned kGoalOrders = 48;
constexpr std::size_t kGoalSizes = 12;
// Where rounding alone misses the goal, smaller groups are of no more use than this.
constexpr double kNearlyLeast = 2;

// The error of a floating-point execution at the group, about: each of the d + 2 roundings of a row is of the size of the row's condition, and the
// second layer and the weights add about two more. The two neurons of a wave have p with the factors 1 and 2.
double predicted_error(const HyperplaneUnit& unit, std::size_t dimension, std::size_t outputs, double roundoff) {
  double outer = 0;
  for (const Rational& change : unit.shape.changes) outer = std::max(outer, std::abs(to_double(change)));
  if (unit.shape.changes.size() > outputs) outer *= 3;
  return static_cast<double>(dimension + 4) * roundoff * unit.found->condition * outer;
}

double predicted_error(const std::vector<HyperplaneUnit>& units, const Problem& problem, double roundoff) {
  double most = 0;
  for (const HyperplaneUnit& unit : units)
    most = std::max(most, predicted_error(unit, problem.dimension(), problem.outputs(), roundoff));
  return most;
}

std::size_t divide_up(std::size_t a, std::size_t b) { return (a + b - 1) / b; }

// Neurons of hats in groups of nearly one size.
std::size_t even_neurons(const LabelPartition& partition, std::size_t size) {
  std::size_t neurons = 0;
  for (const LabelLine& line : partition.lines) {
    neurons += 3 * (divide_up(line.plus.size(), size) + divide_up(line.minus.size(), size));
  }
  return neurons;
}

struct Formed {
  std::vector<HyperplaneUnit> units;
  double error = std::numeric_limits<double>::infinity();
};

struct Attempt {
  const LabelPartition* partition;
  std::size_t size;
  bool even;
  std::size_t neurons;
};

// The ways to split that are worth trying, in increasing order of neurons.
std::vector<Attempt> attempts(const std::vector<LabelPartition>& partitions, std::size_t size) {
  const LabelPartition& partition = partitions.front();
  std::vector<Attempt> result{{&partition, size, false, generic_neurons(partition, size)}};
  for (std::size_t s = size; s > 0; --s) {
    const std::size_t neurons = even_neurons(partition, s);
    if (neurons > result.back().neurons) result.push_back({&partition, s, true, neurons});
  }
  return result;
}

}  // namespace

std::optional<std::vector<HyperplaneUnit>> units_for_goal(const Problem& problem,
                                                          const std::vector<LabelPartition>& partitions,
                                                          std::size_t size) {
  const SteepnessTable table(problem.points());
  const CentredSamples centred(problem.points());
  const SampleTable samples(centred);
  if (!samples.finite()) return std::nullopt;
  const RowSearch search(samples);
  const FloatGoal& goal = *problem.goal();
  // The prediction is a few percent off, since the rows are rounded once more.
  const double wanted = 0.75 * to_double(goal.deviation), roundoff = to_double(unit_roundoff(goal.format));
  const std::vector<Attempt> ways = attempts(partitions, size);
  // The best of each way, in increasing order of neurons.
  std::vector<Formed> found;
  double least = std::numeric_limits<double>::infinity();
  // Ways grow by about an eighth each, so that one after another they may have a share of the budget.
  std::size_t tried = 0, last = 0, all = 0;
  for (const Attempt& way : ways) {
    if (last != 0 && way.neurons * 8 < last * 9) continue;
    if (++tried > kGoalSizes || (goal.robust && !found.empty() && way.neurons > 2 * ways.front().neurons)) break;
    last = way.neurons;
    FormRequest request{way.size, 0, &search, 0, true, way.even, true};
    const std::size_t units = std::max<std::size_t>(way.neurons / 3, 1), share = kGoalWork / kGoalSizes;
    std::size_t spent = 0;
    Formed best;
    for (; request.order < kGoalOrders && spent < share; ++request.order) {
      request.budget = std::max(
          {share / units / 8, 6 * problem.samples() * samples.columns(), 4 * way.size * way.size * samples.columns()});
      auto formed = form_units(problem, table, *way.partition, request);
      if (!formed) {
        spent += share / 8;
        continue;
      }
      for (const HyperplaneUnit& unit : *formed) spent += unit.cost + 1;
      if (const double error = predicted_error(*formed, problem, roundoff); error < best.error) {
        best = {std::move(*formed), error};
      }
    }
    all += spent;
    least = std::min(least, best.error);
    if (std::isfinite(best.error)) found.push_back(std::move(best));
    if ((!goal.robust && least <= wanted) || all >= kGoalWork) break;
  }
  if (found.empty()) return std::nullopt;
  // With a robust goal, or one of 0, the least error; else the fewest neurons that meet the goal, or where none do, those whose error is nearly the least.
  const bool fewest = !goal.robust && !goal.deviation.is_zero();
  const double enough = !fewest ? least : least <= wanted ? wanted : kNearlyLeast * least;
  const auto chosen = std::min_element(found.begin(), found.end(), [&](const Formed& a, const Formed& b) {
    const auto rank = [&](const Formed& formed) {
      return std::pair(formed.error > enough, count_neurons(formed.units, problem.outputs()));
    };
    return rank(a) < rank(b);
  });
  return std::move(chosen->units);
}

std::vector<HyperplaneUnit> exact_units(const Problem& problem, std::vector<HyperplaneUnit> units) {
  const SteepnessTable table(problem.points());
  const CentredSamples centred(problem.points());
  for (HyperplaneUnit& unit : units) {
    std::optional<Strip> strip =
        near_strip(problem.points(), centred, table, unit.group, unit.shape.targets, unit.shape.threshold, *unit.found);
    if (!strip) {
      strip = fit_strip(problem.points(), table, unit.group, unit.shape.targets, unit.shape.threshold).strip;
    }
    if (!strip) {
      throw Error(Code::kNotApplicable, "tents: no exact row lies near the one found for the " +
                                            std::to_string(unit.group.size()) + " samples with sample " +
                                            std::to_string(unit.group.front() + 1));
    }
    unit.strip = std::move(*strip);
  }
  return units;
}

}  // namespace ftcert
