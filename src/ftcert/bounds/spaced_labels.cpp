#include "ftcert/bounds/spaced_labels.hpp"

#include <algorithm>
#include <array>

#include "ftcert/check/methods/signs.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

constexpr std::size_t kMostShifts = 64;
constexpr std::size_t kDeepSearch = 500;  // samples

std::size_t zeros_between(int left, int right) { return left == right ? 3 : 2; }

// A first label 1, then a label for each pair of neighbours: whether it is equal to the one before.
Signs signs_of(const std::vector<bool>& equal) {
  Signs signs{1};
  for (const bool same : equal) signs.push_back(same ? signs.back() : -signs.back());
  return signs;
}

// Whether some widths near the middle with so many neurons pass the count: then least_neurons_signs is not larger, and is spared. Three
// cuts at least, so that corollary 3.7.5 says nothing more.
bool passes(const SignWord& word, std::size_t neurons) {
  for (std::size_t second = std::max<std::size_t>(neurons / 2, 3) - 2; second <= neurons / 2 + 2; ++second) {
    const std::size_t share = second * word.convex() / word.size();
    for (std::size_t positive = share - std::min<std::size_t>(share, 2); positive <= std::min(share + 2, second);
         ++positive) {
      if (second + std::max<std::size_t>(3, word.least_cuts(positive, second - positive, neurons + 1)) <= neurons)
        return true;
    }
  }
  return false;
}

class Search {
 public:
  explicit Search(std::size_t neurons) : neurons_(neurons) {}

  void even(std::size_t n, std::size_t equal_pairs) {
    const std::size_t pairs = n - 1, step = (pairs + kMostShifts - 1) / kMostShifts;
    for (std::size_t shift = 0; shift < pairs; shift += step) {
      std::vector<bool> equal(pairs);
      for (std::size_t i = 0; i < pairs; ++i)
        equal[i] = ((i + 1) * equal_pairs + shift) / pairs > (i * equal_pairs + shift) / pairs;
      consider(signs_of(equal), "even");
    }
  }

  // Before, between and behind the blocks the sign changes at every pair; at most once in two of the three places.
  void blocks(std::size_t n, std::size_t equal_pairs) {
    const std::size_t changes = n - 1 - equal_pairs;
    for (std::size_t first = (equal_pairs - std::min<std::size_t>(equal_pairs, 3) + 1) / 2;
         first <= std::min(equal_pairs, (equal_pairs + 3) / 2); ++first) {
      for (std::size_t few = 0; few < 4 && few / 2 + few % 2 <= changes; ++few) {
        const std::size_t a = few / 2, b = few % 2, rest = changes - a - b;
        for (const auto& [before, between, behind] : {std::array{a, rest, b}, {a, b, rest}, {rest, a, b}}) {
          std::vector<bool> equal(before, false);
          equal.insert(equal.end(), first, true);
          equal.insert(equal.end(), between, false);
          equal.insert(equal.end(), equal_pairs - first, true);
          equal.insert(equal.end(), behind, false);
          consider(signs_of(equal), "blocks");
        }
      }
    }
  }

  SpacedSigns found() && { return std::move(best_); }

 private:
  void consider(Signs signs, std::string_view family) {
    const ForcedKinks kinks = spaced_kinks(signs);
    if (passes(SignWord(kinks), neurons_)) return;
    const std::size_t neurons = least_neurons_signs(kinks);
    if (neurons <= neurons_) return;
    neurons_ = neurons;
    best_ = {std::move(signs), family};
  }

  std::size_t neurons_;
  SpacedSigns best_;
};

}  // namespace

std::size_t spaced_samples(const Signs& signs) {
  require(!signs.empty(), "spaced_samples: no label");
  std::size_t samples = 5;
  for (std::size_t k = 1; k < signs.size(); ++k) samples += zeros_between(signs[k - 1], signs[k]) + 1;
  return samples;
}

std::vector<int> spaced_labels(std::size_t samples, const Signs& signs) {
  require(spaced_samples(signs) <= samples, "spaced_labels: too few samples");
  std::vector<int> labels{0, 0, signs.front()};
  for (std::size_t k = 1; k < signs.size(); ++k) {
    labels.insert(labels.end(), zeros_between(signs[k - 1], signs[k]), 0);
    labels.push_back(signs[k]);
  }
  labels.resize(samples, 0);
  return labels;
}

ForcedKinks spaced_kinks(const Signs& signs) {
  ForcedKinks kinks;
  std::size_t at = 2;
  for (std::size_t k = 0; k < signs.size(); ++k) {
    if (k > 0) at += zeros_between(signs[k - 1], signs[k]) + 1;
    auto& flanks = signs[k] > 0 ? kinks.convex : kinks.concave;
    flanks.insert(flanks.end(), {at - 1, at + 1});
    (signs[k] > 0 ? kinks.concave : kinks.convex).push_back(at);
  }
  return kinks;
}

SpacedSigns worst_spaced_signs(std::size_t samples, std::size_t changed, std::size_t neurons) {
  require(1 <= changed && changed <= samples, "worst_spaced_signs: needs 1 <= N <= K");
  Search search(neurons);
  if (samples <= 3 * changed + 2) return {};  // alternating labels have as many kinks as there can be
  const std::size_t depth = samples <= kDeepSearch ? 3 : 1;
  for (std::size_t n = changed; n >= 2 && n + depth >= changed; --n) {
    const std::size_t most = std::min(samples - 3 * n - 2, n - 1);
    for (std::size_t equal = most - std::min(most, depth); equal <= most; ++equal) {
      search.even(n, equal);
      search.blocks(n, equal);
    }
  }
  return std::move(search).found();
}

}  // namespace ftcert
