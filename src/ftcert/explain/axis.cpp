#include "ftcert/explain/axis.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/explain/decimal.hpp"

namespace ftcert {

Axis::Axis(std::vector<Rational> values, std::vector<Rational> positions)
    : values_(std::move(values)), positions_(std::move(positions)) {
  require(values_.size() >= 2 && positions_.size() == values_.size(), "Axis: two values at least, and their positions");
  require(std::adjacent_find(values_.begin(), values_.end(), [](const auto& a, const auto& b) { return a >= b; }) ==
              values_.end(),
          "Axis: values must increase");
}

Rational Axis::at(const Rational& value) const {
  const auto above = std::upper_bound(values_.begin() + 1, values_.end() - 1, value) - values_.begin();
  const auto i = static_cast<std::size_t>(above);
  return positions_[i - 1] +
         (value - values_[i - 1]) / (values_[i] - values_[i - 1]) * (positions_[i] - positions_[i - 1]);
}

std::vector<Tick> round_ticks(const Rational& low, const Rational& high, unsigned count) {
  require(low < high && count > 0, "round_ticks: empty range");
  const Rational wanted = (high - low) / Rational(count);
  const long exponent = decimal_exponent(wanted);
  Rational step = power_of_ten(exponent);
  for (const int factor : {1, 2, 5, 10}) {
    step = Rational(factor) * power_of_ten(exponent);
    if (step >= wanted) break;
  }
  const Integer last = floor(high / step);
  std::vector<Tick> ticks;
  for (Integer k = ceil(low / step); k <= last; ++k) {
    const Rational value = Rational(k) * step;
    // All digits down to the step; a far away range (1e20 .. 1e20 + 1) needs them to tell its ticks apart.
    const long top = value.is_zero() ? exponent : decimal_exponent(value);
    ticks.push_back({value, rounded(value, static_cast<unsigned>(std::max(1L, top - exponent + 1)))});
  }
  return ticks;
}

std::vector<Tick> labelled(const std::vector<Rational>& values) {
  constexpr unsigned kMostDigits = 8;
  std::vector<Tick> ticks;
  for (unsigned digits = 3; digits <= kMostDigits; ++digits) {
    ticks.clear();
    bool distinct = true;
    for (const Rational& value : values) {
      ticks.push_back({value, rounded(value, digits)});
      if (ticks.size() > 1 && ticks.back().text == ticks[ticks.size() - 2].text) distinct = false;
    }
    if (distinct) return ticks;
  }
  for (std::size_t i = ticks.size(); i-- > 1;) {
    if (ticks[i].text == ticks[i - 1].text) ticks[i].text.clear();
  }
  return ticks;
}

}  // namespace ftcert
