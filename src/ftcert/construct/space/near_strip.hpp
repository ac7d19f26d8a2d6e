// The strip near a row that was found in doubles.
//
// Purpose: exact rows out of a search. near_strip() keeps the row's entries outside as many pivot columns as the group has samples, rounded to few
// bits, and solves for the rest: the targets are met exactly, with the least denominator that these columns allow, and every other sample is
// verified. Where few bits leave a sample in the strip, more are tried. Large groups are solved by exact_row(). rounded_strip() is for networks that run
// in floating point.
// Invariant: whatever row is given, a strip that is returned keeps all samples outside the group out, in exact arithmetic.
// Cost: that of fit_strip() for each precision that is tried, mostly one.
//
//   FoundRow found = *RowSearch(table).find(demand, budget);
//   std::optional<Strip> strip = near_strip(points, centred, steepness, group, targets, 2, found);
#pragma once

#include <optional>
#include <vector>

#include "ftcert/construct/space/row_search.hpp"
#include "ftcert/construct/space/strip.hpp"

namespace ftcert {

// A strip as fit_strip() makes, its form near `found`. Nothing where none is near enough; fit_strip() may still have one.
std::optional<Strip> near_strip(const PointMatrix& points, const CentredSamples& samples, const SteepnessTable& table,
                                const std::vector<std::size_t>& group, const std::vector<Rational>& targets,
                                const Integer& threshold, const FoundRow& found);

// The row itself, its entries rounded to multiples of powers of two, about 40 bits: the targets nearly, |p| >= threshold exactly. Nothing where
// a sample stays in the strip.
std::optional<Strip> rounded_strip(const SteepnessTable& table, const std::vector<std::size_t>& group,
                                   const Integer& threshold, const FoundRow& found);

}  // namespace ftcert
