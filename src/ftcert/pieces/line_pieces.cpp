#include "ftcert/pieces/line_pieces.hpp"

#include <algorithm>
#include <bit>
#include <optional>
#include <utility>

#include "ftcert/common/rational_work.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/order.hpp"

namespace ftcert {

namespace {

// Appends the piece that begins at `from` (ignored for the first piece), or nothing when it continues the last one: pieces are
// handed over in increasing order and the function is continuous, so equal slopes mean the same affine function.
void append_piece(LinePieces& result, const std::optional<Rational>& from, std::span<const AffineForm> forms,
                  WorkMeter* work) {
  if (!result.slope.empty()) {
    const std::size_t last = result.slope.size() - result.outputs;
    const auto same = [&](std::size_t c) { return result.slope[last + c] == forms[c].slope; };
    bool continues = true;
    for (std::size_t c = 0; c < result.outputs && continues; ++c) continues = same(c);
    if (continues) return;
  }
  if (work != nullptr) {
    std::uint64_t units = from ? shown_work(bit_size(*from)) : 0;
    for (const AffineForm& form : forms)
      units += shown_work(bit_size(form.slope)) + shown_work(bit_size(form.intercept));
    work->charge(units);
  }
  if (!result.slope.empty()) result.kinks.push_back(*from);
  for (const AffineForm& form : forms) {
    result.slope.push_back(form.slope);
    result.intercept.push_back(form.intercept);
  }
}

// One hidden layer on an open interval (low, high) of t on which its pre-activations are affine; nullopt: unbounded. Walks over the
// subintervals on which the next layer's pre-activations are affine, from left to right.
class LayerWalk {
 public:
  LayerWalk(const AffineMap& next_map, std::vector<AffineForm> preactivations, std::optional<Rational> low,
            std::optional<Rational> high, WorkMeter* work)
      : map_(next_map), neurons_(std::move(preactivations)), high_(std::move(high)), work_(work) {
    charge_start();
    next_.resize(map_.rows);
    std::vector<bool> active(neurons_.size());
    for (std::size_t j = 0; j < neurons_.size(); ++j) active[j] = starts_active(j, low);
    sort_crossings();
    for (std::size_t r = 0; r < map_.rows; ++r) next_[r].intercept = map_.bias[r];
    for (std::size_t j = 0; j < neurons_.size(); ++j) {
      if (active[j]) add_neuron(j, 1);
    }
    from_ = std::move(low);
    find_end();
  }

  // The current subinterval and the next layer's pre-activations (or the outputs) on it.
  const std::optional<Rational>& from() const { return from_; }
  std::optional<Rational> to() const { return end_ < crossings_.size() ? crossings_[end_].t : high_; }
  const std::vector<AffineForm>& forms() const { return next_; }

  // Moves to the next subinterval; false: there is none.
  bool advance() {
    if (end_ == crossings_.size()) return false;
    from_ = std::move(crossings_[end_].t);
    do {
      add_neuron(crossings_[end_].neuron, crossings_[end_].rises ? 1 : -1);
      ++end_;
    } while (end_ < crossings_.size() && crossings_[end_].t == *from_);
    find_end();
    return true;
  }

 private:
  struct Crossing {
    Rational t;
    std::size_t neuron;
    bool rises;  // inactive before, active behind
  };

  // Whether neuron j is active just behind low; records its zero crossing if that lies inside the interval.
  bool starts_active(std::size_t j, const std::optional<Rational>& low) {
    const AffineForm& h = neurons_[j];
    if (h.slope.is_zero()) return h.intercept.sign() > 0;
    const bool rises = h.slope.sign() > 0;
    Rational t = -h.intercept / h.slope;
    if (low && t <= *low) return rises;
    if (!high_ || t < *high_) crossings_.push_back({std::move(t), j, rises});
    return !rises;
  }

