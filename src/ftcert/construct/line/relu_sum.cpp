#include "ftcert/construct/line/relu_sum.hpp"

#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert {

void ReluSum::add(const Rational& kink, Facing facing, std::span<const Rational> weight) {
  require(weight.size() == outputs(), "ReluSum::add: wrong number of outputs");
  kinks.push_back(kink);
  facings.push_back(facing);
  weights.insert(weights.end(), weight.begin(), weight.end());
}

Network ReluSum::lift(const std::vector<Integer>& direction) const {
  std::vector<Rational> right(direction.begin(), direction.end());
  std::vector<Rational> left;
  for (const Rational& entry : right) left.push_back(-entry);

  std::vector<Rational> rows, bias;
  rows.reserve(neurons() * right.size());
  bias.reserve(neurons());
  for (std::size_t u = 0; u < neurons(); ++u) {
    const std::vector<Rational>& row = facings[u] == Facing::kRight ? right : left;
    rows.insert(rows.end(), row.begin(), row.end());
    bias.push_back(facings[u] == Facing::kRight ? -kinks[u] : kinks[u]);
  }
  AffineMap hidden(neurons(), right.size(), std::move(rows), std::move(bias));

  AffineMap output(outputs(), neurons());
  for (std::size_t c = 0; c < outputs(); ++c) {
    for (std::size_t u = 0; u < neurons(); ++u) output.weight(c, u) = weights[u * outputs() + c];
  }
  output.bias = constant;
  std::vector<AffineMap> layers;
  layers.push_back(std::move(hidden));
  layers.push_back(std::move(output));
  return Network(right.size(), std::move(layers));
}

}  // namespace ftcert
