// Numbers as people write them in data files.
//
//   read_data_number("-1.25e-3");   // -1/800
#pragma once

#include <cstdint>
#include <string_view>

#include "ftcert/core/rational.hpp"

namespace ftcert {

// Read exactly as written: decimals (-1.25e-3), fractions (7/3, reduced or
// not, denominator not 0) and hexadecimal floats (0x1.8p-3). Leading '+' and leading zeros are allowed; exponents are
// limited to +-20000 so that a cell cannot fill the memory.
Rational read_data_number(std::string_view text);

// Units of work (core/work.hpp) to make the number, from its text alone: floor((c + e) / 16)^2 for c characters and an exponent of absolute
// value e (none beyond the limit: the text is no number). So 1e19999 takes 1.6 million, and a number that fits a word nothing.
std::uint64_t number_work(std::string_view text);

}  // namespace ftcert