  void sort_crossings() {
    if (crossings_.size() < 2) return;
    std::vector<Rational> zeros;
    zeros.reserve(crossings_.size());
    for (const Crossing& crossing : crossings_) zeros.push_back(crossing.t);
    std::vector<Crossing> sorted;
    sorted.reserve(crossings_.size());
    for (const std::size_t c : increasing_order(zeros)) sorted.push_back(std::move(crossings_[c]));
    crossings_ = std::move(sorted);
  }

  // The zeros of all neurons, in order, and the biases of the next layer.
  void charge_start() {
    if (work_ == nullptr) return;
    std::uint64_t units = 0;
    for (const AffineForm& h : neurons_) units += rational_work(bit_size(h.slope) + bit_size(h.intercept));
    units *= 1 + static_cast<std::uint64_t>(std::bit_width(neurons_.size())) / 4;
    for (const Rational& bias : map_.bias) units += rational_work(bit_size(bias)) / 8;
    work_->charge(units);
  }

  void charge_neuron(std::size_t j) {
    if (work_ == nullptr) return;
    const std::size_t slope = bit_size(neurons_[j].slope), intercept = bit_size(neurons_[j].intercept);
    std::uint64_t units = map_.rows + 1;
    for (std::size_t r = 0; r < map_.rows; ++r) {
      const Rational& weight = map_.weight(r, j);
      if (weight.is_zero()) continue;
      const std::size_t bits = bit_size(weight);
      units += 2 * (rational_work(bits + slope + bit_size(next_[r].slope)) +
                    rational_work(bits + intercept + bit_size(next_[r].intercept)));
    }
    work_->charge(units);
  }

  void add_neuron(std::size_t j, int sign) {
    charge_neuron(j);
    const AffineForm& h = neurons_[j];
    for (std::size_t r = 0; r < map_.rows; ++r) {
      const Rational& weight = map_.weight(r, j);
      if (weight.is_zero()) continue;
      add_product(next_[r].slope, weight, h.slope, sign);
      add_product(next_[r].intercept, weight, h.intercept, sign);
    }
  }

  static void add_product(Rational& sum, const Rational& weight, const Rational& factor, int sign) {
    if (factor.is_zero()) return;
    if (sign > 0)
      sum += weight * factor;
    else
      sum -= weight * factor;
  }

  // Passes over crossings of neurons that nothing listens to: they are no kinks, and without this they would multiply the
  // intervals of all later layers.
  void find_end() {
    const auto silent = [this](const Crossing& c) {
      for (std::size_t r = 0; r < map_.rows; ++r) {
        if (!map_.weight(r, c.neuron).is_zero()) return false;
      }
      return true;
    };
    while (end_ < crossings_.size() && silent(crossings_[end_])) ++end_;
  }

