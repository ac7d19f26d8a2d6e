#include "ftcert/construct/space/separating_units.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "ftcert/construct/space/exact_row.hpp"
#include "ftcert/construct/space/grid_units.hpp"
#include "ftcert/construct/space/label_pools.hpp"
#include "ftcert/construct/space/separating_groups.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/integer_matrix.hpp"

namespace ftcert {

namespace {

constexpr double kMarginShare = 0.02;
constexpr double kBudget = 1e11;
// Factors of the size limit that are tried where smaller errors come before fewer neurons, while the neurons are at most twice the fewest.
constexpr double kRobustFactors[] = {1.0 / 8, 1.0 / 64, 1.0 / 512};
// Bits of a row beyond what the margin asks for, where rounding or correction brought a sample over.
constexpr int kRoundings = 3;

struct Unit {
  SeparatingGroup group;
  double scale;                     // the row's values are the residuals' over the scale
  std::vector<Rational> values;     // multiples of the direction on the group
  std::vector<Rational> direction;  // of the residuals
};

// Products of such numbers, as of a row's, are far from overflow and underflow.
bool moderate(double size) { return size >= 1e-100 && size <= 1e100; }

// Every other sample is off by half the margin.
bool separates(const Strip& strip, const Unit& unit, const PointMatrix& points) {
  const std::vector<Rational> values = excess(strip, to_rational(-unit.scale * kMarginShare / 2), points);
  auto member = unit.group.rows.begin();
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (member != unit.group.rows.end() && *member == i) {
      ++member;
    } else if (!values[i].is_zero()) {
      return false;
    }
  }
  return true;
}

FloatRow scaled(FloatRow row, double factor) {
  for (double& weight : row.weights) weight *= factor;
  row.constant *= factor;
  return row;
}

// Nothing: the row found cannot be made exact, its samples are too near dependence.
std::optional<Strip> exact_strip(const Unit& unit, const CentredSamples& samples, const PointMatrix& points) {
  double slack = unit.scale * kMarginShare;
  const FloatRow row = scaled(unit.group.row, unit.scale);
  for (int rounding = 0; rounding < kRoundings; ++rounding, slack /= 256) {
    auto strip = exact_row(points, samples, row, unit.group.rows, unit.values, slack);
    if (strip && separates(*strip, unit, points)) return strip;
  }
  return std::nullopt;
}

std::string not_exact(const Unit& unit) {
  return "the half-space of sample " + std::to_string(unit.group.rows.front() + 1) +
         " cannot be made exact: its samples are too near dependence";
}

Network write_network(const std::vector<Unit>& units, const std::vector<Strip>& strips, std::size_t inputs,
                      std::size_t outputs) {
  AffineMap hidden(units.size(), inputs), outer(outputs, units.size());
  for (std::size_t u = 0; u < units.size(); ++u) {
    for (std::size_t j = 0; j < inputs; ++j) hidden.weight(u, j) = Rational(strips[u].weights[j]);
    hidden.bias[u] = Rational(strips[u].constant);
    for (std::size_t c = 0; c < outputs; ++c) outer.weight(c, u) = units[u].direction[c] / Rational(strips[u].scale);
  }
  return Network(inputs, {std::move(hidden), std::move(outer)});
}

// Units for pools, and why there are none.
class UnitSearch {
 public:
  UnitSearch(const Problem& problem, const CentredSamples& samples)
      : problem_(problem), samples_(samples), budget_{kBudget} {}

  // Nothing: see refusal. factor: of the size limit, with a goal.
  std::optional<std::vector<Unit>> find(const Pools& pools, double factor) {
    std::vector<Unit> units;
    for (std::size_t p = 0; p < pools.size(); ++p) {
      if (!serve(pools[p], factor, budget_.left / static_cast<double>(pools.size() - p + 1), units))
        return std::nullopt;
    }
    return units;
  }

