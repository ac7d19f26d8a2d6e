#include "ftcert/bounds/general_position.hpp"

#include "ftcert/bounds/two_layers.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

constexpr std::uint64_t kMost = std::uint64_t{1} << 60;

ProvedEnd lower_end(std::uint64_t changed, std::uint64_t samples, std::uint64_t dimension) {
  ProvedEnd best{1, "g is not constant"};
  if (changed >= 2 && samples - changed > dimension)
    best = {2, "labels of both signs, unchanged samples on no hyperplane; proofs/theorems.md, 2.13.2"};
  // m (d+1) + 1 >= N.
  const std::uint64_t parameters = changed < 2 ? 0 : (changed - 2) / (dimension + 1) + 1;
  if (parameters > best.value) best = {parameters, "parameters, (N-1)/(d+1); proofs/theorems.md, 3.8.1"};
  return best;
}

ProvedEnd upper_end(std::uint64_t changed, std::uint64_t samples, std::uint64_t dimension) {
  ProvedEnd best{worst_general_position(changed, dimension), "hyperplane units; proofs/theorems.md, 2.10.2"};
  if (const std::uint64_t line = exact_two_layers(changed, samples); line < best.value)
    best = {line, "along a line on which no two samples meet; proofs/theorems.md, 2.5.1"};
  if (samples - 1 <= dimension && best.value > 1)
    best = {1, "an affine function takes all labels; a neuron and a constant make it"};
  return best;
}

}  // namespace

std::uint64_t worst_general_position(std::uint64_t changed, std::uint64_t dimension) {
  require(1 <= dimension && dimension < kMost && changed < kMost,
          "worst_general_position: needs 1 <= d < 2^60 and N < 2^60");
  if (dimension == 1) return 3 * changed;
  const std::uint64_t full = changed / dimension, rest = changed % dimension;
  if (full == 0) return rest == 0 ? 0 : rest == 1 ? 3 : 4;
  return 3 * full + (rest == 0 ? 1 : rest == 1 ? 3 : 4);
}

ProvedInterval bounds_general_position(std::uint64_t changed, std::uint64_t samples, std::uint64_t dimension) {
  require(1 <= dimension && dimension < kMost && changed <= samples && samples >= 1 && samples < kMost,
          "bounds_general_position: needs N <= K and 1 <= d, K < 2^60");
  if (changed == 0 || samples == 1) return {{0, "a constant"}, {0, "a constant"}};
  if (dimension == 1) {
    const ProvedEnd exact{exact_two_layers(changed, samples), "proofs/theorems.md, 2.5.1"};
    return {exact, exact};
  }
  return {lower_end(changed, samples, dimension), upper_end(changed, samples, dimension)};
}

}  // namespace ftcert
