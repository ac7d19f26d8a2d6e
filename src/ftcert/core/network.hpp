// ReLU networks over the rationals.
//
// Purpose: the networks f and g. A Network is a chain of affine maps with the ReLU between consecutive ones (not after the
// last). With L affine maps it has L-1 hidden layers; the paper calls it an L-layer network. A hidden layer may be empty,
// so that the zero function has zero neurons. Invariant (checked by the constructor, kShapeMismatch): every map has as many
// columns as the map before has rows; there is at least one map and one output.
//
//   // relu(x - 1): one hidden neuron
//   Network g(1, {AffineMap(1, 1, {1}, {-1}), AffineMap(1, 1, {1}, {0})});
//   g.evaluate({Rational(5, 2)})[0];   // exactly 3/2
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "ftcert/core/rational.hpp"

namespace ftcert {

// x -> W x + b, W of shape rows x columns, row-major; b of shape rows.
struct AffineMap {
  AffineMap() = default;
  AffineMap(std::size_t row_count, std::size_t column_count);  // all zero
  AffineMap(std::size_t row_count, std::size_t column_count, std::vector<Rational> w, std::vector<Rational> b);

  const Rational& weight(std::size_t row, std::size_t column) const { return weights[row * columns + column]; }
  Rational& weight(std::size_t row, std::size_t column) { return weights[row * columns + column]; }
  std::span<const Rational> row(std::size_t index) const { return {weights.data() + index * columns, columns}; }

  bool operator==(const AffineMap&) const = default;

  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<Rational> weights;
  std::vector<Rational> bias;
};

class Network {
 public:
  // The zero function of `inputs` variables as a 2-layer network without neurons.
  explicit Network(std::size_t inputs = 1, std::size_t outputs = 1);
  Network(std::size_t inputs, std::vector<AffineMap> layers);

  std::size_t inputs() const { return inputs_; }
  std::size_t outputs() const { return layers_.back().rows; }
  // Number of affine maps, the paper's L.
  std::size_t depth() const { return layers_.size(); }
  const std::vector<AffineMap>& layers() const { return layers_; }
  // Sizes of the hidden layers.
  std::vector<std::size_t> widths() const;
  // All hidden neurons, the paper's m.
  std::size_t neurons() const;

  // Layer by layer, straight from the definition. x has inputs() entries.
  std::vector<Rational> evaluate(std::span<const Rational> x) const;
  // The same weights in the same places.
  bool operator==(const Network&) const = default;

 private:
  std::size_t inputs_;
  std::vector<AffineMap> layers_;
};

// Sizes of all weights and biases in bits (bit_size()).
struct WeightBits {
  std::size_t most = 0;
  std::size_t total = 0;
  bool operator==(const WeightBits&) const = default;
};
WeightBits weight_bits(const Network& network);

// K points of one dimension, row-major. Rows are samples.
struct PointMatrix {
  PointMatrix() = default;
  PointMatrix(std::size_t rows, std::size_t columns) : count(rows), dimension(columns), entries(rows * columns) {}

  std::span<const Rational> row(std::size_t i) const { return {entries.data() + i * dimension, dimension}; }
  std::span<Rational> row(std::size_t i) { return {entries.data() + i * dimension, dimension}; }

  std::size_t count = 0;
  std::size_t dimension = 0;
  std::vector<Rational> entries;
};

}  // namespace ftcert
