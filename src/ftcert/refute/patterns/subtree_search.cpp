#include "ftcert/refute/patterns/subtree_search.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/refute/patterns/exact_leaf.hpp"
#include "ftcert/refute/patterns/row_rules.hpp"

namespace ftcert {

namespace {

// In the units of PatternProblem.
constexpr double kTolerance = 1e-7;
constexpr double kLeastMiss = 1e-8;      // a smaller one is none
constexpr double kLeastConstant = 1e-3;  // what |c| > 0 is taken as
// Rows that a round adds at least, rounds of a program, samples that are probed at a node.
constexpr std::size_t kAdded = 12;
constexpr int kRounds = 40;
constexpr std::size_t kProbed = 40;

class SubtreeSearch {
 public:
  SubtreeSearch(const PatternProblem& problem, const Signs& signs, std::size_t programs, const MakeSolver& make,
                const Control& control)
      : problem_(problem),
        signs_(signs),
        limit_(programs),
        control_(control),
        assignment_(signs, problem.count()),
        solver_(make(signs.neurons() * problem.width() + (signs.constant == 0 ? 0 : 1))) {
    if (signs.constant != 0) add({0, 0, {}, 1}, kLeastConstant);
  }

  SubtreeResult run(const std::vector<SearchStep>& path) {
    apply(path, assignment_);
    std::vector<std::size_t> touched;
    for (const SearchStep& step : path) touched.push_back(step.sample);
    tree_.nodes = {SearchNode{}};
    cursor_ = 0;
    if (decide_forced(touched)) visit();
    return {std::move(tree_), programs_, stuck_, std::move(network_)};
  }

 private:
  using Kind = SearchNode::Kind;

  // What is undone on the way back.
  struct Mark {
    std::size_t decided, rows;
    std::vector<unsigned char> basis;
  };
  Mark mark() const { return {assignment_.decided(), solver_->rows(), solver_->basis()}; }
  void undo(const Mark& mark) {
    assignment_.undo(mark.decided);
    solver_->restore(mark.rows, mark.basis);
    rows_.resize(mark.rows);
  }

  // ---- the tree ----
  std::size_t new_node() {
    tree_.nodes.emplace_back();
    return tree_.nodes.size() - 1;
  }
  void make_leaf(std::size_t index, std::vector<PatternRow> rows) {
    tree_.nodes[index].kind = Kind::kLeaf;
    tree_.nodes[index].rows = std::move(rows);
  }
  // The open node becomes a split with two open children.
  void make_split(std::size_t index, std::size_t sample, std::size_t neuron, std::vector<std::size_t> twins) {
    const std::size_t first = new_node(), second = new_node();
    SearchNode& node = tree_.nodes[index];
    node.kind = Kind::kSplit;
    node.sample = sample;
    node.neuron = neuron;
    node.twins = std::move(twins);
    node.child = {first, second};
  }

  // ---- assignments ----
  void enter(std::size_t index, bool second) {
    const SearchNode node = tree_.nodes[index];
    apply({{node.sample, node.neuron, node.twins, second}}, assignment_);
    cursor_ = node.child[second ? 1 : 0];
  }
  // Pairs of these samples that the signs decide. False: the node is refuted, and is a leaf.
  bool decide_forced(const std::vector<std::size_t>& samples) {
    for (const std::size_t i : samples) {
      while (auto forced = forced_pair(assignment_, i, problem_.signs(i))) {
        if (forced->value == 0) {
          make_leaf(cursor_, std::move(forced->leaf));
          return false;
        }
        const std::size_t split = cursor_;
        make_split(split, i, forced->neuron, {});
        make_leaf(tree_.nodes[split].child[forced->value > 0 ? 1 : 0], std::move(forced->leaf));
        enter(split, forced->value < 0);
      }
    }
    return true;
  }

  // ---- linear programs ----
  void add(const AllowedRow& row, double bound) {
    solver_->add(coefficients(problem_, signs_, row), bound, row.sense);
    rows_.push_back(row);
  }

