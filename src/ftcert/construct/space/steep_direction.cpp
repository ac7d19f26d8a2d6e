#include "ftcert/construct/space/steep_direction.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "ftcert/construct/space/line_step.hpp"

namespace ftcert {

namespace {

constexpr std::size_t kMostTries = 300;
// Steps by which a direction is turned, beside its size: the first, and the least that is worth a pass.
constexpr double kFirstTurn = 0.5;
constexpr double kLeastTurn = 1e-3;
// Samples that push less than this do not count.
constexpr double kLeastPush = 1e-3;

double random(SplitMix& numbers) { return static_cast<double>(static_cast<std::int64_t>(numbers.next())) * 0x1p-63; }

// How near the other samples come to the hyperplane, beside the size of the form.
double steepness(const ValuedForm& form) {
  double least = HUGE_VAL;
  for (const double value : form.values) least = std::min(least, std::abs(value));
  return least / absolute_sum(form.form);
}

// Turns a direction away from the samples nearest to it, as long as that helps.
void ascend(const SampleTable& table, const GroupKernel& kernel, const OtherSamples& others, ValuedForm& best,
            double most, std::size_t& passes) {
  double length = kFirstTurn;
  for (std::size_t n = passes / 8; n > 0 && length > kLeastTurn; --n) {
    std::vector<double> pull(table.columns());
    const double least = most * absolute_sum(best.form);
    for (std::size_t i = 0; i < best.values.size(); ++i) {
      const double value = best.values[i], near = least / std::abs(value), push = near * near * near * near;
      if (push < kLeastPush) continue;
      const double* x = table.row(others.rows()[i]);
      for (std::size_t j = 0; j < pull.size(); ++j) pull[j] += (value < 0 ? -push : push) * x[j];
    }
    const std::vector<double> away = kernel.project(pull);
    const double scale = length * absolute_sum(best.form) / absolute_sum(away);
    if (!std::isfinite(scale)) return;
    std::vector<double> form = best.form;
    for (std::size_t j = 0; j < form.size(); ++j) form[j] += scale * away[j];
    ValuedForm turned = others.valued(std::move(form));
    spend(passes, 2);
    if (const double steep = steepness(turned); steep > most) {
      most = steep;
      best = std::move(turned);
      length *= 1.5;
    } else {
      length /= 2;
    }
  }
}

}  // namespace

OtherSamples::OtherSamples(const SampleTable& table, const std::vector<std::size_t>& group) : table_(table) {
  auto member = group.begin();
  for (std::size_t i = 0; i < table.samples(); ++i) {
    if (member != group.end() && *member == i) {
      ++member;
    } else {
      rows_.push_back(i);
    }
  }
}

ValuedForm OtherSamples::valued(std::vector<double> form) const {
  std::vector<double> values(rows_.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double* x = table_.row(rows_[i]);
    double sum = 0;
    for (std::size_t j = 0; j < form.size(); ++j) sum += form[j] * x[j];
    values[i] = sum;
  }
  return {std::move(form), std::move(values)};
}

std::vector<double> random_null_form(const GroupKernel& kernel, SplitMix& numbers) {
  std::vector<double> coefficients(kernel.dimension());
  // A sum of four is nearly normal, so that no axis of the kernel is preferred.
  for (double& c : coefficients) {
    for (int n = 0; n < 4; ++n) c += random(numbers);
  }
  return kernel.combination(coefficients);
}

ValuedForm steep_direction(const SampleTable& table, const GroupKernel& kernel, const OtherSamples& others,
                           SplitMix& numbers, std::size_t& passes) {
  ValuedForm best;
  double most = -1;
  const std::size_t tries = kernel.dimension() == 1 ? 1 : std::clamp<std::size_t>(passes / 4, 1, kMostTries);
  for (std::size_t n = 0; n < tries; ++n) {
    ValuedForm form = others.valued(random_null_form(kernel, numbers));
    if (const double steep = steepness(form); best.form.empty() || steep > most) {
      most = steep;
      best = std::move(form);
    }
  }
  spend(passes, tries);
  if (kernel.dimension() > 1) ascend(table, kernel, others, best, most, passes);
  return best;
}

}  // namespace ftcert
