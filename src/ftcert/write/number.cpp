#include "ftcert/write/number.hpp"

#include <array>
#include <charconv>

namespace ftcert {

void append(std::string& out, const Rational& number) {
  const fmpz above = *number.fraction().numerator_raw(), below = *number.fraction().denominator_raw();
  if (COEFF_IS_MPZ(above) || COEFF_IS_MPZ(below)) {
    out += number.text();
    return;
  }
  std::array<char, 48> text;  // two numbers of at most 20 characters each, and a slash
  char* const last = text.data() + text.size();
  char* end = std::to_chars(text.data(), last, above).ptr;
  if (below != 1) {
    *end++ = '/';
    end = std::to_chars(end, last, below).ptr;
  }
  out.append(text.data(), end);
}

void append_each(std::string& out, std::span<const Rational> numbers) {
  for (const Rational& number : numbers) append(out += ' ', number);
}

std::size_t bytes_of(std::span<const Rational> numbers) {
  std::size_t bytes = 0;
  for (const Rational& number : numbers) {
    const std::size_t below = number.is_integer() ? 0 : number.fraction().denominator_bits();
    bytes += (number.fraction().numerator_bits() + below) * 31 / 102 + 5;  // log10(2) < 31/102; space, sign, slash
  }
  return bytes;
}

}  // namespace ftcert
