#include "ftcert/pieces/fixed_form.hpp"

#include <algorithm>
#include <limits>

#include "ftcert/core/error.hpp"

namespace ftcert {

FixedForm::FixedForm(const std::vector<Integer>& u, const FixedPoints& samples) : entries_(u.size()), last_(u.size()) {
  const auto nonzero = [](const Integer& entry) { return !entry.is_zero(); };
  require(samples.dimension() == u.size() && std::any_of(u.begin(), u.end(), nonzero), "FixedForm: shapes");
  while (u[first_].is_zero()) ++first_;
  while (u[last_ - 1].is_zero()) --last_;
  std::int64_t most = std::numeric_limits<std::int64_t>::min();
  for (std::size_t j = 0; j < u.size(); ++j) {
    if (nonzero(u[j])) most = std::max(most, static_cast<std::int64_t>(bit_size(u[j])) - samples.shift(j));
  }
  shift_ = most - samples.bits();
  // With u', x' exact and u, x their floors: u'x' - ux = (u' - u) x + u (x' - x) + (u' - u)(x' - x), the differences in [0, 1).
  bool exact = true;
  for (std::size_t j = 0; j < u.size(); ++j) {
    const ScaledFloor entry = scaled_floor(Rational(u[j]), -samples.shift(j) - shift_);
    entries_[j] = static_cast<std::int64_t>(entry.floor);
    if (!entry.exact) {
      exact = false;
      error_ += static_cast<Wide>(1) << samples.bits();
    }
    if (!samples.exact()) error_ += entry.floor < 0 ? -entry.floor : entry.floor;
  }
  if (!exact && !samples.exact()) error_ += static_cast<Wide>(u.size());
}

}  // namespace ftcert
