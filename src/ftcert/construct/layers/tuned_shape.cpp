#include "ftcert/construct/layers/tuned_shape.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

constexpr std::size_t kMostSteps = std::size_t{1} << 24;
constexpr std::size_t kLeastKnots = 3;

std::size_t total_units(const std::vector<UnitCounts>& units) {
  return std::accumulate(units.begin(), units.end(), std::size_t{0},
                         [](std::size_t sum, const UnitCounts& u) { return sum + u.units(); });
}

std::size_t total_neurons(const std::vector<UnitCounts>& units) {
  return std::accumulate(units.begin(), units.end(), std::size_t{0},
                         [](std::size_t sum, const UnitCounts& u) { return sum + u.neurons(); });
}

// The fewest knots of which `units` can be tuned.
std::size_t knots_for(std::size_t units, bool hosts) {
  std::size_t knots = kLeastKnots;
  while (left_facing(knots) / (hosts ? 2 : 1) < units) knots += 2;
  return knots;
}

// The fewest knots such that so many runs and hosts hold `count` samples, at most `most` in a run.
std::size_t knots_by_counting(std::size_t count, std::size_t most, bool hosts) {
  std::size_t knots = 0;
  if (!hosts) {
    knots = (count + most - 1) / most - 1;
  } else {
    while ((knots + 1) * most + (knots + 1) / 2 < count) ++knots;
  }
  return std::max(knots, knots_for(most, hosts));
}

// One run while it is filled.
class Filling {
 public:
  Filling(const LabelSigns& signs, const std::vector<UnitCounts>& units)
      : signs_(signs), units_(units), counts_(signs.size()) {}

  bool takes(std::size_t sample) const {
    for (std::size_t c = 0; c < signs_.size(); ++c) {
      const int sign = signs_[c][sample];
      if (sign == 0) continue;
      const auto [a, b] = counts_[c];
      const UnitCounts& u = units_[c];
      if (a + b == u.units() || (sign > 0 && a == u.plus + u.wave) || (sign < 0 && b == u.minus + u.wave)) return false;
    }
    return true;
  }
  void add(std::size_t sample) {
    for (std::size_t c = 0; c < signs_.size(); ++c) {
      const int sign = signs_[c][sample];
      if (sign != 0) ++(sign > 0 ? counts_[c].first : counts_[c].second);
    }
  }

 private:
  const LabelSigns& signs_;
  const std::vector<UnitCounts>& units_;
  std::vector<std::pair<std::size_t, std::size_t>> counts_;  // positive and negative labels
};

class Search {
 public:
  Search(const LabelSigns& signs, const LayerCost& cost, std::size_t most)
      : signs_(signs), cost_(cost), count_(signs[0].size()), most_(most) {
    for (std::size_t c = 0; c < signs.size(); ++c) {
      const auto nonzero = [](int sign) { return sign != 0; };
      if (std::any_of(signs[c].begin(), signs[c].end(), nonzero)) active_.push_back(c);
    }
  }

  std::vector<TunedChoice> run() {
    std::vector<std::pair<bool, bool>> has(signs_.size());  // positive and negative labels
    for (std::size_t c = 0; c < signs_.size(); ++c) {
      for (const int sign : signs_[c]) {
        has[c].first |= sign > 0;
        has[c].second |= sign < 0;
      }
    }
    for (std::size_t count = 1; cost_(kLeastKnots, 3 * count) <= most_ && count <= count_; ++count) {
      std::vector<UnitCounts> units;
      for (const auto& [positive, negative] : has) {
        const std::size_t waves = positive && negative ? count : 0;
        units.push_back({waves == 0 && positive ? count : 0, waves == 0 && negative ? count : 0, waves});
      }
      consider(units);
    }
    // Units of one kind are sure: what is not cheaper is not wanted.
    for (const TunedChoice& choice : found_) most_ = std::min(most_, choice.cost - 1);
    if (active_.size() == 1 && has[active_[0]].first && has[active_[0]].second) mix(active_[0]);
    std::stable_sort(found_.begin(), found_.end(),
                     [](const TunedChoice& a, const TunedChoice& b) { return a.cost < b.cost; });
    return std::move(found_);
  }

 private:
  void mix(std::size_t output) {
    std::vector<UnitCounts> units(signs_.size());
    for (std::size_t total = 1; cost_(kLeastKnots, 3 * total) <= most_ && total <= count_; ++total) {
      for (std::size_t wave = 0; wave < total && cost_(kLeastKnots, 3 * total + wave) <= most_; ++wave) {
        for (std::size_t plus = 0; plus + wave <= total && steps_ < kMostSteps; ++plus) {
          units[output] = {plus, total - wave - plus, wave};
          consider(units);
        }
      }
    }
  }

