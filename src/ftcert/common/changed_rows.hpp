// The samples at which the new network must do something.
#pragma once

#include <algorithm>
#include <vector>

#include "ftcert/core/network.hpp"

namespace ftcert {

// Rows of the residuals (samples x outputs) with an entry that is not 0, increasing.
inline std::vector<std::size_t> changed_rows(const PointMatrix& residuals) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < residuals.count; ++i) {
    if (std::ranges::any_of(residuals.row(i), [](const Rational& z) { return !z.is_zero(); })) rows.push_back(i);
  }
  return rows;
}

}  // namespace ftcert
