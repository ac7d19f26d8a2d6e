#include "ftcert/construct/space/separating_groups.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "ftcert/common/splitmix.hpp"
#include "ftcert/construct/space/least_norm_row.hpp"

namespace ftcert {

namespace {

// What missing a value by all of it costs, beside the size of the row: sizes beyond are of no use.
constexpr double kPrice = 1e5;
constexpr double kMissed = 1e-6;
constexpr unsigned kTries = 6;
// Samples that are looked at alone first, the most central ones; and pools in which single samples are added at last.
constexpr std::size_t kLookedAtAlone = 3, kAddedSingly = 64;
// Entries of the samples from which on one half-space for the whole pool is looked for by itself first, the one of least norm: a linear program with all
// features takes many times as long.
constexpr std::size_t kManyEntries = 4'000'000;

class GroupSearch {
 public:
  GroupSearch(const CentredSamples& samples, const SeparatingPool& pool, SearchBudget& budget, double share)
      : samples_(samples),
        pool_(pool),
        budget_(budget),
        least_left_(budget.left - share),
        value_(samples.count()),
        preferred_(samples.count(), 1),
        factor_(samples.count(), 1) {
    for (std::size_t a = 0; a < pool.rows.size(); ++a) value_[pool.rows[a]] = pool.values[a];
  }

  std::optional<std::size_t> central_not_separated() {
    std::vector<std::pair<double, std::size_t>> central;
    for (const std::size_t i : pool_.rows) {
      const auto x = samples_.row(i);
      central.emplace_back(std::inner_product(x.begin(), x.end(), x.begin(), 0.0), i);
    }
    std::sort(central.begin(), central.end());
    for (std::size_t a = 0; a < std::min(central.size(), kLookedAtAlone); ++a) {
      if (!possible(central[a].second)) return central[a].second;
    }
    return std::nullopt;
  }

  // One half-space for the whole pool, where the samples are many.
  std::optional<SeparatingGroup> whole() {
    if (pool_.most_size || pool_.rows.size() > samples_.width() || samples_.count() * samples_.width() < kManyEntries) {
      return std::nullopt;
    }
    auto row = least_norm_row(samples_, program_for(pool_.rows, false), budget_);
    if (!row) return std::nullopt;
    SeparatingGroup group{pool_.rows, std::move(*row)};
    std::sort(group.rows.begin(), group.rows.end());
    return group;
  }

  // Some half-space holds the sample and none from outside the pool: otherwise no group holds it.
  bool possible(std::size_t sample) {
    RowProgram program = program_for({sample}, false);
    for (const std::size_t i : pool_.rows) program.sides[i] = 0;
    return solve(samples_, program, budget_).has_value();
  }

  void prefer(std::size_t sample) { preferred_[sample] *= 16; }

  bool may_spend(double cost) const { return budget_.left - cost > least_left_; }

  SeparatingSearch run(unsigned order) {
    for (const std::size_t i : pool_.rows) {
      const auto random = static_cast<double>(splitmix(order * samples_.count() + i) >> 11U) * 0x1p-53;
      factor_[i] = preferred_[i] * (order == 0 ? 1 : 1 + 3 * random);
    }
    SeparatingSearch result;
    std::vector<std::size_t> rest = pool_.rows;
    while (!rest.empty()) {
      std::optional<SeparatingGroup> group = take(rest);
      if (!group) {
        result.not_separated = rest.front();
        break;
      }
      std::erase_if(rest, [&](std::size_t i) { return std::binary_search(group->rows.begin(), group->rows.end(), i); });
      result.groups.push_back(std::move(*group));
    }
    return result;
  }

 private:
  RowProgram program_for(const std::vector<std::size_t>& group, bool priced) const {
    RowProgram program{group, {}, std::vector<signed char>(samples_.count(), -1), pool_.margin, {}};
    for (const std::size_t i : group) {
      program.values.push_back(value_[i]);
      program.sides[i] = 0;
      if (priced) program.prices.push_back(kPrice * factor_[i] / (value_[i] + pool_.margin));
    }
    return program;
  }

  std::optional<RowSolution> met(const std::vector<std::size_t>& group) {
    return solve(samples_, program_for(group, false), budget_);
  }

  // A group of samples of `rest`; nothing: none of them was separated.
  std::optional<SeparatingGroup> take(const std::vector<std::size_t>& rest) {
    std::vector<std::size_t> group = rest;
    std::optional<RowSolution> last;
    for (;;) {
      last = solve(samples_, program_for(group, true), budget_);
      if (!last) return std::nullopt;
      std::vector<std::pair<double, std::size_t>> missed;
      for (std::size_t a = 0; a < group.size(); ++a) {
        const double share = last->misses[a] / (value_[group[a]] + pool_.margin);
        if (share > kMissed) missed.emplace_back(-share * factor_[group[a]], group[a]);
      }
      if (missed.empty()) break;
      if (group.size() == 1) return std::nullopt;
      std::sort(missed.begin(), missed.end());
      missed.resize(std::min((missed.size() + 3) / 4, group.size() - 1));
      for (const auto& [share, i] : missed) std::erase(group, i);
    }
    return finish(std::move(group), std::move(*last), rest);
  }

