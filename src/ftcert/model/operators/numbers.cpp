#include "ftcert/model/operators/numbers.hpp"

#include <string>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/data/binary_float.hpp"
#include "ftcert/model/rounded_root.hpp"

namespace ftcert::model::operators {

namespace {

// The largest exponent: products of numbers with themselves grow.
constexpr int kMostExponent = 64;

template <typename Map>
Tensor mapped(const Node& node, const Tensor& tensor, Map map) {
  Tensor result{tensor.type, tensor.shape, std::nullopt, {}, {}};
  node.budget().check(tensor.size(), sizeof(Rational));
  for (const Rational& number : tensor.numbers) {
    result.numbers.push_back(map(number));
    node.budget().charge(result.numbers.back());
  }
  return result;
}

const Tensor& operand(const Node& node) {
  node.expect_inputs(1, 1);
  return numbers_only(node, 0);
}

template <typename Map>
Tensor paired(const Node& node, const Tensor& a, const Tensor& b, Map map) {
  Tensor result{a.type, broadcast(a.shape, b.shape), std::nullopt, {}, {}};
  node.budget().check(element_count(result.shape), 2 * sizeof(std::size_t) + sizeof(Rational));
  const std::vector<std::size_t> i = broadcast_indices(result.shape, a.shape),
                                 j = broadcast_indices(result.shape, b.shape);
  for (std::size_t e = 0; e < i.size(); ++e) {
    result.numbers.push_back(map(a.numbers[i[e]], b.numbers[j[e]]));
    node.budget().charge(result.numbers.back());
  }
  return result;
}

Rational even_nearest(const Rational& x) {
  const Integer below = ftcert::floor(x);
  const Rational rest = x - Rational(below), half(1, 2);
  const bool up = rest > half || (rest == half && below % 2 != 0);
  return Rational(up ? Integer(below + 1) : below);
}

Rational to_power(const Rational& base, const Rational& exponent) {
  if (exponent == Rational(1, 2)) {
    if (const auto root = exact_root(base)) return *root;
  }
  if (!exponent.is_integer() || exponent.sign() < 0 || exponent > kMostExponent) {
    throw Error(Code::kModelGraph, "expected an integer exponent from 0 to " + std::to_string(kMostExponent) +
                                       ", found " + exponent.text());
  }
  Rational result = 1;
  for (int i = exponent.numerator().convert_to<int>(); i > 0; --i) result *= base;
  return result;
}

Rational divided(const Rational& a, const Rational& b) {
  if (b.is_zero()) throw Error(Code::kNotFinite, "expected a nonzero divisor, found 0");
  return a / b;
}

Rational clipped_to_unit(const Rational& x) { return x.sign() < 0 ? Rational(0) : x > 1 ? Rational(1) : x; }

}  // namespace

const Tensor& numbers_only(const Node& node, std::size_t i) {
  const Tensor& tensor = node.input(i);
  if (!tensor.constant()) {
    throw Error(Code::kModelGraph,
                "input " + std::to_string(i) +
                    ": expected numbers, found a function of the input, of which this is no ReLU network");
  }
  return tensor;
}

Tensor ceil(Node& node) {
  return mapped(node, operand(node), [](const Rational& x) { return Rational(ftcert::ceil(x)); });
}

Tensor floor(Node& node) {
  return mapped(node, operand(node), [](const Rational& x) { return Rational(ftcert::floor(x)); });
}

Tensor round(Node& node) { return mapped(node, operand(node), even_nearest); }

Tensor sign(Node& node) {
  return mapped(node, operand(node), [](const Rational& x) { return Rational(x.sign()); });
}

Tensor hard_swish(Node& node) {
  const Rational sixth = *round_to(kBinary32, Rational(1, 6)), half(1, 2);
  return mapped(node, operand(node), [&](const Rational& x) { return x * clipped_to_unit(sixth * x + half); });
}

Tensor softsign(Node& node) {
  return mapped(node, operand(node), [](const Rational& x) { return x / (abs(x) + 1); });
}

Tensor thresholded_relu(Node& node) {
  const Rational alpha = node.real("alpha", 1);
  return mapped(node, operand(node), [&alpha](const Rational& x) { return x > alpha ? x : Rational(0); });
}

Tensor reciprocal(Node& node) {
  return mapped(node, operand(node), [](const Rational& x) { return divided(1, x); });
}

Tensor square_root(Node& node) {
  return mapped(node, operand(node), [](const Rational& x) {
    const auto root = exact_root(x);
    if (!root)
      throw Error(Code::kModelOperator, "expected the square of a fraction, found a number whose root is none");
    return *root;
  });
}

// The sign of a remainder is that of the divisor; with fmod that of the dividend.
Tensor mod(Node& node) {
  node.expect_inputs(2, 2);
  const Tensor &a = numbers_only(node, 0), &b = numbers_only(node, 1);
  if (a.type != b.type)
    throw Error(Code::kModelType, "expected operands of one type, found " + text(a.type) + " and " + text(b.type));
  const bool truncated = node.integer("fmod", 0) != 0;
  if (!truncated && is_floating(a.type)) {
    throw Error(Code::kModelOperator, "attribute 'fmod': expected 1 for floating-point numbers");
  }
  return paired(node, a, b, [truncated](const Rational& x, const Rational& y) {
    const Rational quotient = divided(x, y);
    return x - y * Rational(truncated && quotient.sign() < 0 ? ftcert::ceil(quotient) : ftcert::floor(quotient));
  });
}

Tensor power(Node& node) {
  node.expect_inputs(2, 2);
  const Tensor &base = node.input(0), &exponents = numbers_only(node, 1);
  const auto is_one = [](const Rational& exponent) { return exponent == 1; };
  if (!base.constant() && exponents.numbers.size() == 1 && is_one(exponents.numbers.front())) {
    return with_shape(base, broadcast(base.shape, exponents.shape), node.budget());
  }
  return paired(node, numbers_only(node, 0), exponents, to_power);
}

}  // namespace ftcert::model::operators
