// Random networks biased to corner cases: zero, equal, opposite and parallel rows, coinciding kinks, empty
// layers.
#pragma once

#include <vector>

#include "ftcert/core/network.hpp"
#include "support/generator.hpp"

namespace ftcert::test {

inline Network random_network(Generator& generator, std::size_t inputs, const std::vector<std::size_t>& widths,
                              std::size_t outputs) {
  std::vector<AffineMap> layers;
  std::size_t columns = inputs;
  for (std::size_t l = 0; l <= widths.size(); ++l) {
    AffineMap map(l < widths.size() ? widths[l] : outputs, columns);
    for (std::size_t r = 0; r < map.rows; ++r) {
      const std::int64_t kind = generator.between(0, 7);
      if (r > 0 && kind <= 2) {  // a multiple of the row before, with its kink or another one
        const Rational factor = kind == 0 ? Rational(-1) : generator.rational(3, 2);
        for (std::size_t c = 0; c < columns; ++c) map.weight(r, c) = factor * map.weight(r - 1, c);
        map.bias[r] = generator.one_in(2) ? factor * map.bias[r - 1] : generator.rational(5, 3);
        continue;
      }
      if (kind != 3) {  // kind 3: a zero row
        for (std::size_t c = 0; c < columns; ++c)
          map.weight(r, c) = generator.one_in(4) ? Rational(0) : generator.rational(4, 3);
      }
      map.bias[r] = generator.one_in(3) ? Rational(0) : generator.rational(5, 3);
    }
    layers.push_back(std::move(map));
    columns = layers.back().rows;
  }
  return Network(inputs, std::move(layers));
}

}  // namespace ftcert::test
