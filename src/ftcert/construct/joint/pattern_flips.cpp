#include "ftcert/construct/joint/pattern_flips.hpp"

#include <algorithm>
#include <cmath>
#include <coin/ClpSimplex.hpp>
#include <limits>
#include <utility>

namespace ftcert {

namespace {

constexpr double kMostWeight = 60;  // of forms, for residuals of at most 1
constexpr double kMissPrice = 5;
constexpr int kSetUp = 10;  // iterations that setting up a program is worth
constexpr double kTolerance = 1e-7, kNothing = 1e-6;
constexpr std::size_t kAdded = 60;
constexpr int kRounds = 60, kMostIterations = 20'000;
// Moves of a kind that are tried at a place, and moves in all.
constexpr std::size_t kFlips = 12, kExceptions = 6;
constexpr int kMoves = 40;
constexpr double kLeastGain = 0.01;  // of what is above 0; less does not help

struct Pair {
  std::size_t sample, neuron;
};

// What the program says: how much is above 0, the forms, and the pairs of changed samples whose side costs something.
struct Answer {
  double above = std::numeric_limits<double>::infinity();
  std::vector<double> forms;
  std::vector<std::pair<double, Pair>> costly;  // the most costly first
};

class Elastic {
 public:
  Elastic(const JointData& data, const std::vector<int>& signs, const std::vector<std::uint32_t>& active,
          JointBudget& budget)
      : data_(data), signs_(signs), active_(active), budget_(budget), columns_(signs.size() * data.width()) {
    model_.setLogLevel(0);
    model_.setMaximumIterations(kMostIterations);
    model_.resize(0, static_cast<int>(columns_));
    for (int c = 0; c < static_cast<int>(columns_); ++c) model_.setColumnBounds(c, -kMostWeight, kMostWeight);
    for (std::size_t i = 0; i < data.count(); ++i) {
      if (data.target(i) != 0 || active[i] != 0) add_sample(i);
    }
  }

  Answer run() {
    std::vector<bool> added(data_.count() * signs_.size());
    model_.primal();
    for (int round = 0; round < kRounds; ++round) {
      charge();
      if (model_.status() != 0 || budget_.spent()) return {};
      const std::vector<std::pair<double, Pair>> above = forms_above(added);
      if (above.empty()) return answer();
      for (const auto& [value, pair] : above) {
        added[pair.sample * signs_.size() + pair.neuron] = true;
        model_.addColumn(0, nullptr, nullptr, 0, COIN_DBL_MAX, 1);
        begin();
        put(pair.neuron, pair.sample, 1);
        indices_.push_back(model_.numberColumns() - 1);
        entries_.push_back(-1);
        add_row(-COIN_DBL_MAX, 0);
      }
      model_.dual();
      if (model_.status() == 0) continue;
      model_.allSlackBasis(true);
      model_.primal();
    }
    return {};
  }

 private:
  void begin() {
    indices_.clear();
    entries_.clear();
  }
  void put(std::size_t neuron, std::size_t sample, double factor) {
    const auto x = data_.row(sample);
    for (std::size_t f = 0; f < x.size(); ++f) {
      if (x[f] == 0) continue;
      indices_.push_back(static_cast<int>(neuron * x.size() + f));
      entries_.push_back(factor * x[f]);
    }
  }
  void add_row(double least, double most) {
    model_.addRow(static_cast<int>(indices_.size()), indices_.data(), entries_.data(), least, most);
  }

  // The equation of its pattern, and the side of each neuron.
  void add_sample(std::size_t i) {
    begin();
    for (std::size_t j = 0; j < signs_.size(); ++j) {
      if ((active_[i] >> j & 1U) != 0) put(j, i, signs_[j]);
    }
    for (const double side : {1.0, -1.0}) {  // the equation may be missed, at a price
      model_.addColumn(0, nullptr, nullptr, 0, COIN_DBL_MAX, kMissPrice);
      indices_.push_back(model_.numberColumns() - 1);
      entries_.push_back(side);
    }
    add_row(data_.target(i), data_.target(i));
    for (std::size_t j = 0; j < signs_.size(); ++j) {
      const bool on = (active_[i] >> j & 1U) != 0;
      begin();
      put(j, i, 1);
      sides_.emplace_back(model_.numberRows(), Pair{i, j});
      add_row(on ? 0 : -COIN_DBL_MAX, on ? COIN_DBL_MAX : 0);
    }
  }

  // Pairs of samples that should be off, the worst first.
  std::vector<std::pair<double, Pair>> forms_above(const std::vector<bool>& added) {
    std::vector<std::pair<double, Pair>> result;
    const double* x = model_.primalColumnSolution();
    for (std::size_t i = 0; i < data_.count(); ++i) {
      if (data_.target(i) != 0 || active_[i] != 0) continue;
      for (std::size_t j = 0; j < signs_.size(); ++j) {
        if (added[i * signs_.size() + j]) continue;
        const double value = dot(x + j * data_.width(), data_.row(i).data(), data_.width());
        if (value > kTolerance) result.push_back({value, {i, j}});
      }
    }
    budget_.left -= static_cast<double>(data_.count() * columns_);
    const std::size_t keep = std::min(result.size(), kAdded);
    std::partial_sort(result.begin(), result.begin() + static_cast<std::ptrdiff_t>(keep), result.end(),
                      [](const auto& a, const auto& b) { return a.first > b.first; });
    result.resize(keep);
    return result;
  }

