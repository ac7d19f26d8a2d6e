// How much faster the exact evaluations are than the definition, and what enclosures of executions cost beside them: ratios within one run, results
// compared first. A line of JSON a ratio, the CPU time of the first over that of the second, medians.
//
//   evaluation RUNS DIVISOR   // DIVISOR: of the numbers of samples
#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "benchmarks/stopwatch.hpp"
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

PointMatrix by_definition(const Network& network, const PointMatrix& points) {
  PointMatrix values(points.count, network.outputs());
  for (std::size_t i = 0; i < points.count; ++i) {
    const auto value = network.evaluate(points.row(i));
    std::copy(value.begin(), value.end(), values.row(i).begin());
  }
  return values;
}

std::size_t runs = 0;

// Prints that ratio of medians.
void print(const char* network, const char* over, const std::vector<double>& above, const std::vector<double>& below) {
  std::printf("{\"network\": \"%s\", \"ratio\": \"%s\", \"value\": %.6f}\n", network, over,
              bench::median(above) / bench::median(below));
}

void compare(const char* name, const Network& network, const PointMatrix& points) {
  std::vector<double> definition, batch, margins;
  for (std::size_t run = 0; run < runs; ++run) {
    PointMatrix plain, values;
    Evaluation evaluation;
    definition.push_back(bench::timed([&] { plain = by_definition(network, points); }).cpu);
    batch.push_back(bench::timed([&] { values = evaluate_batch(network, points); }).cpu);
    margins.push_back(bench::timed([&] { evaluation = evaluate_with_margins(network, points); }).cpu);
    if (values.entries != plain.entries || evaluation.values.entries != plain.entries) {
      std::fprintf(stderr, "evaluation: %s: the evaluations differ\n", name);
      std::exit(EXIT_FAILURE);
    }
  }
  print(name, "batch", definition, batch);
  print(name, "margins", definition, margins);
}

// What enclosing every execution costs beside evaluating exactly.
void compare_enclosures(const char* name, const Network& network, const PointMatrix& points) {
  std::vector<double> batch, enclosures;
  const FloatFormat format = FloatFormat::kBinary32;
  for (std::size_t run = 0; run < runs; ++run) {
    PointMatrix exact;
    Enclosures enclosed;
    batch.push_back(bench::timed([&] { exact = evaluate_batch(network, points); }).cpu);
    enclosures.push_back(bench::timed([&] { enclosed = enclose_patch(format, format, {}, network, points); }).cpu);
    if (enclosed.values.entries != exact.entries) {
      std::fprintf(stderr, "evaluation: %s: the values differ\n", name);
      std::exit(EXIT_FAILURE);
    }
  }
  print(name, "enclosures", enclosures, batch);
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) return std::fputs("usage: evaluation RUNS DIVISOR\n", stderr), 2;
  runs = std::strtoul(words[1], nullptr, 10);
  const std::size_t divisor = std::strtoul(words[2], nullptr, 10);
  test::Generator generator(1);
  PointMatrix pixels(300 / divisor, 64);
  for (Rational& x : pixels.entries) x = generator.between(0, 16);
  const Network digits = float_network(generator, 64, {64, 32, 10});
  compare("64-64-32-10", digits, pixels);
  compare_enclosures("64-64-32-10", digits, pixels);
  compare_enclosures("64-3-1", float_network(generator, 64, {3, 1}), pixels);
  PointMatrix line(3000 / divisor, 1);
  for (Rational& x : line.entries) x = float_like(generator);
  compare("1-200-1", float_network(generator, 1, {200, 1}), line);
  compare("1-20-20-1", float_network(generator, 1, {20, 20, 1}), line);
}
