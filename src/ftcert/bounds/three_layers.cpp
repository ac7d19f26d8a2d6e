#include "ftcert/bounds/three_layers.hpp"

#include <algorithm>

#include "ftcert/bounds/few_labels.hpp"
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

}  // namespace

ProvedEnd lower_three_layers_closed(std::uint64_t changed, std::uint64_t samples) {
  contract(changed, samples);
  if (changed == 0 || samples == 1) return {0, "a constant"};
  ProvedEnd best{2, "g is not constant: a neuron in each hidden layer"};
  if (samples > 2) {
    raise(best, 3, "proofs/theorems.md, 3.5.5: one neuron in each hidden layer makes a monotone function");
    raise(best, least_for_kinks(std::min(3 * changed, samples - 2)),
          "proofs/theorems.md, 3.5.4 and 3.7.4: alternating labels");
  }
  if (changed == samples) raise(best, least_sum(samples) - 2, "proofs/theorems.md, 3.8.1: parameters, N = K");
  if (const std::uint64_t n = std::min(changed, (samples - 1) / 4); n >= 1) {
    raise(best, least_sum(2 * ((n + 1) / 2) + 1) + least_sum(2 * (n / 2) + 1) - 4,
          "proofs/theorems.md, 3.6.2: labels of one sign");
  }
  if (changed >= 2 && samples >= 4) raise(best, 4, "proofs/theorems.md, 3.13.1: the labels 0, 1, 0, 1");
  if (changed >= 3 && samples >= 7) raise(best, 5, "proofs/theorems.md, 3.13.3: the labels 0, 1, 0, 1, 0, 1, 0");
  return best;
}

ProvedEnd upper_three_layers_rational(std::uint64_t changed, std::uint64_t samples) {
  contract(changed, samples);
  if (changed == 0 || samples == 1) return {0, "a constant"};
  ProvedEnd best{least_sum(samples - 1), "proofs/theorems.md, 3.4.1: d1 d2 + 1 >= K"};
  if (samples <= 6) reduce(best, 4, "proofs/theorems.md, 3.13.2: widths 2 and 2 fit six samples");
  const ProvedEnd few = upper_few_labels(changed);
  reduce(best, few.value, few.source);
  reduce(best, exact_two_layers(changed, samples) + 1,
         "proofs/theorems.md, 2.5.1 and 4.2.1: one hidden layer, passed on");
  return best;
}

ProvedEnd upper_three_layers(std::uint64_t changed, std::uint64_t samples) {
  ProvedEnd best = upper_three_layers_rational(changed, samples);
  if (samples <= 9) reduce(best, 5, "proofs/theorems.md, 3.2.6: widths 2 and 3 fit nine samples");
  if (changed > 0 && (samples == 8 || samples == 9 || samples >= 11))
    reduce(best, least_sum(samples - 1) - 1, "proofs/theorems.md, 3.2.4 and 3.4.5: d1 (d2 + 1) + 1 >= K, d2 >= 3");
  return best;
}

ProvedInterval bounds_three_layers(std::uint64_t changed, std::uint64_t samples) {
  ProvedInterval result{lower_three_layers_closed(changed, samples), upper_three_layers(changed, samples)};
  if (changed == 0 || samples < 3) return result;
  // More samples than 4N + 1 do not help the labels that are counted.
  const std::uint64_t counted = changed > kCounted ? samples : std::min(samples, 4 * changed + 1);
  if (counted > kCounted) return result;
  const WorstLabels worst = worst_labels(counted, changed, 3);
  raise(result.lower, worst.neurons,
        "proofs/theorems.md, 3.7.2, 3.7.6 and 3.7.7: the labels '" + std::string(worst.family) + "'");
  return result;
}

}  // namespace ftcert
