#include "ftcert/refute/largest_kinks.hpp"

#include <algorithm>

#include "ftcert/core/error.hpp"

namespace ftcert {

ForcedKinks largest_kinks(std::span<const Rational> t, std::span<const Rational> z, Start start) {
  require(t.size() == z.size(), "largest_kinks: needs a residual for each position");
  ForcedKinks kinks;
  for (std::size_t step = 1; step + 1 < t.size(); ++step) {
    const std::size_t r = start == Start::kLeft ? step : t.size() - 1 - step;
    const int sign = forced_sign(z[r - 1], z[r], z[r + 1], t[r] - t[r - 1], t[r + 1] - t[r]);
    if (sign == 0) continue;
    auto& same = sign > 0 ? kinks.convex : kinks.concave;
    const bool overlaps = !same.empty() && std::max(r, same.back()) - std::min(r, same.back()) < 2;
    if (!overlaps) same.push_back(r);
  }
  if (start == Start::kRight) {
    std::reverse(kinks.convex.begin(), kinks.convex.end());
    std::reverse(kinks.concave.begin(), kinks.concave.end());
  }
  return kinks;
}

}  // namespace ftcert
