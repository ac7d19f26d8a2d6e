// Data on which claims are tried: samples on a line, their subsets, pseudo-random numbers.
//
// Purpose: the finite sets of the audit, the same on every machine.
//
//   LineData data = on_integers({0, 1, 0});   // x = 1, 2, 3
//   data.problem();
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "ftcert/construct/problem/problem.hpp"
#include "ftcert/families/generator.hpp"

namespace ftcert::audit {

struct LineData {
  std::vector<Rational> x, z;  // x strictly increasing; as many residuals z

  std::size_t samples() const { return x.size(); }
  std::size_t changed() const;
  Problem problem() const;
  // "(1, 0) (2, -1)".
  std::string text() const;
};

// x = 1, 2, .., K.
LineData on_integers(const std::vector<Rational>& z);
LineData on_integers(const std::vector<int>& z);

// A set of indices 0 .. K-1, as bits.
using IndexSet = std::uint32_t;
inline bool contains(IndexSet set, std::size_t i) { return (set >> i & 1) != 0; }
std::size_t size_of(IndexSet set);
// "{1, 3}", counted from 1 as in the paper.
std::string set_text(IndexSet set);

// Lengths of the maximal runs of consecutive indices 0 .. K-1 in the set.
std::vector<std::size_t> runs(IndexSet set, std::size_t samples);

// Random positions, and random residuals that are not zero on the set and zero elsewhere.
LineData random_data(Generator& generator, std::size_t samples, IndexSet set);

}  // namespace ftcert::audit
