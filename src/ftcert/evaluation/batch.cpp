#include "ftcert/evaluation/batch.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/integer_matrix.hpp"

namespace ftcert {

namespace {

// A layer as integers, transposed and with the bias as last row: (X | D) * matrix gives the scaled pre-activations.
struct IntegerLayer {
  IntegerMatrix matrix;
  std::vector<Integer> scale;  // pre-activation r comes out times scale[r] * D
};

// Folds the scales of the layer before into the columns, then clears denominators row by row.
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

std::vector<IntegerLayer> integer_layers(const Network& network) {
  std::vector<IntegerLayer> layers;
  for (const AffineMap& map : network.layers()) {
    layers.push_back(integer_layer(map, layers.empty() ? std::vector<Integer>() : layers.back().scale));
  }
  return layers;
}

// Least |n|/d, and least nonzero one, of the fractions shown for each neuron of a layer.
class LeastFractions {
 public:
  // Columns: least numerator, its denominator, least nonzero numerator, its denominator; denominator 0: none yet.
  explicit LeastFractions(std::size_t neurons) : best_(neurons, 4) {}

  void add(std::size_t neuron, const fmpz* numerator, const fmpz* denominator) {
    keep_less(neuron, 0, numerator, denominator);
    if (!fmpz_is_zero(numerator)) keep_less(neuron, 2, numerator, denominator);
  }

  // The layer's margins; neuron r's fractions are to be divided by scale[r].
  LayerMargin result(const std::vector<Integer>& scale) const {
    LayerMargin margin;
    for (std::size_t r = 0; r < scale.size(); ++r) {
      for (std::size_t column : {0, 2}) {
        if (!fmpz_is_zero(best_.at(r, column + 1))) {
          margin.add(Rational(to_integer(best_.at(r, column)), to_integer(best_.at(r, column + 1)) * scale[r]));
        }
      }
    }
    return margin;
  }

 private:
  void keep_less(std::size_t neuron, std::size_t column, const fmpz* numerator, const fmpz* denominator) {
    fmpz* n = best_.at(neuron, column);
    fmpz* d = best_.at(neuron, column + 1);
    if (fmpz_is_zero(d) || comparer_.compare_magnitudes(numerator, denominator, n, d) < 0) {
      fmpz_abs(n, numerator);
      fmpz_set(d, denominator);
    }
  }

  IntegerMatrix best_;
  FractionComparer comparer_;
};

constexpr std::size_t kChunk = 4096;

using MarginTrackers = std::vector<std::unique_ptr<LeastFractions>>;

// Samples first .. first+count-1; trackers: one a hidden layer, or none at all.
void evaluate_chunk(const std::vector<IntegerLayer>& layers, const PointMatrix& points, std::size_t first,
                    std::size_t count, PointMatrix& result, MarginTrackers& trackers) {
  const std::size_t inputs = points.dimension;
  const IntegerMatrix samples = homogeneous_rows(points, first, count);
  IntegerMatrix hidden(0, 0);
  for (std::size_t l = 0; l < layers.size(); ++l) {
    const std::size_t width = layers[l].scale.size();
    IntegerMatrix products(count, width);
    fmpz_mat_mul(products.raw(), l == 0 ? samples.raw() : hidden.raw(), layers[l].matrix.raw());
    if (l + 1 == layers.size()) {
      for (std::size_t i = 0; i < count; ++i) {
        const Integer denominator = to_integer(samples.at(i, inputs));
        for (std::size_t r = 0; r < width; ++r) {
          result.row(first + i)[r] = Rational(to_integer(products.at(i, r)), layers[l].scale[r] * denominator);
        }
      }
      return;
    }
    IntegerMatrix next(count, width + 1);
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t r = 0; r < width; ++r) {
        if (!trackers.empty()) trackers[l]->add(r, products.at(i, r), samples.at(i, inputs));
        if (fmpz_sgn(products.at(i, r)) > 0) fmpz_swap(next.at(i, r), products.at(i, r));
      }
      fmpz_set(next.at(i, width), samples.at(i, inputs));
    }
    hidden = std::move(next);
  }
}

PointMatrix evaluate_all(const Network& network, const PointMatrix& points, std::vector<LayerMargin>* margins) {
  require(points.dimension == network.inputs(), "evaluate_batch: wrong dimension");
  const std::vector<IntegerLayer> layers = integer_layers(network);
  MarginTrackers trackers;
  if (margins != nullptr) {
    for (std::size_t width : network.widths()) trackers.push_back(std::make_unique<LeastFractions>(width));
  }
  PointMatrix result(points.count, network.outputs());
  for (std::size_t first = 0; first < points.count; first += kChunk) {
    evaluate_chunk(layers, points, first, std::min(kChunk, points.count - first), result, trackers);
  }
  for (std::size_t l = 0; l < trackers.size(); ++l) margins->push_back(trackers[l]->result(layers[l].scale));
  return result;
}

}  // namespace

PointMatrix evaluate_batch(const Network& network, const PointMatrix& points) {
  return evaluate_all(network, points, nullptr);
}

Evaluation evaluate_batch_with_margins(const Network& network, const PointMatrix& points) {
  Evaluation evaluation;
  evaluation.values = evaluate_all(network, points, &evaluation.layers);
  return evaluation;
}

}  // namespace ftcert
