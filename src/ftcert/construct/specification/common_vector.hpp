// One vector that meets the demands of many samples: labels chosen inside their polytopes.
//
// Purpose: which samples can share a unit that has one value on all of them. With classes the demand of a sample is a system of difference constraints,
// v_c - v_k >= f_k - f_c + margin for its class c and every component k that is none of its classes; such systems are met together iff the graph of their
// components has no cycle of positive length. The least v >= 0 is found by raising components, exactly, on a grid of a power of two onto which the bounds
// are rounded up. Where a sample may have one of several classes, the first that goes with the others is taken, nearest first. With intervals it is the
// vector nearest to 0 that is in all boxes.
// Cost: O(P^3) operations of a rational for each class that is tried.
//
//   CommonVector common(demands, step);
//   common.add(demand) && common.add(other);   // both, or the second one is left out
//   common.value();                            // meets both
#pragma once

#include <optional>
#include <vector>

#include "ftcert/construct/specification/demand.hpp"

namespace ftcert {

class CommonVector {
 public:
  // step: a power of two, of which the components are multiples, with classes. The demands must live as long.
  CommonVector(const Demands& demands, Rational step);

  // Whether the demand goes with all those before; if not, nothing has changed.
  bool add(const Demand& demand);
  // All of them, or nothing has changed.
  const std::vector<Rational>& value() const { return value_; }

 private:
  bool add_class(const Demand& demand, std::size_t c);
  bool add_ranges(const Demand& demand);

  const Demands* demands_;
  Rational step_;
  // Of v_c - v_k, P x P, in steps, with classes; and of the components, with intervals.
  std::vector<std::optional<Integer>> least_;
  std::vector<Interval> ranges_;
  std::vector<Rational> value_;
};

}  // namespace ftcert
