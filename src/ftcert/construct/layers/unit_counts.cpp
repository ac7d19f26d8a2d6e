#include "ftcert/construct/layers/unit_counts.hpp"

#include <algorithm>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

std::size_t ceil_div(std::size_t a, std::size_t b) { return (a + b - 1) / b; }

}  // namespace

SignedLabels::SignedLabels(const std::vector<int>& signs) : size_(signs.size()) {
  positive_before_.reserve(size_ + 1);
  for (std::size_t i = 0; i < size_; ++i) {
    positive_before_.push_back(positive_.size());
    (signs[i] > 0 ? positive_ : negative_).push_back(i);
  }
  positive_before_.push_back(positive_.size());
}

std::size_t SignedLabels::group_end(std::size_t first, const UnitCounts& units) const {
  std::size_t end = std::min(size_, first + units.units());
  const std::size_t before = positive_before_[first];
  const std::size_t excluded_positive = before + units.plus + units.wave;
  const std::size_t excluded_negative = first - before + units.minus + units.wave;
  if (excluded_positive < positive_.size()) end = std::min(end, positive_[excluded_positive]);
  if (excluded_negative < negative_.size()) end = std::min(end, negative_[excluded_negative]);
  return end;
}

std::size_t SignedLabels::groups(const UnitCounts& units, std::size_t enough) const {
  std::size_t count = 0;
  for (std::size_t at = 0; at < size_ && count < enough; ++count) {
    const std::size_t end = group_end(at, units);
    require(end > at, "SignedLabels: units that serve no label");
    at = end;
  }
  return count;
}

std::size_t SignedLabels::groups_by_counting(const UnitCounts& units) const {
  std::size_t least = ceil_div(size_, units.units());
  if (positive() > 0) least = std::max(least, ceil_div(positive(), units.plus + units.wave));
  if (negative() > 0) least = std::max(least, ceil_div(negative(), units.minus + units.wave));
  return least;
}

UnitChoice cheapest_units(const SignedLabels& labels,
                          const std::function<std::size_t(std::size_t, std::size_t)>& cost) {
  require(labels.size() > 0, "cheapest_units: no labels");
  UnitChoice best;
  bool any = false;
  std::size_t steps = 0;
  const auto consider = [&](const UnitCounts& units) {
    if ((labels.positive() > 0 && units.plus + units.wave == 0) ||
        (labels.negative() > 0 && units.minus + units.wave == 0))
      return;
    ++steps;
    const std::size_t least = labels.groups_by_counting(units);
    const std::size_t least_cost = cost(least, units.neurons());
    if (any && (least_cost > best.cost || (least_cost == best.cost && least >= best.groups))) return;
    // More groups than these cannot be better.
    std::size_t enough = labels.size() + 1;
    if (any) {
      std::size_t low = least;
      enough = least + 1;
      while (enough <= labels.size() && cost(enough, units.neurons()) <= best.cost) {
        low = enough;
        enough = std::min(2 * enough, labels.size() + 1);
      }
      while (enough - low > 1) {
        const std::size_t middle = low + (enough - low) / 2;
        (cost(middle, units.neurons()) <= best.cost ? low : enough) = middle;
      }
    }
    const std::size_t groups = labels.groups(units, enough);
    steps += groups;
    if (groups == enough) return;
    const std::size_t total = cost(groups, units.neurons());
    if (any && (total > best.cost || (total == best.cost && groups >= best.groups))) return;
    best = {units, groups, total};
    any = true;
  };

  const std::size_t size = labels.size();
  // Units of one kind first: they give the promised bounds, and a good value to beat.
  for (std::size_t count = 1; count <= size; ++count) {
    if (any && cost(1, 3 * count) > best.cost) break;
    consider({0, 0, count});
    if (labels.negative() == 0) consider({count, 0, 0});
    if (labels.positive() == 0) consider({0, count, 0});
  }
  if (labels.positive() == 0 || labels.negative() == 0) return best;

  constexpr std::size_t kMostSteps = std::size_t{1} << 23;
  const auto consider_count = [&](std::size_t count) {
    const std::size_t least_groups = ceil_div(size, count);
    for (std::size_t wave = 0; wave <= count && cost(least_groups, 3 * count + wave) <= best.cost; ++wave) {
      // Splits of the hats from the one in proportion to the labels outwards.
      const std::size_t hats = count - wave;
      const std::size_t even = hats * labels.positive() / size;
      for (std::size_t step = 0; step <= hats && steps < kMostSteps; ++step) {
        if (step <= even) consider({even - step, hats - even + step, wave});
        if (step > 0 && even + step <= hats) consider({even + step, hats - even - step, wave});
      }
    }
  };
  // Numbers of units from the one that would be cheapest if all were hats in full groups outwards.
  std::size_t cheapest = 1;
  for (std::size_t count = 1; count <= size && cost(1, 3 * count) <= best.cost; ++count) {
    if (cost(ceil_div(size, count), 3 * count) < cost(ceil_div(size, cheapest), 3 * cheapest)) cheapest = count;
  }
  for (std::size_t step = 0;; ++step) {
    const bool below = step > 0 && step < cheapest;
    const bool above = cheapest + step <= size && cost(1, 3 * (cheapest + step)) <= best.cost;
    if (step >= cheapest && !above) break;
    if (below) consider_count(cheapest - step);
    if (above) consider_count(cheapest + step);
  }
  return best;
}

}  // namespace ftcert
