#include "ftcert/check/methods/signs.hpp"

#include <algorithm>

namespace ftcert {

namespace {

// How many kinks of each sign are served: an initial segment of each, counted from the left.
struct Served {
  std::size_t convex = 0;
  std::size_t concave = 0;
  bool operator==(const Served&) const = default;
};

// The kink at position r lies strictly between the positions r-1 and r+1. A cut at t lies strictly between t-1 and t.
constexpr std::size_t right_end(std::size_t r) { return r + 1; }

// Of one sign: how many are served when a cell serves `each` after the first `served`, and the cell ends at a cut at t. A kink can be
// served by a cell that meets its interval, so its left end must lie left of the cut.
std::size_t after_cell(const std::vector<std::size_t>& kinks, std::size_t served, std::size_t each, std::size_t t) {
  const auto begin_left = std::upper_bound(kinks.begin(), kinks.end(), t) - kinks.begin();  // r - 1 < t
  return std::clamp(static_cast<std::size_t>(begin_left), served, std::min(served + each, kinks.size()));
}

// Whether the cut at t can serve the next kink.
bool cut_serves(const std::vector<std::size_t>& kinks, std::size_t served, std::size_t t) {
  return served < kinks.size() && kinks[served] <= t && t <= right_end(kinks[served]);
}

// Keeps the states that no other one surpasses in both counts.
void keep_best(std::vector<Served>& states) {
  std::sort(states.begin(), states.end(), [](const Served& a, const Served& b) {
    return a.convex != b.convex ? a.convex > b.convex : a.concave > b.concave;
  });
  std::vector<Served> best;
  for (const Served& s : states) {
    if (best.empty() || s.concave > best.back().concave) best.push_back(s);
  }
  states = std::move(best);
}

// Corollary 3.7.5: with one or two cuts, d neurons in the first layer, kinks away from the cuts number at most d a neuron of the second.
bool too_few_cuts(const ForcedKinks& kinks, std::size_t positive, std::size_t negative, std::size_t d) {
  const auto beyond = [d](std::size_t count, std::size_t each) { return count > d * each ? count - d * each : 0; };
  return d <= 2 && beyond(kinks.convex.size(), positive) + beyond(kinks.concave.size(), negative) > d;
}

}  // namespace

std::size_t least_cuts(const ForcedKinks& kinks, std::size_t positive, std::size_t negative, std::size_t limit) {
  const auto& [convex, concave] = kinks;
  std::vector<Served> states{{}};
  for (std::size_t cuts = 0; cuts < limit; ++cuts) {
    std::vector<Served> next;
    for (const Served& s : states) {
      // The first kink of each sign that the cell cannot serve: the cut must come before its right end (lemma 3.7.3).
      const std::size_t a = s.convex + positive, b = s.concave + negative;
      if (a >= convex.size() && b >= concave.size()) return cuts;
      const std::size_t t = b >= concave.size()  ? right_end(convex[a])
                            : a >= convex.size() ? right_end(concave[b])
                                                 : std::min(right_end(convex[a]), right_end(concave[b]));
      const Served cell{after_cell(convex, s.convex, positive, t), after_cell(concave, s.concave, negative, t)};
      const bool up = cut_serves(convex, cell.convex, t), down = cut_serves(concave, cell.concave, t);
      if (up) next.push_back({cell.convex + 1, cell.concave});
      if (down) next.push_back({cell.convex, cell.concave + 1});
      if (!up && !down) next.push_back(cell);
    }
    keep_best(next);
    states = std::move(next);
  }
  return limit;
}

std::size_t least_neurons_signs(const ForcedKinks& kinks) {
  const std::size_t up = kinks.convex.size(), down = kinks.concave.size(), all = up + down;
  if (all == 0) return 2;
  std::size_t best = all + 1;  // one neuron in the second layer, and a cut in every interval
  const auto consider = [&](std::size_t positive, std::size_t negative) {
    const std::size_t second = positive + negative;
    // n cuts and n + 1 cells serve at most n + (n + 1) e kinks: where this alone excludes the pair, the scan is spared.
    const std::size_t counted =
        std::max({up / (positive + 1), down / (negative + 1), all / (second + 1), std::size_t{1}});
    if (second + counted >= best) return;
    std::size_t first = std::max(std::size_t{1}, least_cuts(kinks, positive, negative, best - second));
    while (too_few_cuts(kinks, positive, negative, first)) ++first;
    best = std::min(best, second + first);
  };
  // A good pair first: then the scans of all others end early.
  const auto root = static_cast<std::size_t>(boost::multiprecision::sqrt(Integer(all)));
  consider(root * up / all, root - root * up / all);
  for (std::size_t second = 1; second + 1 < best; ++second) {
    for (std::size_t positive = 0; positive <= second; ++positive) consider(positive, second - positive);
  }
  return best;
}

namespace {

Integer work(const BoundCertificate& certificate, const PointMatrix&) {
  const Integer marks = certificate.line.marks();
  return marks * marks;
}

std::size_t least(const LineEvidence& line) { return line.constant() ? 0 : least_neurons_signs(line.kinks); }

}  // namespace

constinit const Method kSigns{.name = "signs", .least_layers = 3, .most_layers = 3, .work = &work, .least = &least};

}  // namespace ftcert
