// How much faster the exact evaluations are than the definition, and what enclosures of executions cost beside them: ratios within one run, results
// compared first.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "ftcert/core/rounding.hpp"
#include "ftcert/evaluation/batch.hpp"
#include "ftcert/evaluation/enclosure.hpp"
#include "ftcert/pieces/evaluate.hpp"
#include "support/generator.hpp"

using namespace ftcert;

namespace {

// A number that a float32 could hold: 24 bits over a power of two.
Rational float_like(test::Generator& generator) {
  return Rational(generator.between(-(1 << 24), 1 << 24)) * power_of_two(-static_cast<long>(generator.between(20, 28)));
}

Network float_network(test::Generator& generator, std::size_t inputs, const std::vector<std::size_t>& rows) {
  std::vector<AffineMap> layers;
  for (std::size_t r : rows) {
    AffineMap map(r, layers.empty() ? inputs : layers.back().rows);
    for (Rational& weight : map.weights) weight = float_like(generator);
    for (Rational& bias : map.bias) bias = float_like(generator);
    layers.push_back(std::move(map));
  }
  return Network(inputs, std::move(layers));
}

template <typename Work>
double seconds(Work work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

PointMatrix by_definition(const Network& network, const PointMatrix& points) {
  PointMatrix values(points.count, network.outputs());
  for (std::size_t i = 0; i < points.count; ++i) {
    const auto value = network.evaluate(points.row(i));
    std::copy(value.begin(), value.end(), values.row(i).begin());
  }
  return values;
}

void compare(const char* name, const Network& network, const PointMatrix& points) {
  PointMatrix plain, batch;
  Evaluation margins;
  const double plain_time = seconds([&] { plain = by_definition(network, points); });
  const double batch_time = seconds([&] { batch = evaluate_batch(network, points); });
  const double margin_time = seconds([&] { margins = evaluate_with_margins(network, points); });
  if (batch.entries != plain.entries || margins.values.entries != plain.entries) {
    std::printf("FAILED %s: the evaluations differ\n", name);
    std::exit(EXIT_FAILURE);
  }
  std::printf("%-44s definition / batch = %7.1f   definition / with margins = %7.1f\n", name, plain_time / batch_time,
              plain_time / margin_time);
}

// What enclosing every execution costs beside evaluating exactly.
void compare_enclosures(const char* name, const Network& network, const PointMatrix& points) {
  PointMatrix exact;
  Enclosures enclosed;
  const FloatFormat format = FloatFormat::kBinary32;
  const double exact_time = seconds([&] { exact = evaluate_batch(network, points); });
  const double enclosure_time = seconds([&] { enclosed = enclose_patch(format, format, {}, network, points); });
  if (enclosed.values.entries != exact.entries) {
    std::printf("FAILED %s: the values differ\n", name);
    std::exit(EXIT_FAILURE);
  }
  std::printf("%-44s enclosures of executions / batch = %7.1f\n", name, enclosure_time / exact_time);
}

}  // namespace

int main() {
  test::Generator generator(1);
  PointMatrix pixels(300, 64);
  for (Rational& x : pixels.entries) x = generator.between(0, 16);
  compare("float32 network 64-64-32-10, 300 samples", float_network(generator, 64, {64, 32, 10}), pixels);
  compare_enclosures("float32 network 64-64-32-10, 300 samples", float_network(generator, 64, {64, 32, 10}), pixels);
  compare_enclosures("float32 network 64-3-1, 300 samples", float_network(generator, 64, {3, 1}), pixels);
  PointMatrix line(3000, 1);
  for (Rational& x : line.entries) x = float_like(generator);
  compare("one hidden layer on a line, 200 neurons", float_network(generator, 1, {200, 1}), line);
  compare("two hidden layers on a line, 20 + 20 neurons", float_network(generator, 1, {20, 20, 1}), line);
}
