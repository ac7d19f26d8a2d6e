#include "ftcert/construct/layers/tuned.hpp"

#include <memory>
#include <string>
#include <utility>

#include "ftcert/construct/layers/sparse_plan.hpp"
#include "ftcert/construct/layers/tuned_net.hpp"

namespace ftcert {

namespace {

constexpr std::size_t kMostChanged = 500;

std::size_t neurons(std::size_t knots, std::size_t second) { return knots + second; }

Outcome plan(const Problem& problem) {
  const std::size_t count = problem.changed().size();
  if (count == 0 || count > kMostChanged) {
    return Inapplicable{"needs 1 <= N <= " + std::to_string(kMostChanged) +
                        ", the data have N = " + std::to_string(count)};
  }
  Plan plan;
  plan.promised = promised_tuned(count, problem.outputs(), &neurons);
  const LineSamples samples(problem);
  std::optional<SplineNet> net = tuned_net(samples, changed_ranks(samples), &neurons, plan.promised);
  if (!net) return Inapplicable{"no rational knots with weights of moderate length were found"};
  plan.widths = {net->knots.size(), net->rows.size()};
  const auto kept = std::make_shared<const SplineNet>(std::move(*net));
  plan.build = [kept, &problem] { return kept->lift(problem.projection().direction); };
  return plan;
}

}  // namespace

const Construction kTuned{
    "tuned",
    "proofs/theorems.md, theorems 3.3.4 and 3.3.5",
    "min over n >= 3, P of n + 4 c P with (n+1) P >= N, or of n + 4 c P + 2 c with (n+1) P + ceil(n/2) >= N",
    "1 <= N <= 500, and that rational knots are found",
    3,
    &plan};

}  // namespace ftcert
