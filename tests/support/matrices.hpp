// Matrices of samples for tests.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "ftcert/core/network.hpp"

namespace ftcert::test {

using Entry = std::function<Rational(std::size_t row, std::size_t column)>;

inline PointMatrix matrix_of(std::size_t count, std::size_t dimension, const Entry& entry) {
  PointMatrix matrix(count, dimension);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = 0; j < dimension; ++j) matrix.row(i)[j] = entry(i, j);
  }
  return matrix;
}

// entries: row by row.
inline PointMatrix points_of(std::size_t dimension, std::vector<Rational> entries) {
  PointMatrix points(entries.size() / dimension, dimension);
  points.entries = std::move(entries);
  return points;
}

}  // namespace ftcert::test
