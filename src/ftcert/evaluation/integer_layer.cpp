#include "ftcert/evaluation/integer_layer.hpp"

#include <utility>

namespace ftcert {

IntegerLayer integer_layer(const AffineMap& map, const std::vector<Integer>& scale_before) {
  IntegerLayer layer{IntegerMatrix(map.columns + 1, map.rows), std::vector<Integer>(map.rows)};
  std::vector<Rational> row(map.columns + 1);
  for (std::size_t r = 0; r < map.rows; ++r) {
    for (std::size_t c = 0; c < map.columns; ++c) {
      row[c] = map.weight(r, c);
      if (!scale_before.empty() && !row[c].is_zero()) row[c] /= Rational(scale_before[c]);
    }
    row[map.columns] = map.bias[r];
    HomogeneousVector integers = common_denominator(row);
    for (std::size_t c = 0; c <= map.columns; ++c) layer.matrix.set(c, r, integers.numerators[c]);
    layer.scale[r] = std::move(integers.denominator);
  }
  return layer;
}

void set_values(const IntegerMatrix& products, const std::vector<Integer>& scale, const IntegerMatrix& samples,
                std::size_t inputs, std::span<Rational> result) {
  const std::size_t width = scale.size(), count = width == 0 ? 0 : result.size() / width;
  IntegerMatrix denominators(1, width + 1);
  for (std::size_t r = 0; r < width; ++r) denominators.set(0, r, scale[r]);
  MatrixEntry* denominator = denominators.at(0, width);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t r = 0; r < width; ++r) {
      entry::multiply(denominator, denominators.at(0, r), samples.at(i, inputs));
      result[i * width + r] = entry::ratio(products.at(i, r), denominator);
    }
  }
}

}  // namespace ftcert
