#include "ftcert/construct/space/grid_unit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "ftcert/core/dyadic.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"

namespace ftcert {

namespace {

// Values are met exactly (0) or nearly: what a group gets that is too large. Reductions of large groups take much longer the more exactly.
constexpr std::size_t kSmall = 48;
constexpr double kPulls[] = {0, 32, 4}, kPullsOfLarge[] = {4, 32};

Integer rounded(const Rational& value) { return floor(value + Rational(1, 2)); }

}  // namespace

std::span<const GridNeuron> neurons_of(GridShape shape) {
  static constexpr GridNeuron kSeparating[] = {{0, 1}}, kHat[] = {{-1, 1}, {0, -2}, {1, 1}},
                              kWave[] = {{-2, -1}, {-1, 2}, {1, -2}, {2, 1}};
  if (shape == GridShape::kSeparating) return kSeparating;
  if (shape == GridShape::kHat) return kHat;
  return kWave;
}

std::int64_t height_at(const GridUnit& unit, std::int64_t p, bool absolute) {
  std::int64_t sum = 0;
  for (const GridNeuron& n : neurons_of(unit.shape)) {
    const std::int64_t height = std::max<std::int64_t>(0, p - n.kink * unit.width);
    sum += (absolute ? std::abs(n.factor) : n.factor) * height;
  }
  return sum;
}

GridFitter::GridFitter(const FeatureGrid& grid, const UnitWish& wish, FloatFormat format, Rational deviation)
    : grid_(grid),
      wish_(wish),
      most_(std::int64_t{1} << ieee(format).precision),
      deviation_(std::move(deviation)),
      wanted_(grid.to_grid(wish.weights, wish.constant)),
      inside_(grid.count()) {
  for (const std::size_t i : wish.group) inside_[i] = true;
}

std::optional<GridFit> GridFitter::best() {
  const std::optional<std::pair<long, long>> range = exponents();
  if (!range) return std::nullopt;
  const bool small = wish_.group.size() <= kSmall;
  for (const double pull : small ? std::span<const double>(kPulls) : std::span<const double>(kPullsOfLarge)) {
    if (pull > 0 && deviation_.is_zero()) break;
    lattice_ = RowLattice::make(grid_.samples(wish_.group), grid_.features(), wish_.group.size(), pull);
    if (!lattice_) continue;
    std::optional<GridFit> found;
    const long step = range->first <= range->second ? 1 : -1;
    for (long k = range->first; k != range->second + step; k += step) {
      std::optional<GridFit> fit = at(k);
      if (!fit || (found && fit->deviation >= found->deviation)) continue;
      found = std::move(fit);
      if (pull == 0) break;
    }
    if (found) return found;
  }
  return std::nullopt;
}

std::optional<GridFit> GridFitter::at(long k) const {
  GridFit fit;
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
    const Rational height(height_at(fit.unit, (*values)[wish_.group[a]], false));
    for (std::size_t c = 0; c < fit.unit.outer.size(); ++c) {
      fit.deviation = std::max(fit.deviation, abs(height * fit.unit.outer[c] - wish_.values[a] * wish_.direction[c]));
    }
  }
  if (fit.deviation > deviation_) return std::nullopt;
  fit.unit.row = std::move(*row);
  fit.row = std::move(*values);
  return fit;
}

// The direction, with as many bits as the heights leave.
void GridFitter::set_outer(GridUnit& unit, const Values& values) const {
  std::int64_t highest = 1;
  for (const std::int64_t p : values) highest = std::max(highest, height_at(unit, p, true));
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
std::optional<std::pair<long, long>> GridFitter::exponents() const {
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

std::vector<Integer> GridFitter::targets(const GridUnit& unit, const std::vector<Integer>& labels) const {
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

double GridFitter::wanted_at(std::size_t i) const {
  double sum = wanted_.back();
  for (std::size_t j = 0; j < grid_.dimension(); ++j) {
    sum += wanted_[j] * static_cast<double>(grid_.values()[i * grid_.dimension() + j]);
  }
  return sum;
}

bool GridFitter::off_elsewhere(const GridUnit& unit, const Values& values) const {
  const std::int64_t edge = unit.width * neurons_of(unit.shape).back().kink;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (inside_[i]) continue;
    if (unit.shape == GridShape::kSeparating ? values[i] > 0 : std::abs(values[i]) < edge) return false;
  }
  return true;
}

std::size_t GridFitter::work() const {
  return lattice_work(grid_.dimension(), wish_.group.size()) / (wish_.group.size() <= kSmall ? 1 : 4);
}

}  // namespace ftcert
