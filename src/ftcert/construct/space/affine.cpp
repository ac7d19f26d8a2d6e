#include "ftcert/construct/space/affine.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "ftcert/construct/space/exact_solution.hpp"
#include "ftcert/construct/space/modular_span.hpp"
#include "ftcert/construct/space/strip.hpp"
#include "ftcert/evaluation/batch.hpp"
#include "ftcert/evaluation/integer_matrix.hpp"

namespace ftcert {

namespace {

// Of all weights, by Hadamard's bound.
constexpr std::size_t kMostBits = std::size_t{1} << 26;

using Rows = std::vector<std::vector<Integer>>;

// Rows that are independent modulo a prime and span the others there, in order.
std::vector<std::size_t> basis(const Rows& rows) {
  const std::size_t most = std::min(rows.size(), rows[0].size());
  ModularSpan span(rows[0].size(), most);
  std::vector<std::size_t> result;
  for (std::size_t r = 0; r < rows.size() && result.size() < most; ++r) {
    if (span.insert(rows[r])) result.push_back(r);
  }
  return result;
}

Rows transposed(const Rows& rows, const std::vector<std::size_t>& chosen) {
  Rows result(rows[0].size());
  for (std::size_t c = 0; c < result.size(); ++c) {
    for (const std::size_t r : chosen) result[c].push_back(rows[r][c]);
  }
  return result;
}

// Of each sample from the first, multiplied by their denominators.
Rows differences(const PointMatrix& residuals) {
  Rows rows;
  std::vector<Rational> difference(residuals.dimension);
  for (std::size_t i = 0; i < residuals.count; ++i) {
    for (std::size_t c = 0; c < difference.size(); ++c) difference[c] = residuals.row(i)[c] - residuals.row(0)[c];
    rows.push_back(common_denominator(difference).numerators);
  }
  return rows;
}

// outputs = matrix * chosen outputs + constant, at all samples if it is so at all.
struct Combination {
  std::vector<std::size_t> chosen;
  AffineMap map;
};

std::optional<Combination> combine(const PointMatrix& residuals) {
  const Rows rows = differences(residuals);
  const std::vector<std::size_t> samples = basis(rows);
  if (samples.empty()) return std::nullopt;
  std::vector<std::size_t> chosen = basis(transposed(rows, samples));
  PointMatrix left(chosen.size(), chosen.size()), right(chosen.size(), residuals.dimension);
  for (std::size_t a = 0; a < chosen.size(); ++a) {
    const auto at = residuals.row(samples[a]), first = residuals.row(0);
    for (std::size_t b = 0; b < chosen.size(); ++b) left.row(a)[b] = at[chosen[b]] - first[chosen[b]];
    for (std::size_t c = 0; c < residuals.dimension; ++c) right.row(a)[c] = at[c] - first[c];
  }
  const auto solution = solve_exactly(left, right);
  if (!solution) return std::nullopt;
  AffineMap map(residuals.dimension, chosen.size());
  for (std::size_t c = 0; c < residuals.dimension; ++c) {
    map.bias[c] = residuals.row(0)[c];
    for (std::size_t b = 0; b < chosen.size(); ++b) {
      map.weight(c, b) = solution->row(b)[c];
      map.bias[c] -= map.weight(c, b) * residuals.row(0)[chosen[b]];
    }
  }
  return Combination{std::move(chosen), std::move(map)};
}

// The chosen outputs as affine functions that are right at as many samples as determine them.
std::optional<AffineMap> affine_functions(const Problem& problem, const std::vector<std::size_t>& outputs,
                                          std::string& refusal) {
  const PointMatrix& points = problem.points();
  Rows rows;
  for (std::size_t i = 0; i < points.count; ++i) rows.push_back(homogeneous(points.row(i)));
  const std::vector<std::size_t> samples = basis(rows);
  std::size_t longest = 1;
  for (const std::size_t i : samples) {
    for (const Integer& entry : rows[i]) longest = std::max(longest, bit_size(entry));
  }
  const std::size_t bits = 2 * outputs.size() * samples.size() * samples.size() * (longest + 8);
  if (bits > kMostBits) {
    refusal = "needs weights of about " + std::to_string(bits) + " bits, more than " + std::to_string(kMostBits);
    return std::nullopt;
  }
  const std::vector<std::size_t> columns = basis(transposed(rows, samples));
  PointMatrix left(samples.size(), samples.size()), right(samples.size(), outputs.size());
  for (std::size_t a = 0; a < samples.size(); ++a) {
    const auto x = points.row(samples[a]);
    for (std::size_t b = 0; b < columns.size(); ++b) {
      left.row(a)[b] = columns[b] == points.dimension ? Rational(1) : x[columns[b]];
    }
    for (std::size_t k = 0; k < outputs.size(); ++k) right.row(a)[k] = problem.residuals().row(samples[a])[outputs[k]];
  }
  const auto solution = solve_exactly(left, right);
  refusal = "needs residuals that are an affine function of the samples";
  if (!solution) return std::nullopt;
  AffineMap map(outputs.size(), points.dimension);
  for (std::size_t b = 0; b < columns.size(); ++b) {
    for (std::size_t k = 0; k < outputs.size(); ++k) {
      (columns[b] == points.dimension ? map.bias[k] : map.weight(k, columns[b])) = solution->row(b)[k];
    }
  }
  return map;
}

bool agrees(const Network& network, const Problem& problem) {
  return evaluate_batch(network, problem.points()).entries == problem.residuals().entries;
}

Outcome plan(const Problem& problem) {
  if (problem.dimension() == 0) return Inapplicable{"needs samples with at least one component"};
  std::optional<Combination> outer = combine(problem.residuals());
  if (!outer) return Inapplicable{"needs residuals that are not the same at all samples"};
  std::string refusal;
  std::optional<AffineMap> hidden = affine_functions(problem, outer->chosen, refusal);
  if (!hidden) return Inapplicable{refusal};
  // The least value of each function becomes 0.
  for (std::size_t k = 0; k < outer->chosen.size(); ++k) {
    Rational least = problem.residuals().row(0)[outer->chosen[k]];
    for (std::size_t i = 0; i < problem.samples(); ++i) {
      least = std::min(least, problem.residuals().row(i)[outer->chosen[k]]);
    }
    hidden->bias[k] -= least;
    for (std::size_t c = 0; c < outer->map.rows; ++c) outer->map.bias[c] += outer->map.weight(c, k) * least;
  }
  const std::size_t neurons = outer->chosen.size();
  const auto network =
      std::make_shared<const Network>(Network(problem.dimension(), {std::move(*hidden), std::move(outer->map)}));
  if (!agrees(*network, problem)) return Inapplicable{refusal};
  Plan result;
  result.widths = {neurons};
  result.promised = std::min(problem.outputs(), problem.samples() - 1);
  result.build = [network] { return *network; };
  return result;
}

}  // namespace

const Construction kAffine{"affine",
                           "rank of the differences of the residuals",
                           "the dimension of the residuals' affine hull, at most the outputs; no network has fewer",
                           "residuals that are an affine function of the samples",
                           2,
                           &plan};

}  // namespace ftcert
