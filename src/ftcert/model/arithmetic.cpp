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

// a + sign * b over one layer.
Tensor combine_on_layer(const Tensor& a, const Tensor& b, int sign, Budget& budget) {
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

bool over(const Tensor& tensor, std::size_t layer) { return tensor.constant() || *tensor.layer == layer; }

Tensor combine(const Tensor& a, const Tensor& b, int sign, Chain& chain) {
  const std::optional<std::size_t> layer = latest_layer({&a, &b});
  if (layer && !over(a, *layer)) return combine_on_layer(lifted(a, *layer, chain), b, sign, chain.budget);
  if (layer && !over(b, *layer)) return combine_on_layer(a, lifted(b, *layer, chain), sign, chain.budget);
  return combine_on_layer(a, b, sign, chain.budget);
}

}  // namespace

Tensor add(const Tensor& a, const Tensor& b, Chain& chain) { return combine(a, b, 1, chain); }

Tensor subtract(const Tensor& a, const Tensor& b, Chain& chain) { return combine(a, b, -1, chain); }

Tensor multiply(const Tensor& a, const Tensor& b, Chain& chain) {
  if (!b.constant()) {
    if (!a.constant()) {
      throw Error(Code::kModelGraph, "expected a constant factor, found two factors that depend on the input");
    }
    return multiply(b, a, chain);
  }
  Budget& budget = chain.budget;
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

Tensor divide(const Tensor& a, const Tensor& b, Chain& chain) {
  if (!b.constant()) throw Error(Code::kModelGraph, "expected a constant divisor, found one that depends on the input");
  Tensor inverse{b.type, b.shape, std::nullopt, {}, {}};
  for (std::size_t i = 0; i < b.numbers.size(); ++i) {
    if (b.numbers[i].is_zero()) {
      throw Error(Code::kNotFinite, "expected a nonzero divisor, found 0 at element " + std::to_string(i));
    }
    push(inverse, Rational(1) / b.numbers[i], chain.budget);
  }
  return multiply(a, inverse, chain);
}

Tensor scaled(const Tensor& a, const Rational& factor, Chain& chain) {
  return multiply(a, Tensor{a.type, Shape{}, std::nullopt, {factor}, {}}, chain);
}

Tensor concatenated(const std::vector<const Tensor*>& tensors, std::size_t axis, Chain& chain) {
  require(!tensors.empty(), "concatenated: no tensors");
  const Shape& first = tensors.front()->shape;
  require(axis < first.rank(), "concatenated: no such axis");
  Shape shape = first;
  shape.dims[axis] = 0;
  for (const Tensor* tensor : tensors) {
    Shape like = tensor->shape;
    if (like.rank() == first.rank()) shape.dims[axis] += std::exchange(like.dims[axis], first.dims[axis]);
    if (like.dims != first.dims) {
      throw Error(Code::kModelShape, "the shapes " + text(first) + " and " + text(tensor->shape) +
                                         " differ in another axis than " + std::to_string(axis));
    }
    if (!tensor->shape.sample_axis) continue;
    if (shape.sample_axis && (shape.sample_axis != like.sample_axis || shape.samples != like.samples))
      throw Error(Code::kModelShape,
                  "the samples of " + text(shape) + " and " + text(tensor->shape) + " lie on different axes");
    shape.sample_axis = like.sample_axis;
    shape.samples = like.samples;
  }
  if (shape.sample_axis == axis) throw Error(Code::kModelShape, "joining tensors along the axis of the samples");
  // A constant beside functions is the same for every sample.
  chain.budget.check(element_count(shape), sizeof(Rational));
  const std::optional<std::size_t> layer = latest_layer(tensors);
  std::vector<Tensor> made;
  std::vector<const Tensor*> parts;
  made.reserve(tensors.size());
  for (const Tensor* tensor : tensors) {
    const bool as_it_is = !layer || over(*tensor, *layer);
    if (!as_it_is) made.push_back(lifted(*tensor, *layer, chain));
    parts.push_back(as_it_is ? tensor : &made.back());
  }
  Tensor result{tensors.front()->type, shape, layer, {}, {}};
  const std::size_t before = checked_product(shape.dims, 0, axis),
                    behind = checked_product(shape.dims, axis + 1, shape.rank());
  for (std::size_t block = 0; block < before; ++block) {
    for (const Tensor* part : parts) {
      const std::size_t each = part->shape.dims[axis] * behind;
      for (std::size_t i = block * each; i < (block + 1) * each; ++i) {
        if (result.constant()) {
          chain.budget.charge_copy(part->numbers[i]);
          result.numbers.push_back(part->numbers[i]);
        } else {
          push(result, element(*part, i), chain.budget);
        }
      }
    }
  }
  return result;
}

}  // namespace ftcert::model
