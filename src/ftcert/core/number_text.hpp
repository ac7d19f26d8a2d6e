// The one strict reader of numbers in certificates.
//
// Purpose: text becomes a number in exactly one way, so that equal numbers have equal text. Grammar:
//   integer   -?(0|[1-9][0-9]*)  with "-0" refused
//   rational  integer(/[1-9][0-9]*)?  in lowest terms, denominator not 1
// Errors: kNumberSyntax, with the offending text.
//
//   read_rational("-7/3");   // fine;  "4/6", "1/0", "01", "+1", "1/1", "-0" all throw
#pragma once

#include <cstdint>
#include <string_view>

#include "ftcert/core/rational.hpp"

namespace ftcert {

Rational read_rational(std::string_view text);
Integer read_integer(std::string_view text);
// A count: non-negative and below 10^18.
std::uint64_t read_count(std::string_view text);

}  // namespace ftcert
