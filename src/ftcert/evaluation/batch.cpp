#include "ftcert/evaluation/batch.hpp"

#include <algorithm>
#include <memory>
#include <span>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/integer_layer.hpp"

namespace ftcert {

namespace {

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

  void add(std::size_t neuron, const MatrixEntry* numerator, const MatrixEntry* denominator) {
    keep_less(neuron, 0, numerator, denominator);
    if (!entry::is_zero(numerator)) keep_less(neuron, 2, numerator, denominator);
  }

  // The layer's margins; neuron r's fractions are to be divided by scale[r].
  LayerMargin result(const std::vector<Integer>& scale) const {
    LayerMargin margin;
    for (std::size_t r = 0; r < scale.size(); ++r) {
      for (std::size_t column : {0, 2}) {
        if (!entry::is_zero(best_.at(r, column + 1))) {
          margin.add(entry::ratio(best_.at(r, column), best_.at(r, column + 1)) / Rational(scale[r]));
        }
      }
    }
    return margin;
  }

 private:
  void keep_less(std::size_t neuron, std::size_t column, const MatrixEntry* numerator, const MatrixEntry* denominator) {
    MatrixEntry* n = best_.at(neuron, column);
    MatrixEntry* d = best_.at(neuron, column + 1);
    if (entry::is_zero(d) || comparer_.compare_magnitudes(numerator, denominator, n, d) < 0) {
      entry::set_magnitude(n, numerator);
      entry::set(d, denominator);
    }
  }

  IntegerMatrix best_;
  FractionComparer comparer_;
};

constexpr std::size_t kMostEntries = 10000000, kMostChunk = 4096;

// Samples at a time, so that a layer of them has at most kMostEntries entries.
std::size_t chunk_size(const Network& network) {
  std::size_t width = network.inputs();
  for (const AffineMap& map : network.layers()) width = std::max(width, map.rows);
  return std::clamp(kMostEntries / (width + 1), std::size_t{1}, kMostChunk);
}

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
    products.set_product(l == 0 ? samples : hidden, layers[l].matrix);
    if (l + 1 == layers.size()) {
      set_values(products, layers[l].scale, samples, inputs,
                 std::span(result.entries).subspan(first * width, count * width));
      return;
    }
    IntegerMatrix next(count, width + 1);
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t r = 0; r < width; ++r) {
        if (!trackers.empty()) trackers[l]->add(r, products.at(i, r), samples.at(i, inputs));
        if (entry::sign(products.at(i, r)) > 0) entry::swap(next.at(i, r), products.at(i, r));
      }
      entry::set(next.at(i, width), samples.at(i, inputs));
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
  const std::size_t chunk = chunk_size(network);
  for (std::size_t first = 0; first < points.count; first += chunk) {
    evaluate_chunk(layers, points, first, std::min(chunk, points.count - first), result, trackers);
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
