#include "ftcert/model/window_products.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "ftcert/common/rational_work.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/integer_matrix.hpp"
#include "ftcert/model/form_sum.hpp"

namespace ftcert::model {

namespace {

// Entries of the matrix of patches that are in memory at a time.
constexpr std::size_t kMostEntries = std::size_t{1} << 22;

// The numbers over their common denominator; refuses those whose denominator would be far longer than they are.
HomogeneousVector over_common_denominator(std::span<const Rational> numbers, Budget& budget) {
  std::size_t odd_bits = 0, longest = 0;
  for (const Rational& number : numbers) {
    const std::size_t bits = entry::denominator_bits(number);
    if (fmpz_val2(number.fraction().denominator_raw()) + 1 != bits) odd_bits += bits;
    longest = std::max(longest, bits);
  }
  budget.check(numbers.size(), (odd_bits + longest) / 8);
  budget.charge_work(Integer(numbers.size()) * rational_work(odd_bits + longest));
  return common_denominator(numbers);
}

// Of one group: a row of weights for each output channel.
struct Rows {
  IntegerMatrix matrix;
  std::vector<Rational> units;  // of each row
};

Rows integer_rows(const WindowWeights& weights, std::size_t group, Budget& budget) {
  const std::size_t inner = weights.channels * weights.kernel;
  Rows rows{IntegerMatrix(weights.outputs, inner), {}};
  for (std::size_t m = 0; m < weights.outputs; ++m) {
    const auto row = std::span(weights.numbers).subspan((group * weights.outputs + m) * inner, inner);
    const HomogeneousVector integers = over_common_denominator(row, budget);
    for (std::size_t i = 0; i < inner; ++i) rows.matrix.set(m, i, integers.numerators[i]);
    rows.units.emplace_back(Integer(1), integers.denominator);
  }
  return rows;
}

Tensor of_numbers(const Tensor& x, std::size_t plane, const WindowWeights& weights, const Windows& windows,
                  const Shape& shape, Budget& budget) {
  const std::size_t inner = weights.channels * weights.kernel, count = windows.at.size();
  const std::size_t images = x.size() / (weights.groups * weights.channels * plane);
  const HomogeneousVector numbers = over_common_denominator(x.numbers, budget);
  const Rational unit(Integer(1), numbers.denominator);
  const std::size_t at_once = std::clamp<std::size_t>(kMostEntries / inner, 1, count);
  Tensor result{x.type, shape, std::nullopt, {}, {}};
  result.numbers.resize(element_count(shape));
  for (std::size_t g = 0; g < weights.groups; ++g) {
    const Rows rows = integer_rows(weights, g, budget);
    for (std::size_t b = 0; b < images; ++b) {
      const std::size_t first = (b * weights.groups + g) * weights.channels * plane;
      for (std::size_t from = 0; from < count; from += at_once) {
        const std::size_t columns = std::min(at_once, count - from);
        budget.charge_work(Integer(weights.outputs) * inner * columns);
        IntegerMatrix patches(inner, columns), sums(weights.outputs, columns);
        for (std::size_t o = 0; o < columns; ++o) {
          for (std::size_t c = 0; c < weights.channels; ++c) {
            for (const WindowEntry& at : windows.at[from + o]) {
              patches.set(c * weights.kernel + at.kernel, o, numbers.numerators[first + c * plane + at.plane]);
            }
          }
        }
        sums.set_product(rows.matrix, patches);
        for (std::size_t m = 0; m < weights.outputs; ++m) {
          const Rational scale = rows.units[m] * unit;
          for (std::size_t o = 0; o < columns; ++o) {
            Rational& out = result.numbers[((b * weights.groups + g) * weights.outputs + m) * count + from + o];
            out = Rational(to_integer(sums.at(m, o))) * scale;
            budget.charge(out);
          }
        }
      }
    }
  }
  return result;
}

Tensor of_forms(const Tensor& x, std::size_t plane, const WindowWeights& weights, const Windows& windows,
                const Shape& shape, Budget& budget) {
  const std::size_t images = x.size() / (weights.groups * weights.channels * plane);
  Tensor result{x.type, shape, x.layer, {}, {}};
  FormSum sum;
  for (std::size_t bg = 0; bg < images * weights.groups; ++bg) {
    for (std::size_t m = 0; m < weights.outputs; ++m) {
      const std::size_t row = (bg % weights.groups * weights.outputs + m) * weights.channels * weights.kernel;
      for (const auto& window : windows.at) {
        for (std::size_t c = 0; c < weights.channels; ++c) {
          for (const WindowEntry& at : window) {
            const LinearForm& form = x.forms[(bg * weights.channels + c) * plane + at.plane];
            const Rational& weight = weights.numbers[row + c * weights.kernel + at.kernel];
            budget.charge_work((form.terms.size() + 1) * rational_work(bit_size(weight) + bit_size(form.bias)));
            sum.add(weight, form);
          }
        }
        result.forms.push_back(sum.take());
        budget.charge(result.forms.back());
      }
    }
  }
  return result;
}

}  // namespace

Tensor window_products(const Tensor& x, std::size_t plane, const WindowWeights& weights, const Windows& windows,
                       const Shape& shape, Chain& chain) {
  const std::size_t inputs = weights.groups * weights.channels * plane;
  require(inputs > 0 && x.size() % inputs == 0, "window_products: the planes do not fit");
  require(element_count(shape) == x.size() / inputs * weights.groups * weights.outputs * windows.at.size(),
          "window_products: the shape does not fit");
  chain.budget.check(element_count(shape), x.constant() ? sizeof(Rational) : sizeof(LinearForm));
  return x.constant() ? of_numbers(x, plane, weights, windows, shape, chain.budget)
                      : of_forms(x, plane, weights, windows, shape, chain.budget);
}

}  // namespace ftcert::model
