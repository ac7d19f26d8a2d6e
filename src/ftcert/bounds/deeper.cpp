#include "ftcert/bounds/deeper.hpp"

#include <algorithm>

#include "ftcert/bounds/roots.hpp"
#include "ftcert/bounds/three_layers.hpp"
#include "ftcert/bounds/two_layers.hpp"
#include "ftcert/check/methods/alternation.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

void contract(std::uint64_t changed, std::uint64_t samples, std::uint64_t layers) {
  require(changed <= samples && samples >= 1 && samples < (std::uint64_t{1} << 60) && 4 <= layers && layers <= 1000,
          "bounds of deeper networks: needs N <= K, 1 <= K < 2^60 and 4 to 1000 layers");
}

std::uint64_t kinks(std::uint64_t changed, std::uint64_t samples) {
  return samples < 2 ? 0 : std::min(3 * changed, samples - 2);
}

constexpr const char* kConstant = "a constant";
constexpr const char* kPieces = "proofs/theorems.md, 4.1.2: pieces on a line, alternating labels";
constexpr const char* kParameters = "proofs/theorems.md, 4.1.4: parameters";
constexpr const char* kMonotone =
    "proofs/theorems.md, 4.1.5: one neuron in each hidden layer makes a monotone function";

// Least number for which the predicate, monotone, holds; it holds somewhere.
template <class Enough>
std::uint64_t least(std::uint64_t first, const Enough& enough) {
  std::uint64_t high = first;
  while (!enough(high)) high *= 2;
  std::uint64_t low = first;
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    if (enough(middle)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

// Least w >= 1 with (w+1)^hidden > kinks.
std::uint64_t least_width_of_pieces(std::uint64_t kinks, std::uint64_t hidden) {
  return least(1, [&](std::uint64_t width) {
    Integer pieces = 1;
    for (std::uint64_t l = 0; l < hidden && pieces <= Integer(kinks); ++l) pieces *= width + 1;
    return pieces > Integer(kinks);
  });
}

// Least m >= hidden with floor((m - hidden + 4)^2 / 4) + hidden - 2 >= n (Corollary 4.1.4).
std::uint64_t least_neurons_of_parameters(std::uint64_t n, std::uint64_t hidden) {
  if (n + 2 <= hidden + 4) return hidden;
  return least_sum(n + 2 - hidden) + hidden - 4;
}

// Least w >= 1 with (hidden - 1) w^2 + 2 w + 1 >= n.
std::uint64_t least_width_of_parameters(std::uint64_t n, std::uint64_t hidden) {
  return least(1, [&](std::uint64_t width) {
    return Integer(hidden - 1) * width * width + Integer(2) * width + 1 >= Integer(n);
  });
}

// Labels that a block with `knots` neurons in its first layer and `rows` in its second serves, zeros in any number (Corollary 3.3.3,
// Theorems 3.3.4 and 3.3.5).
Integer sparse_capacity(std::uint64_t knots, std::uint64_t rows) {
  const std::uint64_t units = rows / 4, odd = knots % 2 == 0 ? knots - 1 : knots;
  if (knots < 3 || units == 0 || units + 1 > odd) return Integer(knots) * units;
  Integer labels = Integer(knots + 1) * units;
  if (rows % 4 >= 2 && 2 * units + 1 <= odd) labels += (knots + 1) / 2;
  return labels;
}

// Samples in a row that a block with `knots` cells and `rows` neurons serves, beside those of one label on its left (Theorems 3.2.1 and 3.2.4).
Integer dense_capacity(std::uint64_t knots, std::uint64_t rows) {
  return Integer(knots) * (rows >= 3 ? rows + 1 : rows);
}

// Of so many stacked blocks, no layer wider than `width` >= 3 (Theorem 4.3.2): one neuron in each layer behind the first two carries the sums, one
// in the second layer of each block but the last the projection, and dense blocks but the last have one knot more.
Integer stacked_sparse(std::uint64_t width, std::uint64_t blocks) {
  const std::uint64_t w = width;
  if (blocks == 1) return sparse_capacity(w, w);
  return sparse_capacity(w, w - 1) + Integer(blocks - 2) * sparse_capacity(w - 1, w - 2) +
         sparse_capacity(w - 1, w - 1);
}
Integer stacked_dense(std::uint64_t width, std::uint64_t blocks) {
  const std::uint64_t w = width;
  if (blocks == 1) return dense_capacity(w, w) + 1;
  return dense_capacity(w - 1, w - 1) + 1 + Integer(blocks - 2) * dense_capacity(w - 2, w - 2) +
         dense_capacity(w - 1, w - 1);
}

// Least w >= 3 for which one block, or all of them, serve n.
template <class Capacity>
std::uint64_t least_stack(std::uint64_t n, std::uint64_t blocks, const Capacity& capacity) {
  return least(3, [&](std::uint64_t width) {
    return capacity(width, 1) >= Integer(n) || capacity(width, blocks) >= Integer(n);
  });
}

}  // namespace

ProvedInterval bounds_deeper(std::uint64_t changed, std::uint64_t samples, std::uint64_t layers) {
  contract(changed, samples, layers);
  if (changed == 0 || samples == 1) return {{0, kConstant}, {0, kConstant}};
  ProvedInterval result{{least_neurons_alternation(layers, kinks(changed, samples)), kPieces},
                        upper_three_layers(changed, samples)};
  raise(result.lower, least_neurons_of_parameters(changed, layers - 1), kParameters);
  if (samples >= 3) raise(result.lower, layers, kMonotone);
  result.upper.value += layers - 3;
  result.upper.source += "; 4.2.1 for the other layers";
  reduce(result.upper, exact_two_layers(changed, samples) + layers - 2,
         "proofs/theorems.md, 2.5.1; 4.2.1 for the other layers");
  return result;
}

ProvedInterval bounds_width(std::uint64_t changed, std::uint64_t samples, std::uint64_t layers) {
  contract(changed, samples, layers);
  if (changed == 0 || samples == 1) return {{0, kConstant}, {0, kConstant}};
  const std::uint64_t blocks = (layers - 1) / 2;
  ProvedInterval result{{least_width_of_pieces(kinks(changed, samples), layers - 1), kPieces},
                        {exact_two_layers(changed, samples), "proofs/theorems.md, 2.5.1; 4.2.1 for the other layers"}};
  raise(result.lower, least_width_of_parameters(changed, layers - 1), kParameters);
  if (samples >= 3) raise(result.lower, 2, kMonotone);
  reduce(result.upper, least_stack(changed, blocks, stacked_sparse), "proofs/theorems.md, 4.3.2: stacked blocks");
  reduce(result.upper, least_stack(samples, blocks, stacked_dense), "proofs/theorems.md, 4.3.3: stacked ladders");
  if (changed <= 3)
    reduce(result.upper, std::max<std::uint64_t>(changed, 2), "proofs/theorems.md, 3.13.1; 4.2.1 for the other layers");
  if (samples <= 6) reduce(result.upper, 2, "proofs/theorems.md, 3.13.2; 4.2.1 for the other layers");
  return result;
}

}  // namespace ftcert
