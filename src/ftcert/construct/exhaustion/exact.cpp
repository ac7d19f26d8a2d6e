#include "ftcert/construct/exhaustion/exact.hpp"

#include <memory>
#include <string>
#include <utility>

#include "ftcert/construct/exhaustion/fit.hpp"
#include "ftcert/construct/exhaustion/pattern_sums.hpp"
#include "ftcert/construct/line/fewest_kinks.hpp"

namespace ftcert {

namespace {

Plan plan_of(const Problem& problem, ReluSum sum) {
  const auto kept = std::make_shared<const ReluSum>(std::move(sum));
  Plan plan;
  plan.widths = {kept->neurons()};
  plan.promised = kept->neurons();
  plan.build = [kept, &problem] { return kept->lift(problem.projection().direction); };
  return plan;
}

Outcome plan(const Problem& problem) {
  Outcome outcome = kFewestKinks.plan(problem);
  auto* const fewest = std::get_if<Plan>(&outcome);
  if (fewest == nullptr) return outcome;
  fewest->promised = fewest->neurons();
  const std::size_t kinks = least_kinks(problem);
  if (fewest->neurons() == kinks || problem.samples() < kLeastExhaustionPoints) return outcome;
  const Projection& line = problem.projection();
  const LineSamples samples(problem);
  std::vector<Rational> z;
  z.reserve(samples.size());
  for (std::size_t r = 0; r < samples.size(); ++r) z.push_back(samples.z(r)[0]);
  const SumLimits limits;
  const PatternSums sums = decide_by_sums(line.values, z, kinks, limits);
  if (sums.choice) return plan_of(problem, std::get<ReluSum>(fit(line.values, z, *sums.choice)));
  if (sums.decided) return outcome;
  return Inapplicable{"whether " + std::to_string(kinks) + " neurons suffice takes more than " +
                      std::to_string(limits.at_a_cell) + " intervals of sums or " + std::to_string(limits.steps) +
                      " steps to decide"};
}

}  // namespace

const Construction kExact{"exact",
                          "proofs/theorems.md, theorem 2.16.3",
                          "the least number for samples on a line: A or A+1, A as for fewest-kinks",
                          "one output; at most 10^5 intervals of sums",
                          2,
                          &plan};

}  // namespace ftcert
