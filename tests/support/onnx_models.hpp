// Models and numbers that several tests of the importer share.
#pragma once

#include <cmath>
#include <limits>

#include "support/onnx_builder.hpp"

namespace onnx_test {

inline constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
inline constexpr float kInfinity = std::numeric_limits<float>::infinity();

// x + c
inline Model plus(onnx::TensorProto c, const Dims& input = {kSymbolic, 2}) {
  Model model(input);
  model.store("c", std::move(c));
  model.node("Add", {"x", "c"});
  return model;
}

inline Model of(const std::string& type, const Dims& input, std::int64_t opset = 13) {
  Model model(input, opset);
  model.node(type, {"x"});
  return model;
}

inline Model reshaped(const Dims& input, const std::vector<std::int64_t>& target) {
  Model model(input);
  model.store("s", list(target)).node("Reshape", {"x", "s"});
  return model;
}

inline Model product(const Dims& input, const Dims& weight, bool weight_first = false) {
  Model model(input);
  std::size_t count = 1;
  for (std::int64_t d : weight) count *= static_cast<std::size_t>(d);
  model.store("w", floats(weight, std::vector<float>(count, 1)));
  model.node("MatMul", weight_first ? std::vector<std::string>{"w", "x"} : std::vector<std::string>{"x", "w"});
  return model;
}

// y = operator(x, c) or operator(c, x) for a vector of three features.
inline ftcert::Network with_constant(const std::string& type, const std::vector<float>& c, bool constant_first) {
  Model model({kSymbolic, 3});
  model.store("c", floats({static_cast<std::int64_t>(c.size())}, c));
  model.node(type, constant_first ? std::vector<std::string>{"c", "x"} : std::vector<std::string>{"x", "c"});
  return model.network();
}

inline std::vector<float> counting(std::size_t n, int modulus, int shift) {
  std::vector<float> values(n);
  for (std::size_t i = 0; i < n; ++i)
    values[i] = static_cast<float>((7 * static_cast<int>(i) + 3) % modulus - shift) / 4;
  return values;
}

inline Rational rational(float value) { return Rational(static_cast<long>(std::lround(value * 4)), 4); }

inline Point point(std::size_t n) {
  Point x(n);
  for (std::size_t i = 0; i < n; ++i) x[i] = Rational(static_cast<long>(i * i) - 5, 3);
  return x;
}

}  // namespace onnx_test
