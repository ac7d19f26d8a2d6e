#include "ftcert/construct/cut/cuts_and_units.hpp"

#include <memory>
#include <string>
#include <utility>

#include "ftcert/construct/cut/cut_chain.hpp"
#include "ftcert/construct/problem/exceptions.hpp"
#include "ftcert/construct/space/hyperplane_units.hpp"
#include "ftcert/construct/space/unit_choice.hpp"

namespace ftcert {

namespace {

constexpr double kBudget = 4e10;

// The cuts as neurons before those of `units`, which has one hidden layer and one output.
Network with_cuts(const std::vector<Cut>& cuts, const Network& units) {
  const AffineMap &rows = units.layers()[0], &sum = units.layers()[1];
  AffineMap hidden(cuts.size() + rows.rows, rows.columns), outer(1, cuts.size() + rows.rows);
  for (std::size_t u = 0; u < hidden.rows; ++u) {
    if (u >= cuts.size()) {
      for (std::size_t j = 0; j < rows.columns; ++j) hidden.weight(u, j) = rows.weight(u - cuts.size(), j);
      hidden.bias[u] = rows.bias[u - cuts.size()];
      outer.weight(0, u) = sum.weight(0, u - cuts.size());
      continue;
    }
    for (std::size_t j = 0; j < rows.columns; ++j) hidden.weight(u, j) = Rational(cuts[u].row.weights[j]);
    hidden.bias[u] = Rational(cuts[u].row.constant);
    outer.weight(0, u) = Rational(Integer(cuts[u].sign), cuts[u].row.scale);
  }
  outer.bias[0] = sum.bias[0];
  return Network(rows.columns, {std::move(hidden), std::move(outer)});
}

struct Parts {
  std::vector<Cut> cuts;
  Problem rest;  // what the units serve
  Plan units;
};

Outcome plan(const Problem& problem) {
  if (problem.dimension() < 2) return Inapplicable{"needs samples with at least two components"};
  if (problem.outputs() != 1) {
    return Inapplicable{"needs one output, the data have " + std::to_string(problem.outputs())};
  }
  const std::size_t size = largest_group(problem);
  if (const std::size_t work = fewest_units_work(problem, label_partitions(problem, size), size);
      work > kMostUnitWork) {
    return Inapplicable{"needs units * samples * (dimension + 1) <= " + std::to_string(kMostUnitWork) +
                        ", the data have about " + std::to_string(work)};
  }
  SearchBudget budget{kBudget};
  CutChain chain = make_cuts(problem, size, budget);
  if (chain.cuts.empty()) return Inapplicable{"no neuron serves more samples than a third of a unit does"};
  PointMatrix left(problem.samples(), 1);
  left.entries = std::move(chain.left);
  auto parts = std::make_shared<Parts>(
      Parts{std::move(chain.cuts),
            Problem(problem.shared_points(), std::make_shared<const PointMatrix>(std::move(left))), Plan{}});
  Outcome units = kHyperplaneUnits.plan(parts->rest);
  if (auto* reason = std::get_if<Inapplicable>(&units)) return std::move(*reason);
  parts->units = std::move(std::get<Plan>(units));
  Plan result;
  const std::size_t neurons = parts->cuts.size() + parts->units.neurons();
  result.widths = {neurons};
  result.promised = neurons;
  result.note = exceptions_note;
  result.build = [parts] { return with_cuts(parts->cuts, parts->units.build()); };
  return result;
}

// A cut's group has at most d + 1 samples.
std::size_t least(const Problem& problem) { return problem.changed().size() / (problem.dimension() + 1) + 1; }

}  // namespace

const Construction kCutsAndUnits{"cuts-and-units",
                                 "proofs/theorems.md, theorem 2.10.1",
                                 "cuts of more than d/3 samples each, then as hyperplane-units",
                                 "one output, d >= 2, changed samples that a half-space cuts off",
                                 2,
                                 &plan,
                                 nullptr,
                                 &least};

}  // namespace ftcert
