#include "ftcert/bounds/three_layers.hpp"

#include <algorithm>

#include "ftcert/bounds/roots.hpp"
#include "ftcert/bounds/two_layers.hpp"
#include "ftcert/bounds/worst_data.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

void contract(std::uint64_t changed, std::uint64_t samples) {
  require(changed <= samples && samples >= 1 && samples < (std::uint64_t{1} << 60),
          "bounds: needs N <= K and 1 <= K < 2^60");
}

// Least d1 + d2 for so many alternating kinks: d1 + d1 d2 of them with d1 <= 2 (Theorem 3.7.4), (d1+1)(d2+1) - 1 otherwise.
std::uint64_t least_for_kinks(std::uint64_t kinks) {
  const auto enough = [kinks](std::uint64_t m) {
    if (m >= kinks || (m >= 3 && 2 * (m - 1) >= kinks)) return true;  // d1 = 1, d1 = 2
    if (m < 4) return false;
    const std::uint64_t first = std::max<std::uint64_t>(3, m / 2);
    return Integer(first + 1) * Integer(m - first + 1) > Integer(kinks);
  };
  std::uint64_t m = std::max<std::uint64_t>(2, least_sum(kinks + 1) - 2);
  while (!enough(m)) ++m;
  return m;
}

void improve(ProvedEnd& end, std::uint64_t value, const char* source, bool up) {
  if (up ? value > end.value : value < end.value) end = {value, source};
}

}  // namespace

ProvedEnd lower_three_layers_closed(std::uint64_t changed, std::uint64_t samples) {
  contract(changed, samples);
  if (changed == 0 || samples == 1) return {0, "a constant"};
  ProvedEnd best{2, "g is not constant: a neuron in each hidden layer"};
  if (samples > 2) {
    improve(best, 3, "proofs/theorems.md, 3.5.5: one neuron in each hidden layer makes a monotone function", true);
    improve(best, least_for_kinks(std::min(3 * changed, samples - 2)),
            "proofs/theorems.md, 3.5.4 and 3.7.4: alternating labels", true);
  }
  if (changed == samples) improve(best, least_sum(samples) - 2, "proofs/theorems.md, 3.8.1: parameters, N = K", true);
  if (const std::uint64_t n = std::min(changed, (samples - 1) / 4); n >= 1) {
    improve(best, least_sum(2 * ((n + 1) / 2) + 1) + least_sum(2 * (n / 2) + 1) - 4,
            "proofs/theorems.md, 3.6.2: labels of one sign", true);
  }
  return best;
}

std::uint64_t least_sparse(std::uint64_t changed) {
  require(changed >= 1, "least_sparse: needs N >= 1");
  // G = ceil(N/P) for P = ceil(N/G). N/P + 4P is convex with its least value at P = sqrt(N)/2: go both ways until it exceeds the best.
  std::uint64_t best = changed + 4;
  const auto take = [&](std::uint64_t p) {
    if (Integer(changed) + Integer(4) * Integer(p) * Integer(p) >= Integer(best) * Integer(p)) return false;
    best = std::min(best, (changed + p - 1) / p + 4 * p);
    return true;
  };
  const auto middle = static_cast<std::uint64_t>(boost::multiprecision::sqrt(Integer(changed))) / 2;
  const std::uint64_t start = std::max<std::uint64_t>(1, middle);
  best = std::min(best, (changed + start - 1) / start + 4 * start);
  for (std::uint64_t p = start; p >= 1 && (take(p) || p == start); --p) {
  }
  for (std::uint64_t p = start + 1; take(p); ++p) {
  }
  return best;
}

ProvedEnd upper_three_layers(std::uint64_t changed, std::uint64_t samples) {
  contract(changed, samples);
  if (changed == 0 || samples == 1) return {0, "a constant"};
  ProvedEnd best{least_sum(samples - 1), "proofs/theorems.md, 3.4.1: d1 d2 + 1 >= K"};
  improve(best, least_sparse(changed), "proofs/theorems.md, 3.4.1: G + 4 ceil(N/G)", false);
  if (changed == 1) improve(best, 4, "proofs/theorems.md, 3.3.3: labels of one sign, G + 3 ceil(N/G)", false);
  improve(best, exact_two_layers(changed, samples) + 1,
          "proofs/theorems.md, 2.5.1 and 4.2.1: one hidden layer, passed on", false);
  return best;
}

ProvedInterval bounds_three_layers(std::uint64_t changed, std::uint64_t samples) {
  ProvedInterval result{lower_three_layers_closed(changed, samples), upper_three_layers(changed, samples)};
  if (changed == 0 || samples < 3 || samples > kCounted) return result;
  const WorstLabels worst = worst_labels(samples, changed, 3);
  if (worst.neurons > result.lower.value) {
    result.lower = {worst.neurons,
                    "proofs/theorems.md, 3.7.1 and 3.7.5 on the " + std::string(worst.family) + " labels"};
  }
  return result;
}

}  // namespace ftcert
