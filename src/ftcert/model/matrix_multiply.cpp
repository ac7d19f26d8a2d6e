#include <algorithm>
#include <utility>

#include "ftcert/common/rational_work.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/integer_matrix.hpp"
#include "ftcert/model/arithmetic.hpp"

namespace ftcert::model {

namespace {

// Refuses numbers whose common denominator would be far longer than they are: n fractions with unlike odd
// denominators of b bits make n numerators of n * b bits.
HomogeneousVector with_common_denominator(const std::vector<Rational>& numbers, Budget& budget) {
  std::size_t odd_bits = 0, most_bits = 0;
  for (const Rational& number : numbers) {
    const fmpz* denominator = number.fraction().denominator_raw();
    const std::size_t bits = fmpz_bits(denominator);
    if (fmpz_val2(denominator) + 1 != bits) odd_bits += bits;
    most_bits = std::max(most_bits, bits);
  }
  budget.check(numbers.size(), (odd_bits + most_bits) / 8);
  budget.charge_work(Integer(numbers.size()) * rational_work(odd_bits + most_bits));
  return common_denominator(numbers);
}

// The operand with forms as integers: one common denominator for each variable and one for the biases, so
// that the inner loop adds integers and each result is reduced once.
struct IntegerForms {
  struct IntegerTerm {
    std::size_t column;  // in variables
    Integer numerator;
  };
  std::vector<std::size_t> variables;  // those that occur, increasing
  std::vector<Integer> denominators;   // of each
  std::vector<std::vector<IntegerTerm>> terms;
  HomogeneousVector bias;
};

IntegerForms integer_forms(const Tensor& tensor, Budget& budget) {
  IntegerForms result;
  std::vector<Rational> biases;
  if (tensor.constant()) {
    biases = tensor.numbers;
  } else {
    for (const LinearForm& form : tensor.forms) {
      biases.push_back(form.bias);
      for (const Term& term : form.terms) result.variables.push_back(term.variable);
    }
  }
  result.bias = with_common_denominator(biases, budget);
  std::sort(result.variables.begin(), result.variables.end());
  result.variables.erase(std::unique(result.variables.begin(), result.variables.end()), result.variables.end());

  std::vector<std::vector<Rational>> columns(result.variables.size());
  result.terms.resize(biases.size());
  for (std::size_t i = 0; i < tensor.forms.size(); ++i) {
    for (const Term& term : tensor.forms[i].terms) {
      const auto at = std::lower_bound(result.variables.begin(), result.variables.end(), term.variable);
      const auto column = static_cast<std::size_t>(at - result.variables.begin());
      result.terms[i].push_back({column, 0});
      columns[column].push_back(term.coefficient);
    }
  }
  std::vector<HomogeneousVector> numerators;
  for (const std::vector<Rational>& column : columns) {
    numerators.push_back(with_common_denominator(column, budget));
    result.denominators.push_back(numerators.back().denominator);
  }
  std::vector<std::size_t> next(columns.size(), 0);
  for (auto& form : result.terms) {
    for (auto& term : form) term.numerator = std::move(numerators[term.column].numerators[next[term.column]++]);
  }
  return result;
}

// sum / (a * b), reduced.
Rational quotient(const Integer& sum, const Integer& a, const Integer& b) { return Rational(sum, a * b); }

void add_product(Integer& sum, const Integer& a, const Integer& b) {
  mpz_addmul(sum.backend().data(), a.backend().data(), b.backend().data());
}

// Units of the products of one result, and of the look at all variables behind them.
Integer row_work(const HomogeneousVector& factors, const IntegerForms& forms, std::size_t start, std::size_t step) {
  Integer units = forms.variables.size();
  for (std::size_t k = 0; k < factors.numerators.size(); ++k) {
    if (factors.numerators[k].is_zero()) continue;
    const std::size_t i = start + k * step;
    const std::uint64_t words = words_of(bit_size(factors.numerators[k]));
    std::uint64_t each = 8 + words_of(bit_size(forms.bias.numerators[i]));
    for (const auto& term : forms.terms[i]) each += 8 + words_of(bit_size(term.numerator));
    units += words * each;
  }
  return units;
}

}  // namespace

Tensor matrix_multiply(const Tensor& a, const Tensor& b, Chain& chain) {
  Budget& budget = chain.budget;
  if (!a.constant() && !b.constant()) {
    throw Error(Code::kModelGraph, "expected a constant factor, found two factors that depend on the input");
  }
  MatrixProduct product = matrix_product(a.shape, b.shape);
  budget.check(element_count(product.result), 2 * sizeof(std::size_t) + sizeof(Rational));
  result_indices(product, a.shape, b.shape);

  // `weights` is constant; `affine` may be.
  const bool affine_left = b.constant();
  const Tensor& affine = affine_left ? a : b;
  const Tensor& weights = affine_left ? b : a;
  const std::vector<std::size_t>& affine_start = affine_left ? product.left_start : product.right_start;
  const std::vector<std::size_t>& weight_start = affine_left ? product.right_start : product.left_start;
  const std::size_t affine_step = affine_left ? product.left_step : product.right_step;
  const std::size_t weight_step = affine_left ? product.right_step : product.left_step;

  const IntegerForms forms = integer_forms(affine, budget);
  Tensor result{a.type, product.result, affine.layer, {}, {}};
  std::vector<Integer> sums(forms.variables.size());
  std::vector<Rational> row(product.inner);
  for (std::size_t e = 0; e < affine_start.size(); ++e) {
    for (std::size_t k = 0; k < product.inner; ++k) row[k] = weights.numbers[weight_start[e] + k * weight_step];
    const HomogeneousVector factors = with_common_denominator(row, budget);
    budget.charge_work(row_work(factors, forms, affine_start[e], affine_step));
    Integer bias = 0;
    for (std::size_t k = 0; k < product.inner; ++k) {
      const Integer& factor = factors.numerators[k];
      if (factor.is_zero()) continue;
      const std::size_t i = affine_start[e] + k * affine_step;
      add_product(bias, factor, forms.bias.numerators[i]);
      for (const auto& term : forms.terms[i]) add_product(sums[term.column], factor, term.numerator);
    }
    LinearForm form{{}, quotient(bias, factors.denominator, forms.bias.denominator)};
    for (std::size_t c = 0; c < sums.size(); ++c) {
      if (sums[c].is_zero()) continue;
      form.terms.push_back({forms.variables[c], quotient(sums[c], factors.denominator, forms.denominators[c])});
      sums[c] = 0;
    }
    if (affine.constant()) {
      budget.charge(form.bias);
      result.numbers.push_back(std::move(form.bias));
    } else {
      budget.charge(form);
      result.forms.push_back(std::move(form));
    }
  }
  return result;
}

}  // namespace ftcert::model
