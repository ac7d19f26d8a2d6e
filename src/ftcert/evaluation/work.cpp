#include "ftcert/evaluation/work.hpp"

#include <algorithm>
#include <vector>

#include "ftcert/evaluation/integer_matrix.hpp"

namespace ftcert {

Integer words_of(const Integer& bits) { return std::max<Integer>(1, (bits + 63) / 64); }

std::size_t point_bits(const PointMatrix& points) {
  constexpr std::size_t kChunk = 1024;
  std::size_t most = 0;
  for (std::size_t first = 0; first < points.count; first += kChunk) {
    const std::size_t count = std::min(kChunk, points.count - first);
    const IntegerMatrix rows = homogeneous_rows(points, first, count);
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t c = 0; c <= points.dimension; ++c) most = std::max(most, entry::bits(rows.at(i, c)));
    }
  }
  return most;
}

namespace {

struct LayerBits {
  std::size_t row = 0;        // most bits of a row's common denominator: d
  std::size_t layer = 0;      // bits of that of all rows: M
  std::size_t magnitude = 0;  // m
};

LayerBits layer_bits(const AffineMap& map) {
  LayerBits result;
  IntegerMatrix common(1, 2);
  entry::set_one(common.at(0, 1));
  const auto add = [&](const Rational& w) {
    entry::common_multiple(common.at(0, 0), w);
    const std::size_t above = entry::numerator_bits(w) + 1, below = entry::denominator_bits(w);
    result.magnitude = std::max(result.magnitude, above - std::min(above, below));
  };
  for (std::size_t r = 0; r < map.rows; ++r) {
    entry::set_one(common.at(0, 0));
    add(map.bias[r]);
    for (const Rational& w : map.row(r)) add(w);
    entry::common_multiple(common.at(0, 1), common.at(0, 0));
    result.row = std::max(result.row, entry::bits(common.at(0, 0)));
  }
  result.layer = entry::bits(common.at(0, 1));
  return result;
}

// Of a layer at one sample: its shape, and the words of its operands, its factors, and its results.
struct LayerSizes {
  Integer rows, terms;
  Integer operand, factor, result;
};

std::vector<LayerSizes> layer_sizes(const Network& network, std::size_t point_bits) {
  std::vector<LayerSizes> sizes;
  std::size_t value = point_bits, scale = 0, magnitude = 0;
  for (const AffineMap& map : network.layers()) {
    const LayerBits bits = layer_bits(map);
    LayerSizes size{map.rows, map.columns + 1, words_of(value), words_of(bits.row + scale + bits.magnitude), {}};
    magnitude += bits.magnitude + bit_size(Integer(map.columns + 1));
    value = bits.row + scale + point_bits + magnitude;
    size.result = words_of(value);
    scale += bits.layer;
    sizes.push_back(size);
  }
  return sizes;
}

}  // namespace

Integer network_work(const Network& network, const PointMatrix& points, std::size_t count) {
  return network_work(network, point_bits(points), count);
}

Integer network_work(const Network& network, std::size_t bits, std::size_t count) {
  Integer units = 0;
  for (const LayerSizes& l : layer_sizes(network, bits))
    units += l.rows * (l.terms * l.operand * l.factor + l.result * l.result);
  return units * std::max<std::size_t>(1, count);
}

Integer execution_work(const Network& network, FloatFormat format, const PointMatrix& points, std::size_t count) {
  const int errors = format == FloatFormat::kBinary32 ? 5 : 34;
  Integer units = 0;
  for (const LayerSizes& l : layer_sizes(network, point_bits(points))) {
    const Integer result = l.result + errors;
    units += 2 * l.rows * (l.terms * (l.operand + errors) * l.factor + 4 * result * result);
  }
  return units * std::max<std::size_t>(1, count);
}

}  // namespace ftcert
