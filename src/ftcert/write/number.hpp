// Numbers at the end of a text.
//
//   append(out, Rational(-7, 3));   // out += "-7/3", without a string of its own
#pragma once

#include <span>
#include <string>

#include "ftcert/core/rational.hpp"

namespace ftcert {

// Rational::text() behind `out`.
void append(std::string& out, const Rational& number);
// The same of each number, a space before it.
void append_each(std::string& out, std::span<const Rational> numbers);

// At least as many bytes as append_each() takes; for numbers of one size hardly more.
std::size_t bytes_of(std::span<const Rational> numbers);

}  // namespace ftcert