  double bound_of(const AllowedRow& row) const {
    if (row.digits.empty()) return 0;
    return row.sense < 0 ? problem_.greatest(row.sample) : problem_.least(row.sample);
  }

  std::vector<double> values_at(std::size_t sample) const {
    const double* l = solver_->solution();
    const auto x = problem_.row(sample);
    std::vector<double> values(signs_.neurons() + 1, 0);
    if (signs_.constant != 0) values[0] = l[signs_.neurons() * problem_.width()];
    for (std::size_t j = 1; j <= signs_.neurons(); ++j) {
      for (std::size_t c = 0; c < x.size(); ++c) values[j] += l[(j - 1) * problem_.width() + c] * x[c];
    }
    return values;
  }

  // The miss of the rows that the assignment allows, as many of them as it takes; 0: they are all met; -1: no answer.
  double settle() {
    ++programs_;
    for (int round = 0;; ++round) {
      control_.check_stop();
      const double miss = solver_->solve();
      if (miss > kLeastMiss || miss < -0.5) return miss;
      if (round == kRounds) return -1;
      std::vector<ViolatedRow> violated;
      for (std::size_t i = 0; i < problem_.count(); ++i)
        violated_rows(assignment_, problem_, i, values_at(i), kTolerance, violated);
      if (violated.empty()) return 0;
      const std::size_t keep = std::min(violated.size(), std::max(kAdded, violated.size() / 3));
      std::partial_sort(violated.begin(), violated.begin() + static_cast<std::ptrdiff_t>(keep), violated.end(),
                        [](const ViolatedRow& a, const ViolatedRow& b) { return a.violation > b.violation; });
      for (std::size_t k = 0; k < keep; ++k) add(violated[k].row, bound_of(violated[k].row));
    }
  }

  // A positive miss as a leaf, if it is one.
  bool refuted(double miss) {
    if (!(miss > kLeastMiss)) return false;
    auto leaf = exact_leaf(problem_, signs_, rows_, solver_->multipliers());
    if (!leaf) return false;
    make_leaf(cursor_, std::move(*leaf));
    return true;
  }

  // The miss, or nothing where the node is refuted. A miss that is no leaf is looked at afresh.
  std::optional<double> judge() {
    double miss = settle();
    if (refuted(miss)) return std::nullopt;
    if (!(miss > kLeastMiss)) return miss;
    solver_->restore(rows_.size(), {});
    miss = settle();
    if (refuted(miss)) return std::nullopt;
    return miss;
  }

  // ---- the search ----
  // Samples where the network of the program is wrong and some neuron is undecided, the worst first.
  std::vector<std::size_t> wrong_samples() const {
    std::vector<std::pair<double, std::size_t>> found;
    for (std::size_t i = 0; i < problem_.count(); ++i) {
      bool undecided = false;
      for (std::size_t j = 1; j <= signs_.neurons() && !undecided; ++j) undecided = assignment_.at(i, j) == 0;
      if (!undecided) continue;
      const std::vector<double> values = values_at(i);
      double above = -problem_.greatest(i), below = -problem_.least(i);
      for (std::size_t j = signs_.first(); j <= signs_.neurons(); ++j) {
        if (assignment_.at(i, j) < 0) continue;
        const double value = signs_.of(j) * std::max(values[j], 0.0);
        above += value;
        below += value;
      }
      const double wrong = std::max(above, -below);
      if (wrong > 10 * kTolerance) found.emplace_back(-wrong, i);
    }
    const std::size_t keep = std::min(found.size(), kProbed);
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(keep), found.end());
    std::vector<std::size_t> result;
    for (std::size_t k = 0; k < keep; ++k) result.push_back(found[k].second);
    return result;
  }

