// By how much a class should lead where nobody says so.
//
// Purpose: a hundredth of what f itself keeps between its two greatest components, in the middle: the lower median of these gaps at the samples without a
// specification, rounded down to two decimal digits that count.
//
//   default_margin(f_at_kept_samples);   // a median gap of 3.1415 gives 31/1000
#pragma once

#include "ftcert/core/network.hpp"

namespace ftcert {

// values: of f, at least two components. Errors: kUsage where there is no sample, or the two greatest components are equal in the middle.
Rational default_margin(const PointMatrix& values);

}  // namespace ftcert
