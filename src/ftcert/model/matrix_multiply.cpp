#include <map>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/model/arithmetic.hpp"
#include "ftcert/model/weighted_sums.hpp"

namespace ftcert::model {

// Rows, or columns, of the operand that may depend on the input are what is taken; those that meet the same matrix of weights are taken together.
Tensor matrix_multiply(const Tensor& a, const Tensor& b, Chain& chain) {
  if (!a.constant() && !b.constant())
    throw Error(Code::kModelGraph, "expected a constant factor, found two factors that depend on the input");
  MatrixProduct product = matrix_product(a.shape, b.shape);
  const std::size_t elements = element_count(product.result);
  chain.budget.check(elements, 2 * sizeof(std::size_t) + sizeof(Rational));
  result_indices(product, a.shape, b.shape);
  // Of two constants the larger one has the weights, which are converted once.
  const bool affine_left = !a.constant() || (b.constant() && a.size() < b.size());
  const Tensor& affine = affine_left ? a : b;
  const Tensor& weights = affine_left ? b : a;
  const auto& starts = affine_left ? product.left_start : product.right_start;
  const auto& weight_starts = affine_left ? product.right_start : product.left_start;
  const std::size_t step = affine_left ? product.left_step : product.right_step;
  const std::size_t weight_step = affine_left ? product.right_step : product.left_step;
  const std::size_t columns = b.shape.rank() > 1 ? b.shape.dims.back() : 1;
  const std::size_t rows = a.shape.rank() > 1 ? a.shape.dims[a.shape.rank() - 2] : 1;
  const std::size_t matrix = rows * columns;

  Tensor result{a.type, product.result, affine.layer, {}, {}};
  result.numbers.resize(affine.constant() ? elements : 0);
  result.forms.resize(affine.constant() ? 0 : elements);
  // The matrices of the result by the weights that they are made with.
  std::map<std::size_t, std::vector<std::size_t>> by_weights;
  for (std::size_t first = 0; first < elements; first += matrix) by_weights[weight_starts[first]].push_back(first);
  const std::size_t taken_each = affine_left ? rows : columns, weight_rows = affine_left ? columns : rows;
  for (const auto& [start, matrices] : by_weights) {
    std::vector<std::size_t> taken;
    chain.budget.check(matrices.size() * taken_each, product.inner * sizeof(std::size_t));
    const auto place = [&](std::size_t first, std::size_t p, std::size_t r) {
      return affine_left ? first + p * columns + r : first + r * columns + p;
    };
    for (const std::size_t first : matrices) {
      for (std::size_t p = 0; p < taken_each; ++p) {
        for (std::size_t k = 0; k < product.inner; ++k) taken.push_back(starts[place(first, p, 0)] + k * step);
      }
    }
    const std::size_t row_step = affine_left ? 1 : product.inner;
    Tensor sums =
        weighted_sums({weights, start, weight_rows, product.inner, row_step, weight_step}, affine, taken, chain);
    std::size_t at = 0;
    for (std::size_t r = 0; r < weight_rows; ++r) {
      for (const std::size_t first : matrices) {
        for (std::size_t p = 0; p < taken_each; ++p, ++at) {
          const std::size_t e = place(first, p, r);
          if (affine.constant()) {
            result.numbers[e] = std::move(sums.numbers[at]);
          } else {
            result.forms[e] = std::move(sums.forms[at]);
          }
        }
      }
    }
  }
  return result;
}

}  // namespace ftcert::model
