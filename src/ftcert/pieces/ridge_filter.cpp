#include "ftcert/pieces/ridge_filter.hpp"

#include <algorithm>

namespace ftcert {

namespace {

// Farther than any sum is from any kink.
constexpr Wide kNever = 2 * kBeyond;

}  // namespace

RidgeFilter::RidgeFilter(const RidgeForm& form, const std::vector<bool>& flat, const FixedPoints& samples)
    : form_(form), flat_(flat), direction_(form.direction, samples) {
  for (const Rational& kink : form.kinks) {
    const FixedBound bound = direction_.bound(kink);
    low_.push_back(bound.low);
    high_.push_back(bound.high);
  }
  from_.resize(form.kinks.size() + 1);
  until_.resize(form.kinks.size() + 1);
  from_.front() = -kNever;
  until_.back() = kNever;
  set_margin(std::nullopt);
}

void RidgeFilter::set_margin(const std::optional<Rational>& nonzero) {
  if (margin_ && nonzero && *nonzero + *nonzero > *margin_) return;
  margin_ = nonzero;
  const std::size_t kinks = form_.kinks.size();
  std::vector<Wide> reach(kinks, kNever);
  for (std::size_t k = 0; k < kinks && margin_; ++k) {
    const Wide floor = scaled_floor(*margin_ / form_.steepness[k], -direction_.shift()).floor;
    if (floor < kBeyond) reach[k] = floor + 1;
  }
  for (std::size_t k = 0; k < kinks; ++k) {
    const Wide from = high_[k] + reach[k];
    from_[k + 1] = k == 0 ? from : std::max(from_[k], from);
  }
  for (std::size_t k = kinks; k-- > 0;) {
    const Wide until = low_[k] - reach[k];
    until_[k] = k + 1 == kinks ? until : std::min(until_[k + 1], until);
  }
  if (flat_.front()) all_above_ = until_.front();
  if (flat_.back()) all_below_ = from_.back();
}

RidgeView RidgeFilter::view(const std::int64_t* row) const {
  const Wide sum = direction_.sum(row);
  const auto low = static_cast<std::size_t>(std::lower_bound(high_.begin(), high_.end(), sum) - high_.begin());
  const auto high = static_cast<std::size_t>(std::upper_bound(low_.begin(), low_.end(), sum) - low_.begin());
  return {low, high, low != high || sum <= from_[low] || sum >= until_[low]};
}

}  // namespace ftcert