  // A solution with prices that misses nothing is the smallest without prices, too.
  std::optional<SeparatingGroup> finish(std::vector<std::size_t> group, RowSolution solution,
                                        const std::vector<std::size_t>& rest) {
    if (rest.size() <= kAddedSingly) grow(group, solution.row, rest);
    while (pool_.most_size && solution.row.size() > *pool_.most_size && group.size() > 1) {
      drop_the_dearest(group, solution);
      std::optional<RowSolution> less = met(group);
      if (!less) return std::nullopt;
      solution = std::move(*less);
    }
    std::sort(group.begin(), group.end());
    return SeparatingGroup{std::move(group), std::move(solution.row)};
  }

  // Adds what can be added, nearest first. With a limit of size the group is made smaller instead.
  void grow(std::vector<std::size_t>& group, FloatRow& row, const std::vector<std::size_t>& rest) {
    if (pool_.most_size) return;
    std::vector<std::pair<double, std::size_t>> others;
    for (const std::size_t i : rest) {
      if (std::find(group.begin(), group.end(), i) == group.end())
        others.emplace_back(std::abs(row.at(samples_.row(i)) - value_[i]), i);
    }
    std::sort(others.begin(), others.end());
    for (const auto& [distance, i] : others) {
      if (group.size() > samples_.width() || !may_spend(0)) return;
      group.push_back(i);
      if (auto more = met(group)) {
        row = std::move(more->row);
      } else {
        group.pop_back();
      }
    }
  }

  // Gives up the samples whose values make the row large, one in eight.
  static void drop_the_dearest(std::vector<std::size_t>& group, const RowSolution& solution) {
    std::vector<std::pair<double, std::size_t>> dear;
    for (std::size_t a = 0; a < group.size(); ++a) dear.emplace_back(-std::abs(solution.duals[a]), group[a]);
    std::sort(dear.begin(), dear.end());
    dear.resize((group.size() + 7) / 8);
    for (const auto& [price, i] : dear) std::erase(group, i);
  }

  const CentredSamples& samples_;
  const SeparatingPool& pool_;
  SearchBudget& budget_;
  double least_left_;  // of the budget, after the share
  std::vector<double> value_;
  std::vector<double> preferred_;  // factor of the price: samples that were left over
  std::vector<double> factor_;     // the same, for other orders
};

double largest(const SeparatingSearch& search) {
  double size = 0;
  for (const SeparatingGroup& group : search.groups) size = std::max(size, group.row.size());
  return size;
}

}  // namespace

SeparatingSearch find_groups(const CentredSamples& samples, const SeparatingPool& pool, SearchBudget& budget,
                             double share) {
  GroupSearch search(samples, pool, budget, share);
  if (auto all = search.whole()) return {{std::move(*all)}, std::nullopt};
  // As many samples as an affine form has entries may be one group: then none of them needs to be looked at alone.
  std::optional<SeparatingSearch> first;
  double cost_of_first = 0;
  if (pool.rows.size() > 1 && pool.rows.size() <= samples.width()) {
    const double before = budget.left;
    first = search.run(0);
    if (!first->not_separated && first->groups.size() == 1) return *first;
    cost_of_first = before - budget.left;
    budget.left = before;
  }
  if (pool.rows.size() > 1) {
    if (const auto sample = search.central_not_separated()) return {{}, sample};
  }
  SeparatingSearch best;
  best.not_separated = pool.rows.front();
  double cost = 0;  // of a run
  for (unsigned order = 0; order < kTries && search.may_spend(cost); ++order) {
    const double before = budget.left;
    SeparatingSearch other = order == 0 && first ? std::move(*first) : search.run(order);
    if (order == 0) budget.left -= cost_of_first;
    cost = before - budget.left;
    if (other.not_separated) {
      if (order == 0) best.not_separated = other.not_separated;
      if (pool.rows.size() == 1 || budget.spent() || !search.possible(*other.not_separated)) break;
      search.prefer(*other.not_separated);
    } else if (best.not_separated || other.groups.size() < best.groups.size() ||
               (other.groups.size() == best.groups.size() && largest(other) < largest(best))) {
      best = std::move(other);
    }
    if (!best.not_separated && best.groups.size() == 1) break;
  }
  return best;
}

}  // namespace ftcert
