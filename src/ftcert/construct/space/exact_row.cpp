#include "ftcert/construct/space/exact_row.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "ftcert/construct/space/exact_solution.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/evaluation/batch.hpp"
#include "ftcert/evaluation/integer_matrix.hpp"

namespace ftcert {

namespace {

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

// Samples of the group on which the values of an affine form on the group depend, and as many columns (features(), and width() for the constant).
struct Pivots {
  std::vector<std::size_t> members;  // positions in the group
  std::vector<std::size_t> columns;
};

// By elimination with full pivoting in floating point: the columns on which a correction is smallest.
Pivots pivots(const CentredSamples& samples, const std::vector<std::size_t>& group) {
  const std::size_t rows = group.size(), columns = samples.width() + 1;
  std::vector<std::vector<double>> m;
  for (const std::size_t i : group) {
    const auto x = samples.row(i);
    m.emplace_back(x.begin(), x.end());
    m.back().push_back(1);
  }
  std::vector<std::size_t> position(rows);
  std::iota(position.begin(), position.end(), 0);
  Pivots result;
  for (std::size_t r = 0; r < std::min(rows, columns); ++r) {
    std::size_t at_row = r, at_column = 0;
    double most = 0;
    for (std::size_t i = r; i < rows; ++i) {
      for (std::size_t c = 0; c < columns; ++c) {
        if (std::abs(m[i][c]) > most) most = std::abs(m[i][c]), at_row = i, at_column = c;
      }
    }
    if (most < 1e-9) break;
    std::swap(m[r], m[at_row]);
    std::swap(position[r], position[at_row]);
    result.members.push_back(position[r]);
    result.columns.push_back(at_column);
    for (std::size_t i = r + 1; i < rows; ++i) {
      const double factor = m[i][at_column] / m[r][at_column];
      if (factor == 0) continue;
      for (std::size_t c = 0; c < columns; ++c) m[i][c] -= factor * m[r][c];
      m[i][at_column] = 0;
    }
  }
  return result;
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
  const auto [members, columns] = pivots(samples, group);
  Form form = rounded_form(samples, row, slack);
  PointMatrix matrix(members.size(), columns.size());
  PointMatrix lacks(members.size(), 1);
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
    lacks.row(a)[0] = values[members[a]] - value_at(form, x);
  }
  const std::optional<PointMatrix> solution = solve_exactly(matrix, lacks);
  if (!solution) return std::nullopt;
  const std::vector<Rational>& corrections = solution->entries;
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

PointMatrix values_of(const std::vector<Strip>& forms, const PointMatrix& points) {
  AffineMap map(forms.size(), points.dimension);
  for (std::size_t r = 0; r < forms.size(); ++r) {
    for (std::size_t j = 0; j < points.dimension; ++j) map.weight(r, j) = Rational(forms[r].weights[j]);
    map.bias[r] = Rational(forms[r].constant);
  }
  PointMatrix values = evaluate_batch(Network(points.dimension, {std::move(map)}), points);
  for (std::size_t i = 0; i < values.count; ++i) {
    for (std::size_t r = 0; r < forms.size(); ++r) values.row(i)[r] /= Rational(forms[r].scale);
  }
  return values;
}

}  // namespace ftcert
