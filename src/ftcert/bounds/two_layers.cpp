#include "ftcert/bounds/two_layers.hpp"

#include <algorithm>

#include "ftcert/core/error.hpp"

namespace ftcert {

std::optional<NeuronInterval> paper_two_layers(std::uint64_t changed, std::uint64_t samples) {
  require(changed <= samples, "paper_two_layers: more changed samples than samples");
  if (samples < 3 || changed == 0) return std::nullopt;
  return NeuronInterval{std::min(3 * changed, samples - 2), std::min(3 * changed + 1, samples - 1)};
}

std::uint64_t exact_two_layers(std::uint64_t changed, std::uint64_t samples) {
  require(changed <= samples && samples >= 1, "exact_two_layers: needs 0 <= N <= K and K >= 1");
  if (changed == 0) return 0;
  if (samples <= 3) return samples - 1;
  if (samples == 4) return changed == 1 ? 2 : 3;
  return std::min(3 * changed, samples - 2);
}

}  // namespace ftcert
