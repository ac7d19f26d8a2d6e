#include "ftcert/construct/space/grid_units.hpp"

#include <algorithm>
#include <limits>
#include <span>
#include <utility>

#include "ftcert/core/dyadic.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"

namespace ftcert {

namespace {

// Whether the sums of an output's row are exact: absolute terms, in units of the power of two that divides them all, at most 2^p at every sample.
bool sums_fit(const std::vector<const GridFit*>& fits, std::size_t output, std::int64_t most) {
  std::optional<long> finest;
  for (const GridFit* fit : fits) {
    const Rational& outer = fit->unit.outer[output];
    if (!outer.is_zero()) finest = std::min(finest.value_or(*last_place(outer)), *last_place(outer));
  }
  std::vector<std::int64_t> totals(fits.front()->row.size());
  for (const GridFit* fit : fits) {
    if (fit->unit.outer[output].is_zero()) continue;
    const Integer factor = (abs(fit->unit.outer[output]) * power_of_two(-*finest)).numerator();
    const std::int64_t highest = factor > most ? 0 : most / factor.convert_to<std::int64_t>();
    for (std::size_t i = 0; i < totals.size(); ++i) {
      const std::int64_t sum = height_at(fit->unit, fit->row[i], true);
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
  std::vector<GridFitter> fitters;
  std::vector<GridFit> fits;
  std::size_t work = 0;
  for (const UnitWish& wish : wishes) {
    require(!wish.group.empty() && wish.values.size() == wish.group.size() && wish.weights.size() == grid.dimension(),
            "fit_grid_units: shapes");
    work += fitters.emplace_back(grid, wish, format, deviation).work();
  }
  if (work > kMostLatticeWork) return std::nullopt;
  for (GridFitter& fitter : fitters) {
    std::optional<GridFit> fit = fitter.best();
    if (!fit) return std::nullopt;
    fits.push_back(std::move(*fit));
  }
  const std::int64_t most = std::int64_t{1} << ieee(format).precision;
  const long bottom = deviation.is_zero() ? std::numeric_limits<long>::min() : -binary_exponent(deviation) - 1;
  for (std::size_t c = 0; !fits.empty() && c < wishes.front().direction.size(); ++c) {
    // Units that are on everywhere share the bits of the sum: one k, and a smaller one until they fit.
    for (bool first = true;; first = false) {
      std::vector<const GridFit*> together;
      long k = std::numeric_limits<long>::max();
      for (const GridFit& fit : fits) {
        if (fit.unit.outer[c].is_zero()) continue;
        together.push_back(&fit);
        k = std::min(k, fit.unit.exponent);
      }
      if (together.empty() || sums_fit(together, c, most)) break;
      if (!first) --k;
      for (std::size_t u = 0; u < fits.size(); ++u) {
        if (fits[u].unit.outer[c].is_zero()) continue;
        std::optional<GridFit> fit = k < bottom || deviation.is_zero() ? std::nullopt : fitters[u].at(k);
        if (!fit) return std::nullopt;
        fits[u] = std::move(*fit);
      }
    }
  }
  for (std::size_t c = 0; !fits.empty() && c < wishes.front().direction.size(); ++c) {
    std::vector<const GridFit*> all;
    for (const GridFit& fit : fits) all.push_back(&fit);
    if (!sums_fit(all, c, most)) return std::nullopt;  // an output that shares units with one that came after it
  }
  GridUnits result;
  for (GridFit& fit : fits) {
    result.deviation = std::max(result.deviation, fit.deviation);
    result.units.push_back(std::move(fit.unit));
  }
  return result;
}

void set_row(UnitWish& wish, const CentredSamples& samples, const FloatRow& row) {
  wish.weights.assign(samples.centre().size(), 0);
  for (std::size_t c = 0; c < samples.width(); ++c) {
    wish.weights[samples.features()[c]] = row.weights[c] / samples.reach()[c];
  }
  wish.constant = row.constant;
}

std::optional<Network> grid_network_near(const PointMatrix& points, const std::vector<UnitWish>& wishes,
                                         FloatFormat format, const Rational& deviation) {
  const auto binary = [](const Rational& z) { return z.is_zero() || last_place(z).has_value(); };
  for (const UnitWish& wish : wishes) {
    if (deviation.is_zero() && !(std::all_of(wish.values.begin(), wish.values.end(), binary) &&
                                 std::all_of(wish.direction.begin(), wish.direction.end(), binary)))
      return std::nullopt;
  }
  if (wishes.empty()) return std::nullopt;
  const std::optional<FeatureGrid> grid = FeatureGrid::of(points, format);
  if (!grid) return std::nullopt;
  const std::optional<GridUnits> units = fit_grid_units(*grid, wishes, format, deviation);
  if (!units) return std::nullopt;
  return grid_network(*grid, units->units);
}

Network grid_network(const FeatureGrid& grid, const std::vector<GridUnit>& units) {
  require(!units.empty(), "grid_network: no unit");
  const std::size_t outputs = units.front().outer.size();
  std::size_t count = 0;
  for (const GridUnit& unit : units) count += neurons_of(unit.shape).size();
  AffineMap hidden(count, grid.dimension()), outer(outputs, count);
  std::size_t row = 0;
  for (const GridUnit& unit : units) {
    for (const GridNeuron& neuron : neurons_of(unit.shape)) {
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
