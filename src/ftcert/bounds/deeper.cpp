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

// Least w >= 1 with (w+1)^hidden > kinks.
std::uint64_t least_width(std::uint64_t kinks, std::uint64_t hidden) {
  std::uint64_t low = 1, high = std::max<std::uint64_t>(1, kinks);
  const auto enough = [&](std::uint64_t width) {
    Integer pieces = 1;
    for (std::uint64_t l = 0; l < hidden && pieces <= Integer(kinks); ++l) pieces *= width + 1;
    return pieces > Integer(kinks);
  };
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

// Least max{G, 4P} with G P >= n: for a width w the best is G = w, P = floor(w/4).
std::uint64_t least_block(std::uint64_t n) {
  std::uint64_t width = 4;
  const auto guess = static_cast<std::uint64_t>(boost::multiprecision::sqrt(Integer(4) * Integer(n)));
  width = std::max<std::uint64_t>(width, guess);
  while (Integer(width) * Integer(width / 4) < Integer(n)) ++width;
  return width;
}

}  // namespace

ProvedInterval bounds_deeper(std::uint64_t changed, std::uint64_t samples, std::uint64_t layers) {
  contract(changed, samples, layers);
  if (changed == 0 || samples == 1) return {{0, kConstant}, {0, kConstant}};
  ProvedInterval result{{least_neurons_alternation(layers, kinks(changed, samples)), kPieces},
                        upper_three_layers(changed, samples)};
  result.upper.value += layers - 3;
  result.upper.source += "; 4.2.1 for the other layers";
  if (const std::uint64_t two = exact_two_layers(changed, samples) + layers - 2; two < result.upper.value) {
    result.upper = {two, "proofs/theorems.md, 2.5.1; 4.2.1 for the other layers"};
  }
  return result;
}

ProvedInterval bounds_width(std::uint64_t changed, std::uint64_t samples, std::uint64_t layers) {
  contract(changed, samples, layers);
  if (changed == 0 || samples == 1) return {{0, kConstant}, {0, kConstant}};
  const std::uint64_t blocks = (layers - 1) / 2;
  ProvedInterval result{
      {least_width(kinks(changed, samples), layers - 1), kPieces},
      {least_block((changed + blocks - 1) / blocks) + 2, "proofs/theorems.md, 4.3.1: stacked blocks"}};
  const auto improve = [&](std::uint64_t width, const char* source) {
    if (width < result.upper.value) result.upper = {width, source};
  };
  improve((least_sum(samples - 1) + 1) / 2, "proofs/theorems.md, 3.4.1; 4.2.1 for the other layers");
  improve(least_block(changed), "proofs/theorems.md, 3.3.3; 4.2.1 for the other layers");
  improve(exact_two_layers(changed, samples), "proofs/theorems.md, 2.5.1; 4.2.1 for the other layers");
  return result;
}

}  // namespace ftcert
