#include "ftcert/construct/exhaustion/fewest_neurons.hpp"

#include <memory>
#include <string>
#include <utility>

#include "ftcert/construct/exhaustion/exhaustion.hpp"
#include "ftcert/construct/line/fewest_kinks.hpp"

namespace ftcert {

namespace {

constexpr std::size_t kMostSamples = 500;
constexpr std::size_t kMostNodes = 100'000;

Plan plan_of(const Problem& problem, ReluSum sum, std::size_t promised) {
  const auto kept = std::make_shared<const ReluSum>(std::move(sum));
  Plan plan;
  plan.widths = {kept->neurons()};
  plan.promised = promised;
  plan.build = [kept, &problem] { return kept->lift(problem.projection().direction); };
  return plan;
}

Outcome plan(const Problem& problem) {
  if (problem.outputs() != 1) {
    return Inapplicable{"needs one output, the data have " + std::to_string(problem.outputs())};
  }
  if (problem.samples() < kLeastExhaustionPoints || problem.samples() > kMostSamples) {
    return Inapplicable{"needs " + std::to_string(kLeastExhaustionPoints) + " <= K <= " + std::to_string(kMostSamples) +
                        ", the data have K = " + std::to_string(problem.samples())};
  }
  const Projection& line = problem.projection();
  std::vector<Rational> z;
  for (const std::size_t row : line.order) z.push_back(problem.residuals().row(row)[0]);
  const std::size_t kinks = least_kinks(problem);
  for (const std::size_t neurons : {kinks, kinks + 1}) {
    Decision decision = decide(line.values, z, neurons, kMostNodes);
    if (auto* sum = std::get_if<ReluSum>(&decision)) return plan_of(problem, std::move(*sum), neurons);
    if (std::holds_alternative<Undecided>(decision)) break;
  }
  return Inapplicable{"whether " + std::to_string(kinks) + " neurons suffice takes more than " +
                      std::to_string(kMostNodes) + " steps to decide"};
}

}  // namespace

const Construction kFewestNeurons{"fewest-neurons",
                                  "proofs/certificate-format.md, section 11",
                                  "the least number for samples on a line: A or A+1, A as for fewest-kinks",
                                  "one output, 3 <= K <= 500",
                                  2,
                                  &plan};

}  // namespace ftcert
