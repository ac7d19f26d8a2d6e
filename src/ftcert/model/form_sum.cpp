#include "ftcert/model/form_sum.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert::model {

void FormSum::add(const Rational& factor, const LinearForm& form) {
  if (factor.is_zero()) return;
  bias_ += factor * form.bias;
  for (const Term& term : form.terms) terms_.push_back({term.variable, factor * term.coefficient});
}

LinearForm FormSum::take() {
  std::stable_sort(terms_.begin(), terms_.end(), [](const Term& a, const Term& b) { return a.variable < b.variable; });
  LinearForm form{{}, std::exchange(bias_, 0)};
  for (std::size_t i = 0; i < terms_.size();) {
    Term term = std::move(terms_[i++]);
    while (i < terms_.size() && terms_[i].variable == term.variable) term.coefficient += terms_[i++].coefficient;
    if (!term.coefficient.is_zero()) form.terms.push_back(std::move(term));
  }
  terms_.clear();
  return form;
}

Tensor group_sums(const Tensor& tensor, const Shape& shape, const std::vector<std::vector<std::size_t>>& groups,
                  const std::vector<Rational>& factors, Budget& budget) {
  require(groups.size() == element_count(shape), "group_sums: one group for each element");
  require(factors.empty() || factors.size() == groups.size(), "group_sums: one factor for each element");
  Tensor result{tensor.type, shape, tensor.layer, {}, {}};
  FormSum sum;
  for (std::size_t e = 0; e < groups.size(); ++e) {
    const Rational factor = factors.empty() ? Rational(1) : factors[e];
    if (tensor.constant()) {
      Rational total;
      for (std::size_t i : groups[e]) {
        total += tensor.numbers[i];
        budget.charge(total);
      }
      result.numbers.push_back(total * factor);
      budget.charge(result.numbers.back());
      continue;
    }
    for (std::size_t i : groups[e]) {
      budget.charge(tensor.forms[i]);
      sum.add(factor, tensor.forms[i]);
    }
    result.forms.push_back(sum.take());
    budget.charge(result.forms.back());
  }
  return result;
}

}  // namespace ftcert::model
