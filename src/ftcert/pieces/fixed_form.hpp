// A linear form as integers of one word, with the error of its sums.
//
// Purpose: the leading bits of a direction u, for samples as fixed-point integers (fixed_points.hpp): a sum of products of words tells in most cases on which
// side of a bound u.x lies. Integers throughout: where the error does not decide, the exact sum has to.
//
//   FixedForm form(u, fixed);
//   const FixedBound bound = form.bound(Rational(1, 3));
//   form.sum(row) > bound.high;   // then u.x > 1/3; below bound.low it is less
#pragma once

#include <vector>

#include "ftcert/pieces/fixed_points.hpp"

namespace ftcert {

struct FixedBound {
  Wide low, high;
};

class FixedForm {
 public:
  // u: samples.dimension() entries, not all 0.
  FixedForm(const std::vector<Integer>& u, const FixedPoints& samples);

  // u.x = sum(row) * 2^shift(), up to the error.
  std::int64_t shift() const { return shift_; }
  // A sum below `low` is surely of a sample below the value, one above `high` of a sample above it.
  FixedBound bound(const Rational& value) const {
    const ScaledFloor at = scaled_floor(value, -shift_);
    return {at.floor - error_, at.floor + (at.exact ? 0 : 1) + error_};
  }
  // row: of the fixed points.
  Wide sum(const std::int64_t* row) const {
    Wide result = 0;
    for (std::size_t j = first_; j < last_; ++j) result += static_cast<Wide>(entries_[j]) * row[j];
    return result;
  }

 private:
  std::vector<std::int64_t> entries_;
  std::size_t first_ = 0, last_;  // between them are the entries that are not 0
  std::int64_t shift_ = 0;
  Wide error_ = 0;
};

}  // namespace ftcert
