#include "ftcert/certify/default_margin.hpp"

#include <algorithm>
#include <vector>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// Rounded down to two decimal digits that count. Contract: positive.
Rational two_digits(const Rational& value) {
  Rational scale = 1;
  while (value * scale < 10) scale *= 10;
  while (value * scale >= 100) scale /= 10;
  const Rational scaled = value * scale;
  return Rational(Integer(scaled.numerator() / scaled.denominator())) / scale;
}

}  // namespace

Rational default_margin(const PointMatrix& values) {
  require(values.dimension >= 2, "default_margin: at least two components");
  std::vector<Rational> gaps;
  for (std::size_t i = 0; i < values.count; ++i) {
    std::vector<Rational> scores(values.row(i).begin(), values.row(i).end());
    std::ranges::nth_element(scores, scores.begin() + 1, std::greater<>());
    gaps.push_back(scores[0] - scores[1]);
  }
  std::ranges::sort(gaps);
  const Rational median = gaps.empty() ? Rational(0) : gaps[(gaps.size() - 1) / 2];
  if (median.is_zero()) {
    throw Error(Code::kUsage, gaps.empty()
                                  ? "no sample is without a class, so nothing says what a margin is: give --margin"
                                  : "the two greatest components of f are equal at half of the samples without a "
                                    "class, so nothing says what a margin is: give --margin");
  }
  return two_digits(median / 100);
}

}  // namespace ftcert