  const AffineMap& map_;
  std::vector<AffineForm> neurons_;
  std::optional<Rational> high_;
  WorkMeter* work_;
  std::vector<AffineForm> next_;
  std::vector<Crossing> crossings_;  // increasing
  std::size_t end_ = 0;              // the crossing at which the current subinterval ends
  std::optional<Rational> from_;
};

// The first layer's pre-activations along the line.
std::vector<AffineForm> restrict_to_line(const AffineMap& map, std::span<const Rational> point,
                                         std::span<const Rational> direction, WorkMeter* work) {
  std::vector<AffineForm> forms(map.rows);
  for (std::size_t r = 0; r < map.rows; ++r) {
    forms[r].intercept = map.bias[r];
    for (std::size_t c = 0; c < map.columns; ++c) {
      const Rational& weight = map.weight(r, c);
      if (weight.is_zero()) continue;
      if (work != nullptr) {
        const std::size_t bits = bit_size(weight);
        work->charge(2 * (rational_work(bits + bit_size(direction[c]) + bit_size(forms[r].slope)) +
                          rational_work(bits + bit_size(point[c]) + bit_size(forms[r].intercept))));
      }
      forms[r].slope += weight * direction[c];
      forms[r].intercept += weight * point[c];
    }
  }
  return forms;
}

}  // namespace

LinePieces pieces_along(const Network& network, std::span<const Rational> point, std::span<const Rational> direction,
                        const LayerObserver& observer, WorkMeter* work) {
  require(point.size() == network.inputs() && direction.size() == network.inputs(),
          "pieces_along: wrong number of inputs");
  const std::vector<AffineMap>& layers = network.layers();
  LinePieces result;
  result.outputs = network.outputs();
  std::vector<AffineForm> first = restrict_to_line(layers[0], point, direction, work);
  if (layers.size() == 1) {
    append_piece(result, std::nullopt, first, work);
    return result;
  }
  // walks[l] is hidden layer l on the current subinterval of walks[l-1]. A stack of our own: networks may be deep.
  std::vector<LayerWalk> walks;
  if (observer) observer(0, first, std::nullopt, std::nullopt);
  walks.emplace_back(layers[1], std::move(first), std::nullopt, std::nullopt, work);
  while (true) {
    while (walks.size() + 1 < layers.size()) {
      const LayerWalk& top = walks.back();
      if (observer) observer(walks.size(), top.forms(), top.from(), top.to());
      LayerWalk below(layers[walks.size() + 1], top.forms(), top.from(), top.to(), work);
      walks.push_back(std::move(below));
    }
    do append_piece(result, walks.back().from(), walks.back().forms(), work);
    while (walks.back().advance());
    do walks.pop_back();
    while (!walks.empty() && !walks.back().advance());
    if (walks.empty()) return result;
  }
}

std::vector<Rational> LinePieces::value_on(std::size_t k, const Rational& t) const {
  std::vector<Rational> result(outputs);
  for (std::size_t c = 0; c < outputs; ++c) {
    const Rational& s = slope[k * outputs + c];
    result[c] = intercept[k * outputs + c];
    if (!s.is_zero()) result[c] += s * t;
  }
  return result;
}

std::vector<Rational> LinePieces::value(const Rational& t) const {
  const auto piece = std::upper_bound(kinks.begin(), kinks.end(), t) - kinks.begin();
  return value_on(static_cast<std::size_t>(piece), t);
}

PointMatrix LinePieces::values(std::span<const Rational> t) const {
  PointMatrix result(t.size(), outputs);
  if (t.empty()) return result;
  auto piece = static_cast<std::size_t>(std::upper_bound(kinks.begin(), kinks.end(), t.front()) - kinks.begin());
  for (std::size_t i = 0; i < t.size(); ++i) {
    require(i == 0 || t[i - 1] <= t[i], "LinePieces::values: not increasing");
    while (piece < kinks.size() && kinks[piece] <= t[i]) ++piece;
    std::vector<Rational> row = value_on(piece, t[i]);
    std::move(row.begin(), row.end(), result.row(i).begin());
  }
  return result;
}

LinePieces sum(const LinePieces& a, const LinePieces& b, WorkMeter* work) {
  require(a.outputs == b.outputs, "sum of LinePieces: different numbers of outputs");
  LinePieces result;
  result.outputs = a.outputs;
  std::size_t i = 0, j = 0;
  std::optional<Rational> from;
  std::vector<AffineForm> forms(a.outputs);
  while (true) {
    for (std::size_t c = 0; c < a.outputs; ++c) {
      if (work != nullptr) {
        work->charge(
            rational_work(bit_size(a.slope[i * a.outputs + c]) + bit_size(b.slope[j * b.outputs + c])) +
            rational_work(bit_size(a.intercept[i * a.outputs + c]) + bit_size(b.intercept[j * b.outputs + c])));
      }
      forms[c].slope = a.slope[i * a.outputs + c] + b.slope[j * b.outputs + c];
      forms[c].intercept = a.intercept[i * a.outputs + c] + b.intercept[j * b.outputs + c];
    }
    append_piece(result, from, forms, work);
    const bool more_a = i < a.kinks.size(), more_b = j < b.kinks.size();
    if (!more_a && !more_b) return result;
    from = !more_b || (more_a && a.kinks[i] < b.kinks[j]) ? a.kinks[i] : b.kinks[j];
    if (more_a && a.kinks[i] == *from) ++i;
    if (more_b && b.kinks[j] == *from) ++j;
  }
}

}  // namespace ftcert
