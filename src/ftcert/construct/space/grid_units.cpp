#include "ftcert/construct/space/grid_units.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <utility>

#include "ftcert/common/rounding.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/floats/dyadic.hpp"

namespace ftcert {

namespace {

struct Neuron {
  int kink;    // in widths
  int factor;  // of the outer weight
};

std::span<const Neuron> neurons_of(GridShape shape) {
  static constexpr Neuron kSeparating[] = {{0, 1}}, kHat[] = {{-1, 1}, {0, -2}, {1, 1}},
                          kWave[] = {{-2, -1}, {-1, 2}, {1, -2}, {2, 1}};
  if (shape == GridShape::kSeparating) return kSeparating;
  if (shape == GridShape::kHat) return kHat;
  return kWave;
}

// Values are met exactly (0) or nearly: what a group gets that is too large. Reductions of large groups take much longer the more exactly.
constexpr std::size_t kSmall = 48;
constexpr double kPulls[] = {0, 32, 4}, kPullsOfLarge[] = {4, 32};

std::size_t work_of(const FeatureGrid& grid, const UnitWish& wish) {
  return lattice_work(grid.dimension(), wish.group.size()) / (wish.group.size() <= kSmall ? 1 : 4);
}

using Values = std::vector<std::int64_t>;

struct Fit {
  GridUnit unit;
  Rational deviation;
  Values row;  // at all samples
};

Integer rounded(const Rational& value) { return floor(value + Rational(1, 2)); }

// The unit's function of one value of its row, or the sum of the absolute terms of its outer row; to be multiplied by unit.outer.
std::int64_t apply(const GridUnit& unit, std::int64_t p, bool absolute) {
  std::int64_t sum = 0;
  for (const Neuron& n : neurons_of(unit.shape)) {
    const std::int64_t height = std::max<std::int64_t>(0, p - n.kink * unit.width);
    sum += (absolute ? std::abs(n.factor) : n.factor) * height;
  }
  return sum;
}

class Fitter {
 public:
  Fitter(const FeatureGrid& grid, const UnitWish& wish, FloatFormat format, const Rational& deviation)
      : grid_(grid),
        wish_(wish),
        most_(std::int64_t{1} << ieee(format).precision),
        deviation_(deviation),
        wanted_(grid.to_grid(wish.weights, wish.constant)),
        inside_(grid.count()) {
    for (const std::size_t i : wish.group) inside_[i] = true;
  }

  // The unit with the largest k, or with few bits where the labels are exact.
  std::optional<Fit> best() {
    const std::optional<std::pair<long, long>> range = exponents();
    if (!range) return std::nullopt;
    const bool small = wish_.group.size() <= kSmall;
    for (const double pull : small ? std::span<const double>(kPulls) : std::span<const double>(kPullsOfLarge)) {
      if (pull > 0 && deviation_.is_zero()) break;
      lattice_ = RowLattice::make(grid_.samples(wish_.group), grid_.features(), wish_.group.size(), pull);
      if (!lattice_) continue;
      std::optional<Fit> found;
      const long step = range->first <= range->second ? 1 : -1;
      for (long k = range->first; k != range->second + step; k += step) {
        std::optional<Fit> fit = at(k);
        if (!fit || (found && fit->deviation >= found->deviation)) continue;
        found = std::move(fit);
        if (pull == 0) break;
      }
      if (found) return found;
    }
    return std::nullopt;
  }

  // After best(): with labels in units of 2^-k.
  std::optional<Fit> at(long k) const {
    Fit fit;
    fit.unit.shape = wish_.shape;
    fit.unit.exponent = k;
    std::vector<Integer> labels;
    Integer width = 1;
    for (const Rational& value : wish_.values) {
      labels.push_back(rounded(value * power_of_two(k)));
      width = std::max<Integer>(width, abs(labels.back()));
    }
    double scale = std::ldexp(1.0, static_cast<int>(k));
    if (wish_.shape != GridShape::kSeparating) {
      const double wide = std::ldexp(wish_.width, static_cast<int>(k));
      if (!(wide < static_cast<double>(most_)) || width >= most_) return std::nullopt;
      fit.unit.width = std::max<std::int64_t>(std::llround(wide), width.convert_to<std::int64_t>());
      scale = static_cast<double>(fit.unit.width);
    }
    std::vector<double> wanted(wanted_);
    for (double& entry : wanted) entry *= scale;
    std::optional<GridRow> row = lattice_->near(targets(fit.unit, labels), wanted);
    const std::int64_t reach = fit.unit.width * neurons_of(wish_.shape).back().kink;
    if (!row || reach >= most_) return std::nullopt;
    std::optional<Values> values = grid_.values(*row, most_ - reach);
    if (!values || !off_elsewhere(fit.unit, *values)) return std::nullopt;
    set_outer(fit.unit, *values);
    for (std::size_t a = 0; a < wish_.group.size(); ++a) {
      const Rational height(apply(fit.unit, (*values)[wish_.group[a]], false));
      for (std::size_t c = 0; c < fit.unit.outer.size(); ++c) {
        fit.deviation = std::max(fit.deviation, abs(height * fit.unit.outer[c] - wish_.values[a] * wish_.direction[c]));
      }
    }
    if (fit.deviation > deviation_) return std::nullopt;
    fit.unit.row = std::move(*row);
    fit.row = std::move(*values);
    return fit;
  }

