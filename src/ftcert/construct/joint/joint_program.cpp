#include "ftcert/construct/joint/joint_program.hpp"

#include <algorithm>
#include <cmath>
#include <coin/ClpSimplex.hpp>
#include <tuple>
#include <utility>

namespace ftcert {

namespace {

// Of forms, for residuals of at most 1; the second where the first is too small.
constexpr double kMostWeights[] = {50, 5000};
constexpr double kActive = 1e-7;  // forms below it count as inactive
constexpr double kTolerance = 1e-9;
constexpr double kLeastMargin = 1e-6;  // below it pairs are looked for that are 0 in every network
constexpr std::size_t kAdded = 80;
constexpr int kRounds = 60, kTightRounds = 20;
constexpr int kMostIterations = 50'000;

struct Pair {
  std::size_t sample, neuron;
};

class Program {
 public:
  Program(const JointData& data, const JointNetwork& network, const std::vector<JointEquation>& equations,
          double most_weight, JointBudget& budget)
      : network_(network), data_(data), budget_(budget), n_(data.width()) {
    const auto columns = static_cast<int>(network.parameters.size());
    model_.setLogLevel(0);
    model_.setMaximumIterations(kMostIterations);
    model_.resize(0, columns + 1);
    for (int c = 0; c < columns; ++c) model_.setColumnBounds(c, -most_weight, most_weight);
    model_.setColumnBounds(columns, 0, 1);
    model_.setObjectiveCoefficient(columns, -1);
    for (const JointEquation& e : equations) add_equation(e);
    equations_ = model_.numberRows();
  }

  void add_pair(const Pair& pair, bool active) {
    begin();
    put(pair.neuron, pair.sample, active ? 1 : -1);
    columns_.push_back(model_.numberColumns() - 1);
    entries_.push_back(-1);
    model_.addRow(static_cast<int>(columns_.size()), columns_.data(), entries_.data(), 0, COIN_DBL_MAX);
  }

  bool run(bool first) {
    first ? model_.primal() : model_.dual();
    charge();
    if (model_.status() != 0 && !first) {
      model_.allSlackBasis(true);
      model_.primal();
      charge();
    }
    return model_.status() == 0;
  }

  double margin() const { return model_.primalColumnSolution()[model_.numberColumns() - 1]; }
  std::vector<double> parameters() const {
    const double* x = model_.primalColumnSolution();
    return {x, x + network_.parameters.size()};
  }
  // Of the pair that was added as number `index`.
  double dual(std::size_t index) const { return model_.dualRowSolution()[equations_ + static_cast<int>(index)]; }

 private:
  void begin() {
    columns_.clear();
    entries_.clear();
  }

  void put(std::size_t neuron, std::size_t sample, double factor) {
    const auto x = data_.row(sample);
    for (std::size_t f = 0; f < n_; ++f) {
      if (x[f] == 0) continue;
      columns_.push_back(static_cast<int>(neuron * n_ + f));
      entries_.push_back(factor * x[f]);
    }
  }

  void add_equation(const JointEquation& e) {
    begin();
    for (std::size_t j = 0; j < network_.neurons(); ++j) {
      if ((e.active >> j & 1U) != 0) put(j, e.sample, e.single ? 1 : network_.signs[j]);
    }
    if (network_.with_constant && !e.single) {
      columns_.push_back(static_cast<int>(network_.parameters.size()) - 1);
      entries_.push_back(1);
    }
    const double value = e.single ? 0 : data_.target(e.sample);
    model_.addRow(static_cast<int>(columns_.size()), columns_.data(), entries_.data(), value, value);
  }

  void charge() {
    const double size = static_cast<double>(model_.numberRows()) * model_.numberColumns();
    budget_.left -= 2 * size * (model_.numberIterations() + 1);
  }

