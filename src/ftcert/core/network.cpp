#include "ftcert/core/network.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert {

AffineMap::AffineMap(std::size_t row_count, std::size_t column_count)
    : AffineMap(row_count, column_count, std::vector<Rational>(row_count * column_count),
                std::vector<Rational>(row_count)) {}

AffineMap::AffineMap(std::size_t row_count, std::size_t column_count, std::vector<Rational> w, std::vector<Rational> b)
    : rows(row_count), columns(column_count), weights(std::move(w)), bias(std::move(b)) {
  require(weights.size() == rows * columns && bias.size() == rows, "AffineMap: shape and entries differ");
}

Network::Network(std::size_t inputs, std::size_t outputs)
    : Network(inputs, {AffineMap(0, inputs), AffineMap(outputs, 0)}) {}

Network::Network(std::size_t inputs, std::vector<AffineMap> layers) : inputs_(inputs), layers_(std::move(layers)) {
  if (layers_.empty()) throw Error(Code::kShapeMismatch, "a network has at least one layer");
  std::size_t width = inputs_;
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    if (layers_[l].columns != width) {
      throw Error(Code::kShapeMismatch, "layer " + std::to_string(l + 1) + ": expected " + std::to_string(width) +
                                            " columns, found " + std::to_string(layers_[l].columns));
    }
    width = layers_[l].rows;
  }
  if (width == 0) throw Error(Code::kShapeMismatch, "the last layer has no outputs");
}

std::vector<std::size_t> Network::widths() const {
  std::vector<std::size_t> result;
  for (std::size_t l = 0; l + 1 < layers_.size(); ++l) result.push_back(layers_[l].rows);
  return result;
}

std::size_t Network::neurons() const {
  std::size_t count = 0;
  for (std::size_t width : widths()) count += width;
  return count;
}

std::vector<Rational> Network::evaluate(std::span<const Rational> x) const {
  require(x.size() == inputs_, "Network::evaluate: wrong number of inputs");
  std::vector<Rational> values(x.begin(), x.end());
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const AffineMap& map = layers_[l];
    std::vector<Rational> next = map.bias;
    for (std::size_t r = 0; r < map.rows; ++r) {
      for (std::size_t c = 0; c < map.columns; ++c) {
        if (!map.weight(r, c).is_zero() && !values[c].is_zero()) next[r] += map.weight(r, c) * values[c];
      }
      if (l + 1 < layers_.size() && next[r].sign() < 0) next[r] = 0;
    }
    values = std::move(next);
  }
  return values;
}

WeightBits weight_bits(const Network& network) {
  WeightBits bits;
  const auto add = [&bits](const std::vector<Rational>& numbers) {
    for (const Rational& number : numbers) {
      const std::size_t size = bit_size(number);
      bits.most = std::max(bits.most, size);
      bits.total += size;
    }
  };
  for (const AffineMap& map : network.layers()) {
    add(map.weights);
    add(map.bias);
  }
  return bits;
}

}  // namespace ftcert