  // One side of a pair below a node of its own. The miss, or nothing: it is refuted, and the node stands at `index`.
  std::optional<double> probe(std::size_t index, const SearchStep& step) {
    const Mark before = mark();
    const std::size_t above = cursor_;
    apply({step}, assignment_);
    cursor_ = index;
    std::optional<double> miss;
    if (decide_forced({step.sample})) miss = judge();
    cursor_ = above;
    undo(before);
    return miss;
  }

  struct Choice {
    double miss = -2;
    std::size_t sample = 0, neuron = 0;
    bool second = false;  // which side missed so much
  };

  enum class Progress { kDecided, kChosen, kStopped };

  // Probes the pairs of these samples: decides one of them (the cursor moves down), or chooses one to split.
  Progress probe_pairs(const std::vector<std::size_t>& samples, Choice& best) {
    for (const std::size_t i : samples) {
      const std::vector<double> values = values_at(i);
      for (std::size_t j = 1; j <= signs_.neurons(); ++j) {
        if (assignment_.at(i, j) != 0) continue;
        const bool second = values[j] > 0;
        const std::vector<std::size_t> twins = assignment_.twins(i, j);
        const std::size_t kept = tree_.nodes.size(), side = new_node();
        const std::optional<double> miss = probe(side, {i, j, twins, second});
        if (miss) {
          tree_.nodes.resize(kept);
          if (*miss > best.miss) best = {*miss, i, j, second};
          if (programs_ >= limit_) return Progress::kStopped;
          continue;
        }
        make_split(cursor_, i, j, twins);
        const std::size_t split = cursor_;
        tree_.nodes[split].child[second ? 1 : 0] = side;
        enter(split, !second);
        return Progress::kDecided;
      }
    }
    return Progress::kChosen;
  }

  // Fills the node at the cursor, as far as the limit allows.
  void visit() {
    const Mark before = mark();
    descend();
    undo(before);
  }

  void descend() {
    while (!network_ && !stuck_) {
      if (programs_ >= limit_) return;
      const std::optional<double> miss = judge();
      if (!miss) return;
      const std::vector<std::size_t> samples = wrong_samples();
      if (samples.empty()) {
        stuck_ = *miss != 0;  // a solver that lies or has no answer, or numbers too close for it
        if (stuck_) return;
        const double* l = solver_->solution();
        network_.emplace(l, l + signs_.neurons() * problem_.width() + (signs_.constant == 0 ? 0 : 1));
        return;
      }
      const std::size_t decided = assignment_.decided();
      if (!decide_forced(samples)) return;
      if (assignment_.decided() > decided) continue;
      Choice best;
      const Progress progress = probe_pairs(samples, best);
      if (progress == Progress::kStopped) return;
      if (progress == Progress::kDecided && !decide_forced({assignment_.trail().back().first})) return;
      if (progress == Progress::kDecided) continue;
      const std::size_t split = cursor_;
      make_split(split, best.sample, best.neuron, assignment_.twins(best.sample, best.neuron));
      for (const bool second : {best.second, !best.second}) {
        const Mark here = mark();
        enter(split, second);
        if (decide_forced({best.sample})) visit();
        undo(here);
        if (network_ || stuck_) return;
      }
      return;
    }
  }

  const PatternProblem& problem_;
  Signs signs_;
  std::size_t limit_, programs_ = 0;
  const Control& control_;
  Assignment assignment_;
  std::unique_ptr<RowSolver> solver_;
  std::vector<AllowedRow> rows_;  // of the solver, in its order
  SearchTree tree_;
  std::size_t cursor_ = 0;  // the open node that the assignment belongs to
  bool stuck_ = false;
  std::optional<std::vector<double>> network_;
};

}  // namespace

SubtreeResult search_subtree(const PatternProblem& problem, const Signs& signs, const std::vector<SearchStep>& path,
                             std::size_t programs, const MakeSolver& make, const Control& control) {
  return SubtreeSearch(problem, signs, programs, make, control).run(path);
}

}  // namespace ftcert
