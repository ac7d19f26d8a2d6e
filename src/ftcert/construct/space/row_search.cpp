#include "ftcert/construct/space/row_search.hpp"

#include <algorithm>
#include <cmath>

#include "ftcert/construct/problem/splitmix.hpp"
#include "ftcert/construct/space/group_kernel.hpp"
#include "ftcert/construct/space/line_step.hpp"
#include "ftcert/construct/space/row_program.hpp"

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

// A form with its values at the samples outside the group.
struct Valued {
  Form form;
  std::vector<double> values;
};

class Search {
 public:
  Search(const SampleTable& table, const RowDemand& demand, std::size_t budget)
      : table_(table), demand_(demand), budget_(budget), kernel_(table, demand.group) {
    auto member = demand.group.begin();
    for (std::size_t i = 0; i < table.samples(); ++i) {
      if (member != demand.group.end() && *member == i) {
        ++member;
      } else {
        others_.push_back(i);
      }
    }
  }

  std::optional<FoundRow> run() {
    const std::size_t pass = std::max<std::size_t>(table_.samples() * table_.columns(), 1);
    const std::size_t size = demand_.group.size(), all = budget_ / pass;
    if (all < 4 || size * size * table_.columns() > budget_ || !kernel_.independent()) return std::nullopt;
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
    }
    const Form& form = now_.at.form;
    return FoundRow{{{form.begin(), form.end() - 1}, form.back()},
                    table_.unscaled(form),
                    table_.radius(),
                    now_.turned,
                    table_.pivots(demand_.group),
                    now_.condition,
                    used * pass + 3 * size * size * table_.columns()};
  }

 private:
  struct Start {
    Valued at;
    std::vector<bool> turned;
    double condition = HUGE_VAL;
    std::vector<double> prices;  // of the values, by the last linear program that was better
  };

  void start() {
    direction_ = steep_direction();
    const Form form = kernel_.with_values(demand_.values);
    now_ = {{form, values_of(form)}, std::vector<bool>(demand_.group.size()), HUGE_VAL, {}};
    spend(2);
    if (!step_along(direction_) || !(now_.condition < kMostCondition)) return;
    if (!demand_.others.empty()) turn_values();
    if (kernel_.dimension() == 1) return;
    polish(sides());
    descend();
    polish(sides());
  }

  std::vector<double> values_of(const Form& form) const {
    std::vector<double> values(others_.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double* x = table_.row(others_[i]);
      double sum = 0;
      for (std::size_t j = 0; j < form.size(); ++j) sum += form[j] * x[j];
      values[i] = sum;
    }
    return values;
  }

  double random() { return static_cast<double>(static_cast<std::int64_t>(numbers_.next())) * 0x1p-63; }

  Form random_null_form() {
    Form coefficients(kernel_.dimension());
    // A sum of four is nearly normal, so that no axis of the kernel is preferred.
    for (double& c : coefficients) c = random() + random() + random() + random();
    return kernel_.combination(coefficients);
  }

  // How near the other samples come to the hyperplane, beside the size of the form.
  static double steepness(const Valued& form) {
    double least = HUGE_VAL;
    for (const double value : form.values) least = std::min(least, std::abs(value));
    return least / absolute_sum(form.form);
  }

  Valued steep_direction() {
    Valued best;
    double most = -1;
    const std::size_t tries = kernel_.dimension() == 1 ? 1 : std::clamp<std::size_t>(passes_ / 4, 1, 300);
    for (std::size_t n = 0; n < tries; ++n) {
      Form form = random_null_form();
      Valued valued{form, values_of(form)};
      if (const double steep = steepness(valued); steep > most) {
        most = steep;
        best = std::move(valued);
      }
    }
    spend(tries);
    if (kernel_.dimension() > 1) ascend(best, most);
    return best;
  }

  // Turns a direction away from the samples nearest to it, as long as that helps.
  void ascend(Valued& best, double most) {
    double length = 0.5;
    for (std::size_t n = passes_ / 8; n > 0 && length > 1e-3; --n) {
      Form pull(table_.columns());
      const double least = most * absolute_sum(best.form);
      for (std::size_t i = 0; i < others_.size(); ++i) {
        const double value = best.values[i], near = least / std::abs(value), weight = near * near * near * near;
        if (weight < 1e-3) continue;
        const double* x = table_.row(others_[i]);
        for (std::size_t j = 0; j < pull.size(); ++j) pull[j] += (value < 0 ? -weight : weight) * x[j];
      }
      const Form away = kernel_.project(pull);
      const double scale = length * absolute_sum(best.form) / absolute_sum(away);
      if (!std::isfinite(scale)) return;
      Form form = best.form;
      for (std::size_t j = 0; j < form.size(); ++j) form[j] += scale * away[j];
      Valued turned{form, values_of(form)};
      spend(2);
      if (const double steep = steepness(turned); steep > most) {
        most = steep;
        best = std::move(turned);
        length *= 1.5;
      } else {
        length /= 2;
      }
    }
  }

  // The best step along a form that vanishes at the group; false: none leaves the strip empty, or none is better than what there is.
  bool step_along(const Valued& along) { return accept(now_.at, along); }

  bool accept(const Valued& from, const Valued& along) {
    const auto step = best_step(from.form, from.values, along.form, along.values, demand_.clearance, scratch_);
    if (!step || !(step->condition < now_.condition)) return false;
    Valued moved = from;
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
    std::vector<Valued> basis(k);
    for (std::size_t a = 0; a < k; ++a) {
      std::vector<double> unit(k);
      unit[a] = demand_.others[a] - demand_.values[a];
      const Form form = kernel_.with_values(unit);
      basis[a] = {form, values_of(form)};
    }
    spend(k);
    const std::size_t turn_cost = 6;  // passes over one column
    std::size_t turns = std::min<std::size_t>(passes_ * table_.columns() / turn_cost / 2, 40 * k);
    spend(turns * turn_cost / table_.columns());
    for (std::size_t failures = 0; turns > 0 && failures < 3 * k; --turns) {
      // One in turn, and two at random where one is not enough.
      std::vector<std::size_t> turning{failures % k};
      if (failures >= k) turning = {numbers_.next() % k, numbers_.next() % k};
      Valued from = now_.at;
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

  static void turn(Valued& form, const Valued& change, bool back) {
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
        form = random_null_form();
      }
      const Valued along{form, values_of(form)};
      spend(2);
      failures = step_along(along) ? 0 : failures + 1;
    }
  }

  // On which side of the group each sample is.
  std::vector<signed char> sides() const {
    std::vector<signed char> result(table_.samples());
    for (std::size_t i = 0; i < others_.size(); ++i) result[others_[i]] = now_.at.values[i] < 0 ? -1 : 1;
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
    spend(static_cast<std::size_t>((before - budget.left) / pass / kProgramWork) + 1);
    if (!solution) return false;
    Form form = solution->row.weights;
    form.push_back(solution->row.constant);
    if (!(absolute_sum(form) < now_.condition)) return false;
    now_.at = {form, values_of(form)};
    now_.condition = absolute_sum(form);
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
      signed char& side = sides[others_[i]];
      side = static_cast<signed char>(-side);
      if (polish(sides)) return true;
      side = static_cast<signed char>(-side);
    }
    return false;
  }

  void spend(std::size_t passes) { passes_ -= std::min(passes, passes_); }

  const SampleTable& table_;
  const RowDemand& demand_;
  std::size_t budget_;
  std::size_t passes_ = 0;  // left, over all entries of the table
  GroupKernel kernel_;
  std::vector<std::size_t> others_;
  Valued direction_;
  Start now_;
  StepScratch scratch_;
  SplitMix numbers_{1};
};

}  // namespace

std::optional<FoundRow> RowSearch::find(const RowDemand& demand, std::size_t budget) const {
  if (!table_.finite()) return std::nullopt;
  return Search(table_, demand, budget).run();
}

}  // namespace ftcert
