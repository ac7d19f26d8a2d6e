#include "ftcert/pieces/ridge_scan.hpp"

#include <utility>

namespace ftcert {

RidgeScan::RidgeScan(const RidgeForm& form, std::size_t outputs)
    : form_(form),
      outputs_(outputs),
      kinks_(form.kinks.size(), 2),
      nearest_(form.kinks.size(), 4),
      touched_(form.kinks.size(), false),
      flat_(form.kinks.size() + 1, true) {
  for (std::size_t k = 0; k < form.kinks.size(); ++k) {
    kinks_.set(k, 0, form.kinks[k].numerator());
    kinks_.set(k, 1, form.kinks[k].denominator());
  }
  for (std::size_t k = 0; k < flat_.size(); ++k) {
    for (std::size_t c = 0; c < outputs; ++c) {
      if (!form.slope[k * outputs + c].is_zero() || !form.intercept[k * outputs + c].is_zero()) flat_[k] = false;
    }
  }
}

std::size_t RidgeScan::add(const fmpz* numerator, const fmpz* denominator, const RidgeView& view,
                           std::span<Rational> value, std::optional<Rational>& nonzero) {
  std::size_t low = view.low, high = view.high;  // kinks before `low` are <= t, from `high` on > t
  bool on_kink = false;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    const int order = comparer_.compare(numerator, denominator, kinks_.at(middle, 0), kinks_.at(middle, 1));
    if (order == 0) on_kink = true;
    if (order >= 0)
      low = middle + 1;
    else
      high = middle;
  }
  if (on_kink) touched_[low - 1] = true;
  if (view.near) {
    const std::size_t left = on_kink ? low - 1 : low;  // kinks before `left` are < t
    if (left > 0) keep_nearer(left - 1, 2, numerator, denominator, -1, nonzero);
    if (low < form_.kinks.size()) keep_nearer(low, 0, numerator, denominator, 1, nonzero);
  }
  if (flat_[low] || value.empty()) return low;
  const Rational t = entry::ratio(numerator, denominator);
  for (std::size_t c = 0; c < outputs_; ++c) {
    value[c] += form_.slope[low * outputs_ + c] * t + form_.intercept[low * outputs_ + c];
  }
  return low;
}

// The sample nearest to a kink on one side lies in the piece beside it, its other end included, or, when that holds none, is the
// sample nearest to that other kink: one sweep in each direction.
void RidgeScan::add_margins(LayerMargin& margin) const {
  const std::size_t kinks = form_.kinks.size();
  std::optional<Rational> below, above;
  for (std::size_t k = 0; k < kinks; ++k) {
    if (auto t = recorded(k, 0)) below = std::move(t);
    if (touched_[k]) margin.add(0);
    if (below) margin.add(form_.steepness[k] * (form_.kinks[k] - *below));
  }
  for (std::size_t k = kinks; k-- > 0;) {
    if (auto t = recorded(k, 2)) above = std::move(t);
    if (above) margin.add(form_.steepness[k] * (*above - form_.kinks[k]));
  }
}

void RidgeScan::keep_nearer(std::size_t kink, std::size_t column, const fmpz* numerator, const fmpz* denominator,
                            int wanted, std::optional<Rational>& nonzero) {
  fmpz* n = nearest_.at(kink, column);
  fmpz* d = nearest_.at(kink, column + 1);
  if (!fmpz_is_zero(d) && comparer_.compare(numerator, denominator, n, d) * wanted <= 0) return;
  fmpz_set(n, numerator);
  fmpz_set(d, denominator);
  Rational distance = form_.steepness[kink] * abs(entry::ratio(numerator, denominator) - form_.kinks[kink]);
  if (!nonzero || distance < *nonzero) nonzero = std::move(distance);
}

std::optional<Rational> RidgeScan::recorded(std::size_t kink, std::size_t column) const {
  if (fmpz_is_zero(nearest_.at(kink, column + 1))) return std::nullopt;
  return entry::ratio(nearest_.at(kink, column), nearest_.at(kink, column + 1));
}

}  // namespace ftcert
