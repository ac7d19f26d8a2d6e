// Intervals of residuals on a line, and values in them.
#pragma once

#include <vector>

#include "ftcert/core/specification.hpp"
#include "support/generator.hpp"

namespace ftcert::test {

// Small numbers, so that ends are often equal; an end is missing now and then.
inline std::vector<Interval> random_intervals(std::size_t count, Generator& generator, bool ends_missing = true) {
  std::vector<Interval> z;
  for (std::size_t i = 0; i < count; ++i) {
    const Rational low = generator.one_in(3) ? Rational(0) : generator.rational(3, 2);
    const Rational width = generator.one_in(3) ? Rational(0) : Rational(generator.between(0, 6), 4);
    Interval interval{low, low + width};
    if (ends_missing && generator.one_in(6)) interval.low.reset();
    if (ends_missing && generator.one_in(6)) interval.high.reset();
    z.push_back(interval);
  }
  return z;
}

// An end, the other one, or between; not far from an end where the other one is missing.
inline Rational value_in(const Interval& z, Generator& generator) {
  const Rational share(generator.between(0, 4), 4);
  if (z.low && z.high) return *z.low + share * (*z.high - *z.low);
  if (z.low) return *z.low + share * 3;
  if (z.high) return *z.high - share * 3;
  return generator.rational(5, 2);
}

inline std::vector<Rational> values_in(const std::vector<Interval>& z, Generator& generator) {
  std::vector<Rational> values;
  for (const Interval& interval : z) values.push_back(value_in(interval, generator));
  return values;
}

// The least value of c z, nothing where there is none.
inline std::optional<Rational> least_multiple(const Interval& z, const Rational& c) {
  if (c.is_zero()) return Rational(0);
  const auto& end = c.sign() > 0 ? z.low : z.high;
  if (!end) return std::nullopt;
  return c * *end;
}

inline std::string words(const std::vector<Rational>& t, const std::vector<Interval>& z) {
  std::string result;
  for (std::size_t i = 0; i < z.size(); ++i)
    result += "(" + t[i].text() + ": " + (z[i].low ? z[i].low->text() : "") + ".." +
              (z[i].high ? z[i].high->text() : "") + ") ";
  return result;
}

}  // namespace ftcert::test
