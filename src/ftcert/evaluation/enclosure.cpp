#include "ftcert/evaluation/enclosure.hpp"

#include <optional>

#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"

namespace ftcert {

namespace {

// What an operation of relative error `relative` adds to the error of its operands. Nothing where it may overflow.
std::optional<Rational> rounding_error(const FormatConstants& c, const Rational& relative, const Rational& value,
                                       const Rational& error) {
  const Rational size = abs(value) + error, added = relative * size + c.lambda;
  if (size + added > c.omega) return std::nullopt;
  return added;
}

void divide(const FormatConstants& c, FloatFormat format, Enclosures& x) {
  for (std::size_t at = 0; at < x.values.entries.size(); ++at) {
    Rational& error = x.errors.entries[at];
    const std::optional<Rational> added = rounding_error(c, Rational(6) * c.u, x.values.entries[at], error);
    if (!added) throw MayOverflow{at / x.values.dimension, format};
    error = rounded_up(error + *added);
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
  const FormatConstants c(format);
  for (std::size_t at = 0; at < x.values.entries.size(); ++at) {
    const Rational& value = x.values.entries[at];
    Rational& error = x.errors.entries[at];
    const bool exact = error.is_zero() && is_number_of(format, value);
    if (exact && abs(value) <= c.quarter) continue;
    const std::optional<Rational> added = rounding_error(c, c.u, value, error);
    if (!added) throw MayOverflow{at / x.values.dimension, format};
    if (!exact) error = rounded_up(error + *added);
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
  step.operation == ElementStep::kDiv ? divide(FormatConstants(format), format, x) : operate(format, x);
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

}  // namespace ftcert
