#include "ftcert/evaluation/enclosure.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/core/dyadic.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/evaluation/integer_layer.hpp"

namespace ftcert {

namespace {

struct Constants {
  explicit Constants(FloatFormat format)
      : u(roundoff(format)), lambda(least_normal(format)), omega(largest_power(format)) {}
  Rational u, lambda, omega;
};

// What an operation of relative error `relative` adds to the error of its operands. Nothing where it may overflow.
std::optional<Rational> rounding_error(const Constants& c, const Rational& relative, const Rational& value,
                                       const Rational& error) {
  const Rational size = abs(value) + error, added = relative * size + c.lambda;
  if (size + added > c.omega) return std::nullopt;
  return added;
}

void divide(const Constants& c, FloatFormat format, Enclosures& x) {
  for (std::size_t at = 0; at < x.values.entries.size(); ++at) {
    Rational& error = x.errors.entries[at];
    const std::optional<Rational> added = rounding_error(c, Rational(6) * c.u, x.values.entries[at], error);
    if (!added) throw MayOverflow{at / x.values.dimension, format};
    error = rounded_up(error + *added);
  }
}

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
bool on_grid(FloatFormat format, const Constants& c, const Terms& terms, const Rational& absolute) {
  if (!terms.grid) return false;
  const Rational q = power_of_two(*terms.place), most = power_of_two(*terms.place + ieee(format).precision);
  return q >= c.lambda && absolute <= most && most <= c.omega;
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
  IntegerMatrix values = homogeneous_rows(x.values, 0, count), errors = homogeneous_rows(x.errors, 0, count);
  const auto product = [&](const IntegerMatrix& a, const IntegerMatrix& b) {
    IntegerMatrix products(count, map.rows);
    products.set_product(a, b);
    PointMatrix result(count, map.rows);
    set_values(products, layer.scale, a, map.columns, result.entries);
    return result;
  };
  return {product(values, layer.matrix),
          product(magnitudes(values, count, columns, true), magnitudes(layer.matrix, columns, map.rows, true)),
          product(errors, magnitudes(layer.matrix, columns, map.rows, false))};
}

Enclosures rows_of(const Enclosures& x, std::size_t first, std::size_t count) {
  const auto part = [&](const PointMatrix& all) {
    PointMatrix some(count, all.dimension);
    std::ranges::copy(std::span(all.entries).subspan(first * all.dimension, count * all.dimension),
                      some.entries.begin());
    return some;
  };
  return {part(x.values), part(x.errors)};
}

constexpr std::size_t kMostEntries = 1000000, kMostChunk = 4096;

// The enclosures of so many points at a time that a layer of them has at most kMostEntries entries.
template <typename Enclose>
Enclosures in_chunks(const PointMatrix& points, const std::vector<AffineMap>& layers, const Enclose& enclose) {
  std::size_t width = points.dimension;
  for (const AffineMap& map : layers) width = std::max(width, map.rows);
  const std::size_t most = std::clamp(kMostEntries / (width + 1), std::size_t{1}, kMostChunk);
  Enclosures all{PointMatrix(points.count, layers.back().rows), PointMatrix(points.count, layers.back().rows)};
  for (std::size_t first = 0; first < points.count; first += most) {
    PointMatrix some(std::min(most, points.count - first), points.dimension);
    std::ranges::copy(std::span(points.entries).subspan(first * points.dimension, some.entries.size()),
                      some.entries.begin());
    try {
      Enclosures x = enclose(some, first);
      std::ranges::move(x.values.entries, all.values.row(first).begin());
      std::ranges::move(x.errors.entries, all.errors.row(first).begin());
    } catch (const MayOverflow& overflow) {
      throw MayOverflow{first + overflow.row, overflow.format};
    }
  }
  return all;
}

// The components of x, then those of y.
Enclosures side_by_side(const Enclosures& x, const Enclosures& y) {
  const auto join = [](const PointMatrix& a, const PointMatrix& b) {
    PointMatrix both(a.count, a.dimension + b.dimension);
    for (std::size_t i = 0; i < a.count; ++i)
      std::ranges::copy(b.row(i), std::ranges::copy(a.row(i), both.row(i).begin()).out);
    return both;
  };
  return {join(x.values, y.values), join(x.errors, y.errors)};
}

// Row r reads component r of what stands behind the inputs, with weight 1.
AffineMap with_one_more_term(const AffineMap& map) {
  AffineMap wide(map.rows, map.columns + map.rows);
  for (std::size_t r = 0; r < map.rows; ++r) {
    for (std::size_t c = 0; c < map.columns; ++c) wide.weight(r, c) = map.weight(r, c);
    wide.weight(r, map.columns + r) = 1;
    wide.bias[r] = map.bias[r];
  }
  return wide;
}

void add(Enclosures& x, const Enclosures& y) {
  for (std::size_t at = 0; at < x.values.entries.size(); ++at) {
    x.values.entries[at] += y.values.entries[at];
    x.errors.entries[at] += y.errors.entries[at];
  }
}

}  // namespace

Rational rounded_up(const Rational& error) {
  if (error.is_zero()) return error;
  const Fraction& f = error.fraction();
  const long j = static_cast<long>(f.numerator_bits()) - static_cast<long>(f.denominator_bits()) - 40;
  return Rational(ceil(error * power_of_two(-j))) * power_of_two(j);
}

void operate(FloatFormat format, Enclosures& x) {
  const Constants c(format);
  for (std::size_t at = 0; at < x.values.entries.size(); ++at) {
    const Rational& value = x.values.entries[at];
    Rational& error = x.errors.entries[at];
    const std::optional<Rational> added = rounding_error(c, c.u, value, error);
    if (!added) throw MayOverflow{at / x.values.dimension, format};
    if (!error.is_zero() || !is_number_of(format, value)) error = rounded_up(error + *added);
  }
}

Enclosures read_points(FloatFormat format, const PointMatrix& points) {
  Enclosures x{points, PointMatrix(points.count, points.dimension)};
  operate(format, x);
  return x;
}

void convert(FloatFormat from, FloatFormat to, Enclosures& x) {
  if (ieee(to).precision < ieee(from).precision) operate(to, x);
}

void apply_step(FloatFormat format, const ElementStep& step, Enclosures& x) {
  require(step.numbers.size() == x.values.dimension, "apply_step: wrong shape");
  for (std::size_t i = 0; i < x.values.count; ++i) {
    for (std::size_t c = 0; c < x.values.dimension; ++c) {
      Rational& value = x.values.row(i)[c];
      Rational& error = x.errors.row(i)[c];
      const Rational& number = step.numbers[c];
      if (step.operation == ElementStep::kAdd) value += number;
      if (step.operation == ElementStep::kSub) value -= number;
      if (step.operation == ElementStep::kMul) value *= number, error *= abs(number);
      if (step.operation == ElementStep::kDiv) value /= number, error /= abs(number);
    }
  }
  step.operation == ElementStep::kDiv ? divide(Constants(format), format, x) : operate(format, x);
}

void apply_layer(FloatFormat format, const AffineMap& map, std::size_t number, Enclosures& x) {
  require(map.columns == x.values.dimension, "apply_layer: wrong shape");
  const Constants c(format);
  const std::vector<SparseRow> rows = sparse_rows(map);
  Sums s = sums(map, x);
  PointMatrix errors(x.values.count, map.rows);
  for (std::size_t i = 0; i < x.values.count; ++i) {
    const std::vector<Operand> inputs = operands(x, i);
    for (std::size_t r = 0; r < map.rows; ++r) {
      const Terms terms = terms_of(rows[r], inputs);
      const Rational n(terms.count), t = (n + 1) * c.u;
      if (t > Rational(1, 2)) throw RowTooLong{number, terms.count};
      const Rational gamma = t + t * t, absolute = s.absolute.row(i)[r] + s.carried.row(i)[r];
      const Rational rounding = gamma * absolute + Rational(4) * n * c.lambda;
      if (absolute + rounding > c.omega) throw MayOverflow{i, format};
      if (terms.products == 0 || on_grid(format, c, terms, absolute)) continue;
      errors.row(i)[r] = rounded_up(s.carried.row(i)[r] + rounding);
    }
  }
  x = {std::move(s.value), std::move(errors)};
}

void relu(Enclosures& x) {
  for (std::size_t at = 0; at < x.values.entries.size(); ++at) {
    Rational& value = x.values.entries[at];
    Rational& error = x.errors.entries[at];
    if (value.sign() > 0) continue;
    if ((value + error).sign() <= 0) error = 0;
    value = 0;
  }
}

Enclosures enclose_patch(FloatFormat model, FloatFormat format, const std::vector<Rational>& centre, const Network& g,
                         const PointMatrix& points) {
  return in_chunks(points, g.layers(), [&](const PointMatrix& some, std::size_t) {
    Enclosures x = read_points(model, some);
    convert(model, format, x);
    if (!centre.empty()) apply_step(format, {ElementStep::kSub, centre}, x);
    for (std::size_t l = 0; l < g.depth(); ++l) {
      if (l > 0) relu(x);
      apply_layer(format, g.layers()[l], l + 1, x);
    }
    convert(format, model, x);
    return x;
  });
}

Enclosures enclose_sum(FloatFormat model, const SteppedNetwork& f, const Enclosures& g, const PointMatrix& points) {
  const bool joined = f.steps.back().empty();
  return in_chunks(points, f.layers, [&](const PointMatrix& some, std::size_t first) {
    const Enclosures patch = rows_of(g, first, some.count);
    Enclosures x = read_points(model, some);
    for (std::size_t l = 0; l < f.layers.size(); ++l) {
      if (l > 0) relu(x);
      for (const ElementStep& step : f.steps[l]) apply_step(model, step, x);
      if (l + 1 < f.layers.size() || !joined) apply_layer(model, f.layers[l], l + 1, x);
    }
    if (joined) {
      // g is one more term of the last row, whether or not it is added by itself.
      x = side_by_side(x, patch);
      apply_layer(model, with_one_more_term(f.layers.back()), f.layers.size(), x);
      return x;
    }
    for (const ElementStep& step : f.steps.back()) apply_step(model, step, x);
    add(x, patch);
    operate(model, x);
    return x;
  });
}

}  // namespace ftcert
