// Sums of factors: how few neurons in two layers have so many pairs.
//
//   factor_sum(12);   // 7 = 3 + 4
#pragma once

#include <cstddef>

namespace ftcert {

// The least a + b of integers a, b >= 1 with a b >= count: ceil(2 sqrt(count)) for count >= 1, and 0 for count = 0.
inline std::size_t factor_sum(std::size_t count) {
  if (count == 0) return 0;
  // The least s with floor(s^2 / 4) >= count.
  std::size_t low = 0, high = 2;
  while (high / 2 * ((high + 1) / 2) < count) high *= 2;
  while (high - low > 1) {
    const std::size_t middle = low + (high - low) / 2;
    (middle / 2 * ((middle + 1) / 2) < count ? low : high) = middle;
  }
  return high;
}

}  // namespace ftcert
