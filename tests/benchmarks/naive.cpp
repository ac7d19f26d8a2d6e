#include "benchmarks/naive.hpp"

#include <gmp.h>

#include <cstdlib>

namespace ftcert::bench {

namespace {

using Numbers = std::vector<__mpq_struct>;

Numbers exact(const double* numbers, std::size_t count) {
  Numbers result(count);
  for (std::size_t i = 0; i < count; ++i) {
    mpq_init(&result[i]);
    mpq_set_d(&result[i], numbers[i]);
  }
  return result;
}

void clear(Numbers& numbers) {
  for (__mpq_struct& number : numbers) mpq_clear(&number);
}

std::string text(const __mpq_struct& number) {
  char* written = mpq_get_str(nullptr, 10, &number);
  const std::string result = written;
  std::free(written);
  return result;
}

}  // namespace

struct NaiveNetwork::Layer {
  std::size_t rows, columns;
  Numbers weights, bias;
};

NaiveNetwork::NaiveNetwork(const std::vector<FloatLayer>& layers) {
  for (const FloatLayer& layer : layers) {
    layers_.push_back({layer.rows, layer.columns, exact(layer.weights.data(), layer.weights.size()),
                       exact(layer.bias.data(), layer.bias.size())});
  }
}

NaiveNetwork::~NaiveNetwork() {
  for (Layer& layer : layers_) {
    clear(layer.weights);
    clear(layer.bias);
  }
}

std::vector<std::string> NaiveNetwork::values(const double* point) const {
  Numbers now = exact(point, layers_.front().columns);
  mpq_t product;
  mpq_init(product);
  for (const Layer& layer : layers_) {
    Numbers next(layer.rows);
    for (std::size_t r = 0; r < layer.rows; ++r) {
      mpq_init(&next[r]);
      mpq_set(&next[r], &layer.bias[r]);
      for (std::size_t c = 0; c < layer.columns; ++c) {
        mpq_mul(product, &layer.weights[r * layer.columns + c], &now[c]);
        mpq_add(&next[r], &next[r], product);
      }
      if (&layer != &layers_.back() && mpq_sgn(&next[r]) < 0) mpq_set_ui(&next[r], 0, 1);
    }
    clear(now);
    now.swap(next);
  }
  mpq_clear(product);
  std::vector<std::string> result;
  for (const __mpq_struct& value : now) result.push_back(text(value));
  clear(now);
  return result;
}

}  // namespace ftcert::bench
