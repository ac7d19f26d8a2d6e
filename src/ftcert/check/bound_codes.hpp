// Identifiers of what is wrong in a bound certificate.
#pragma once

#include "ftcert/core/error.hpp"

namespace ftcert {

inline constexpr Code kNotOnLine{211};    // a sample is not on the line, or out of order
inline constexpr Code kNotForced{212};    // the samples force no kink of the stated sign there
inline constexpr Code kNotDisjoint{213};  // two intervals of kinks of one sign overlap
inline constexpr Code kNotReached{214};   // the kinks need fewer neurons than the claim says

}  // namespace ftcert
