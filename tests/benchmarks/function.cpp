// A network f, evaluated exactly, beside the plain float64 loop and beside naive rationals: times within one process, results compared first.
//
//   function MODEL POINTS RUNS NAIVE   // seconds as JSON; NAIVE: of how many points the naive evaluation is timed
//   function MODEL POINTS values       // for tests: at every point a line, the values of the loop (%a), then those of the naive evaluation
//
// MODEL is an ONNX file, POINTS the features of all points as float64, little-endian, one point behind the other. Reading either is not timed: it is what
// all ways share.
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "benchmarks/float_loop.hpp"
#include "benchmarks/naive.hpp"
#include "benchmarks/stopwatch.hpp"
#include "ftcert/common/threads.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/data/binary_float.hpp"
#include "ftcert/evaluation/batch.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/model/onnx.hpp"

using namespace ftcert;
using namespace ftcert::bench;

namespace {

[[noreturn]] void fail(const std::string& what) {
  std::fprintf(stderr, "function: %s\n", what.c_str());
  std::exit(2);
}

std::vector<double> doubles(const std::vector<Rational>& numbers) {
  std::vector<double> result;
  for (const Rational& x : numbers) {
    result.push_back(x.numerator().convert_to<double>() / x.denominator().convert_to<double>());
    if (from_bits(kBinary64, std::bit_cast<std::uint64_t>(result.back())) != x) fail("a weight is not a float64");
  }
  return result;
}

std::vector<FloatLayer> float_layers(const Network& network) {
  std::vector<FloatLayer> layers;
  for (const AffineMap& map : network.layers()) {
    layers.push_back({map.rows, map.columns, doubles(map.weights), doubles(map.bias)});
  }
  return layers;
}

struct Points {
  Points(const std::string& bytes, std::size_t inputs) : floats(bytes.size() / sizeof(double)), exact(0, inputs) {
    if (floats.size() % inputs != 0) fail("the points do not fit the model");
    std::memcpy(floats.data(), bytes.data(), floats.size() * sizeof(double));
    exact = PointMatrix(floats.size() / inputs, inputs);
    for (std::size_t i = 0; i < floats.size(); ++i) {
      exact.entries[i] = from_bits(kBinary64, std::bit_cast<std::uint64_t>(floats[i])).value();
    }
  }
  std::size_t count() const { return exact.count; }
  const double* row(std::size_t i) const { return floats.data() + i * exact.dimension; }

  std::vector<double> floats;
  PointMatrix exact;
};

// Against mistakes of the benchmark; what is exact is compared exactly.
void compare_roughly(const std::vector<double>& loop, const std::vector<double>& exact) {
  double size = 0, difference = 0;
  for (std::size_t i = 0; i < loop.size(); ++i) {
    size = std::max(size, std::fabs(exact[i]));
    difference = std::max(difference, std::fabs(loop[i] - exact[i]));
  }
  if (!(difference <= 1e-6 * size)) fail("the loop and the exact values are far apart");
}

void print_values(const std::vector<FloatLayer>& layers, const Points& points) {
  const std::size_t outputs = layers.back().rows;
  std::vector<double> values(points.count() * outputs);
  float_loop(layers, points.floats.data(), points.count(), values.data());
  const NaiveNetwork naive(layers);
  for (std::size_t i = 0; i < points.count(); ++i) {
    for (std::size_t k = 0; k < outputs; ++k) std::printf("%a ", values[i * outputs + k]);
    for (const std::string& value : naive.values(points.row(i))) std::printf("%s ", value.c_str());
    std::printf("\n");
  }
}

void measure(const Network& network, const Points& points, std::size_t runs, std::size_t few) {
  const std::vector<FloatLayer> layers = float_layers(network);
  const NaiveNetwork naive(layers);
  std::vector<double> loop_times, exact_times, naive_times, one_job, two_jobs, loop(points.count() * network.outputs());
  PointMatrix values;
  for (std::size_t run = 0; run < runs; ++run) {
    loop_times.push_back(timed([&] { float_loop(layers, points.floats.data(), points.count(), loop.data()); }).cpu);
    const Timed one = timed([&] { values = evaluate_batch(network, points.exact); });
    PointMatrix same;
    two_jobs.push_back(timed([&] { same = evaluate_batch(network, points.exact, Threads(2)); }).wall);
    if (same.entries != values.entries) fail("two jobs give other values");
    exact_times.push_back(one.cpu);
    one_job.push_back(one.wall);
    naive_times.push_back(timed([&] {
                            for (std::size_t i = 0; i < few; ++i) {
                              const std::vector<std::string> texts = naive.values(points.row(i));
                              for (std::size_t k = 0; k < texts.size(); ++k) {
                                if (texts[k] != values.row(i)[k].text()) fail("the exact evaluations differ");
                              }
                            }
                          }).cpu);
  }
  std::vector<double> rounded;
  for (const Rational& x : values.entries) {
    rounded.push_back(round_to(kBinary64, x).value().numerator().convert_to<double>() /
                      round_to(kBinary64, x).value().denominator().convert_to<double>());
  }
  compare_roughly(loop, rounded);
  std::printf("{\"loop\": %.9f, \"exact\": %.9f, \"naive\": %.9f, ", median(loop_times), median(exact_times),
              median(naive_times) * static_cast<double>(points.count()) / static_cast<double>(few));
  std::printf("\"one_job\": %.9f, \"two_jobs\": %.9f}\n", *std::min_element(one_job.begin(), one_job.end()),
              *std::min_element(two_jobs.begin(), two_jobs.end()));
}

}  // namespace

int main(int count, char** words) {
  if (count != 4 && count != 5) fail("expected MODEL POINTS RUNS NAIVE, or MODEL POINTS values");
  try {
    const Network network = read_onnx(words[1], read_file(words[1]), std::nullopt);
    const Points points(read_file(words[2]), network.inputs());
    if (count == 4) {
      print_values(float_layers(network), points);
    } else {
      const std::size_t few = std::min<std::size_t>(std::strtoul(words[4], nullptr, 10), points.count());
      measure(network, points, std::strtoul(words[3], nullptr, 10), few);
    }
  } catch (const Error& error) {
    fail(error.what());
  }
}
