#include "ftcert/construct/problem/simplest.hpp"

#include <utility>
#include <vector>

#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"

namespace ftcert {

namespace {

// 0 <= low < high. Continued fractions: while no integer lies strictly inside, all numbers inside share their
// integer part.
Rational simplest_positive(Rational low, Rational high) {
  std::vector<Integer> shared;
  for (;;) {
    Integer whole = floor(low);
    const Integer next = whole + 1;
    if (Rational(next) < high) {
      Rational result(next);
      for (auto part = shared.rbegin(); part != shared.rend(); ++part) result = Rational(*part) + Rational(1) / result;
      return result;
    }
    low -= Rational(whole);
    high -= Rational(whole);
    Rational least = Rational(1) / high;
    if (low.is_zero()) {
      // The reciprocals have no upper end: any larger integer is inside, the next one is simplest.
      high = least + Rational(2);
    } else {
      high = Rational(1) / low;
    }
    low = std::move(least);
    shared.push_back(std::move(whole));
  }
}

}  // namespace

Rational simplest_between(const Rational& low, const Rational& high) {
  require(low < high, "simplest_between: the interval is empty");
  if (low.sign() >= 0) return simplest_positive(low, high);
  if (high.sign() > 0) return 0;
  return -simplest_positive(-high, -low);
}

}  // namespace ftcert
