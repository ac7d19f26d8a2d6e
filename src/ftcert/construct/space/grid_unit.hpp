// One unit whose sums are exact in every execution: its row of integers, from a real row.
//
// Purpose: what fit_grid_units() (grid_units.hpp) does for each unit. For labels in units of 2^-k a row of integers is looked for that takes them at
// the group, is off at all other samples, and has absolute sums of at most 2^p everywhere; the largest k for which there is one is the best.
//
//   GridFitter fitter(grid, wish, FloatFormat::kBinary32, Rational(1, 1000));
//   std::optional<GridFit> fit = fitter.best();   // fit->deviation <= 1/1000
//   fitter.at(fit->unit.exponent - 1);            // the same with one bit less
#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "ftcert/construct/space/feature_grid.hpp"

namespace ftcert {

// How a unit looks at its row p: separating relu(p), hat relu(1 - |p|), wave p on [-1, 1] and 0 beyond -2 and 2.
enum class GridShape { kSeparating, kHat, kWave };

struct UnitWish {
  GridShape shape = GridShape::kSeparating;
  std::vector<std::size_t> group;   // rows of samples
  std::vector<Rational> values;     // not 0; of one sign for a separating unit and a hat
  std::vector<Rational> direction;  // one entry an output; the labels are values[a] * direction
  // A real row of x - c, c the few-bit centre of the samples (floats/float_network.hpp), about: for a separating unit |value| at the group and below
  // 0 elsewhere; for a hat 1 - |value| / width or its negative at the group and beyond -1 or 1 elsewhere; for a wave value / width at the
  // group and beyond -2 or 2 elsewhere.
  std::vector<double> weights = {};
  double constant = 0;
  double width = 1;
};

struct GridUnit {
  GridShape shape = GridShape::kSeparating;
  GridRow row;
  std::int64_t width = 0;  // 1 in the units of the row
  long exponent = 0;       // k: values in units of 2^-k
  std::vector<Rational>
      outer;  // one an output: direction 2^-k, of few bits, with the sign of the values (but for a wave)
};

struct GridNeuron {
  int kink;    // in widths
  int factor;  // of the outer weight
};

std::span<const GridNeuron> neurons_of(GridShape shape);
// The unit's function of one value of its row, or the sum of the absolute terms of its outer row; to be multiplied by unit.outer.
std::int64_t height_at(const GridUnit& unit, std::int64_t p, bool absolute);

struct GridFit {
  GridUnit unit;
  Rational deviation;
  std::vector<std::int64_t> row;  // at all samples
};

class GridFitter {
 public:
  // grid and wish must live as long.
  GridFitter(const FeatureGrid& grid, const UnitWish& wish, FloatFormat format, Rational deviation);

  // Of the reductions that best() may do, as lattice_work().
  std::size_t work() const;
  // The unit with the largest k, or with few bits where the labels are exact.
  std::optional<GridFit> best();
  // After best(): with labels in units of 2^-k.
  std::optional<GridFit> at(long k) const;

 private:
  using Values = std::vector<std::int64_t>;
  std::optional<std::pair<long, long>> exponents() const;
  std::vector<Integer> targets(const GridUnit& unit, const std::vector<Integer>& labels) const;
  void set_outer(GridUnit& unit, const Values& values) const;
  double wanted_at(std::size_t i) const;
  bool off_elsewhere(const GridUnit& unit, const Values& values) const;

  const FeatureGrid& grid_;
  const UnitWish& wish_;
  std::int64_t most_;
  Rational deviation_;
  std::vector<double> wanted_;
  std::vector<bool> inside_;
  std::optional<RowLattice> lattice_;
};

}  // namespace ftcert
