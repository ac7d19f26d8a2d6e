// The rule of a row (proofs/certificate-format.md, section 15), for a layer at many samples.
#include <algorithm>
#include <optional>
#include <utility>

#include "ftcert/core/dyadic.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/evaluation/enclosure.hpp"
#include "ftcert/evaluation/integer_layer.hpp"

namespace ftcert {

namespace {

// The row's weights that are not 0: their columns, and the powers of two that divide them.
struct SparseRow {
  struct Weight {
    std::size_t column;
    std::optional<long> place;
  };
  std::vector<Weight> weights;
  bool bias = false;
  std::optional<long> bias_place;
};

std::vector<SparseRow> sparse_rows(const AffineMap& map) {
  std::vector<SparseRow> rows(map.rows);
  for (std::size_t r = 0; r < map.rows; ++r) {
    for (std::size_t c = 0; c < map.columns; ++c) {
      if (!map.weight(r, c).is_zero()) rows[r].weights.push_back({c, last_place(map.weight(r, c))});
    }
    rows[r].bias = !map.bias[r].is_zero();
    if (rows[r].bias) rows[r].bias_place = last_place(map.bias[r]);
  }
  return rows;
}

// The terms of a row at one sample.
struct Terms {
  std::size_t products = 0, count = 0;
  bool grid = true;           // every operand is exact and every term a binary number
  std::optional<long> place;  // of the greatest power of two that divides all terms
};

// Of the inputs at one sample.
struct Operand {
  bool zero = true, exact = true;
  std::optional<long> place;  // nothing: zero, or no binary number
};

std::vector<Operand> operands(const Enclosures& x, std::size_t i) {
  std::vector<Operand> result(x.values.dimension);
  for (std::size_t c = 0; c < result.size(); ++c) {
    const Rational& value = x.values.row(i)[c];
    result[c] = {x.zero(i, c), x.errors.row(i)[c].is_zero(), std::nullopt};
    if (!value.is_zero() && result[c].exact) result[c].place = last_place(value);
  }
  return result;
}

Terms terms_of(const SparseRow& row, const std::vector<Operand>& inputs) {
  Terms terms;
  const auto add = [&](const std::optional<long>& place) {
    if (!place) terms.grid = false;
    if (terms.grid) terms.place = std::min(terms.place.value_or(*place), *place);
  };
  for (const SparseRow::Weight& w : row.weights) {
    const Operand& x = inputs[w.column];
    if (x.zero) continue;
    ++terms.products;
    terms.grid = terms.grid && x.exact && x.place && w.place;
    if (terms.grid) add(*x.place + *w.place);
  }
  terms.count = terms.products;
  if (row.bias) ++terms.count, add(row.bias_place);
  return terms;
}

// Whether all terms are multiples of a power of two such that no sum rounds.
bool on_grid(FloatFormat format, const Terms& terms, const Rational& absolute) {
  if (!terms.grid) return false;
  const BinaryFormat binary = ieee(format);
  const long most = *terms.place + binary.precision;  // of 2^p q
  return *terms.place >= 1 - binary.greatest_exponent && most <= binary.greatest_exponent &&
         absolute <= power_of_two(most);
}

// Absolute values; without the last row, the biases, if `weights` alone are asked for.
IntegerMatrix magnitudes(IntegerMatrix& matrix, std::size_t rows, std::size_t columns, bool last_row) {
  IntegerMatrix result(rows, columns);
  for (std::size_t i = 0; i + (last_row ? 0 : 1) < rows; ++i) {
    for (std::size_t j = 0; j < columns; ++j) entry::set_magnitude(result.at(i, j), matrix.at(i, j));
  }
  return result;
}

// s, A - C and C for each sample and row.
struct Sums {
  PointMatrix value, absolute, carried;
};

Sums sums(const AffineMap& map, const Enclosures& x) {
  const std::size_t count = x.values.count, columns = map.columns + 1;
  IntegerLayer layer = integer_layer(map, {});
  IntegerMatrix values = homogeneous_rows(x.values, 0, count);
  const auto product = [&](const IntegerMatrix& a, const IntegerMatrix& b) {
    IntegerMatrix products(count, map.rows);
    products.set_product(a, b);
    PointMatrix result(count, map.rows);
    set_values(products, layer.scale, a, map.columns, result.entries);
    return result;
  };
  Sums result{product(values, layer.matrix),
              product(magnitudes(values, count, columns, true), magnitudes(layer.matrix, columns, map.rows, true)),
              PointMatrix(count, map.rows)};
  const bool exact = std::ranges::all_of(x.errors.entries, [](const Rational& error) { return error.is_zero(); });
  if (!exact)
    result.carried = product(homogeneous_rows(x.errors, 0, count), magnitudes(layer.matrix, columns, map.rows, false));
  return result;
}

// gamma and 4 N lambda, for N terms.
struct RowConstants {
  Rational gamma, tiny;
};

// For every number of terms that a row has and that is not too long.
std::vector<RowConstants> row_constants(const FormatConstants& c, std::size_t most) {
  std::vector<RowConstants> result;
  for (std::size_t n = 0; n <= most; ++n) {
    const Rational t = Rational(n + 1) * c.u;
    if (t > Rational(1, 2)) break;
    result.push_back({t + t * t, Rational(4 * n) * c.lambda});
  }
  return result;
}

}  // namespace

void apply_layer(FloatFormat format, const AffineMap& map, std::size_t number, Enclosures& x) {
  require(map.columns == x.values.dimension, "apply_layer: wrong shape");
  const FormatConstants c(format);
  const std::vector<SparseRow> rows = sparse_rows(map);
  const std::vector<RowConstants> constants = row_constants(c, map.columns + 1);
  Sums s = sums(map, x);
  PointMatrix errors(x.values.count, map.rows);
  for (std::size_t i = 0; i < x.values.count; ++i) {
    const std::vector<Operand> inputs = operands(x, i);
    for (std::size_t r = 0; r < map.rows; ++r) {
      const Terms terms = terms_of(rows[r], inputs);
      if (terms.count >= constants.size()) throw RowTooLong{number, terms.count};
      const Rational absolute = s.absolute.row(i)[r] + s.carried.row(i)[r];
      const bool exact = terms.products == 0 || on_grid(format, terms, absolute);
      if (exact && absolute <= c.quarter) continue;
      const Rational rounding = constants[terms.count].gamma * absolute + constants[terms.count].tiny;
      if (absolute + rounding > c.omega) throw MayOverflow{i, format};
      if (exact) continue;
      errors.row(i)[r] = rounded_up(s.carried.row(i)[r] + rounding);
    }
  }
  x = {std::move(s.value), std::move(errors)};
}

}  // namespace ftcert
