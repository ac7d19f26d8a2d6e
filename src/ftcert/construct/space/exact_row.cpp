#include "ftcert/construct/space/exact_row.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "ftcert/construct/space/exact_solution.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/evaluation/integer_matrix.hpp"
#include "ftcert/pieces/ridge.hpp"

namespace ftcert {

namespace {

constexpr double kDependent = 1e-9;  // a pivot below it is none

// An affine form of x: d weights and a constant.
struct Form {
  std::vector<Rational> weights;
  Rational constant;
};

Form rounded_form(const CentredSamples& samples, const FloatRow& row, double slack) {
  const double step = slack / (8 * (static_cast<double>(samples.width()) + 1));
  Form form{std::vector<Rational>(samples.centre().size()), rounded(row.constant, step)};
  for (std::size_t f = 0; f < samples.width(); ++f) {
    const std::size_t j = samples.features()[f];
    form.weights[j] = rounded(row.weights[f] / samples.reach()[f], step / samples.reach()[f]);
    if (!samples.centre()[j].is_zero()) form.constant -= form.weights[j] * samples.centre()[j];
  }
  return form;
}

Strip to_strip(const Form& form) {
  std::vector<Rational> all = form.weights;
  all.push_back(form.constant);
  HomogeneousVector integers = common_denominator(all);
  Integer constant = std::move(integers.numerators.back());
  integers.numerators.pop_back();
  return {std::move(integers.numerators), std::move(constant), std::move(integers.denominator)};
}

// Members of the group on which the values of an affine form on the group depend, and as many columns (features(), and width() for the constant).
Pivots group_pivots(const CentredSamples& samples, const std::vector<std::size_t>& group) {
  std::vector<std::vector<double>> m;
  for (const std::size_t i : group) {
    const auto x = samples.row(i);
    m.emplace_back(x.begin(), x.end());
    m.back().push_back(1);
  }
  return full_pivots(std::move(m), kDependent);
}

Rational value_at(const Form& form, std::span<const Rational> x) {
  Rational sum = form.constant;
  for (std::size_t j = 0; j < x.size(); ++j) {
    if (!form.weights[j].is_zero()) sum += form.weights[j] * x[j];
  }
  return sum;
}

}  // namespace

Strip near_row(const CentredSamples& samples, const FloatRow& row, double slack) {
  return to_strip(rounded_form(samples, row, slack));
}

std::optional<Strip> exact_row(const PointMatrix& points, const CentredSamples& samples, const FloatRow& row,
                               const std::vector<std::size_t>& group, const std::vector<Rational>& values,
                               double slack) {
  require(!group.empty() && group.size() == values.size() && samples.count() == points.count, "exact_row: shapes");
  const auto [members, columns] = group_pivots(samples, group);
  Form form = rounded_form(samples, row, slack);
  PointMatrix matrix(members.size(), columns.size());
  std::vector<Rational> lacks;
  // The corrections are those of the weights of x - c.
  for (std::size_t a = 0; a < members.size(); ++a) {
    const auto x = points.row(group[members[a]]);
    for (std::size_t c = 0; c < columns.size(); ++c) {
      if (columns[c] == samples.width()) {
        matrix.row(a)[c] = 1;
      } else {
        const std::size_t j = samples.features()[columns[c]];
        matrix.row(a)[c] = x[j] - samples.centre()[j];
      }
    }
    lacks.push_back(values[members[a]] - value_at(form, x));
  }
  const std::vector<Rational> corrections = solve_exactly(matrix, lacks);
  if (corrections.empty()) return std::nullopt;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (columns[c] == samples.width()) {
      form.constant += corrections[c];
    } else {
      const std::size_t j = samples.features()[columns[c]];
      form.weights[j] += corrections[c];
      form.constant -= corrections[c] * samples.centre()[j];
    }
  }
  if (members.size() < group.size()) {
    for (std::size_t a = 0; a < group.size(); ++a) {
      if (value_at(form, points.row(group[a])) != values[a]) return std::nullopt;
    }
  }
  return to_strip(form);
}

std::vector<Rational> excess(const Strip& form, const Rational& bound, const PointMatrix& points) {
  AffineMap above(1, points.dimension);
  for (std::size_t j = 0; j < points.dimension; ++j) above.weight(0, j) = Rational(form.weights[j]);
  above.bias[0] = Rational(form.constant) - bound * Rational(form.scale);
  const Network network(points.dimension, {std::move(above), AffineMap(1, 1, {Rational(Integer(1), form.scale)}, {0})});
  return std::move(RidgeSum(network).evaluate(points).values.entries);
}

}  // namespace ftcert
