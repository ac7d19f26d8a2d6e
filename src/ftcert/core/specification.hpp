// What samples may be, in place of one label each: intervals for the components of f + g, or classes, the components that may be the greatest.
//
// Purpose: the specifications of proofs/certificate-format.md, section 18. No stated label is an interval with equal ends.
//
//   Interval box{Rational(1), Rational(5, 4)};
//   text(box);                          // "1..5/4", as in certificates
//   shifted(box, -f);                   // what g may be
//   class_lead({3, 1, 2}, {0, 2});      // max {3, 2} - max {1} = 2
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ftcert/core/rational.hpp"

namespace ftcert {

// All numbers between the ends that there are. Invariant: low <= high.
struct Interval {
  std::optional<Rational> low, high;

  Interval() = default;  // all numbers
  Interval(std::optional<Rational> lower, std::optional<Rational> upper)
      : low(std::move(lower)), high(std::move(upper)) {}
  explicit Interval(const Rational& value) : low(value), high(value) {}

  bool holds(const Rational& value) const { return (!low || *low <= value) && (!high || value <= *high); }
  // Exactly {0}.
  bool zero() const { return low && high && low->is_zero() && high->is_zero(); }
  bool operator==(const Interval&) const = default;
};

// "3/2", "1..5/4", ">=1", "<=5/4". Contract: there is an end.
std::string text(const Interval& interval);
// {z} for each z.
std::vector<Interval> exactly(std::span<const Rational> values);
Interval shifted(const Interval& interval, const Rational& by);

// Components, increasing, at least one of P and not all.
using ClassSet = std::vector<std::size_t>;
// "0|2"
std::string text(const ClassSet& classes);
// The greatest value of these components less the greatest of all others. Contract: a class set of the values.
Rational class_lead(std::span<const Rational> values, const ClassSet& classes);
// The same where each value may be off by its error, at least; without errors: none.
Rational class_lead(std::span<const Rational> values, std::span<const Rational> errors, const ClassSet& classes);

enum class SpecificationKind { kIntervals, kClasses };

// The line `specification`: what the specifications of all samples have in common.
struct SpecificationTerms {
  SpecificationKind kind = SpecificationKind::kIntervals;
  Rational number;          // tolerance of the numbers in a data file; or the margin by which a class leads
  std::size_t outputs = 0;  // P, for classes

  bool classes() const { return kind == SpecificationKind::kClasses; }
};

}  // namespace ftcert
