#include "ftcert/bounds/worst_data.hpp"

#include <algorithm>
#include <functional>

#include "ftcert/bounds/spaced_labels.hpp"
#include "ftcert/check/methods/signs.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/refute/largest_kinks.hpp"

namespace ftcert {

namespace {

void contract(std::size_t samples, std::size_t changed) {
  require(1 <= changed && changed <= samples, "worst labels: needs 1 <= N <= K");
}

// `gap[0]` zeros, signs[0], gap[1] zeros, signs[1], .., then zeros up to `samples`.
Labels spread(std::size_t samples, const std::vector<int>& signs, const std::vector<std::size_t>& gap) {
  Labels labels;
  for (std::size_t k = 0; k < signs.size(); ++k) {
    labels.insert(labels.end(), gap[k], 0);
    labels.push_back(signs[k]);
  }
  require(labels.size() <= samples, "worst labels: too many");
  labels.resize(samples, 0);
  return labels;
}

}  // namespace

Labels alternating_labels(std::size_t samples, std::size_t changed) {
  contract(samples, changed);
  std::size_t zeros = std::min(samples - changed, 2 * (changed + 1));
  std::vector<std::size_t> gap(changed + 1, zeros / (changed + 1));
  for (std::size_t k = 0; k < zeros % (changed + 1); ++k) ++gap[k];
  std::vector<int> signs;
  std::size_t at = 0;
  for (std::size_t k = 0; k < changed; ++k) {
    at += gap[k];
    signs.push_back(at++ % 2 == 0 ? 1 : -1);
  }
  return spread(samples, signs, gap);
}

Labels one_sign_labels(std::size_t samples, std::size_t changed) {
  contract(samples, changed);
  const std::size_t n = std::min(changed, (samples - 1) / 4);
  std::vector<int> signs((n + 1) / 2, 1);
  signs.resize(n, -1);
  std::vector<std::size_t> gap(n, 3);
  if (n > 0) gap[0] = 2;
  return spread(samples, signs, gap);
}

Labels mixed_labels(std::size_t samples, std::size_t changed) {
  contract(samples, changed);
  if (changed < 2 || samples < 3 * changed + 2) return Labels(samples, 0);
  // Each zero beyond those of the alternating labels makes one gap of two a gap of three.
  const std::size_t wide = std::min(samples, 4 * changed) - 3 * changed - 2;
  const std::size_t up = (wide + 1) / 2, down = wide / 2, alternating = changed - wide - 2;
  std::vector<int> signs;
  std::vector<std::size_t> gap;
  for (std::size_t k = 0; k < alternating; ++k) signs.push_back((alternating - k) % 2 == 0 ? 1 : -1);
  gap.resize(alternating + 1, 2);
  signs.insert(signs.end(), up + 1, 1);
  gap.insert(gap.end(), up, 3);
  gap.push_back(2);
  signs.insert(signs.end(), down + 1, -1);
  gap.insert(gap.end(), down, 3);
  return spread(samples, signs, gap);
}

std::size_t neurons_for_labels(const Labels& labels, std::size_t layers) {
  if (std::adjacent_find(labels.begin(), labels.end(), std::not_equal_to<>()) == labels.end()) return 0;
  std::vector<Rational> t, z(labels.begin(), labels.end());
  for (std::size_t i = 0; i < labels.size(); ++i) t.emplace_back(i);
  const ForcedKinks kinks = largest_kinks(t, z, Start::kLeft);
  const std::size_t pieces = least_neurons_alternation(layers, kinks.size());
  return layers == 3 ? std::max(pieces, least_neurons_signs(kinks)) : pieces;
}

WorstLabels worst_labels(std::size_t samples, std::size_t changed, std::size_t layers) {
  contract(samples, changed);
  Labels alternating = alternating_labels(samples, changed);
  const std::size_t neurons = neurons_for_labels(alternating, layers);
  if (layers == 3) {
    if (const SpacedSigns spaced = worst_spaced_signs(samples, changed, neurons); !spaced.signs.empty()) {
      Labels labels = spaced_labels(samples, spaced.signs);
      const std::size_t more = neurons_for_labels(labels, layers);
      require(more > neurons, "worst labels: the kinks of spaced labels");
      return {std::move(labels), spaced.family, more};
    }
  }
  return {std::move(alternating), "alternating", neurons};
}

}  // namespace ftcert