  void consider(const std::vector<UnitCounts>& units) {
    std::size_t largest = 0;
    for (const UnitCounts& u : units) largest = std::max(largest, u.units());
    for (const HostSigns hosts : {HostSigns{false, false}, {true, false}, {false, true}, {true, true}}) {
      const std::size_t knots =
          std::max(knots_by_counting(count_, largest, hosts.any()), knots_for(total_units(units), hosts.any()));
      ++steps_;
      if (active_.size() == 1 && cost_(knots, total_neurons(units) + (hosts.any() ? 1 : 0)) > most_) continue;
      TunedChoice choice{units, hosts, 0};
      steps_ += count_;
      const std::optional<TunedShape> shape = cut_for(signs_, choice);
      if (!shape) continue;
      choice.cost = cost_(shape->knots(), shape->neurons());
      if (choice.cost <= most_) found_.push_back(std::move(choice));
    }
  }

  const LabelSigns& signs_;
  const LayerCost& cost_;
  std::size_t count_, most_, steps_ = 0;
  std::vector<std::size_t> active_;  // outputs that are not zero
  std::vector<TunedChoice> found_;
};

}  // namespace

LabelSigns label_signs(const LineSamples& samples, const std::vector<std::size_t>& changed) {
  LabelSigns signs(samples.outputs());
  for (std::size_t c = 0; c < samples.outputs(); ++c) {
    for (const std::size_t rank : changed) signs[c].push_back(samples.z(rank)[c].sign());
  }
  return signs;
}

std::size_t TunedShape::neurons() const { return total_neurons(units) + host_rows.size(); }

std::vector<std::size_t> tunable_knots(std::size_t knots, bool hosts) {
  std::vector<std::size_t> result;
  for (std::size_t k = hosts ? 1 : 0; k < left_facing(knots); k += hosts ? 2 : 1) result.push_back(k);
  return result;
}

std::optional<TunedShape> cut_for(const LabelSigns& signs, const TunedChoice& choice) {
  TunedShape shape;
  shape.units = choice.units;
  shape.hosts = choice.hosts.any();
  const std::size_t count = signs[0].size();
  for (std::size_t at = 0; at < count;) {
    Filling run(signs, choice.units);
    const std::size_t first = at;
    while (at < count && run.takes(at)) run.add(at++);
    if (at == first) return std::nullopt;
    shape.runs.push_back({first, at});
    shape.hosted.emplace_back();
    const auto may_host = [&](const std::vector<int>& output) { return choice.hosts.takes(output[at]); };
    if (shape.hosts && shape.runs.size() % 2 == 1 && at < count && std::all_of(signs.begin(), signs.end(), may_host)) {
      shape.hosted.back() = at++;
    }
  }
  if (!shape.hosted.back()) shape.hosted.pop_back();
  const std::size_t knots = std::max(shape.hosted.size(), knots_for(total_units(choice.units), shape.hosts));
  shape.hosted.resize(knots);
  shape.runs.resize(knots + 1, {count, count});
  for (const auto& sample : shape.hosted) {
    for (std::size_t c = 0; sample && c < signs.size(); ++c) {
      if (signs[c][*sample] != 0) shape.host_rows.emplace_back(c, signs[c][*sample]);
    }
  }
  std::sort(shape.host_rows.begin(), shape.host_rows.end());
  shape.host_rows.erase(std::unique(shape.host_rows.begin(), shape.host_rows.end()), shape.host_rows.end());
  return shape;
}

std::vector<TunedChoice> tuned_choices(const LabelSigns& signs, const LayerCost& cost, std::size_t most) {
  return Search(signs, cost, most).run();
}

std::size_t promised_tuned(std::size_t count, std::size_t outputs, const LayerCost& cost) {
  std::optional<std::size_t> least;
  for (std::size_t most = 1; most <= count; ++most) {
    if (least && cost(kLeastKnots, 4 * most * outputs) > *least) break;
    for (const bool hosts : {false, true}) {
      const std::size_t knots = std::max(knots_by_counting(count, most, hosts), knots_for(most * outputs, hosts));
      const std::size_t total = cost(knots, (4 * most + (hosts ? 2 : 0)) * outputs);
      if (!least || total < *least) least = total;
    }
  }
  return *least;
}

}  // namespace ftcert
