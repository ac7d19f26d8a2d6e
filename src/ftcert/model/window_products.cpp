#include "ftcert/model/window_products.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/model/weighted_sums.hpp"

namespace ftcert::model {

namespace {

// Elements under windows that are looked at together, as a matrix.
constexpr std::size_t kMostTaken = std::size_t{1} << 22;

// The elements that windows first .. first + count - 1 of a group's planes see.
std::vector<std::size_t> seen(const WindowWeights& weights, const Windows& windows, std::size_t start,
                              std::size_t plane, std::size_t first, std::size_t count) {
  const std::size_t inner = weights.channels * weights.kernel;
  std::vector<std::size_t> taken(count * inner, kNothing);
  for (std::size_t o = 0; o < count; ++o) {
    for (const WindowEntry& at : windows.at[first + o]) {
      for (std::size_t c = 0; c < weights.channels; ++c) {
        taken[o * inner + c * weights.kernel + at.kernel] = start + c * plane + at.plane;
      }
    }
  }
  return taken;
}

}  // namespace

Tensor window_products(const Tensor& x, std::size_t plane, const WindowWeights& weights, const Windows& windows,
                       const Shape& shape, Chain& chain) {
  const std::size_t inner = weights.channels * weights.kernel, count = windows.at.size();
  const std::size_t inputs = weights.groups * weights.channels * plane, images = x.size() / inputs;
  require(images * inputs == x.size(), "window_products: the planes do not fit");
  require(element_count(shape) == images * weights.groups * weights.outputs * count,
          "window_products: the shape does not fit");
  Tensor result{x.type, shape, x.layer, {}, {}};
  chain.budget.check(element_count(shape), x.constant() ? sizeof(Rational) : sizeof(LinearForm));
  (x.constant() ? result.numbers.resize(element_count(shape)) : result.forms.resize(element_count(shape)));
  const std::size_t at_once = std::clamp<std::size_t>(kMostTaken / inner, 1, count);
  for (std::size_t bg = 0; bg < images * weights.groups; ++bg) {
    const WeightMatrix rows{
        weights.tensor, bg % weights.groups * weights.outputs * inner, weights.outputs, inner, inner, 1};
    for (std::size_t first = 0; first < count; first += at_once) {
      const std::size_t columns = std::min(at_once, count - first);
      Tensor sums =
          weighted_sums(rows, x, seen(weights, windows, bg * weights.channels * plane, plane, first, columns), chain);
      for (std::size_t m = 0; m < weights.outputs; ++m) {
        const std::size_t to = (bg * weights.outputs + m) * count + first;
        for (std::size_t o = 0; o < columns; ++o) {
          if (x.constant()) {
            result.numbers[to + o] = std::move(sums.numbers[m * columns + o]);
          } else {
            result.forms[to + o] = std::move(sums.forms[m * columns + o]);
          }
        }
      }
    }
  }
  return result;
}

}  // namespace ftcert::model
