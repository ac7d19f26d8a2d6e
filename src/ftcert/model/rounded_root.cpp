#include "ftcert/model/rounded_root.hpp"

#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/data/binary_float.hpp"

namespace ftcert::model {

namespace {

Integer integer_root(const Integer& square, bool& exact) {
  Integer rest;
  Integer root = sqrt(square, rest);
  exact = rest.is_zero();
  return root;
}

}  // namespace

std::optional<Rational> exact_root(const Rational& radicand) {
  if (radicand.sign() < 0) return std::nullopt;
  bool above = false, below = false;
  const Integer root = integer_root(radicand.numerator(), above);
  const Integer divisor = integer_root(radicand.denominator(), below);
  if (!above || !below) return std::nullopt;
  return Rational(root, divisor);
}

std::optional<Rational> nearest_with_root(BinaryFormat format, const Rational& offset, const Rational& factor,
                                          const Rational& radicand) {
  require(radicand.sign() >= 0, "nearest_with_root: the radicand is negative");
  if (const auto root = exact_root(radicand)) return round_to(format, offset + factor * *root);
  // sqrt(n / d) = sqrt(n d) / d, between two multiples of 1 / (2^bits d).
  const Integer product = radicand.numerator() * radicand.denominator();
  for (unsigned bits = 64;; bits *= 2) {
    bool exact = false;
    const Integer root = integer_root(product << (2 * bits), exact);
    const Rational unit = Rational(Integer(1), radicand.denominator()) * power_of_two(-static_cast<long>(bits));
    const auto end = [&](const Integer& multiple) {
      return round_to(format, offset + factor * unit * Rational(multiple));
    };
    const std::optional<Rational> low = end(root), high = end(root + 1);
    if (low == high) return low;
  }
}

}  // namespace ftcert::model