  Answer answer() const {
    const double* x = model_.primalColumnSolution();
    Answer result{model_.objectiveValue(), {x, x + columns_}, {}};
    const double* duals = model_.dualRowSolution();
    for (const auto& [row, pair] : sides_) {
      if (data_.target(pair.sample) != 0 && std::abs(duals[row]) > 1e-9)
        result.costly.emplace_back(std::abs(duals[row]), pair);
    }
    std::ranges::stable_sort(result.costly, [](const auto& a, const auto& b) { return a.first > b.first; });
    return result;
  }

  void charge() {
    const double size = static_cast<double>(model_.numberRows()) * model_.numberColumns();
    budget_.left -= size * (model_.numberIterations() + kSetUp);
  }

  const JointData& data_;
  const std::vector<int>& signs_;
  const std::vector<std::uint32_t>& active_;
  JointBudget& budget_;
  std::size_t columns_;
  std::vector<int> indices_;
  std::vector<double> entries_;
  std::vector<std::pair<int, Pair>> sides_;
  mutable ClpSimplex model_;
};

class Flips {
 public:
  Flips(const JointData& data, const std::vector<int>& signs, bool exceptions, JointBudget& budget)
      : data_(data), signs_(signs), budget_(budget), active_(data.count()) {
    exceptions_ = exceptions && std::ranges::count(signs, 1) > 0 && std::ranges::count(signs, -1) > 0;
  }

  std::optional<PatternedNetwork> run(JointRandom& random) {
    for (const std::size_t i : data_.changed()) {
      std::vector<std::size_t> own;
      for (std::size_t j = 0; j < signs_.size(); ++j) {
        if (fits(i, j)) own.push_back(j);
      }
      active_[i] = 1U << own[random.below(own.size())];
    }
    Answer here = solve();
    if (here.forms.empty()) return std::nullopt;
    for (int move = 0; move < kMoves && here.above > kNothing && !budget_.spent(); ++move) {
      std::pair<std::size_t, std::uint32_t> best;
      Answer there = best_move(here, best);
      if (!(there.above < (1 - kLeastGain) * here.above)) return std::nullopt;
      active_[best.first] = best.second;
      here = std::move(there);
    }
    if (here.above > kNothing) return std::nullopt;
    return PatternedNetwork{{signs_, false, std::move(here.forms)}, active_};
  }

 private:
  bool fits(std::size_t i, std::size_t j) const { return data_.target(i) * signs_[j] > 0; }
  Answer solve() { return Elastic(data_, signs_, active_, budget_).run(); }

  // Other patterns of one sample each.
  std::vector<std::pair<std::size_t, std::uint32_t>> moves(const Answer& here) const {
    std::vector<std::pair<std::size_t, std::uint32_t>> result;
    for (const auto& [cost, pair] : here.costly) {
      if (result.size() == kFlips) break;
      const std::uint32_t other = active_[pair.sample] ^ 1U << pair.neuron;
      bool own = false;
      for (std::size_t j = 0; j < signs_.size(); ++j) own = own || ((other >> j & 1U) != 0 && fits(pair.sample, j));
      if (own) result.emplace_back(pair.sample, other);
    }
    if (!exceptions_) return result;
    std::vector<std::pair<double, std::size_t>> above;
    for (std::size_t i = 0; i < data_.count(); ++i) {
      if (data_.target(i) != 0 || active_[i] != 0) continue;
      double sum = 0;
      for (std::size_t j = 0; j < signs_.size(); ++j)
        sum += std::max(0.0, dot(here.forms.data() + j * data_.width(), data_.row(i).data(), data_.width()));
      if (sum > kNothing) above.emplace_back(-sum, i);
    }
    std::ranges::sort(above);
    for (std::size_t k = 0; k < std::min(above.size(), kExceptions); ++k)
      result.emplace_back(above[k].second, (1U << signs_.size()) - 1);
    return result;
  }

  Answer best_move(const Answer& here, std::pair<std::size_t, std::uint32_t>& best) {
    Answer result;
    for (const auto& move : moves(here)) {
      const std::uint32_t before = std::exchange(active_[move.first], move.second);
      Answer there = solve();
      active_[move.first] = before;
      if (!(there.above < result.above)) continue;
      result = std::move(there);
      best = move;
      if (result.above < kNothing) break;
    }
    return result;
  }

  const JointData& data_;
  const std::vector<int>& signs_;
  JointBudget& budget_;
  bool exceptions_;
  std::vector<std::uint32_t> active_;
};

}  // namespace

std::optional<PatternedNetwork> flip_patterns(const JointData& data, const std::vector<int>& signs, bool exceptions,
                                              JointRandom& random, JointBudget& budget) {
  // A changed sample needs a neuron of its sign.
  for (const std::size_t i : data.changed()) {
    if (std::ranges::none_of(signs, [&](int s) { return data.target(i) * s > 0; })) return std::nullopt;
  }
  return Flips(data, signs, exceptions, budget).run(random);
}

}  // namespace ftcert
