#include "ftcert/check/methods/signs.hpp"

#include <algorithm>
#include <iterator>

namespace ftcert {

namespace {

// Corollary 3.7.5: with one or two cuts, d neurons in the first layer, kinks away from the cuts number at most d a neuron of the second.
bool too_few_cuts(const SignWord& word, std::size_t positive, std::size_t negative, std::size_t d) {
  const auto beyond = [d](std::size_t count, std::size_t each) { return count > d * each ? count - d * each : 0; };
  return d <= 2 && beyond(word.convex(), positive) + beyond(word.concave(), negative) > d;
}

}  // namespace

SignWord::SignWord(const ForcedKinks& kinks) {
  auto up = kinks.convex.begin(), down = kinks.concave.begin();
  while (up != kinks.convex.end() || down != kinks.concave.end()) {
    const bool convex = down == kinks.concave.end() || (up != kinks.convex.end() && *up < *down);
    (convex ? convex_ : concave_).push_back(convex_before_.size());
    convex_before_.push_back(static_cast<std::size_t>(std::distance(kinks.convex.begin(), up)));
    ++(convex ? up : down);
  }
}

std::size_t SignWord::least_cuts(std::size_t positive, std::size_t negative, std::size_t limit) const {
  std::size_t cuts = 0;
  for (std::size_t at = 0; at < size() && cuts < limit; ++cuts) {
    // The first letters that the cell has no room for; the cut takes the nearer one.
    const std::size_t up = convex_before_[at] + positive, down = at - convex_before_[at] + negative;
    if (up >= convex_.size() && down >= concave_.size()) break;
    at = std::min(up < convex_.size() ? convex_[up] : size(), down < concave_.size() ? concave_[down] : size()) + 1;
  }
  return cuts;
}

std::size_t least_neurons_signs(const ForcedKinks& kinks) {
  const SignWord word(kinks);
  const std::size_t up = word.convex(), down = word.concave(), all = word.size();
  if (all == 0) return 2;
  std::size_t best = all + 1;  // one neuron in the second layer, and a cut in every interval
  const auto consider = [&](std::size_t positive, std::size_t negative) {
    const std::size_t second = positive + negative;
    // n cuts and n + 1 cells serve at most n + (n + 1) e kinks: where this alone excludes the pair, the count is spared.
    const std::size_t counted =
        std::max({up / (positive + 1), down / (negative + 1), all / (second + 1), std::size_t{1}});
    if (second + counted >= best) return;
    std::size_t first = std::max(std::size_t{1}, word.least_cuts(positive, negative, best - second));
    while (too_few_cuts(word, positive, negative, first)) ++first;
    best = std::min(best, second + first);
  };
  // A good pair first: then the counts of all others end early.
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

constinit const Method kSigns{
    .name = "signs", .least_layers = 3, .most_layers = 3, .written_minor = 4, .work = &work, .least = &least};

}  // namespace ftcert
