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

using Row = std::vector<Integer>;

// Rows that are independent modulo a prime and span the others there, in order.
struct Basis {
  std::vector<std::size_t> places;
  std::vector<Row> rows;
};

// row_at(r): row r of `count`, of so many entries, which is asked for until no more can be independent.
template <typename RowAt>
Basis basis(std::size_t count, std::size_t entries, const RowAt& row_at) {
  const std::size_t most = std::min(count, entries);
  ModularSpan span(entries, most);
  Basis result;
  for (std::size_t r = 0; r < count && result.rows.size() < most; ++r) {
    Row row = row_at(r);
    if (!span.insert(row)) continue;
    result.places.push_back(r);
    result.rows.push_back(std::move(row));
  }
  return result;
}

// Columns of the rows that are independent and span the others.
std::vector<std::size_t> column_basis(const std::vector<Row>& rows) {
  const auto column = [&](std::size_t c) {
    Row result;
    for (const Row& row : rows) result.push_back(row[c]);
    return result;
  };
  return basis(rows[0].size(), rows.size(), column).places;
}

// outputs = matrix * chosen outputs + constant, at all samples if it is so at all.
struct Combination {
  std::vector<std::size_t> chosen;
  AffineMap map;
};

std::optional<Combination> combine(const PointMatrix& residuals) {
  // Of a sample from the first, multiplied by their denominators.
  const auto difference = [&](std::size_t i) {
    if (std::ranges::equal(residuals.row(i), residuals.row(0))) return Row(residuals.dimension);
    std::vector<Rational> result(residuals.row(i).begin(), residuals.row(i).end());
    for (std::size_t c = 0; c < result.size(); ++c) result[c] -= residuals.row(0)[c];
    return common_denominator(result).numerators;
  };
  const auto [samples, rows] = basis(residuals.count, residuals.dimension, difference);
  if (samples.empty()) return std::nullopt;
  std::vector<std::size_t> chosen = column_basis(rows);
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
  const auto [samples, rows] =
      basis(points.count, points.dimension + 1, [&](std::size_t i) { return homogeneous(points.row(i)); });
  std::size_t longest = 1;
  for (const Row& row : rows) {
    for (const Integer& entry : row) longest = std::max(longest, bit_size(entry));
  }
  const std::size_t bits = 2 * outputs.size() * samples.size() * samples.size() * (longest + 8);
  if (bits > kMostBits) {
    refusal = "needs weights of about " + std::to_string(bits) + " bits, more than " + std::to_string(kMostBits);
    return std::nullopt;
  }
  const std::vector<std::size_t> columns = column_basis(rows);
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

// Most functions are refused after a few samples.
bool agrees(const Network& network, const Problem& problem) {
  constexpr std::size_t kFew = 256, kMany = 65536;
  const auto agree = [&](std::size_t first, std::size_t count) {
    const auto part = [&](const PointMatrix& all) {
      PointMatrix rows(0, all.dimension);
      rows.count = count;
      const auto from = all.entries.begin() + static_cast<std::ptrdiff_t>(first * all.dimension);
      rows.entries.assign(from, from + static_cast<std::ptrdiff_t>(count * all.dimension));
      return rows;
    };
    return evaluate_batch(network, part(problem.points())).entries == part(problem.residuals()).entries;
  };
  for (std::size_t first = 0, count = kFew; first < problem.samples();
       first += count, count = std::min(2 * count, kMany)) {
    if (!agree(first, std::min(count, problem.samples() - first))) return false;
  }
  return true;
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
