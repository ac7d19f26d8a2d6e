#include "ftcert/construct/layers/tuned_units.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "ftcert/construct/layers/zigzag.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"

namespace ftcert {

namespace {

// The ranks of a run's first and last changed sample; of a run without any, twice that of a sample behind all given ones.
std::vector<std::pair<std::size_t, std::size_t>> run_ends(const TunedSamples& samples, const TunedShape& shape) {
  std::vector<std::pair<std::size_t, std::size_t>> ends;
  std::size_t behind = samples.given();
  for (const RankRange& run : shape.runs) {
    if (run.size() > 0) {
      ends.emplace_back(samples.changed()[run.first], samples.changed()[run.last - 1]);
    } else {
      ends.emplace_back(behind, behind);
      ++behind;
    }
  }
  return ends;
}

enum class Kind { kHat, kNegatedHat, kWave };

class Assignment {
 public:
  Assignment(const TunedSamples& samples, const LabelSigns& signs, const TunedShape& shape)
      : samples_(samples), signs_(signs), shape_(shape), ends_(run_ends(samples, shape)) {
    // Hats are choosy: they choose their knots first.
    kinds_.insert(kinds_.end(), shape.units.plus, Kind::kHat);
    kinds_.insert(kinds_.end(), shape.units.minus, Kind::kNegatedHat);
    kinds_.insert(kinds_.end(), shape.units.wave, Kind::kWave);
    units_.resize(kinds_.size());
    tasks_.assign(kinds_.size(), std::vector<Task>(shape.runs.size()));
  }

  std::optional<std::vector<TunedUnit>> make() {
    if (!choose_knots()) return std::nullopt;
    for (std::size_t run = 0; run < shape_.runs.size(); ++run) fill(run);
    for (std::size_t u = 0; u < units_.size(); ++u) {
      for (const Task& task : tasks_[u]) units_[u].ranks.push_back(task.rank);
      for (const std::size_t c : signs_.active) units_[u].bumps.push_back(bump(u, c));
    }
    return std::move(units_);
  }

 private:
  // What a unit does in a run.
  struct Task {
    bool known = false;
    std::optional<std::size_t> sample;  // index of the changed sample that it serves; none: it rests
    std::size_t rank = 0;               // of its pivot
  };

  bool accepts(std::size_t unit, std::size_t sample) const {
    return kinds_[unit] == Kind::kWave || (kinds_[unit] == Kind::kHat) == (signs_.units[sample] > 0);
  }
  bool taken(std::size_t run, std::size_t sample) const {
    return std::any_of(tasks_.begin(), tasks_.end(), [&](const auto& tasks) { return tasks[run].sample == sample; });
  }

  // Can the units without a task in the run serve all its samples that are not served?
  bool feasible(std::size_t run) const {
    std::array<std::size_t, 2> labels{};  // positive, negative
    for (std::size_t i = shape_.runs[run].first; i < shape_.runs[run].last; ++i) {
      if (!taken(run, i)) ++labels[signs_.units[i] > 0 ? 0 : 1];
    }
    std::array<std::size_t, 3> free{};  // hats, negated hats, waves
    for (std::size_t u = 0; u < units_.size(); ++u) {
      if (!tasks_[u][run].known) ++free[static_cast<std::size_t>(kinds_[u])];
    }
    const auto over = [](std::size_t a, std::size_t b) { return a > b ? a - b : 0; };
    return over(labels[0], free[0]) + over(labels[1], free[1]) <= free[2];
  }

  // The unit's pivot in the run is to be the run's first or last sample.
  bool pin(std::size_t unit, std::size_t run, bool last) {
    const RankRange& range = shape_.runs[run];
    Task& task = tasks_[unit][run];
    if (task.known) return false;
    const std::size_t rank = last ? ends_[run].second : ends_[run].first;
    if (range.size() > 0) {
      const std::size_t sample = last ? range.last - 1 : range.first;
      if (accepts(unit, sample) && !taken(run, sample)) {
        task = {true, sample, rank};
        if (feasible(run)) return true;
      }
    }
    task = {true, std::nullopt, rank};
    if (feasible(run)) return true;
    task = {};
    return false;
  }

