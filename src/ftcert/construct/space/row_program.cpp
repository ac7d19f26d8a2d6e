#include "ftcert/construct/space/row_program.hpp"

#include <algorithm>
#include <cmath>
#include <coin/ClpSimplex.hpp>
#include <numeric>
#include <utility>

#include "ftcert/construct/space/least_squares_row.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// Constraints that are added in a round, rounds, and what counts as violated, beside the margin.
constexpr std::size_t kAdded = 64;
constexpr int kRounds = 60;
constexpr double kTolerance = 1e-7;
constexpr int kMostIterations = 20'000;
constexpr double kMostNumber = 1e15;

// Columns: positive and negative parts of the weights and of the constant, then, with prices, those of the misses.
class Simplex {
 public:
  Simplex(const CentredSamples& samples, const RowProgram& program)
      : samples_(samples), program_(program), parts_(2 * (samples.width() + 1)) {
    model_.setLogLevel(0);
    model_.setMaximumIterations(kMostIterations);
    const std::size_t misses = program.prices.empty() ? 0 : 2 * program.group.size();
    model_.resize(0, static_cast<int>(parts_ + misses));
    for (std::size_t c = 0; c < parts_ + misses; ++c) {
      model_.setColumnBounds(static_cast<int>(c), 0, COIN_DBL_MAX);
      model_.setObjectiveCoefficient(static_cast<int>(c), c < parts_ ? 1 : program.prices[(c - parts_) / 2]);
    }
    for (std::size_t g = 0; g < program.group.size(); ++g) {
      add(program.group[g], program.values[g], std::min(program.most(g), COIN_DBL_MAX),
          misses == 0 ? std::nullopt : std::optional(g));
    }
  }

  void add_side(std::size_t sample) {
    const bool above = program_.sides[sample] > 0;
    add(sample, above ? program_.margin : -COIN_DBL_MAX, above ? COIN_DBL_MAX : -program_.margin, std::nullopt);
  }

  // An infeasible verdict of a warm start is not believed: the primal simplex says it afresh. Without rows 0 is the solution, which Clp does not make.
  bool run(bool first, SearchBudget& budget) {
    if (model_.numberRows() == 0) return true;
    if (!first) {
      model_.dual();
      charge(budget);
      if (model_.status() == 0) return true;
      model_.allSlackBasis(true);
    }
    model_.primal();
    charge(budget);
    return model_.status() == 0;
  }

  RowSolution solution() const {
    RowSolution result;
    if (model_.numberRows() == 0) {
      result.row.weights.resize(samples_.width());
      return result;
    }
    const double* x = model_.primalColumnSolution();
    for (std::size_t c = 0; c < parts_; c += 2) result.row.weights.push_back(x[c] - x[c + 1]);
    result.row.constant = result.row.weights.back();
    result.row.weights.pop_back();
    for (std::size_t g = 0; g < program_.group.size(); ++g) {
      const double value = result.row.at(samples_.row(program_.group[g]));
      result.misses.push_back(std::max({program_.values[g] - value, value - program_.most(g), 0.0}));
      result.duals.push_back(model_.dualRowSolution()[g]);
    }
    return result;
  }

 private:
  void add(std::size_t sample, double least, double most, std::optional<std::size_t> miss) {
    std::vector<int> columns;
    std::vector<double> entries;
    const auto put = [&](std::size_t column, double value) {
      if (value == 0) return;
      columns.push_back(static_cast<int>(column));
      entries.push_back(value);
      columns.push_back(static_cast<int>(column) + 1);
      entries.push_back(-value);
    };
    const auto x = samples_.row(sample);
    for (std::size_t f = 0; f < x.size(); ++f) put(2 * f, x[f]);
    put(parts_ - 2, 1);
    if (miss) put(parts_ + 2 * *miss, 1);
    model_.addRow(static_cast<int>(columns.size()), columns.data(), entries.data(), least, most);
  }

  // An iteration of the simplex reads the matrix about twice.
  void charge(SearchBudget& budget) {
    const double size = static_cast<double>(model_.numberRows()) * model_.numberColumns();
    budget.left -= 2 * size * (model_.numberIterations() + 1);
  }

  const CentredSamples& samples_;
  const RowProgram& program_;
  std::size_t parts_;
  mutable ClpSimplex model_;
};

// The samples whose side is violated most, at most kAdded, of those that no round has added.
std::vector<std::size_t> violated(const CentredSamples& samples, const RowProgram& program, const FloatRow& row,
                                  const std::vector<bool>& added) {
  std::vector<std::pair<double, std::size_t>> found;
  for (std::size_t i = 0; i < samples.count(); ++i) {
    if (program.sides[i] == 0 || added[i]) continue;
    const double slack = program.sides[i] * row.at(samples.row(i)) - program.margin;
    if (slack < -kTolerance * program.margin) found.emplace_back(slack, i);
  }
  const std::size_t keep = std::min(found.size(), kAdded);
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(keep), found.end());
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < keep; ++i) result.push_back(found[i].second);
  return result;
}

}  // namespace

std::optional<RowSolution> solve(const CentredSamples& samples, const RowProgram& program, SearchBudget& budget) {
  require(program.values.size() == program.group.size() && program.sides.size() == samples.count() &&
              (program.prices.empty() || program.prices.size() == program.group.size()) &&
              (program.uppers.empty() || program.uppers.size() == program.group.size()),
          "RowProgram: shapes");
  // Clp ends the program where a number is not finite.
  const auto usable = [](double number) { return std::abs(number) < kMostNumber; };
  if (samples.out_of_range() || !std::ranges::all_of(program.values, usable) ||
      !std::ranges::all_of(program.prices, usable)) {
    return std::nullopt;
  }
  // Where nearly every value can be had, the lower ends are values that serve.
  if (few_beside_features(samples)) {
    if (auto solution = least_squares_row(samples, program, budget)) return solution;
  }
  Simplex simplex(samples, program);
  std::vector<bool> added(samples.count());
  for (int round = 0; round < kRounds && !budget.spent(); ++round) {
    if (!simplex.run(round == 0, budget)) return std::nullopt;
    RowSolution solution = simplex.solution();
    budget.left -= static_cast<double>(samples.count()) * static_cast<double>(samples.width());
    const std::vector<std::size_t> worst = violated(samples, program, solution.row, added);
    if (worst.empty()) return solution;
    for (const std::size_t i : worst) {
      simplex.add_side(i);
      added[i] = true;
    }
  }
  return std::nullopt;
}

}  // namespace ftcert