 private:
  // The direction, with as many bits as the heights leave.
  void set_outer(GridUnit& unit, const Values& values) const {
    std::int64_t highest = 1;
    for (const std::int64_t p : values) highest = std::max(highest, apply(unit, p, true));
    const bool negative = wish_.shape != GridShape::kWave && wish_.values.front().sign() < 0;
    for (const Rational& entry : wish_.direction) {
      const long bits =
          static_cast<long>(bit_size(Integer(most_ / highest))) - 2 - (entry.is_zero() ? 0 : binary_exponent(entry));
      const Rational few = Rational(rounded(entry * power_of_two(bits))) * power_of_two(-bits);
      unit.outer.push_back((negative ? -few : few) * power_of_two(-unit.exponent));
    }
  }

  // First and last k to try: downwards from what the sums of the real row allow to what the deviation asks for; upwards from the least k of
  // which all labels are multiples, if there is one.
  std::optional<std::pair<long, long>> exponents() const {
    double largest = 0;
    for (std::size_t i = 0; i < grid_.count(); ++i) {
      double sum = std::abs(wanted_.back());
      for (std::size_t j = 0; j < grid_.dimension(); ++j) {
        sum += std::abs(wanted_[j] * static_cast<double>(grid_.values()[i * grid_.dimension() + j]));
      }
      largest = std::max(largest, sum);
    }
    if (wish_.shape != GridShape::kSeparating) largest = (largest + 2) / wish_.width;
    if (!(largest > 0) || !std::isfinite(largest)) return std::nullopt;
    const long top = static_cast<long>(std::floor(std::log2(static_cast<double>(most_) / largest)));
    std::optional<long> exact = std::numeric_limits<long>::min();
    for (const Rational& value : wish_.values) {
      const std::optional<long> last = last_place(value);
      exact = last && exact ? std::optional<long>(std::max(*exact, -*last)) : std::nullopt;
    }
    for (const Rational& entry : wish_.direction) {
      if (!entry.is_zero() && !last_place(entry)) exact.reset();
    }
    if (deviation_.is_zero() && !exact) return std::nullopt;
    if (exact && *exact <= top) return std::pair(*exact, top);
    if (deviation_.is_zero()) return std::nullopt;
    const long bottom = -binary_exponent(deviation_) - 1;
    if (bottom > top) return std::nullopt;
    return std::pair(top, bottom);
  }

  std::vector<Integer> targets(const GridUnit& unit, const std::vector<Integer>& labels) const {
    std::vector<Integer> result;
    for (std::size_t a = 0; a < labels.size(); ++a) {
      if (wish_.shape == GridShape::kSeparating) result.push_back(abs(labels[a]));
      if (wish_.shape == GridShape::kWave) result.push_back(labels[a]);
      if (wish_.shape == GridShape::kHat) {
        const Integer distance = Integer(unit.width) - abs(labels[a]);
        result.push_back(wanted_at(wish_.group[a]) < 0 ? Integer(-distance) : distance);
      }
    }
    return result;
  }

  double wanted_at(std::size_t i) const {
    double sum = wanted_.back();
    for (std::size_t j = 0; j < grid_.dimension(); ++j) {
      sum += wanted_[j] * static_cast<double>(grid_.values()[i * grid_.dimension() + j]);
    }
    return sum;
  }

  bool off_elsewhere(const GridUnit& unit, const Values& values) const {
    const std::int64_t edge = unit.width * neurons_of(unit.shape).back().kink;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (inside_[i]) continue;
      if (unit.shape == GridShape::kSeparating ? values[i] > 0 : std::abs(values[i]) < edge) return false;
    }
    return true;
  }

