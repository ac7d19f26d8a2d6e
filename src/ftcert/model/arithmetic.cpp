#include "ftcert/model/arithmetic.hpp"

#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert::model {

namespace {

// The result of an elementwise operation, with the operands' elements for each of its own.
struct Pairing {
  Tensor result;
  std::vector<std::size_t> a, b;
};

Pairing pair(const Tensor& a, const Tensor& b, const Budget& budget) {
  Pairing pairing;
  pairing.result.type = a.type;
  pairing.result.shape = broadcast(a.shape, b.shape);
  budget.check(element_count(pairing.result.shape), 2 * sizeof(std::size_t) + sizeof(Rational));
  pairing.a = broadcast_indices(pairing.result.shape, a.shape);
  pairing.b = broadcast_indices(pairing.result.shape, b.shape);
  return pairing;
}

void push(Tensor& result, Rational number, Budget& budget) {
  budget.charge(number);
  result.numbers.push_back(std::move(number));
}

void push(Tensor& result, LinearForm form, Budget& budget) {
  budget.charge(form);
  result.forms.push_back(std::move(form));
}

LinearForm element(const Tensor& tensor, std::size_t i) {
  return tensor.constant() ? LinearForm{{}, tensor.numbers[i]} : tensor.forms[i];
}

void scale(LinearForm& form, const Rational& factor) {
  form.bias *= factor;
  if (factor.is_zero()) form.terms.clear();
  for (Term& term : form.terms) term.coefficient *= factor;
}

LinearForm sum(const LinearForm& a, const LinearForm& b) {
  LinearForm result{{}, a.bias + b.bias};
  auto i = a.terms.begin(), j = b.terms.begin();
  while (i != a.terms.end() || j != b.terms.end()) {
    if (j == b.terms.end() || (i != a.terms.end() && i->variable < j->variable)) {
      result.terms.push_back(*i++);
    } else if (i == a.terms.end() || j->variable < i->variable) {
      result.terms.push_back(*j++);
    } else {
      Term term{i->variable, i->coefficient + j->coefficient};
      if (!term.coefficient.is_zero()) result.terms.push_back(std::move(term));
      ++i, ++j;
    }
  }
  return result;
}

// a + sign * b.
Tensor combine(const Tensor& a, const Tensor& b, int sign, Budget& budget) {
  if (a.layer && b.layer && a.layer != b.layer) {
    throw Error(Code::kModelGraph, "expected operands that depend on the outputs of the same ReLU, found one after " +
                                       std::to_string(*a.layer) + " and one after " + std::to_string(*b.layer) +
                                       " (a connection that skips a ReLU)");
  }
  Pairing pairing = pair(a, b, budget);
  Tensor& result = pairing.result;
  result.layer = a.layer ? a.layer : b.layer;
  for (std::size_t e = 0; e < pairing.a.size(); ++e) {
    const std::size_t i = pairing.a[e], j = pairing.b[e];
    if (result.constant()) {
      push(result, sign > 0 ? a.numbers[i] + b.numbers[j] : a.numbers[i] - b.numbers[j], budget);
      continue;
    }
    LinearForm second = element(b, j);
    if (sign < 0) scale(second, -1);
    push(result, sum(element(a, i), second), budget);
  }
  return std::move(result);
}

}  // namespace

Tensor add(const Tensor& a, const Tensor& b, Budget& budget) { return combine(a, b, 1, budget); }

Tensor subtract(const Tensor& a, const Tensor& b, Budget& budget) { return combine(a, b, -1, budget); }

Tensor multiply(const Tensor& a, const Tensor& b, Budget& budget) {
  if (!b.constant()) {
    if (!a.constant()) {
      throw Error(Code::kModelGraph, "expected a constant factor, found two factors that depend on the input");
    }
    return multiply(b, a, budget);
  }
  Pairing pairing = pair(a, b, budget);
  Tensor& result = pairing.result;
  result.layer = a.layer;
  for (std::size_t e = 0; e < pairing.a.size(); ++e) {
    const Rational& factor = b.numbers[pairing.b[e]];
    if (result.constant()) {
      push(result, a.numbers[pairing.a[e]] * factor, budget);
      continue;
    }
    LinearForm form = a.forms[pairing.a[e]];
    scale(form, factor);
    push(result, std::move(form), budget);
  }
  return std::move(result);
}

Tensor divide(const Tensor& a, const Tensor& b, Budget& budget) {
  if (!b.constant()) throw Error(Code::kModelGraph, "expected a constant divisor, found one that depends on the input");
  Tensor inverse{b.type, b.shape, std::nullopt, {}, {}};
  for (std::size_t i = 0; i < b.numbers.size(); ++i) {
    if (b.numbers[i].is_zero()) {
      throw Error(Code::kNotFinite, "expected a nonzero divisor, found 0 at element " + std::to_string(i));
    }
    push(inverse, Rational(1) / b.numbers[i], budget);
  }
  return multiply(a, inverse, budget);
}

Tensor scaled(const Tensor& a, const Rational& factor, Budget& budget) {
  return multiply(a, Tensor{a.type, Shape{}, std::nullopt, {factor}, {}}, budget);
}

}  // namespace ftcert::model
