#include "ftcert/construct/space/row_search.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ftcert/common/splitmix.hpp"
#include "ftcert/construct/space/group_kernel.hpp"
#include "ftcert/construct/space/line_step.hpp"
#include "ftcert/construct/space/row_program.hpp"
#include "ftcert/construct/space/steep_direction.hpp"

namespace ftcert {

namespace {

using Form = std::vector<double>;

// A row beyond this has a sample in the group's hull, or nearly.
constexpr double kMostCondition = 1e12;
// Starts of a search, and passes over all samples for each that are worth it.
constexpr std::size_t kMostStarts = 8;
constexpr std::size_t kLeastShare = 48;
// The work of a linear program is bounded in operations that are quicker than those of a pass, by about this factor.
constexpr double kProgramWork = 4;
constexpr double kMostProgram = 1 << 27;
// How near to the clearance a value is that holds the form back.
constexpr double kTouching = 1 + 1e-5;

class Search {
 public:
  Search(const SampleTable& table, const RowDemand& demand, std::size_t budget)
      : table_(table), demand_(demand), budget_(budget), kernel_(table, demand.group), others_(table, demand.group) {}

  // Adds its multiplications to `cost`.
  std::optional<FoundRow> run(std::size_t& cost) {
    const std::size_t pass = std::max<std::size_t>(table_.samples() * table_.columns(), 1);
    const std::size_t size = demand_.group.size(), all = budget_ / pass;
    if (all < 4 || size * size * table_.columns() > budget_ || !kernel_.independent()) return std::nullopt;
    cost += 3 * size * size * table_.columns();
    // A line of forms is searched once. Otherwise half of the work is for several starts, and half for the best of them.
    const std::size_t starts =
        kernel_.dimension() == 1 ? 1 : std::clamp<std::size_t>(all / kLeastShare, 1, kMostStarts);
    const std::size_t share = starts == 1 ? all : all / 2 / starts;
    Start best;
    std::size_t used = 0;
    for (std::size_t n = 0; n < starts; ++n) {
      passes_ = share;
      start();
      used += share - passes_;
      cost += (share - passes_) * pass;
      if (n == 0 && !(now_.condition < kMostCondition)) return std::nullopt;
      if (now_.condition < best.condition) best = now_;
    }
    now_ = std::move(best);
    if (starts > 1) {
      passes_ = all / 2;
      polish(sides());
      while (turn_by_prices() || turn_side()) {
      }
      used += all / 2 - passes_;
      cost += (all / 2 - passes_) * pass;
    }
    const Form& form = now_.at.form;
    std::vector<double> row = table_.unscaled(form);
    // Where the middle of a feature is large beside its reach, the constant is too much for a double.
    if (!std::all_of(row.begin(), row.end(), [](double entry) { return std::isfinite(entry); })) return std::nullopt;
    return FoundRow{{{form.begin(), form.end() - 1}, form.back()},
                    std::move(row),
                    table_.radius(),
                    now_.turned,
                    table_.pivots(demand_.group),
                    now_.condition,
                    used * pass + 3 * size * size * table_.columns()};
  }

 private:
  struct Start {
    ValuedForm at;
    std::vector<bool> turned;
    double condition = HUGE_VAL;
    std::vector<double> prices;  // of the values, by the last linear program that was better
  };

  void start() {
    direction_ = steep_direction(table_, kernel_, others_, numbers_, passes_);
    now_ = {others_.valued(kernel_.with_values(demand_.values)), std::vector<bool>(demand_.group.size()), HUGE_VAL, {}};
    spend(passes_, 2);
    if (!step_along(direction_) || !(now_.condition < kMostCondition)) return;
    if (!demand_.others.empty()) turn_values();
    if (kernel_.dimension() == 1) return;
    polish(sides());
    descend();
    polish(sides());
  }

  // The best step along a form that vanishes at the group; false: none leaves the strip empty, or none is better than what there is.
  bool step_along(const ValuedForm& along) { return accept(now_.at, along); }

  bool accept(const ValuedForm& from, const ValuedForm& along) {
    const auto step = best_step(from.form, from.values, along.form, along.values, demand_.clearance, scratch_);
    if (!step || !(step->condition < now_.condition)) return false;
    ValuedForm moved = from;
    for (std::size_t j = 0; j < moved.form.size(); ++j) moved.form[j] += step->length * along.form[j];
    for (std::size_t i = 0; i < moved.values.size(); ++i) moved.values[i] += step->length * along.values[i];
    now_.at = std::move(moved);
    now_.condition = step->condition;
    return true;
  }

  // Gives one member at a time its other value, and steps along the direction.
  void turn_values() {
    const std::size_t k = demand_.group.size();
    if (passes_ < 2 * k + 2) return;
    std::vector<ValuedForm> basis(k);
    for (std::size_t a = 0; a < k; ++a) {
      std::vector<double> unit(k);
      unit[a] = demand_.others[a] - demand_.values[a];
      basis[a] = others_.valued(kernel_.with_values(unit));
    }
    spend(passes_, k);
    const std::size_t turn_cost = 6;  // passes over one column
    std::size_t turns = std::min<std::size_t>(passes_ * table_.columns() / turn_cost / 2, 40 * k);
    spend(passes_, turns * turn_cost / table_.columns());
    for (std::size_t failures = 0; turns > 0 && failures < 3 * k; --turns) {
      // One in turn, and two at random where one is not enough.
      std::vector<std::size_t> turning{failures % k};
      if (failures >= k) turning = {numbers_.next() % k, numbers_.next() % k};
      ValuedForm from = now_.at;
      for (const std::size_t a : turning) turn(from, basis[a], now_.turned[a]);
      if (turning.size() == 2 && turning[0] == turning[1]) {
        ++failures;
        continue;
      }
      if (accept(from, direction_)) {
        for (const std::size_t a : turning) now_.turned[a] = !now_.turned[a];
        failures = 0;
      } else {
        ++failures;
      }
    }
  }