  const FeatureGrid& grid_;
  const UnitWish& wish_;
  std::int64_t most_;
  const Rational& deviation_;
  std::vector<double> wanted_;
  std::vector<bool> inside_;
  std::optional<RowLattice> lattice_;
};

// Whether the sums of an output's row are exact: absolute terms, in units of the power of two that divides them all, at most 2^p at every sample.
bool sums_fit(const std::vector<const Fit*>& fits, std::size_t output, std::int64_t most) {
  std::optional<long> finest;
  for (const Fit* fit : fits) {
    const Rational& outer = fit->unit.outer[output];
    if (!outer.is_zero()) finest = std::min(finest.value_or(*last_place(outer)), *last_place(outer));
  }
  std::vector<std::int64_t> totals(fits.front()->row.size());
  for (const Fit* fit : fits) {
    if (fit->unit.outer[output].is_zero()) continue;
    const Integer factor = (abs(fit->unit.outer[output]) * power_of_two(-*finest)).numerator();
    const std::int64_t highest = factor > most ? 0 : most / factor.convert_to<std::int64_t>();
    for (std::size_t i = 0; i < totals.size(); ++i) {
      const std::int64_t sum = apply(fit->unit, fit->row[i], true);
      if (sum == 0) continue;
      if (sum > highest) return false;
      totals[i] += sum * factor.convert_to<std::int64_t>();
      if (totals[i] > most) return false;
    }
  }
  return true;
}

}  // namespace

std::optional<GridUnits> fit_grid_units(const FeatureGrid& grid, const std::vector<UnitWish>& wishes,
                                        FloatFormat format, const Rational& deviation) {
  std::size_t work = 0;
  for (const UnitWish& wish : wishes) work += work_of(grid, wish);
  if (work > kMostLatticeWork) return std::nullopt;
  std::vector<Fitter> fitters;
  std::vector<Fit> fits;
  for (const UnitWish& wish : wishes) {
    require(!wish.group.empty() && wish.values.size() == wish.group.size() && wish.weights.size() == grid.dimension(),
            "fit_grid_units: shapes");
    std::optional<Fit> fit = fitters.emplace_back(grid, wish, format, deviation).best();
    if (!fit) return std::nullopt;
    fits.push_back(std::move(*fit));
  }
  const std::int64_t most = std::int64_t{1} << ieee(format).precision;
  const long bottom = deviation.is_zero() ? std::numeric_limits<long>::min() : -binary_exponent(deviation) - 1;
  for (std::size_t c = 0; !fits.empty() && c < wishes.front().direction.size(); ++c) {
    // Units that are on everywhere share the bits of the sum: one k, and a smaller one until they fit.
    for (bool first = true;; first = false) {
      std::vector<const Fit*> together;
      long k = std::numeric_limits<long>::max();
      for (const Fit& fit : fits) {
        if (fit.unit.outer[c].is_zero()) continue;
        together.push_back(&fit);
        k = std::min(k, fit.unit.exponent);
      }
      if (together.empty() || sums_fit(together, c, most)) break;
      if (!first) --k;
      for (std::size_t u = 0; u < fits.size(); ++u) {
        if (fits[u].unit.outer[c].is_zero()) continue;
        std::optional<Fit> fit = k < bottom || deviation.is_zero() ? std::nullopt : fitters[u].at(k);
        if (!fit) return std::nullopt;
        fits[u] = std::move(*fit);
      }
    }
  }
  for (std::size_t c = 0; !fits.empty() && c < wishes.front().direction.size(); ++c) {
    std::vector<const Fit*> all;
    for (const Fit& fit : fits) all.push_back(&fit);
    if (!sums_fit(all, c, most)) return std::nullopt;  // an output that shares units with one that came after it
  }
  GridUnits result;
  for (Fit& fit : fits) {
    result.deviation = std::max(result.deviation, fit.deviation);
    result.units.push_back(std::move(fit.unit));
  }
  return result;
}

Network grid_network(const FeatureGrid& grid, const std::vector<GridUnit>& units) {
  require(!units.empty(), "grid_network: no unit");
  const std::size_t outputs = units.front().outer.size();
  std::size_t count = 0;
  for (const GridUnit& unit : units) count += neurons_of(unit.shape).size();
  AffineMap hidden(count, grid.dimension()), outer(outputs, count);
  std::size_t row = 0;
  for (const GridUnit& unit : units) {
    for (const Neuron& neuron : neurons_of(unit.shape)) {
      grid.write(unit.row, std::span(hidden.weights).subspan(row * grid.dimension(), grid.dimension()),
                 hidden.bias[row]);
      hidden.bias[row] -= Rational(neuron.kink * unit.width);
      for (std::size_t c = 0; c < outputs; ++c) outer.weight(c, row) = Rational(neuron.factor) * unit.outer[c];
      ++row;
    }
  }
  return Network(grid.dimension(), {std::move(hidden), std::move(outer)});
}

}  // namespace ftcert
