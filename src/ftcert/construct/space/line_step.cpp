#include "ftcert/construct/space/line_step.hpp"

#include <algorithm>
#include <cmath>

namespace ftcert {

namespace {

double condition_at(const std::vector<double>& p, const std::vector<double>& v, double s) {
  double sum = 0;
  for (std::size_t j = 0; j < p.size(); ++j) sum += std::abs(p[j] + s * v[j]);
  return sum;
}

// The s at which the condition is least: a weighted median of the zeros of the entries.
double least_condition(const std::vector<double>& p, const std::vector<double>& v,
                       std::vector<std::pair<double, double>>& turns) {
  turns.clear();
  double total = 0;
  for (std::size_t j = 0; j < p.size(); ++j) {
    if (v[j] == 0) continue;
    turns.emplace_back(-p[j] / v[j], std::abs(v[j]));
    total += std::abs(v[j]);
  }
  std::sort(turns.begin(), turns.end());
  double before = 0;
  for (const auto& [at, weight] : turns) {
    before += weight;
    if (2 * before >= total) return at;
  }
  return 0;
}

}  // namespace

double absolute_sum(const std::vector<double>& entries) {
  double sum = 0;
  for (const double entry : entries) sum += std::abs(entry);
  return sum;
}

std::optional<LineStep> best_step(const std::vector<double>& p, const std::vector<double>& p_values,
                                  const std::vector<double>& v, const std::vector<double>& v_values, double clearance,
                                  StepScratch& scratch) {
  const std::size_t count = p_values.size();
  scratch.low.resize(count);
  scratch.high.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    if (v_values[i] == 0) {
      if (std::abs(p_values[i]) < clearance) return std::nullopt;
      scratch.low[i] = scratch.high[i] = HUGE_VAL;  // forbids nothing
      continue;
    }
    const double centre = -p_values[i] / v_values[i], half = std::abs(clearance / v_values[i]);
    scratch.low[i] = centre - half;
    scratch.high[i] = centre + half;
  }
  const double wanted = least_condition(p, v, scratch.turns);
  double low = wanted, high = wanted;
  for (bool grown = true; grown;) {
    grown = false;
    for (std::size_t i = 0; i < count; ++i) {
      const bool meets = scratch.low[i] < high && scratch.high[i] > low;
      if (meets && (scratch.low[i] < low || scratch.high[i] > high)) {
        low = std::min(low, scratch.low[i]);
        high = std::max(high, scratch.high[i]);
        grown = true;
      }
    }
  }
  if (!std::isfinite(low) || !std::isfinite(high)) return std::nullopt;
  const double below = condition_at(p, v, low), above = condition_at(p, v, high);
  return below <= above ? LineStep{low, below} : LineStep{high, above};
}

}  // namespace ftcert