  static void turn(ValuedForm& form, const ValuedForm& change, bool back) {
    const double sign = back ? -1 : 1;
    for (std::size_t j = 0; j < form.form.size(); ++j) form.form[j] += sign * change.form[j];
    for (std::size_t i = 0; i < form.values.size(); ++i) form.values[i] += sign * change.values[i];
  }

  // Steps along columns, projected, in turn: coordinate descent of the condition.
  void descend() {
    const std::size_t n = table_.columns();
    for (std::size_t step = 0, failures = 0; passes_ >= 2 && failures < 3 * n; ++step) {
      Form form;
      if (failures < n) {
        Form column(n);
        column[step % n] = 1;
        form = kernel_.project(column);
      } else {
        form = random_null_form(kernel_, numbers_);
      }
      const ValuedForm along = others_.valued(std::move(form));
      spend(passes_, 2);
      failures = step_along(along) ? 0 : failures + 1;
    }
  }

  // On which side of the group each sample is.
  std::vector<signed char> sides() const {
    std::vector<signed char> result(table_.samples());
    for (std::size_t i = 0; i < others_.rows().size(); ++i) result[others_.rows()[i]] = now_.at.values[i] < 0 ? -1 : 1;
    return result;
  }

  // The best form with these sides and the values that the group has now, by a linear program. False: it is no better, or too much work.
  bool polish(const std::vector<signed char>& sides) {
    const std::size_t n = table_.columns();
    const double pass = static_cast<double>(table_.samples() * n);
    SearchBudget budget{static_cast<double>(passes_) * pass * kProgramWork};
    RowProgram program{demand_.group, demand_.values, sides, demand_.clearance, {}};
    for (std::size_t a = 0; a < program.values.size(); ++a) {
      if (now_.turned[a]) program.values[a] = demand_.others[a];
    }
    if (static_cast<double>((program.group.size() + n) * n * n) > std::min(budget.left, kMostProgram)) return false;
    const double before = budget.left;
    const std::optional<RowSolution> solution = solve(table_.centred(), program, budget);
    spend(passes_, static_cast<std::size_t>((before - budget.left) / pass / kProgramWork) + 8);
    if (!solution) return false;
    Form form = solution->row.weights;
    form.push_back(solution->row.constant);
    if (!(absolute_sum(form) < now_.condition)) return false;
    now_.condition = absolute_sum(form);
    now_.at = others_.valued(std::move(form));
    now_.prices = solution->duals;
    return true;
  }

  // Gives members their other values where the prices of the linear program promise most for it, the most promising first.
  bool turn_by_prices() {
    std::vector<std::pair<double, std::size_t>> promising;
    for (std::size_t a = 0; a < std::min(demand_.others.size(), now_.prices.size()); ++a) {
      const double change = demand_.others[a] - demand_.values[a],
                   gain = now_.prices[a] * (now_.turned[a] ? -change : change);
      if (gain < 0) promising.emplace_back(gain, a);
    }
    std::sort(promising.begin(), promising.end());
    for (const auto& [gain, a] : promising) {
      if (passes_ == 0) return false;
      now_.turned[a] = !now_.turned[a];
      if (polish(sides())) return true;
      now_.turned[a] = !now_.turned[a];
    }
    return false;
  }

  // Moves one sample that touches the strip to its other side.
  bool turn_side() {
    std::vector<signed char> sides = this->sides();
    const std::vector<double> values = now_.at.values;
    for (std::size_t i = 0; i < values.size() && passes_ > 0; ++i) {
      if (std::abs(values[i]) > demand_.clearance * kTouching) continue;
      signed char& side = sides[others_.rows()[i]];
      side = static_cast<signed char>(-side);
      if (polish(sides)) return true;
      side = static_cast<signed char>(-side);
    }
    return false;
  }

  const SampleTable& table_;
  const RowDemand& demand_;
  std::size_t budget_;
  std::size_t passes_ = 0;  // left, over all entries of the table
  GroupKernel kernel_;
  OtherSamples others_;
  ValuedForm direction_;
  Start now_;
  StepScratch scratch_;
  SplitMix numbers_{1};
};

}  // namespace

std::optional<FoundRow> RowSearch::find(const RowDemand& demand, std::size_t budget, std::size_t& cost) const {
  if (!table_.finite()) return std::nullopt;
  return Search(table_, demand, budget).run(cost);
}

std::optional<FoundRow> RowSearch::find(const RowDemand& demand, std::size_t budget) const {
  std::size_t cost = 0;
  return find(demand, budget, cost);
}

}  // namespace ftcert
