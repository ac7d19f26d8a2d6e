// A number has one text in a certificate, and in a data file the value that naive arithmetic finds.
#include "ftcert/core/number_text.hpp"

#include <algorithm>

#include "ftcert/data/binary_float.hpp"
#include "ftcert/data/data_number.hpp"
#include "target.hpp"

namespace ftcert::fuzz {

namespace {

bool digits(std::string_view s) {
  return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
}
bool natural(std::string_view s) { return digits(s) && (s.size() == 1 || s[0] != '0'); }
bool whole(std::string_view s) { return s.starts_with('-') ? natural(s.substr(1)) && s != "-0" : natural(s); }

Integer value_of(std::string_view text) {
  Integer value = 0;
  for (const char c : text) value = value * 10 + (c - '0');
  return value;
}

bool in_lowest_terms(std::string_view s) {
  const auto slash = s.find('/');
  if (slash == std::string_view::npos) return whole(s);
  const std::string_view above = s.substr(0, slash), below = s.substr(slash + 1);
  if (!whole(above) || !natural(below)) return false;
  const Integer q = value_of(below);
  return q > 1 && gcd(value_of(above.substr(above[0] == '-')), q) == 1;
}

}  // namespace

void number(std::string_view bytes) {
  if (bytes.size() > 3000) return;  // naive arithmetic is quadratic
  const bool rational = accepted([&] {
    const Rational q = read_rational(bytes);
    must(q.text() == bytes, "the text of a rational is the text that it was read from");
    must(read_rational((-q).text()) == -q && q - q == Rational() && q + q == q * Rational(2), "it is a number");
  });
  must(rational == in_lowest_terms(bytes), "rationals in lowest terms are read, and nothing else");
  const bool integer = accepted([&] { must(read_integer(bytes).str() == bytes, "the text of an integer"); });
  must(integer == whole(bytes), "integers are read, and nothing else");
  const bool count =
      accepted([&] { must(std::to_string(read_count(bytes)) == bytes && bytes.size() <= 18, "the text of a count"); });
  must(count == (natural(bytes) && bytes.size() <= 18), "counts below 10^18 are read, and nothing else");
}

void data_number(std::string_view bytes) {
  if (bytes.size() > 3000) return;
  Rational q;
  const bool read = accepted([&] { q = read_data_number(bytes); });
  if (in_lowest_terms(bytes)) must(read && q == read_rational(bytes), "a rational of a certificate is itself");
  const auto point = bytes.find('.');
  if (point != std::string_view::npos && digits(bytes.substr(0, point)) && digits(bytes.substr(point + 1))) {
    Integer scale = 1;
    for (std::size_t i = point + 1; i < bytes.size(); ++i) scale *= 10;
    const std::string all = std::string(bytes.substr(0, point)) + std::string(bytes.substr(point + 1));
    must(read && q == Rational(value_of(all), scale), "a decimal is its digits over a power of ten");
  }
  if (!read || bit_size(q) > 20'000) return;
  must(read_data_number(q.text()) == q, "its text is read back");
  if (bytes[0] != '-' && bytes[0] != '+') must(read_data_number("-" + std::string(bytes)) == -q, "a sign is a sign");
  for (const BinaryFormat format : {kBinary16, kBinary32, kBinary64}) {
    const std::optional<Rational> rounded = round_to(format, q);
    if (!rounded) continue;
    must(round_to(format, *rounded) == rounded, "what is rounded is a number of the format");
    must(round_to(format, -q) == -*rounded, "rounding is symmetric");
    must(round_to(format, (q + *rounded) / Rational(2)) == rounded || *rounded == q,
         "the nearest number is nearest to all between");
  }
}

}  // namespace ftcert::fuzz
