// Samples that lie on one line.
//
// Purpose: a kink is forced by three collinear samples of which at least one has a changed label, so the lines that matter go through a
// changed sample. Data in general position have none. For each changed sample the directions to all others are compared as residues
// modulo a prime, after a projection to a plane; groups of equal ones are then compared exactly. Invariant: the samples of a line that is
// reported are collinear, exactly, and in order. A line can be missed only when the prime divides one of certain differences.
//
//   visit_lines(points, changed, 1000000, [](std::size_t n) { return n > 5; }, [&](const LineOfSamples& line) { .. });
#pragma once

#include <functional>
#include <vector>

#include "ftcert/core/network.hpp"

namespace ftcert {

// Pairs of samples that a search for a lower bound compares at the most: some seconds.
inline constexpr std::size_t kMostPairs = 20'000'000;

struct LineOfSamples {
  std::vector<std::size_t> rows;  // in order along the line, at least 3
  std::vector<Rational> t;        // positions, strictly increasing
};

// Calls `visit` for every line through a changed sample that holds at least three samples, once each; `worthwhile(n)` may decline a line
// of at most n samples beforehand. Points are pairwise distinct. Dimension 1: the one line of all samples. At most `pairs` pairs of
// samples are compared (each changed one with all others, in order); returns whether that was enough.
bool visit_lines(const PointMatrix& points, const std::vector<std::size_t>& changed, std::size_t pairs,
                 const std::function<bool(std::size_t)>& worthwhile,
                 const std::function<void(const LineOfSamples&)>& visit);

}  // namespace ftcert
