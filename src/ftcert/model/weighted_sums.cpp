#include "ftcert/model/weighted_sums.hpp"

#include <algorithm>

#include "ftcert/common/rational_work.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/integer_matrix.hpp"

namespace ftcert::model {

namespace {

// Sums that are summed up again, without a ReLU between them, may be so many times more than the network's weights.
constexpr std::size_t kWaste = 16;

HomogeneousVector with_common_denominator(const std::vector<Rational>& numbers, Budget& budget) {
  charge_common_denominator(numbers, budget);
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
  std::vector<std::uint64_t> units;  // of a product with one word, form by form
};

IntegerForms integer_forms(const Tensor& tensor, Budget& budget) {
  IntegerForms result;
  std::vector<Rational> biases;
  for (const LinearForm& form : tensor.forms) {
    biases.push_back(form.bias);
    for (const Term& term : form.terms) result.variables.push_back(term.variable);
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
  for (std::size_t i = 0; i < result.terms.size(); ++i) {
    std::uint64_t units = 8 + words_of(bit_size(result.bias.numerators[i]));
    for (auto& term : result.terms[i]) {
      term.numerator = std::move(numerators[term.column].numerators[next[term.column]++]);
      units += 8 + words_of(bit_size(term.numerator));
    }
    result.units.push_back(units);
  }
  return result;
}

// One row of weights without its zeros.
struct WeightRow {
  std::vector<std::size_t> at;
  HomogeneousVector factors;
};

WeightRow weight_row(const WeightMatrix& weights, std::size_t r, Budget& budget) {
  WeightRow row;
  std::vector<Rational> numbers;
  for (std::size_t k = 0; k < weights.inner; ++k) {
    const Rational& number = weights.tensor.numbers[weights.first + r * weights.row_step + k * weights.inner_step];
    if (number.is_zero()) continue;
    row.at.push_back(k);
    numbers.push_back(number);
  }
  row.factors = with_common_denominator(numbers, budget);
  return row;
}

void add_product(Integer& sum, const Integer& a, const Integer& b) {
  mpz_addmul(sum.backend().data(), a.backend().data(), b.backend().data());
}

// Sums over the columns of forms; what was touched is remembered, as few columns may be among many.
class FormSum {
 public:
  explicit FormSum(const IntegerForms& forms)
      : forms_(forms), sums_(forms.variables.size()), touched_(forms.variables.size()) {}

  void add(const Integer& factor, std::size_t form) {
    add_product(bias_, factor, forms_.bias.numerators[form]);
    for (const auto& term : forms_.terms[form]) {
      if (!touched_[term.column]) columns_.push_back(term.column);
      touched_[term.column] = true;
      add_product(sums_[term.column], factor, term.numerator);
    }
  }

  // The sum over the factors' denominator, and 0 again.
  LinearForm take(const Integer& denominator) {
    LinearForm form{{}, Rational(bias_, denominator * forms_.bias.denominator)};
    bias_ = 0;
    std::ranges::sort(columns_);
    for (const std::size_t c : columns_) {
      touched_[c] = false;
      if (sums_[c].is_zero()) continue;
      form.terms.push_back({forms_.variables[c], Rational(sums_[c], denominator * forms_.denominators[c])});
      sums_[c] = 0;
    }
    columns_.clear();
    return form;
  }

 private:
  const IntegerForms& forms_;
  Integer bias_ = 0;
  std::vector<Integer> sums_;
  std::vector<bool> touched_;
  std::vector<std::size_t> columns_;
};

}  // namespace

void charge_common_denominator(const std::vector<Rational>& numbers, Budget& budget) {
  std::size_t odd_bits = 0, bits_of_powers = 0;
  for (const Rational& number : numbers) {
    const fmpz* denominator = number.fraction().denominator_raw();
    const std::size_t bits = fmpz_bits(denominator);
    if (fmpz_val2(denominator) + 1 != bits) odd_bits += bits;
    bits_of_powers = std::max(bits_of_powers, bits);
  }
  budget.check(numbers.size(), (odd_bits + bits_of_powers) / 8);
  budget.charge_work(Integer(numbers.size()) * rational_work(odd_bits + bits_of_powers));
}

std::vector<LinearForm> sums_of_forms(const WeightMatrix& weights, const Tensor& x,
                                      const std::vector<std::size_t>& taken, Budget& budget) {
  const IntegerForms forms = integer_forms(x, budget);
  const std::size_t positions = taken.size() / weights.inner;
  FormSum sum(forms);
  std::vector<LinearForm> result;
  for (std::size_t r = 0; r < weights.rows; ++r) {
    const WeightRow row = weight_row(weights, r, budget);
    std::vector<std::uint64_t> words;
    for (const Integer& factor : row.factors.numerators) words.push_back(words_of(bit_size(factor)));
    for (std::size_t p = 0; p < positions; ++p) {
      const std::size_t* const elements = taken.data() + p * weights.inner;
      Integer units = 0;
      for (std::size_t i = 0; i < row.at.size(); ++i) {
        const std::size_t element = elements[row.at[i]];
        if (element != kNothing) units += words[i] * forms.units[element];
      }
      budget.charge_work(units);
      for (std::size_t i = 0; i < row.at.size(); ++i) {
        const std::size_t element = elements[row.at[i]];
        if (element != kNothing) sum.add(row.factors.numerators[i], element);
      }
      result.push_back(sum.take(row.factors.denominator));
      budget.charge(result.back());
    }
  }
  return result;
}

Tensor weighted_sums(const WeightMatrix& weights, const Tensor& x, const std::vector<std::size_t>& taken,
                     Chain& chain) {
  if (!weights.tensor.constant())
    throw Error(Code::kModelGraph, "expected a constant factor, found two factors that depend on the input");
  require(weights.inner > 0, "weighted_sums: nothing to add");
  const std::size_t positions = taken.size() / weights.inner;
  Tensor result{x.type, Shape{{weights.rows, positions}, std::nullopt, 0}, x.layer, {}, {}};
  chain.budget.check(element_count(result.shape), sizeof(Rational));
  // The rows of a layer that is far too large, before they are made.
  if (!x.constant() && chain.most_entries < kNothing / kWaste &&
      element_count(result.shape) > kWaste * chain.most_entries / std::max<std::size_t>(chain.variables(*x.layer), 1)) {
    throw Error(Code::kMemory, "these sums written out as rows of a network have more than " + std::to_string(kWaste) +
                                   " times " + std::to_string(chain.most_entries) + " weights");
  }
  if (x.constant()) {
    result.numbers = sums_of_numbers(weights, x, taken, chain.budget);
  } else {
    result.forms = sums_of_forms(weights, x, taken, chain.budget);
  }
  return result;
}

}  // namespace ftcert::model
