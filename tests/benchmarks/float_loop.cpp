#include "benchmarks/float_loop.hpp"

#include <algorithm>

namespace ftcert::bench {

namespace {

void apply(const FloatLayer& layer, bool hidden, const double* in, double* out) {
  for (std::size_t r = 0; r < layer.rows; ++r) {
    const double* row = layer.weights.data() + r * layer.columns;
    double sum = layer.bias[r];
    for (std::size_t c = 0; c < layer.columns; ++c) sum += row[c] * in[c];
    out[r] = hidden && sum < 0 ? 0 : sum;
  }
}

}  // namespace

void float_loop(const std::vector<FloatLayer>& layers, const double* points, std::size_t count, double* values) {
  std::size_t width = 0;
  for (const FloatLayer& layer : layers) width = std::max(width, layer.rows);
  std::vector<double> now(width), next(width);
  for (std::size_t i = 0; i < count; ++i) {
    const double* in = points + i * layers.front().columns;
    for (std::size_t l = 0; l + 1 < layers.size(); ++l) {
      apply(layers[l], true, in, next.data());
      now.swap(next);
      in = now.data();
    }
    apply(layers.back(), false, in, values + i * layers.back().rows);
  }
}

}  // namespace ftcert::bench