  bool choose_knots() {
    const std::vector<std::size_t> tunable = tunable_knots(shape_.knots(), shape_.hosts);
    std::vector<bool> used(tunable.size());
    const auto take = [&](std::size_t unit, std::size_t at) {
      const std::size_t knot = tunable[at];
      if (used[at] || !pin(unit, knot, true)) return false;
      if (!pin(unit, knot + 1, false)) {
        tasks_[unit][knot] = {};
        return false;
      }
      units_[unit].knot = knot;
      used[at] = true;
      return true;
    };
    for (std::size_t u = 0; u < units_.size(); ++u) {
      // Spread over the line, from the wanted place outwards.
      const std::size_t wanted = (2 * u + 1) * tunable.size() / (2 * units_.size());
      bool found = false;
      for (std::size_t step = 0; step < tunable.size() && !found; ++step) {
        found =
            (wanted + step < tunable.size() && take(u, wanted + step)) || (step <= wanted && take(u, wanted - step));
      }
      if (!found) return false;
    }
    return true;
  }

  // Units without a task in turn, a different one first in each run.
  std::optional<std::size_t> free_unit(std::size_t run, std::size_t sample, bool wave) const {
    for (std::size_t step = 0; step < units_.size(); ++step) {
      const std::size_t u = (step + run) % units_.size();
      if (!tasks_[u][run].known && (kinds_[u] == Kind::kWave) == wave && accepts(u, sample)) return u;
    }
    return std::nullopt;
  }

  void fill(std::size_t run) {
    const RankRange& range = shape_.runs[run];
    for (std::size_t i = range.first; i < range.last; ++i) {
      if (taken(run, i)) continue;
      std::optional<std::size_t> unit = free_unit(run, i, false);
      if (!unit) unit = free_unit(run, i, true);
      require(unit.has_value(), "assign_tuned: more labels than units");
      tasks_[*unit][run] = {true, i, samples_.changed()[i]};
    }
    const std::size_t middle = range.size() > 0 ? samples_.changed()[range.first + range.size() / 2] : ends_[run].first;
    for (auto& tasks : tasks_) {
      if (!tasks[run].known) tasks[run] = {true, std::nullopt, middle};
    }
  }

  TunedBump bump(std::size_t unit, std::size_t output) const {
    TunedBump result;
    result.output = output;
    Rational largest = 0;
    for (const Task& task : tasks_[unit]) {
      result.values.push_back(task.sample ? samples_.label(*task.sample, output) : Rational(0));
      largest = std::max(largest, abs(result.values.back()));
    }
    if (signs_.active.size() > 1) {
      result.hat = signs_.one_sign(output, 1) || signs_.one_sign(output, -1);
    } else {
      result.hat = kinds_[unit] != Kind::kWave;
    }
    const bool falls =
        result.hat ? (signs_.active.size() > 1 ? signs_.one_sign(output, -1) : kinds_[unit] == Kind::kNegatedHat)
                   : result.values.front().sign() < 0;
    if (falls) {
      result.sign = -1;
      for (Rational& value : result.values) value = -value;
    }
    result.height = 4 * power_above(largest);
    result.values.front() = 2 * result.height - result.values.front();
    return result;
  }

  const TunedSamples& samples_;
  const LabelSigns& signs_;
  const TunedShape& shape_;
  std::vector<std::pair<std::size_t, std::size_t>> ends_;
  std::vector<Kind> kinds_;
  std::vector<TunedUnit> units_;
  std::vector<std::vector<Task>> tasks_;  // [unit][run]
};

}  // namespace

void TunedBump::raise(long bits) {
  values.front() -= 2 * height;
  height *= power_of_two(bits);
  values.front() += 2 * height;
}

TunedSamples::TunedSamples(const LineSamples& samples, const std::vector<std::size_t>& changed)
    : samples_(samples), changed_(changed), behind_(simple_above(samples.x(samples.size() - 1))) {}

Rational TunedSamples::x(std::size_t rank) const {
  return rank < given() ? samples_.x(rank) : behind_ + Rational(rank - given());
}

std::vector<KnotPlace> knot_places(const TunedSamples& samples, const TunedShape& shape) {
  const auto ends = run_ends(samples, shape);
  std::vector<KnotPlace> places;
  for (std::size_t k = 0; k < shape.knots(); ++k) {
    if (const auto& host = shape.hosted[k]) {
      const Rational at = samples.x(samples.changed()[*host]);
      places.push_back({at, at});
    } else {
      places.push_back({samples.x(ends[k].second), samples.x(ends[k + 1].first)});
    }
  }
  return places;
}

std::optional<std::vector<TunedUnit>> assign_tuned(const TunedSamples& samples, const LabelSigns& signs,
                                                   const TunedShape& shape) {
  return Assignment(samples, signs, shape).make();
}

}  // namespace ftcert