  // The units that can be made exact, with their strips; a sample of others gets a unit alone.
  bool make_exact(std::vector<Unit>& units, std::vector<Strip>& strips) {
    std::vector<Unit> exact;
    for (Unit& unit : units) {
      std::vector<Unit> parts{std::move(unit)};
      std::optional<Strip> strip = exact_strip(parts[0], samples_, problem_.points());
      if (!strip && parts[0].values.size() > 1) parts = alone(parts[0]);
      for (Unit& part : parts) {
        if (!strip) strip = exact_strip(part, samples_, problem_.points());
        if (!strip) {
          refusal = not_exact(part);
          return false;
        }
        strips.push_back(std::move(*strip));
        strip.reset();
        exact.push_back(std::move(part));
      }
      if (parts.empty()) return false;
    }
    units = std::move(exact);
    return true;
  }

  std::string refusal;

 private:
  bool serve(const LabelPool& labels, double factor, double share, std::vector<Unit>& units) {
    SeparatingPool pool{labels.rows, {}, kMarginShare, {}};
    double scale = 0;
    for (const Rational& value : labels.values) {
      pool.values.push_back(to_double(value));
      scale = std::max(scale, pool.values.back());
    }
    if (!moderate(scale)) {
      refusal = "needs labels and features between 1e-100 and 1e100, for a search in floating point";
      return false;
    }
    for (double& value : pool.values) value /= scale;
    if (problem_.goal()) pool.most_size = factor * most_size(scale, labels.direction);
    SeparatingSearch search = find_groups(samples_, pool, budget_, share);
    if (search.not_separated) {
      refusal = budget_.spent()
                    ? "the search for half-spaces takes too long for these data"
                    : "needs a half-space for each changed sample, with a margin of 1/50 of the largest change to all "
                      "others: none was found for sample " +
                          std::to_string(*search.not_separated + 1);
      return false;
    }
    for (SeparatingGroup& group : search.groups) {
      Unit unit{std::move(group), scale, {}, labels.direction};
      for (const std::size_t i : unit.group.rows) {
        const auto at = std::lower_bound(labels.rows.begin(), labels.rows.end(), i) - labels.rows.begin();
        unit.values.push_back(labels.values[static_cast<std::size_t>(at)]);
      }
      units.push_back(std::move(unit));
    }
    return true;
  }

  // Empty: one of them has no half-space.
  std::vector<Unit> alone(const Unit& unit) {
    std::vector<Unit> units;
    for (std::size_t a = 0; a < unit.values.size(); ++a) {
      if (!serve({unit.direction, {unit.group.rows[a]}, {unit.values[a]}}, 1, 0, units)) return {};
    }
    return units;
  }

  // gamma * size may be half the deviation, and half the margin: gamma is (d + 4) u, roughly (floats/execution_error.hpp).
  double most_size(double scale, const std::vector<Rational>& direction) const {
    const FloatGoal& goal = *problem_.goal();
    const double gamma = (static_cast<double>(problem_.dimension()) + 4) * to_double(unit_roundoff(goal.format));
    double reach = 0;
    for (const Rational& entry : direction) reach = std::max(reach, std::abs(to_double(entry)));
    return std::min(to_double(goal.deviation) / (scale * reach), kMarginShare) / (2 * gamma);
  }

