// The increasing order of numbers, and which points are equal, by integer keys.
//
// Purpose: sorts of many rationals. The key of x is floor(x 2^s), below 2^62 in absolute value, with one s for all numbers: x < y has a
// key that is not greater. The key of a point is a fingerprint, the same for equal points. Keys are sorted, and what has equal keys is
// compared exactly, so that keys decide how fast a sort is and not what comes out. Cost: O(n log n) comparisons of words where few keys
// are equal, of numbers at worst; 16 bytes a number.
//
//   increasing_order(std::vector<Rational>{3, 1, 2});   // 1, 2, 0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "ftcert/core/network.hpp"

namespace ftcert {

// The places of the numbers in increasing order, equal ones as they stand.
std::vector<std::size_t> increasing_order(std::span<const Rational> numbers);

// A row with the point of an earlier one.
struct RepeatedRow {
  std::size_t row = 0;
  std::size_t first = 0;  // the first row with this point
};
// All of them, in increasing order of rows.
std::vector<RepeatedRow> repeated_rows(const PointMatrix& points);

// The same for equal points, and with few collisions otherwise unless the points were chosen to collide.
std::uint64_t fingerprint(std::span<const Rational> point);

}  // namespace ftcert