  const JointNetwork& network_;
  const JointData& data_;
  JointBudget& budget_;
  std::size_t n_;
  int equations_ = 0;
  std::vector<int> columns_;
  std::vector<double> entries_;
  mutable ClpSimplex model_;
};

class WidestMargin {
 public:
  WidestMargin(const JointData& data, const JointNetwork& found, const std::vector<std::uint32_t>* patterns,
               double most_weight, JointBudget& budget)
      : data_(data),
        most_weight_(most_weight),
        budget_(budget),
        result_{found, {}, 0, 0},
        tight_(data.count() * found.neurons()) {
    for (std::size_t i = 0; i < data.count(); ++i) {
      std::uint32_t active = 0;
      for (std::size_t j = 0; j < found.neurons(); ++j) {
        if (found.form(j, data.row(i)) > kActive) active |= 1U << j;
      }
      if (patterns != nullptr) active = (*patterns)[i];
      active_.push_back(active);
      if (active == 0 && !found.with_constant && data.target(i) == 0) continue;
      result_.equations.push_back({i, active, false});
      if (data.target(i) == 0 && active != 0) ++result_.exceptions;
    }
  }

  std::optional<WideNetwork> run() {
    for (int round = 0; round < kTightRounds; ++round) {
      Program program(data_, result_.network, result_.equations, most_weight_, budget_);
      std::vector<Pair> pairs;
      if (!maximise(program, pairs)) return std::nullopt;
      result_.network.parameters = program.parameters();
      result_.margin = program.margin();
      if (result_.margin > kLeastMargin || !tighten(program, pairs)) return std::move(result_);
    }
    return std::nullopt;
  }

 private:
  bool active(const Pair& pair) const { return (active_[pair.sample] >> pair.neuron & 1U) != 0; }

  bool maximise(Program& program, std::vector<Pair>& pairs) {
    std::vector<bool> added(tight_.size());
    for (int round = 0; round < kRounds && !budget_.spent(); ++round) {
      if (!program.run(round == 0)) return false;
      JointNetwork now = result_.network;
      now.parameters = program.parameters();
      std::vector<std::tuple<double, std::size_t, std::size_t>> violated;
      for (std::size_t i = 0; i < data_.count(); ++i) {
        for (std::size_t j = 0; j < now.neurons(); ++j) {
          const std::size_t at = i * now.neurons() + j;
          if (added[at] || tight_[at]) continue;
          const double side = (active({i, j}) ? 1 : -1) * now.form(j, data_.row(i)) - program.margin();
          if (side < -kTolerance) violated.emplace_back(side, i, j);
        }
      }
      budget_.left -= static_cast<double>(tight_.size() * data_.width());
      if (violated.empty()) return true;
      const std::size_t keep = std::min(violated.size(), kAdded);
      std::partial_sort(violated.begin(), violated.begin() + static_cast<std::ptrdiff_t>(keep), violated.end());
      for (std::size_t v = 0; v < keep; ++v) {
        const Pair pair{std::get<1>(violated[v]), std::get<2>(violated[v])};
        program.add_pair(pair, active(pair));
        pairs.push_back(pair);
        added[pair.sample * now.neurons() + pair.neuron] = true;
      }
    }
    return false;
  }

  // The margin is 0, and pairs with a dual are 0 in every network of these patterns.
  bool tighten(const Program& program, const std::vector<Pair>& pairs) {
    bool any = false;
    for (std::size_t p = 0; p < pairs.size(); ++p) {
      if (std::abs(program.dual(p)) < kTolerance) continue;
      any = true;
      tight_[pairs[p].sample * result_.network.neurons() + pairs[p].neuron] = true;
      result_.equations.push_back({pairs[p].sample, 1U << pairs[p].neuron, true});
    }
    return any;
  }

  const JointData& data_;
  double most_weight_;
  JointBudget& budget_;
  WideNetwork result_;
  std::vector<std::uint32_t> active_;
  std::vector<bool> tight_;
};

}  // namespace

std::optional<WideNetwork> widest_margin(const JointData& data, const JointNetwork& found, JointBudget& budget,
                                         const std::vector<std::uint32_t>* patterns) {
  for (const double most_weight : kMostWeights) {
    if (auto wide = WidestMargin(data, found, patterns, most_weight, budget).run()) return wide;
  }
  return std::nullopt;
}

}  // namespace ftcert