  const Problem& problem_;
  const CentredSamples& samples_;
  SearchBudget budget_;
};

struct Found {
  CentredSamples samples;
  std::vector<Unit> units;
  std::vector<Strip> strips;  // exact; empty: not made yet
};

// Errors: kNotApplicable where a row found cannot be made exact.
Network network_of(const Found& found, const Problem& problem, bool exact) {
  std::vector<Strip> strips = exact ? found.strips : std::vector<Strip>();
  if (strips.empty()) {
    for (const Unit& unit : found.units) {
      if (!exact) {
        strips.push_back(near_row(found.samples, scaled(unit.group.row, unit.scale), unit.scale * 0x1p-40));
      } else if (auto strip = exact_strip(unit, found.samples, problem.points())) {
        strips.push_back(std::move(*strip));
      } else {
        throw Error(Code::kNotApplicable, not_exact(unit));
      }
    }
  }
  return write_network(found.units, strips, problem.dimension(), problem.outputs());
}

// The same units with sums that are exact in every execution, where features have few bits and such rows are found.
std::optional<Network> on_a_grid(const Found& found, const Problem& problem, FloatFormat format,
                                 const Rational& deviation) {
  std::vector<UnitWish> wishes;
  for (const Unit& unit : found.units) {
    wishes.push_back({GridShape::kSeparating, unit.group.rows, unit.values, unit.direction, {}});
    set_row(wishes.back(), found.samples, scaled(unit.group.row, unit.scale));
  }
  return grid_network_near(problem.points(), wishes, format, deviation);
}

// A grid does without the margin in the format it was made for; a network that is asked for no format may run in any.
bool keeps_margin(const Network& g, const Found& found, const PointMatrix& points) {
  const AffineMap &hidden = g.layers()[0], &outer = g.layers()[1];
  if (hidden.rows != found.units.size()) return false;
  for (std::size_t u = 0; u < hidden.rows; ++u) {
    const Unit& unit = found.units[u];
    std::size_t c = 0;
    while (unit.direction[c].is_zero()) ++c;
    const Rational factor = outer.weight(c, u) / unit.direction[c];
    std::vector<Rational> row(hidden.row(u).begin(), hidden.row(u).end());
    row.push_back(hidden.bias[u]);
    for (Rational& entry : row) entry *= factor;
    HomogeneousVector form = common_denominator(row);
    Strip strip{std::move(form.numerators), {}, std::move(form.denominator)};
    strip.constant = std::move(strip.weights.back());
    strip.weights.pop_back();
    if (!separates(strip, unit, points)) return false;
  }
  return true;
}

// The fewest units of the partitions; with robust goals smaller rows, for at most twice the units.
bool find_units(const Problem& problem, UnitSearch& search, std::vector<Unit>& units) {
  std::vector<Pools> partitions{by_component(problem)};
  if (problem.outputs() > 1) {
    partitions.push_back(by_simplex(problem));
    partitions.push_back(by_direction(problem));
  }
  std::stable_sort(partitions.begin(), partitions.end(),
                   [](const Pools& a, const Pools& b) { return a.size() < b.size(); });
  const Pools* chosen = nullptr;
  for (const Pools& pools : partitions) {
    if (chosen != nullptr && pools.size() >= units.size()) continue;
    auto found = search.find(pools, 1);
    if (!found || (chosen != nullptr && found->size() >= units.size())) continue;
    units = std::move(*found);
    chosen = &pools;
  }
  if (chosen == nullptr || !problem.goal() || !problem.goal()->robust) return chosen != nullptr;
  const std::size_t fewest = units.size();
  for (const double factor : kRobustFactors) {
    auto found = search.find(*chosen, factor);
    if (!found || found->size() > 2 * fewest) break;
    units = std::move(*found);
  }
  return true;
}

Outcome plan(const Problem& problem) {
  if (problem.dimension() == 0) return Inapplicable{"needs samples with at least one component"};
  auto found = std::make_shared<Found>(Found{CentredSamples(problem.points()), {}, {}});
  if (!std::ranges::all_of(found->samples.reach(), moderate))
    return Inapplicable{"needs labels and features between 1e-100 and 1e100, for a search in floating point"};
  UnitSearch search(problem, found->samples);
  if (!find_units(problem, search, found->units)) return Inapplicable{search.refusal};
  if (!problem.goal() && !search.make_exact(found->units, found->strips)) return Inapplicable{search.refusal};
  Plan result;
  result.widths = {found->units.size()};
  result.promised = std::max(problem.changed().size(), found->units.size());
  const auto network = [found, &problem](bool exact) {
    const auto& goal = problem.goal();
    std::optional<Network> grid = on_a_grid(*found, problem, goal ? goal->format : FloatFormat::kBinary64,
                                            goal && !exact ? goal->deviation : Rational());
    const bool good = grid && (goal || keeps_margin(*grid, *found, problem.points()));
    return good ? std::move(*grid) : network_of(*found, problem, exact);
  };
  result.build = [network] { return network(true); };
  result.nearly = [network] { return network(false); };
  return result;
}

}  // namespace

const Construction kSeparatingUnits{"separating-units",
                                    "proofs/theorems.md, theorem 2.11.1 and corollary 2.11.3",
                                    "N; fewer where a half-space holds several changed samples",
                                    "a half-space for each changed sample",
                                    2,
                                    &plan,
                                    nullptr,
                                    &least_pools};

}  // namespace ftcert
