// What g may be at the samples whose specification f misses.
//
// Purpose: what searches for networks read in place of residuals. A sample without a specification, or whose specification f meets already, is kept: g is
// 0 there. Every other one is violated, and has a demand: intervals for the components of g, or classes that must lead in f + g by the margin. For a unit
// whose values are multiples of one vector v, a demand is an interval of multiples.
// Invariant: 0 meets no demand.
//
//   Demands demands(samples, terms, f);
//   demands.violated()[0].row;
//   demands.meets(demands.violated()[0], g);
//   demands.scales(demands.violated()[0], v);   // all s > 0 such that s v meets it, about
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "ftcert/core/samples.hpp"

namespace ftcert {

struct Demand {
  std::size_t row = 0;           // of the sample
  std::vector<Interval> ranges;  // with intervals: what the components of g may be; {0} where one is kept
  ClassSet classes;              // with classes
};

class Demands {
 public:
  // f: K x P, its values where a sample is specified; errors: how far an execution may be from them, K x P, or empty: nowhere. What f meets by less than its
  // error is violated. Contract: the samples have intervals or classes, as the terms say.
  Demands(const Samples& samples, const SpecificationTerms& terms, PointMatrix f, const PointMatrix& errors = {});

  std::size_t samples() const { return f_.count; }
  std::size_t outputs() const { return f_.dimension; }
  bool classes() const { return terms_.classes(); }
  const Rational& margin() const { return terms_.number; }
  const std::vector<Demand>& violated() const { return violated_; }  // in the order of the rows
  std::size_t specified() const { return specified_; }
  std::size_t satisfied() const { return specified_ - violated_.size(); }  // by f
  // Violated ones that have one of their classes already, but by less than the margin.
  std::size_t near_misses() const { return near_misses_; }
  std::span<const Rational> f(std::size_t row) const { return f_.row(row); }

  // The same with room: classes lead by `share` of the slack more, intervals end so much earlier, the slack being a quarter of them at most.
  Demands with_slack(const Rational& slack, const Rational& share = 1) const;

  // By how much f misses an interval, at most; 0 with classes.
  Rational largest_miss() const;
  // Width of the narrowest interval that f misses and that has two ends; nothing with classes, or without one.
  std::optional<Rational> narrowest() const;

  bool meets(const Demand& demand, std::span<const Rational> g) const;
  // Positive multiples of v that meet the demand: those around `about` or, where it is none of them, the greatest interval of one class. Nothing: none
  // was found. An end that is 0 is open.
  std::optional<Interval> scales(const Demand& demand, std::span<const Rational> v, const Rational& about) const;

 private:
  SpecificationTerms terms_;
  PointMatrix f_;
  std::vector<Demand> violated_;
  std::size_t specified_ = 0, near_misses_ = 0;
};

}  // namespace ftcert
