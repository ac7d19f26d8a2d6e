// The best step along a line of affine forms.
//
// Purpose: among the forms p + s v, s any number, with |p + s v| >= clearance at all given samples, the one whose absolute entries have the least
// sum. A sample forbids an open interval of s; the sum is convex in s; so the best s is its minimum or an end of the forbidden stretch that this lies
// in.
// Cost: O(n log n) for n entries, and passes over the samples: a few, and in the worst case one for each sample.
//
//   StepScratch scratch;
//   auto step = best_step(p, p_at_samples, v, v_at_samples, 1.0, scratch);
//   step->length; step->condition;   // s, and the sum of the absolute entries of p + s v
#pragma once

#include <optional>
#include <utility>
#include <vector>

namespace ftcert {

struct LineStep {
  double length;
  double condition;
};

// Memory that lasts from step to step.
struct StepScratch {
  std::vector<double> low, high;
  std::vector<std::pair<double, double>> turns;
};

double absolute_sum(const std::vector<double>& entries);

// Nothing: v vanishes at a sample where |p| is too small.
std::optional<LineStep> best_step(const std::vector<double>& p, const std::vector<double>& p_values,
                                  const std::vector<double>& v, const std::vector<double>& v_values, double clearance,
                                  StepScratch& scratch);

}  // namespace ftcert
