#include "ftcert/pieces/ridge.hpp"

#include <algorithm>
#include <map>
#include <memory>
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

// One form at all samples: finds the piece of each, and the samples nearest to each kink on either side.
class FormScan {
 public:
  FormScan(const RidgeForm& form, std::size_t outputs)
      : form_(form),
        outputs_(outputs),
        kinks_(form.kinks.size(), 2),
        nearest_(form.kinks.size(), 4),
        touched_(form.kinks.size(), false),
        flat_(form.kinks.size() + 1) {
    for (std::size_t k = 0; k < form.kinks.size(); ++k) {
      kinks_.set(k, 0, form.kinks[k].numerator());
      kinks_.set(k, 1, form.kinks[k].denominator());
    }
    for (std::size_t k = 0; k < flat_.size(); ++k) {
      flat_[k] = true;
      for (std::size_t c = 0; c < outputs; ++c) {
        if (!form.slope[k * outputs + c].is_zero() || !form.intercept[k * outputs + c].is_zero()) flat_[k] = false;
      }
    }
  }

  // t = numerator / denominator; adds the form's part to value (one entry an output).
  void add(const fmpz* numerator, const fmpz* denominator, std::span<Rational> value) {
    std::size_t low = 0, high = form_.kinks.size();  // kinks before `low` are <= t, from `high` on > t
    bool on_kink = false;
    while (low < high) {
      const std::size_t middle = (low + high) / 2;
      const int order = comparer_.compare(numerator, denominator, kinks_.at(middle, 0), kinks_.at(middle, 1));
      if (order == 0) on_kink = true;
      if (order >= 0)
        low = middle + 1;
      else
        high = middle;
    }
    if (on_kink) touched_[low - 1] = true;
    const std::size_t left = on_kink ? low - 1 : low;  // kinks before `left` are < t
    if (left > 0) keep_nearer(left - 1, 2, numerator, denominator, -1);
    if (low < form_.kinks.size()) keep_nearer(low, 0, numerator, denominator, 1);
    if (flat_[low]) return;
    const Rational t = entry::ratio(numerator, denominator);
    for (std::size_t c = 0; c < outputs_; ++c) {
      value[c] += form_.slope[low * outputs_ + c] * t + form_.intercept[low * outputs_ + c];
    }
  }

  // The sample nearest to a kink on one side lies in the piece beside it, its other end included, or, when that holds none, is the
  // sample nearest to that other kink: one sweep in each direction.
  void add_margins(LayerMargin& margin) const {
    const std::size_t kinks = form_.kinks.size();
    std::optional<Rational> below, above;
    for (std::size_t k = 0; k < kinks; ++k) {
      if (auto t = recorded(k, 0)) below = std::move(t);
      if (touched_[k]) margin.add(0);
      if (below) margin.add(form_.steepness[k] * (form_.kinks[k] - *below));
    }
    for (std::size_t k = kinks; k-- > 0;) {
      if (auto t = recorded(k, 2)) above = std::move(t);
      if (above) margin.add(form_.steepness[k] * (*above - form_.kinks[k]));
    }
  }

 private:
  // nearest_ columns 0,1: greatest t below the kink in the piece that ends there; 2,3: least t above in the piece that begins.
  void keep_nearer(std::size_t kink, std::size_t column, const fmpz* numerator, const fmpz* denominator, int wanted) {
    fmpz* n = nearest_.at(kink, column);
    fmpz* d = nearest_.at(kink, column + 1);
    if (fmpz_is_zero(d) || comparer_.compare(numerator, denominator, n, d) * wanted > 0) {
      fmpz_set(n, numerator);
      fmpz_set(d, denominator);
    }
  }

  std::optional<Rational> recorded(std::size_t kink, std::size_t column) const {
    if (fmpz_is_zero(nearest_.at(kink, column + 1))) return std::nullopt;
    return entry::ratio(nearest_.at(kink, column), nearest_.at(kink, column + 1));
  }

  const RidgeForm& form_;
  std::size_t outputs_;
  IntegerMatrix kinks_, nearest_;
  std::vector<bool> touched_;
  std::vector<bool> flat_;  // pieces on which the form contributes nothing
  FractionComparer comparer_;
};

constexpr std::size_t kChunk = 4096;

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

Evaluation RidgeSum::evaluate(const PointMatrix& points) const {
  Evaluation evaluation{PointMatrix(points.count, outputs_), {points.count == 0 ? LayerMargin{} : constant_margin_}};
  for (std::size_t i = 0; i < points.count; ++i)
    std::copy(constant_.begin(), constant_.end(), evaluation.values.row(i).begin());
  if (forms_.empty()) return evaluation;
  IntegerMatrix directions(points.dimension + 1, forms_.size());
  std::vector<std::unique_ptr<FormScan>> scans;
  for (std::size_t f = 0; f < forms_.size(); ++f) {
    for (std::size_t c = 0; c < points.dimension; ++c) directions.set(c, f, forms_[f].direction[c]);
    scans.push_back(std::make_unique<FormScan>(forms_[f], outputs_));
  }
  for (std::size_t first = 0; first < points.count; first += kChunk) {
    const std::size_t count = std::min(kChunk, points.count - first);
    const IntegerMatrix samples = homogeneous_rows(points, first, count);
    IntegerMatrix products(count, forms_.size());
    fmpz_mat_mul(products.raw(), samples.raw(), directions.raw());
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t f = 0; f < forms_.size(); ++f) {
        scans[f]->add(products.at(i, f), samples.at(i, points.dimension), evaluation.values.row(first + i));
      }
    }
  }
  for (const auto& scan : scans) scan->add_margins(evaluation.layers[0]);
  return evaluation;
}

}  // namespace ftcert
