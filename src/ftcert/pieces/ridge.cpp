#include "ftcert/pieces/ridge.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "ftcert/common/rational_work.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/integer_matrix.hpp"

namespace ftcert {

namespace {

bool is_zero(std::span<const Rational> row) {
  return std::all_of(row.begin(), row.end(), [](const Rational& w) { return w.is_zero(); });
}

// w = scale * direction; direction primitive with positive first nonzero entry. The row is not zero.
struct PrimitiveRow {
  std::vector<Integer> direction;
  Rational scale;
};

PrimitiveRow primitive(std::span<const Rational> row) {
  HomogeneousVector v = common_denominator(row);
  Integer content = 0;
  for (const Integer& entry : v.numerators) content = gcd(content, entry);
  const auto first =
      std::find_if(v.numerators.begin(), v.numerators.end(), [](const Integer& e) { return !e.is_zero(); });
  if (*first < 0) content = -content;
  for (Integer& entry : v.numerators) entry /= content;
  return {std::move(v.numerators), Rational(content, v.denominator)};
}

// A neuron of one form: relu(scale * t + bias) with column `index` of the output weights.
struct FormNeuron {
  std::size_t index;
  Rational kink;
  Rational scale;
};

// A neuron's part of the pieces beside its kink, which are kept.
void charge(WorkMeter& work, const RidgeForm& form, const FormNeuron& neuron, const AffineMap& output) {
  const std::size_t own = bit_size(neuron.scale) + bit_size(neuron.kink);
  std::uint64_t units = shown_work(own);
  for (std::size_t c = 0; c < output.rows; ++c) {
    const std::size_t last = form.slope.size() - output.rows + c;
    const std::size_t bits = own + bit_size(output.weight(c, neuron.index));
    const std::size_t slope = bits + bit_size(form.slope[last]), intercept = bits + bit_size(form.intercept[last]);
    units += 2 * (rational_work(slope) + rational_work(intercept)) + shown_work(slope) + shown_work(intercept);
  }
  work.charge(units);
}

RidgeForm make_form(const std::vector<Integer>& direction, std::vector<FormNeuron> neurons, const AffineMap& output,
                    WorkMeter* work) {
  std::sort(neurons.begin(), neurons.end(), [](const auto& a, const auto& b) { return a.kink < b.kink; });
  const std::size_t outputs = output.rows;
  RidgeForm form;
  form.direction = direction;
  form.slope.resize(outputs);
  form.intercept.resize(outputs);
  for (const FormNeuron& n : neurons) {  // left of all kinks the neurons that face left are active
    if (n.scale.sign() > 0) continue;
    if (work != nullptr) charge(*work, form, n, output);
    for (std::size_t c = 0; c < outputs; ++c) {
      const Rational change = output.weight(c, n.index) * n.scale;
      form.slope[c] += change;
      form.intercept[c] -= change * n.kink;
    }
  }
  for (const FormNeuron& n : neurons) {
    if (work != nullptr) charge(*work, form, n, output);
    if (form.kinks.empty() || form.kinks.back() != n.kink) {
      form.kinks.push_back(n.kink);
      form.steepness.push_back(abs(n.scale));
      for (std::size_t c = 0; c < outputs; ++c) {  // by value: the vectors may move while they grow
        form.slope.push_back(Rational(form.slope[form.slope.size() - outputs]));
        form.intercept.push_back(Rational(form.intercept[form.intercept.size() - outputs]));
      }
    }
    form.steepness.back() = std::min(form.steepness.back(), abs(n.scale));
    for (std::size_t c = 0; c < outputs; ++c) {
      const Rational change = output.weight(c, n.index) * abs(n.scale);
      form.slope[form.slope.size() - outputs + c] += change;
      form.intercept[form.intercept.size() - outputs + c] -= change * n.kink;
    }
  }
  return form;
}

}  // namespace

std::optional<std::vector<Integer>> common_direction(const Network& network) {
  std::optional<std::vector<Integer>> direction;
  const AffineMap& first = network.layers().front();
  for (std::size_t r = 0; r < first.rows; ++r) {
    const auto row = first.row(r);
    if (is_zero(row)) continue;
    PrimitiveRow p = primitive(row);
    if (direction && *direction != p.direction) return std::nullopt;
    direction = std::move(p.direction);
  }
  return direction;
}

RidgeSum::RidgeSum(const Network& network, WorkMeter* work) : outputs_(network.outputs()) {
  require(network.depth() == 2, "RidgeSum: the network must have one hidden layer");
  const AffineMap& hidden = network.layers()[0];
  const AffineMap& output = network.layers()[1];
  constant_ = output.bias;
  std::map<std::vector<Integer>, std::vector<FormNeuron>> groups;
  for (std::size_t r = 0; r < hidden.rows; ++r) {
    const auto row = hidden.row(r);
    if (is_zero(row)) {
      constant_margin_.add(hidden.bias[r]);
      if (hidden.bias[r].sign() <= 0) continue;
      for (std::size_t c = 0; c < outputs_; ++c) constant_[c] += output.weight(c, r) * hidden.bias[r];
      continue;
    }
    PrimitiveRow p = primitive(row);
    groups[std::move(p.direction)].push_back({r, -hidden.bias[r] / p.scale, p.scale});
  }
  for (auto& [direction, neurons] : groups) forms_.push_back(make_form(direction, std::move(neurons), output, work));
}

}  // namespace ftcert
