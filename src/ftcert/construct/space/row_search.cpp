#include "ftcert/construct/space/row_search.hpp"

#include <algorithm>
#include <cmath>

#include "ftcert/construct/problem/splitmix.hpp"
#include "ftcert/construct/space/group_kernel.hpp"
#include "ftcert/construct/space/line_step.hpp"

namespace ftcert {

namespace {

using Form = std::vector<double>;

// A row beyond this has a sample in the group's hull, or nearly.
constexpr double kMostCondition = 1e12;

// A form with its values at the samples outside the group.
struct Valued {
  Form form;
  std::vector<double> values;
};

class Search {
 public:
  Search(const SampleTable& table, const RowDemand& demand, std::size_t budget)
      : table_(table), demand_(demand), budget_(budget), kernel_(table, demand.group), turned_(demand.group.size()) {
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
    const std::size_t size = demand_.group.size();
    passes_ = budget_ / pass;
    if (passes_ < 4 || size * size * table_.columns() > budget_ || !kernel_.independent()) return std::nullopt;
    const std::size_t all = passes_;
    passes_ -= 2;
    direction_ = steep_direction();
    Form start = kernel_.with_values(demand_.values);
    best_ = {start, values_of(start)};
    if (!step_along(direction_) || !(condition_ < kMostCondition)) return std::nullopt;
    if (!demand_.others.empty()) turn_values();
    if (kernel_.dimension() > 1) descend();
    return FoundRow{
        table_.unscaled(best_.form),  table_.radius(), turned_,
        table_.pivots(demand_.group), condition_,      (all - passes_) * pass + 3 * size * size * table_.columns()};
  }

 private:
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
  bool step_along(const Valued& along) { return accept(best_, along); }

  bool accept(const Valued& from, const Valued& along) {
    const auto step = best_step(from.form, from.values, along.form, along.values, demand_.clearance, scratch_);
    if (!step || !(step->condition < condition_)) return false;
    Valued moved = from;
    for (std::size_t j = 0; j < moved.form.size(); ++j) moved.form[j] += step->length * along.form[j];
    for (std::size_t i = 0; i < moved.values.size(); ++i) moved.values[i] += step->length * along.values[i];
    best_ = std::move(moved);
    condition_ = step->condition;
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
      Valued from = best_;
      for (const std::size_t a : turning) turn(from, basis[a], turned_[a]);
      if (turning.size() == 2 && turning[0] == turning[1]) {
        ++failures;
        continue;
      }
      if (accept(from, direction_)) {
        for (const std::size_t a : turning) turned_[a] = !turned_[a];
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

  void spend(std::size_t passes) { passes_ -= std::min(passes, passes_); }

  const SampleTable& table_;
  const RowDemand& demand_;
  std::size_t budget_;
  std::size_t passes_ = 0;  // left, over all entries of the table
  GroupKernel kernel_;
  std::vector<std::size_t> others_;
  std::vector<bool> turned_;
  Valued direction_, best_;
  double condition_ = HUGE_VAL;
  StepScratch scratch_;
  SplitMix numbers_{1};
};

}  // namespace

std::optional<FoundRow> RowSearch::find(const RowDemand& demand, std::size_t budget) const {
  if (!table_.finite()) return std::nullopt;
  return Search(table_, demand, budget).run();
}

}  // namespace ftcert
