#include "ftcert/model/chain.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "ftcert/core/error.hpp"

namespace ftcert::model {

namespace {

// Variables of layer 0 have any sign, others are outputs of ReLUs.
bool never_negative(std::size_t layer, const LinearForm& form) {
  return form.bias.sign() >= 0 && (form.terms.empty() || layer > 0) &&
         std::ranges::all_of(form.terms, [](const Term& term) { return term.coefficient.sign() > 0; });
}

LinearForm variable_form(std::size_t variable) { return {{{variable, 1}}, 0}; }

// form += factor * variable, terms in any order.
void append(LinearForm& form, const Chain::Passed& variable, const Rational& factor) {
  form.terms.push_back({variable.plus, factor});
  if (variable.minus) form.terms.push_back({*variable.minus, -factor});
}

// Increasing variables, each once, no zeros.
void put_in_order(LinearForm& form) {
  std::ranges::sort(form.terms, {}, &Term::variable);
  std::vector<Term> merged;
  for (Term& term : form.terms) {
    if (!merged.empty() && merged.back().variable == term.variable) {
      merged.back().coefficient += term.coefficient;
    } else {
      merged.push_back(std::move(term));
    }
  }
  std::erase_if(merged, [](const Term& term) { return term.coefficient.is_zero(); });
  form.terms = std::move(merged);
}

// Neurons that passing these forms adds.
std::size_t neurons_to_pass(std::size_t layer, const std::set<LinearForm, FormOrder>& forms, const Chain& chain) {
  std::size_t neurons = 0;
  for (const LinearForm& form : forms) {
    if (chain.passed.size() > layer && chain.passed[layer].contains(form)) continue;
    neurons += never_negative(layer, form) ? 1 : 2;
  }
  return neurons;
}

Tensor lifted_by_one(const Tensor& tensor, Chain& chain) {
  const std::size_t layer = *tensor.layer;
  std::set<std::size_t> variables;
  std::set<LinearForm, FormOrder> forms, single;
  for (const LinearForm& form : tensor.forms) {
    if (form.terms.empty()) continue;
    forms.insert(form);
    for (const Term& term : form.terms) variables.insert(term.variable);
  }
  for (const std::size_t variable : variables) single.insert(variable_form(variable));
  const bool as_variables = neurons_to_pass(layer, single, chain) <= neurons_to_pass(layer, forms, chain);

  Tensor result{tensor.type, tensor.shape, layer + 1, {}, {}};
  for (const LinearForm& form : tensor.forms) {
    LinearForm next;
    if (as_variables || form.terms.empty()) {
      next.bias = form.bias;
      for (const Term& term : form.terms)
        append(next, chain.pass(layer, variable_form(term.variable)), term.coefficient);
      put_in_order(next);
    } else {
      append(next, chain.pass(layer, form), 1);
      put_in_order(next);
    }
    chain.budget.charge(next);
    result.forms.push_back(std::move(next));
  }
  return result;
}

}  // namespace

bool FormOrder::operator()(const LinearForm& a, const LinearForm& b) const {
  if (a.terms.size() != b.terms.size()) return a.terms.size() < b.terms.size();
  for (std::size_t i = 0; i < a.terms.size(); ++i) {
    if (a.terms[i].variable != b.terms[i].variable) return a.terms[i].variable < b.terms[i].variable;
    if (a.terms[i].coefficient != b.terms[i].coefficient) return a.terms[i].coefficient < b.terms[i].coefficient;
  }
  return a.bias < b.bias;
}

void Chain::expect_at_most(std::size_t entries, std::size_t most) {
  if (entries <= most) return;
  throw Error(Code::kMemory, "the model written out as a network has more than " + std::to_string(most) + " weights");
}

std::size_t Chain::add(std::size_t layer, LinearForm form) {
  budget.charge(form);
  if (layers.size() <= layer) layers.resize(layer + 1);
  entries_.resize(layers.size());
  entries_[layer] += variables(layer);
  std::size_t entries = 0;
  for (const std::size_t each : entries_) entries += each;
  expect_at_most(entries, most_entries);
  layers[layer].push_back(std::move(form));
  return layers[layer].size() - 1;
}

Chain::Passed Chain::pass(std::size_t layer, const LinearForm& form) {
  if (passed.size() <= layer) passed.resize(layer + 1);
  const auto known = passed[layer].find(form);
  if (known != passed[layer].end()) return known->second;
  Passed made{add(layer, form), std::nullopt};
  if (!never_negative(layer, form)) {
    LinearForm opposite = form;
    opposite.bias = -opposite.bias;
    for (Term& term : opposite.terms) term.coefficient = -term.coefficient;
    made.minus = add(layer, std::move(opposite));
  }
  budget.charge(form);
  return passed[layer].emplace(form, made).first->second;
}

Tensor rectified(const Tensor& tensor, Chain& chain) {
  Tensor result{tensor.type, tensor.shape, std::nullopt, {}, {}};
  if (tensor.constant()) {
    for (const Rational& number : tensor.numbers) {
      chain.budget.charge_copy(number);
      result.numbers.push_back(number.sign() > 0 ? number : Rational(0));
    }
    return result;
  }
  result.layer = *tensor.layer + 1;
  for (const LinearForm& form : tensor.forms) {
    result.forms.push_back(variable_form(chain.add(*tensor.layer, form)));
    chain.budget.charge(result.forms.back());
  }
  return result;
}

Tensor lifted(const Tensor& tensor, std::size_t layer, Chain& chain) {
  require(tensor.constant() || *tensor.layer <= layer, "lifted: to an older layer");
  Tensor result = with_shape(tensor, tensor.shape, chain.budget);
  while (!result.constant() && *result.layer < layer) result = lifted_by_one(result, chain);
  return result;
}

std::optional<std::size_t> latest_layer(const std::vector<const Tensor*>& tensors) {
  std::optional<std::size_t> latest;
  for (const Tensor* tensor : tensors) latest = std::max(latest, tensor->layer);
  return latest;
}

}  // namespace ftcert::model
