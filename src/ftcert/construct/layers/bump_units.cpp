#include "ftcert/construct/layers/bump_units.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <utility>

#include "ftcert/construct/layers/crossings.hpp"
#include "ftcert/construct/layers/zigzag.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

enum class Bump { kHat, kNegatedHat, kWave };

struct Unit {
  Bump bump;
  std::vector<std::optional<std::size_t>> served;  // one a group: the rank of its sample
  std::size_t chain = 0;                           // groups since it last rested, while assigning
};

// M: a power of two above all labels of the unit.
Rational height_of(const LineSamples& samples, std::size_t component, const Unit& unit) {
  Rational most = 0;
  for (const auto& rank : unit.served) {
    if (rank) most = std::max(most, abs(samples.z(*rank)[component]));
  }
  return power_above(most);
}

OutwardSpline unit_spline(const GroupLayout& layout, const LineSamples& samples, std::size_t component,
                          const Unit& unit, const Rational& height) {
  std::vector<std::optional<Crossing>> crossings(layout.groups.size());
  for (std::size_t g = 0; g < crossings.size(); ++g) {
    if (!unit.served[g]) continue;
    const std::size_t here = *unit.served[g];
    const Rational& label = samples.z(here)[component];
    crossings[g] = crossing_at(layout, samples, g, here, unit.bump == Bump::kWave ? label : height - abs(label));
  }
  return crossing_spline(layout, crossings, unit.bump == Bump::kWave ? height + height : height);
}

// The n units of this kind that have worked least lately.
std::vector<std::size_t> rested(const std::vector<Unit>& units, Bump bump, std::size_t n) {
  std::vector<std::size_t> result;
  for (std::size_t u = 0; u < units.size(); ++u) {
    if (units[u].bump == bump) result.push_back(u);
  }
  require(n <= result.size(), "add_units: a group holds more labels than the units serve");
  std::stable_sort(result.begin(), result.end(),
                   [&](std::size_t a, std::size_t b) { return units[a].chain < units[b].chain; });
  result.resize(n);
  return result;
}

std::vector<Unit> assign(const GroupLayout& layout, const LineSamples& samples, std::size_t component,
                         const std::vector<std::size_t>& changed, const UnitCounts& counts) {
  const std::size_t groups = layout.groups.size();
  std::vector<Unit> units;
  const auto add = [&](Bump bump, std::size_t n) {
    units.insert(units.end(), n, Unit{bump, std::vector<std::optional<std::size_t>>(groups), 0});
  };
  add(Bump::kHat, counts.plus);
  add(Bump::kNegatedHat, counts.minus);
  add(Bump::kWave, counts.wave);
  for (const Facing side : {Facing::kLeft, Facing::kRight}) {
    for (Unit& unit : units) unit.chain = 0;
    for (const std::size_t group : layout.outward(side)) {
      const RankRange& ranks = layout.groups[group].ranks;
      std::array<std::vector<std::size_t>, 2> by_sign;  // positive, negative
      for (auto at = std::lower_bound(changed.begin(), changed.end(), ranks.first);
           at != changed.end() && *at < ranks.last; ++at) {
        const int sign = samples.z(*at)[component].sign();
        if (sign != 0) by_sign[sign > 0 ? 0 : 1].push_back(*at);
      }
      std::vector<std::size_t> left_over;
      const auto serve = [&](const std::vector<std::size_t>& ranks_served, Bump bump, std::size_t most) {
        const std::size_t n = std::min(most, ranks_served.size());
        const std::vector<std::size_t> chosen = rested(units, bump, n);
        for (std::size_t i = 0; i < n; ++i) units[chosen[i]].served[group] = ranks_served[i];
        left_over.insert(left_over.end(), ranks_served.begin() + static_cast<std::ptrdiff_t>(n), ranks_served.end());
      };
      serve(by_sign[0], Bump::kHat, counts.plus);
      serve(by_sign[1], Bump::kNegatedHat, counts.minus);
      const std::vector<std::size_t> rest = std::exchange(left_over, {});
      serve(rest, Bump::kWave, rest.size());
      for (Unit& unit : units) unit.chain = unit.served[group] ? unit.chain + 1 : 0;
    }
  }
  return units;
}

// phi(p) = sum of outer * relu(p + shift * M).
struct BumpTerm {
  int shift;
  int outer;
};

std::vector<BumpTerm> terms(Bump bump) {
  switch (bump) {
    case Bump::kHat:
      return {{1, 1}, {0, -2}, {-1, 1}};
    case Bump::kNegatedHat:
      return {{1, -1}, {0, 2}, {-1, -1}};
    case Bump::kWave:
      break;
  }
  return {{2, -1}, {1, 2}, {-1, -2}, {-2, 1}};
}

}  // namespace

void add_units(SplineNet& net, const GroupLayout& layout, const LineSamples& samples, std::size_t component,
               const std::vector<std::size_t>& changed, const UnitCounts& counts) {
  for (const Unit& unit : assign(layout, samples, component, changed, counts)) {
    const Rational height = height_of(samples, component, unit);
    const SplineRow row = layout.row(unit_spline(layout, samples, component, unit, height));
    for (const BumpTerm& term : terms(unit.bump)) {
      SplineRow shifted = row;
      shifted.bias += Rational(term.shift) * height;
      std::vector<Rational> outer(net.outputs());
      outer[component] = term.outer;
      net.add_row(std::move(shifted), outer);
    }
  }
}

}  // namespace ftcert
