#include "ftcert/construct/layers/tuned_shape.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

constexpr std::size_t kMostSteps = std::size_t{1} << 24;
constexpr std::size_t kLeastKnots = 3;

// A unit of several outputs has a bump for each of them.
std::size_t unit_neurons(const LabelSigns& signs, const UnitCounts& units) {
  if (signs.active.size() == 1) return units.neurons();
  std::size_t sum = 0;
  for (const std::size_t c : signs.active) sum += signs.one_sign(c, 1) || signs.one_sign(c, -1) ? 3 : 4;
  return units.wave * sum;
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

class Search {
 public:
  Search(const LabelSigns& signs, const LayerCost& cost, std::size_t most)
      : signs_(signs), cost_(cost), count_(signs.units.size()), most_(most) {}

  std::vector<TunedChoice> run() {
    const std::vector<int>& met = signs_.units;
    const bool positive = std::find(met.begin(), met.end(), 1) != met.end();
    const bool negative = std::find(met.begin(), met.end(), -1) != met.end();
    const bool several = signs_.active.size() > 1;
    for (std::size_t count = 1; cost_(kLeastKnots, 3 * count) <= most_ && count <= count_; ++count) {
      if (several || (positive && negative)) {
        consider({0, 0, count});
      } else {
        consider({positive ? count : 0, negative ? count : 0, 0});
      }
    }
    // Units of one kind are sure: what is not cheaper is not wanted.
    for (const TunedChoice& choice : found_) most_ = std::min(most_, choice.cost - 1);
    if (positive && negative) mix();
    std::stable_sort(found_.begin(), found_.end(),
                     [](const TunedChoice& a, const TunedChoice& b) { return a.cost < b.cost; });
    return std::move(found_);
  }

 private:
  void mix() {
    for (std::size_t total = 1; cost_(kLeastKnots, 3 * total) <= most_ && total <= count_; ++total) {
      for (std::size_t wave = 0; wave < total && cost_(kLeastKnots, 3 * total + wave) <= most_; ++wave) {
        for (std::size_t plus = 0; plus + wave <= total && steps_ < kMostSteps; ++plus)
          consider({plus, total - wave - plus, wave});
      }
    }
  }

  void consider(const UnitCounts& units) {
    for (const HostSigns hosts : {HostSigns{false, false}, {true, false}, {false, true}, {true, true}}) {
      const std::size_t knots =
          std::max(knots_by_counting(count_, units.units(), hosts.any()), knots_for(units.units(), hosts.any()));
      ++steps_;
      if (cost_(knots, unit_neurons(signs_, units) + (hosts.any() ? 1 : 0)) > most_) continue;
      TunedChoice choice{units, hosts, 0};
      steps_ += count_;
      const std::optional<TunedShape> shape = cut_for(signs_, choice);
      if (!shape) continue;
      choice.cost = cost_(shape->knots(), shape->neurons());
      if (choice.cost <= most_) found_.push_back(choice);
    }
  }

  const LabelSigns& signs_;
  const LayerCost& cost_;
  std::size_t count_, most_, steps_ = 0;
  std::vector<TunedChoice> found_;
};

// One past the last sample of a run that begins with `first`.
std::size_t run_end(const std::vector<int>& signs, std::size_t first, const UnitCounts& units) {
  std::size_t positive = 0, negative = 0, at = first;
  for (; at < signs.size() && at - first < units.units(); ++at) {
    std::size_t& same = signs[at] > 0 ? positive : negative;
    if (same == units.wave + (signs[at] > 0 ? units.plus : units.minus)) break;
    ++same;
  }
  return at;
}

}  // namespace

bool LabelSigns::one_sign(std::size_t output, int sign) const {
  return std::find(outputs[output].begin(), outputs[output].end(), -sign) == outputs[output].end();
}

LabelSigns label_signs(std::vector<std::vector<int>> outputs) {
  LabelSigns signs{std::move(outputs), {}, {}};
  for (std::size_t c = 0; c < signs.outputs.size(); ++c) {
    if (!signs.one_sign(c, 1) || !signs.one_sign(c, -1)) signs.active.push_back(c);
  }
  require(!signs.active.empty(), "label_signs: no label");
  signs.units = signs.outputs[signs.active[0]];
  if (signs.active.size() > 1) signs.units.assign(signs.units.size(), 1);
  return signs;
}

LabelSigns label_signs(const LineSamples& samples, const std::vector<std::size_t>& changed) {
  std::vector<std::vector<int>> outputs(samples.outputs());
  for (std::size_t c = 0; c < samples.outputs(); ++c) {
    for (const std::size_t rank : changed) outputs[c].push_back(samples.z(rank)[c].sign());
  }
  return label_signs(std::move(outputs));
}

std::vector<std::size_t> tunable_knots(std::size_t knots, bool hosts) {
  std::vector<std::size_t> result;
  for (std::size_t k = hosts ? 1 : 0; k < left_facing(knots); k += hosts ? 2 : 1) result.push_back(k);
  return result;
}

std::optional<TunedShape> cut_for(const LabelSigns& signs, const TunedChoice& choice) {
  TunedShape shape;
  shape.units = choice.units;
  shape.hosts = choice.hosts.any();
  shape.unit_neurons = unit_neurons(signs, choice.units);
  const std::size_t count = signs.units.size();
  for (std::size_t at = 0; at < count;) {
    const std::size_t end = run_end(signs.units, at, choice.units);
    if (end == at) return std::nullopt;
    shape.runs.push_back({at, end});
    shape.hosted.emplace_back();
    at = end;
    const auto may_host = [&](std::size_t c) { return choice.hosts.takes(signs.outputs[c][at]); };
    if (shape.hosts && shape.runs.size() % 2 == 1 && at < count &&
        std::all_of(signs.active.begin(), signs.active.end(), may_host)) {
      shape.hosted.back() = at++;
    }
  }
  if (!shape.hosted.back()) shape.hosted.pop_back();
  const std::size_t knots = std::max(shape.hosted.size(), knots_for(choice.units.units(), shape.hosts));
  shape.hosted.resize(knots);
  shape.runs.resize(knots + 1, {count, count});
  for (const auto& sample : shape.hosted) {
    if (!sample) continue;
    for (const std::size_t c : signs.active) {
      if (signs.outputs[c][*sample] != 0) shape.host_rows.emplace_back(c, signs.outputs[c][*sample]);
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
      const std::size_t knots = std::max(knots_by_counting(count, most, hosts), knots_for(most, hosts));
      const std::size_t total = cost(knots, (4 * most + (hosts ? 2 : 0)) * outputs);
      if (!least || total < *least) least = total;
    }
  }
  return *least;
}

}  // namespace ftcert
