// A network in the floating-point arithmetic of this machine, executed in many ways.
//
// Purpose: what real executions do, to hold against what is certified about all of them. Rows are added in the order of chance, in lanes, in pieces of
// the row, products rounded or fused, bias first, last or in between, in the format itself or in a wider one; numbers below the least normal one are
// flushed or not; rounding to nearest or directed. Invariant: all numbers of a Program are numbers of its formats, held as double.
//
//   Execution e = execute(program, point, Habits{.fused = true, .seed = 7});
//   e.g[0];
#pragma once

#include <cfenv>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ftcert::test {

struct FloatLayer {
  std::size_t rows = 0, columns = 0;
  std::vector<double> weights, bias;
};

struct FloatStep {
  enum Operation { kAdd, kSub, kMul, kDiv } operation = kAdd;
  std::vector<double> numbers;
};

struct Program {
  bool wide_model = false, wide_g = false;  // binary64; otherwise binary32
  std::vector<double> centre;               // or none
  std::vector<FloatLayer> g;
  std::vector<FloatLayer> f;  // or none: g runs alone
  std::vector<std::vector<FloatStep>> f_steps;
};

enum class Order { kInOrder, kLanes4, kLanes8, kLanes16, kPieces, kTree, kProductsFirst };
inline constexpr int kOrders = 7;
enum class BiasPlace { kFirst, kLast, kAnywhere };

struct Habits {
  Order order = Order::kInOrder;
  BiasPlace bias = BiasPlace::kFirst;
  bool shuffled = false;
  bool fused = false;
  bool wider = false;       // rows are added in double, or long double, and converted at the end
  bool flush = false;       // flush to zero, and denormals are zero
  bool reciprocal = false;  // v / C as v times 1 / C
  bool joined = false;      // g as one more term of the last row of f, where no step stands behind it
  bool skip_zeros = false;
  int rounding = FE_TONEAREST;
  std::uint64_t seed = 0;
};

struct Execution {
  std::vector<double> g;
  std::vector<double> f;    // empty if joined
  std::vector<double> sum;  // f + g
};

// Whether this machine flushes where it is asked to.
bool flushes();

// point: numbers of the model's format. With program.f empty only g.
Execution execute(const Program& program, const std::vector<double>& point, const Habits& habits);

}  // namespace ftcert::test
