// Samples in general position with labels that may need many neurons.
//
// Purpose: candidates for the worst data in R^d, d >= 2, of which a search for bounds then says how many neurons they need. Families of places; labels 1
// and -1 in turn, all others 0. In general position by how they are made: modulo a prime p, at least as large as the number of samples, the coordinates
// of sample i are i, i^2, .., i^d, and (x, 1) of any d + 1 samples have a Vandermonde determinant modulo p, which is not 0 as the i are different.
// Beyond that the places are free: they are multiples of p and these residues.
//
//   SpaceData data = space_data({2, 20, 3}, 0, 1);   // d = 2, K = 20, N = 3; first family, seed 1
//   data.family;                                     // "cloud"
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace ftcert {

struct SpaceShape {
  std::size_t dimension = 2, samples = 0, changed = 0;
};

struct SpaceData {
  std::vector<std::int64_t> points;  // K x d, row-major
  std::vector<int> labels;           // K
  std::string_view family;
  std::uint64_t prime = 0;
};

// cloud: all samples at random, the innermost change. stars: around each changed sample pairs of unchanged ones, nearly opposite, in random directions.
// rays: around each changed sample nearly along random lines, two unchanged ones on each side.
inline constexpr std::size_t kSpaceFamilies = 3;

// Candidate `number` for this seed: the families in turn. Contract: 2 <= dimension <= 1000, 1 <= changed <= samples <= 10^6.
SpaceData space_data(const SpaceShape& shape, std::size_t number, std::uint64_t seed);

}  // namespace ftcert
