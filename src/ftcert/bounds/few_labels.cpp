#include "ftcert/bounds/few_labels.hpp"

#include <algorithm>

#include "ftcert/core/error.hpp"
#include "ftcert/core/rational.hpp"

namespace ftcert {

namespace {

constexpr std::uint64_t kMostLabels = std::uint64_t{1} << 60;

// The largest odd number that is at most n >= 1: the knot that faces left.
std::uint64_t odd_part(std::uint64_t n) { return n - (n % 2 == 0 ? 1 : 0); }

std::uint64_t ceiling(std::uint64_t a, std::uint64_t b) { return (a + b - 1) / b; }

// The least first layer for P waves.
using FirstLayer = std::uint64_t (*)(std::uint64_t changed, std::uint64_t waves);

std::uint64_t groups(std::uint64_t changed, std::uint64_t waves) { return ceiling(changed, waves); }

// Theorem 3.3.4: n >= 3, (n+1) P >= N and P <= i - 1.
std::uint64_t tuned(std::uint64_t changed, std::uint64_t waves) {
  std::uint64_t n = std::max({std::uint64_t{3}, waves + 1, ceiling(changed, waves) - 1});
  while (odd_part(n) < waves + 1) ++n;
  return n;
}

// Theorem 3.3.5, flat orientation: n P + floor(n/2) >= N.
std::uint64_t flat_with_hosts(std::uint64_t changed, std::uint64_t waves) {
  std::uint64_t n = std::max<std::uint64_t>(1, ceiling(2 * changed, 2 * waves + 1));
  while (n * waves + n / 2 < changed) ++n;
  return n;
}

// Theorem 3.3.5: n >= 3, (n+1) P + ceil(n/2) >= N and 2 P <= i - 1.
std::uint64_t tuned_with_hosts(std::uint64_t changed, std::uint64_t waves) {
  std::uint64_t n = std::max({std::uint64_t{3}, 2 * waves + 1, ceiling(2 * changed, 2 * waves + 1) - 1});
  while (odd_part(n) < 2 * waves + 1 || (n + 1) * waves + (n + 1) / 2 < changed) ++n;
  return n;
}

// Least n + 4P + more over P >= 1. In all four cases n >= N / (P + 1/2) - 1 (for the hosts) or N / P - 1, so the sum is at least
// N / (P + 1/2) + 4P - 1, which is convex with its least value near P = sqrt(N)/2: go both ways until this exceeds the best.
std::uint64_t least(FirstLayer first, std::uint64_t more, std::uint64_t changed) {
  const auto at = [&](std::uint64_t waves) { return first(changed, waves) + 4 * waves + more; };
  const std::uint64_t start =
      std::max<std::uint64_t>(1, static_cast<std::uint64_t>(boost::multiprecision::sqrt(Integer(changed))) / 2);
  std::uint64_t best = at(start);
  const auto take = [&](std::uint64_t waves) {
    const Integer twice = 2 * Integer(waves) + 1;
    if (2 * Integer(changed) + (4 * Integer(waves) - 1) * twice >= best * twice) return false;
    best = std::min(best, at(waves));
    return true;
  };
  for (std::uint64_t waves = start; waves > 1 && take(waves - 1); --waves) {
  }
  for (std::uint64_t waves = start + 1; take(waves); ++waves) {
  }
  return best;
}

}  // namespace

std::uint64_t least_sparse(std::uint64_t changed) {
  require(1 <= changed && changed < kMostLabels, "least_sparse: needs 1 <= N < 2^60");
  return least(&groups, 0, changed);
}

ProvedEnd upper_few_labels(std::uint64_t changed) {
  require(1 <= changed && changed < kMostLabels, "upper_few_labels: needs 1 <= N < 2^60");
  if (changed <= 3) return {changed == 3 ? 6U : changed + 2, "proofs/theorems.md, 3.13.1: at most three labels"};
  ProvedEnd best{least_sparse(changed), "proofs/theorems.md, 3.4.1: G + 4 ceil(N/G)"};
  reduce(best, least(&tuned, 0, changed), "proofs/theorems.md, 3.3.4: tuned waves, n + 4P with (n+1) P >= N");
  reduce(best, least(&flat_with_hosts, 2, changed),
         "proofs/theorems.md, 3.3.5: waves with hosts, n + 4P + 2 with n P + floor(n/2) >= N");
  reduce(best, least(&tuned_with_hosts, 2, changed),
         "proofs/theorems.md, 3.3.5: tuned waves with hosts, n + 4P + 2 with (n+1) P + ceil(n/2) >= N");
  return best;
}

}  // namespace ftcert
