// What a lower bound looks at: outputs of g, and what they can be at the samples.
//
// Purpose: a network of m hidden neurons has m for each component and for each difference of components alone, so a bound for one of them is one for the
// network. Labels leave one value at each sample, specifications an interval (proofs/certificate-format.md, section 18): components with intervals,
// differences of a class less another with classes. Of those that are 0 everywhere if g is, none is listed; of a difference and its negative one.
//
//   std::vector<OutputIntervals> outputs = observed_outputs(residuals);                  // labels
//   std::vector<OutputIntervals> others = observed_outputs(samples, terms, f);           // specifications
//   others[0].output.component;                                                          // of all that can show something
#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ftcert/certificate/patterns.hpp"
#include "ftcert/core/samples.hpp"

namespace ftcert {

struct OutputIntervals {
  ObservedOutput output;
  std::vector<Interval> z;  // K
};

using ObservedOutputs = std::vector<OutputIntervals>;

// "output 2", counted from 1; "difference 4-9", of classes, counted from 0.
std::string output_words(const ObservedOutput& output);

// residuals: K x P. All P components.
ObservedOutputs observed_outputs(const PointMatrix& residuals);

// f: K x P, read where a sample is specified. Contract: the samples have intervals or classes, as the terms say.
ObservedOutputs observed_outputs(const Samples& samples, const SpecificationTerms& terms, const PointMatrix& f);

inline bool single(const Interval& z) { return z.low && z.high && *z.low == *z.high; }
inline bool excludes_zero(const Interval& z) { return !z.holds(Rational(0)); }

// Samples at which an output cannot be 0, increasing.
std::vector<std::size_t> changed_samples(const ObservedOutputs& outputs);

// Numbers that all intervals so far have in common.
class CommonNumbers {
 public:
  // Of the interval of sample i. Whether there still is one.
  bool add(const Interval& z, std::size_t i);
  bool some() const { return !low_ || !high_ || *low_ <= *high_; }
  // Where there is none: two samples whose intervals have none in common. The first with the greatest lower end, and with the least upper end.
  std::pair<std::size_t, std::size_t> apart() const { return {lowest_, highest_}; }

 private:
  std::optional<Rational> low_, high_;
  std::size_t lowest_ = 0, highest_ = 0;
};

// Whether one number is in all of them: a network without neurons serves.
bool has_common_number(std::span<const Interval> z);

}  // namespace ftcert
