#include "ftcert/check/methods/pattern_tree.hpp"

#include <utility>
#include <vector>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// Neuron j of 0, .., plus + minus; 0 is the constant.
int sign_of(const PatternTree& tree, std::size_t j) {
  if (j == 0) return tree.constant;
  return j <= tree.plus ? 1 : -1;
}

// The digit of neuron j in a word of digits that begins with neuron 0 or 1.
std::size_t digit_index(const PatternTree& tree, std::size_t j) { return tree.constant == 0 ? j - 1 : j; }

class TreeCheck {
 public:
  TreeCheck(const PatternSamples& samples, const PatternTree& tree)
      : samples_(samples),
        tree_(tree),
        neurons_(tree.plus + tree.minus),
        state_((neurons_ + 1) * samples.points.count, 0) {
    if (tree.constant != 0) std::fill_n(state_.begin(), samples.points.count, 1);
  }

  void run() {
    for (const PatternNode& node : tree_.nodes) {
      if (node.is_leaf()) {
        for (const PatternRow& row : node.rows) row_allowed(row);
        check_leaf(samples_, tree_, node);
        next_child();
      } else {
        split_allowed(node);
        open_.push_back({&node, trail_.size(), false});
        assign(node.sample, node.neuron, 1);
      }
    }
  }

 private:
  struct Open {
    const PatternNode* split;
    std::size_t trail;  // assigned pairs above it
    bool second;        // its second child is being visited
  };

  // 1: active, -1: inactive, 0: undecided. A column a neuron.
  signed char& state(std::size_t sample, std::size_t neuron) { return state_[neuron * samples_.points.count + sample]; }
  void assign(std::size_t sample, std::size_t neuron, signed char value) {
    state(sample, neuron) = value;
    trail_.emplace_back(sample, neuron);
  }

  // Behind a leaf: the second child of the last split that has not had it.
  void next_child() {
    while (!open_.empty()) {
      Open& top = open_.back();
      for (; trail_.size() > top.trail; trail_.pop_back()) state(trail_.back().first, trail_.back().second) = 0;
      if (top.second) {
        open_.pop_back();
        continue;
      }
      top.second = true;
      assign(top.split->sample, top.split->neuron, -1);
      for (const std::size_t twin : top.split->twins) assign(top.split->sample, twin, -1);
      return;
    }
  }

  [[noreturn]] void reject(std::size_t line, const std::string& text) const {
    throw Error(Code::kNotARow, {samples_.name, line}, text);
  }
  static std::string who(std::size_t neuron, std::size_t sample) {
    return "neuron " + std::to_string(neuron) + " at sample " + std::to_string(sample + 1);
  }

  void split_allowed(const PatternNode& split) {
    const auto undecided = [&](std::size_t neuron) {
      if (state(split.sample, neuron) != 0)
        reject(split.line, "split: " + who(neuron, split.sample) + " is decided already");
    };
    undecided(split.neuron);
    for (const std::size_t twin : split.twins) {
      undecided(twin);
      bool same = sign_of(tree_, twin) == sign_of(tree_, split.neuron);
      for (std::size_t i = 0; i < samples_.points.count && same; ++i) same = state(i, twin) == state(i, split.neuron);
      if (!same) {
        reject(split.line, "split: neurons " + std::to_string(split.neuron) + " and " + std::to_string(twin) +
                               " are not interchangeable");
      }
    }
  }

  void row_allowed(const PatternRow& row) {
    const int multiplier = row.multiplier.sign();
    if (!row.is_sum()) {
      if (state(row.sample, row.neuron) != -multiplier) {
        reject(row.line,
               "pair: " + who(row.neuron, row.sample) + (multiplier > 0 ? " is not inactive" : " is not active"));
      }
      return;
    }
    const Interval& z = samples_.z[row.sample];
    if (!(multiplier > 0 ? z.high : z.low))
      reject(row.line, "sum: sample " + std::to_string(row.sample + 1) + " has no " +
                           (multiplier > 0 ? "greatest" : "least") + " residual");
    for (std::size_t j = tree_.constant == 0 ? 1 : 0; j <= neurons_; ++j) {
      if (sign_of(tree_, j) == multiplier) continue;  // relu(l) >= 0 and relu(l) >= l: either digit is right
      const int found = state(row.sample, j);
      if (found == 0) reject(row.line, "sum: " + who(j, row.sample) + " is undecided");
      const char digit = row.digits[digit_index(tree_, j)], expected = found > 0 ? '1' : '0';
      if (digit != expected) {
        reject(row.line, "sum: " + who(j, row.sample) + ": expected digit " + expected + ", found " + digit);
      }
    }
  }

  const PatternSamples& samples_;
  const PatternTree& tree_;
  std::size_t neurons_;
  std::vector<signed char> state_;
  std::vector<std::pair<std::size_t, std::size_t>> trail_;
  std::vector<Open> open_;
};

}  // namespace

void check_tree(const PatternSamples& samples, const PatternTree& tree) { TreeCheck(samples, tree).run(); }

void check_leaf(const PatternSamples& samples, const PatternTree& tree, const PatternNode& leaf) {
  const std::size_t features = samples.points.dimension, width = features + 1, neurons = tree.plus + tree.minus;
  std::vector<Rational> form((neurons + 1) * width);  // coefficients of the l_j, the constant's behind the features'
  Rational right;
  bool strict = false;
  const auto add = [&](std::size_t neuron, std::size_t sample, const Rational& multiplier) {
    if (neuron > 0) {
      const auto x = samples.points.row(sample);
      for (std::size_t c = 0; c < features; ++c) {
        if (!x[c].is_zero()) form[neuron * width + c] += multiplier * x[c];
      }
    }
    form[neuron * width + features] += multiplier;
  };
  for (const PatternRow& row : leaf.rows) {
    const Rational multiplier(row.multiplier);
    if (!row.is_sum()) {
      add(row.neuron, row.sample, multiplier);
      if (multiplier.sign() < 0) strict = true;
      continue;
    }
    const Interval& z = samples.z[row.sample];
    right += multiplier * *(multiplier.sign() > 0 ? z.high : z.low);
    for (std::size_t j = tree.constant == 0 ? 1 : 0; j <= neurons; ++j) {
      if (row.digits[digit_index(tree, j)] == '1') add(j, row.sample, sign_of(tree, j) > 0 ? multiplier : -multiplier);
    }
  }
  const auto reject = [&](const std::string& text) { throw Error(Code::kNotRefuted, {samples.name, leaf.line}, text); };
  for (std::size_t k = 0; k < form.size(); ++k) {
    if (form[k].is_zero()) continue;
    const std::size_t feature = k % width;
    reject("leaf: neuron " + std::to_string(k / width) + ", " +
           (feature < features ? "feature " + std::to_string(feature + 1) : "constant") +
           ": expected a sum of 0, found " + form[k].text());
  }
  if (right.sign() < 0 || (right.is_zero() && strict)) return;
  reject(std::string("leaf: right side: expected a negative number") +
         (right.is_zero() ? ", or 0 with a strict row, found 0" : ", found " + right.text()));
}

}  // namespace ftcert
