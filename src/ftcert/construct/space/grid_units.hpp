// Units of one hidden layer whose sums are exact in every execution of a floating-point format.
//
// Purpose: for few-bit features (pixels, counts, multiples of 1/16), separating units, hats and waves from given real rows: the row is replaced by an
// integer one (RowLattice) that takes the labels, rounded to multiples of 2^-k, at the group, and is off at all other samples: at most 0 for a
// separating unit, beyond the outer kinks for the two others. All terms of a row are then multiples of one power of two and their absolute sum is
// at most 2^p of it at every sample, which is verified, so that every execution returns the same number (proofs/executions.md, theorem 3):
// the labels up to 2^-(k+1), exactly where they are multiples of 2^-k, and 0 elsewhere. k is as large as the sums allow.
//
//   std::optional<FeatureGrid> grid = FeatureGrid::of(points, FloatFormat::kBinary32);
//   std::optional<GridUnits> units = fit_grid_units(*grid, wishes, FloatFormat::kBinary32, Rational(1, 1000));
//   Network g = grid_network(*grid, units->units);   // |g - z| <= units->deviation
//
// Exactness: the real rows are a wish; what is returned is verified over the integers. Deterministic.
// Cost: one LLL a unit (three more for a group that is too large for exact values), and for each k an evaluation of the row at all samples.
#pragma once

#include <optional>
#include <vector>

#include "ftcert/construct/space/centred_samples.hpp"
#include "ftcert/construct/space/grid_unit.hpp"

namespace ftcert {

struct GridUnits {
  std::vector<GridUnit> units;
  Rational deviation;  // largest distance from a label
};

// Work of all reductions (lattice_work) that is affordable, about half a minute.
inline constexpr std::size_t kMostLatticeWork = std::size_t{1} << 22;

// Nothing: some unit found no row, or no labels within `deviation`.
std::optional<GridUnits> fit_grid_units(const FeatureGrid& grid, const std::vector<UnitWish>& wishes,
                                        FloatFormat format, const Rational& deviation);

// The row of `wish` from one that a search has found in its own units.
void set_row(UnitWish& wish, const CentredSamples& samples, const FloatRow& row);

// All of this, from the samples to the network. Nothing also where features have more bits than the format, or where no unit is wished; with
// deviation 0 nothing, at once, where a label is no binary number.
std::optional<Network> grid_network_near(const PointMatrix& points, const std::vector<UnitWish>& wishes,
                                         FloatFormat format, const Rational& deviation);

// A neuron a separating unit, 3 a hat, 4 a wave, in the order of the units. The weights of the hidden rows are integers over the features' powers
// of two; the outer ones, where the direction is an output alone, powers of two. Contract: there are units.
Network grid_network(const FeatureGrid& grid, const std::vector<GridUnit>& units);

}  // namespace ftcert
