#include "ftcert/construct/space/separating_units.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "ftcert/construct/space/exact_row.hpp"
#include "ftcert/construct/space/grid_units.hpp"
#include "ftcert/construct/space/separating_groups.hpp"
#include "ftcert/construct/space/unit_groups.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/floats/dyadic.hpp"

namespace ftcert {

namespace {

constexpr double kMarginShare = 0.02;
constexpr double kBudget = 4e11;
// Bits of a row beyond what the margin asks for, where rounding or correction brought a sample over.
constexpr int kRoundings = 3;

struct Unit {
  SeparatingGroup group;
  double scale;                     // the row's values are |z| / scale
  std::vector<Rational> values;     // |z_i| on the group
  std::vector<Rational> direction;  // of the residuals, with sign
};

// Every other sample is off by half the margin.
bool separates(const Strip& strip, const Unit& unit, const PointMatrix& points) {
  const PointMatrix values = values_of({strip}, points);
  const Rational most = to_rational(-unit.scale * kMarginShare / 2);
  auto member = unit.group.rows.begin();
  for (std::size_t i = 0; i < values.count; ++i) {
    if (member != unit.group.rows.end() && *member == i) {
      ++member;
    } else if (values.entries[i] > most) {
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

// The weights of all features, in their own units.
std::vector<double> weights_of(const CentredSamples& samples, const FloatRow& row, double scale,
                               std::size_t dimension) {
  std::vector<double> weights(dimension);
  for (std::size_t c = 0; c < samples.width(); ++c) {
    weights[samples.features()[c]] = row.weights[c] * scale / samples.reach()[c];
  }
  return weights;
}

// Errors: kNotApplicable where the row found cannot be made exact.
Strip exact_strip(const Unit& unit, const CentredSamples& samples, const PointMatrix& points) {
  double slack = unit.scale * kMarginShare;
  const FloatRow row = scaled(unit.group.row, unit.scale);
  for (int rounding = 0; rounding < kRoundings; ++rounding, slack /= 256) {
    const auto strip = exact_row(points, samples, row, unit.group.rows, unit.values, slack);
    if (strip && separates(*strip, unit, points)) return *strip;
  }
  throw Error(Code::kNotApplicable, "the half-space of sample " + std::to_string(unit.group.rows.front() + 1) +
                                        " cannot be made exact: its samples are too near dependence");
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

// The units of one partition of the labels, or the sample that is not separated.
class UnitSearch {
 public:
  UnitSearch(const Problem& problem, const CentredSamples& samples) : problem_(problem), samples_(samples) {}

  std::optional<std::size_t> find(const LabelPartition& partition, SearchBudget& budget) {
    for (const LabelLine& line : partition.lines) {
      for (const bool plus : {true, false}) {
        const auto& rows = plus ? line.plus : line.minus;
        if (rows.empty()) continue;
        if (const auto sample = serve(line, rows, plus, budget)) return sample;
      }
    }
    return std::nullopt;
  }
  std::vector<Unit> units;

 private:
  std::optional<std::size_t> serve(const LabelLine& line, const std::vector<std::size_t>& rows, bool plus,
                                   SearchBudget& budget) {
    SeparatingPool pool{rows, {}, kMarginShare, {}};
    double scale = 0;
    for (const std::size_t i : rows) {
      pool.values.push_back(std::abs(to_double(problem_.residuals().row(i)[line.lead])));
      scale = std::max(scale, pool.values.back());
    }
    for (double& value : pool.values) value /= scale;
    if (problem_.goal()) pool.most_size = most_size(scale);
    SeparatingSearch search = find_groups(samples_, pool, budget);
    if (search.not_separated) return search.not_separated;
    for (SeparatingGroup& group : search.groups) {
      Unit unit{std::move(group), scale, {}, line.direction};
      for (const std::size_t i : unit.group.rows) unit.values.push_back(abs(problem_.residuals().row(i)[line.lead]));
      if (!plus) {
        for (Rational& entry : unit.direction) entry = -entry;
      }
      units.push_back(std::move(unit));
    }
    return std::nullopt;
  }

  // gamma * size may be half the deviation, and half the margin: gamma is (d + 4) u, roughly (floats/execution_error.hpp).
  double most_size(double scale) const {
    const FloatGoal& goal = *problem_.goal();
    const double gamma = (static_cast<double>(problem_.dimension()) + 4) * to_double(unit_roundoff(goal.format));
    return std::min(to_double(goal.deviation) / scale, kMarginShare) / (2 * gamma);
  }

  const Problem& problem_;
  const CentredSamples& samples_;
};

struct Found {
  CentredSamples samples;
  std::vector<Unit> units;
  std::vector<Strip> strips;  // exact; empty: not made yet
};

Network network_of(const Found& found, const Problem& problem, bool exact) {
  std::vector<Strip> strips = found.strips;
  if (strips.empty() || !exact) {
    strips.clear();
    for (const Unit& unit : found.units) {
      const FloatRow row = scaled(unit.group.row, unit.scale);
      strips.push_back(exact ? exact_strip(unit, found.samples, problem.points())
                             : near_row(found.samples, row, unit.scale * 0x1p-40));
    }
  }
  return write_network(found.units, strips, problem.dimension(), problem.outputs());
}

bool are_binary(const PointMatrix& numbers) {
  return std::all_of(numbers.entries.begin(), numbers.entries.end(),
                     [](const Rational& z) { return z.is_zero() || last_place(z).has_value(); });
}

// The same units where features have few bits: sums that are exact in every execution of the format. Nothing: they have more, or no such rows
// were found. Deviation 0: the residuals exactly, and with few bits.
std::optional<Network> grid_network_of(const Found& found, const Problem& problem, FloatFormat format,
                                       const Rational& deviation) {
  if (deviation.is_zero() && !are_binary(problem.residuals())) return std::nullopt;
  const std::optional<FeatureGrid> grid = FeatureGrid::of(problem.points(), format);
  if (!grid) return std::nullopt;
  std::vector<UnitWish> wishes;
  for (const Unit& unit : found.units) {
    UnitWish& wish = wishes.emplace_back();
    wish.group = unit.group.rows;
    wish.values = unit.values;
    wish.direction = unit.direction;
    wish.weights = weights_of(found.samples, unit.group.row, unit.scale, problem.dimension());
    wish.constant = unit.group.row.constant * unit.scale;
  }
  const std::optional<GridUnits> units = fit_grid_units(*grid, wishes, format, deviation);
  if (!units) return std::nullopt;
  return grid_network(*grid, units->units);
}

std::string not_separated(std::size_t sample) {
  return "needs a half-space for each changed sample, with a margin of 1/50 of the largest change to all others: none "
         "was found for sample " +
         std::to_string(sample + 1);
}

Outcome plan(const Problem& problem) {
  if (problem.dimension() == 0) return Inapplicable{"needs samples with at least one component"};
  auto found = std::make_shared<Found>(Found{CentredSamples(problem.points()), {}, {}});
  SearchBudget budget{kBudget};
  std::optional<std::size_t> failed;
  bool any = false;
  for (const LabelPartition& partition : label_partitions(problem, largest_group(problem.points()))) {
    if (!partition.pool.empty()) continue;
    UnitSearch search(problem, found->samples);
    const auto sample = search.find(partition, budget);
    if (sample) {
      failed = sample;
    } else if (!any || search.units.size() < found->units.size()) {
      found->units = std::move(search.units);
      any = true;
    }
  }
  if (!any) return Inapplicable{not_separated(failed.value_or(0))};
  std::shared_ptr<const Network> exact_grid;
  if (!problem.goal()) {
    if (auto g = grid_network_of(*found, problem, FloatFormat::kBinary64, 0))
      exact_grid = std::make_shared<const Network>(std::move(*g));
  }
  if (!problem.goal() && !exact_grid) {
    try {
      for (const Unit& unit : found->units)
        found->strips.push_back(exact_strip(unit, found->samples, problem.points()));
    } catch (const Error& error) {
      if (error.code() != Code::kNotApplicable) throw;
      return Inapplicable{error.text()};
    }
  }
  Plan result;
  result.widths = {found->units.size()};
  for (const Rational& z : problem.residuals().entries) result.promised += z.is_zero() ? 0 : 1;
  result.build = [found, exact_grid, &problem] {
    if (exact_grid) return *exact_grid;
    std::optional<Network> on_a_grid;
    if (problem.goal()) on_a_grid = grid_network_of(*found, problem, problem.goal()->format, 0);
    return on_a_grid ? std::move(*on_a_grid) : network_of(*found, problem, true);
  };
  result.nearly = [found, &problem] {
    std::optional<Network> on_a_grid;
    const auto& goal = problem.goal();
    if (goal) on_a_grid = grid_network_of(*found, problem, goal->format, goal->deviation);
    return on_a_grid ? std::move(*on_a_grid) : network_of(*found, problem, false);
  };
  return result;
}

}  // namespace

const Construction kSeparatingUnits{"separating-units",
                                    "proofs/theorems.md, theorem 2.11.1",
                                    "1 for each changed sample and output, fewer where a half-space holds several",
                                    "a half-space for each changed sample",
                                    2,
                                    &plan};

}  // namespace ftcert
