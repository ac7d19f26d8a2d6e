// Networks to be added to models, and what the patched model must compute.
#pragma once

#include "ftcert/model/graph_function.hpp"
#include "ftcert/model/model_proto.hpp"
#include "ftcert/model/patch.hpp"
#include "support/onnx_builder.hpp"

namespace onnx_test {

using ftcert::AffineMap;
using ftcert::FloatFormat;
using ftcert::FloatNetwork;
using ftcert::Network;
using ftcert::PatchedModel;
using ftcert::PatchOptions;

// One hidden layer of two neurons, few-bit weights that are all different, outputs that are not 0, a centre.
inline FloatNetwork small_patch(std::size_t inputs, std::size_t outputs = 1,
                                FloatFormat format = FloatFormat::kBinary32) {
  AffineMap hidden(2, inputs), last(outputs, 2);
  FloatNetwork g;
  g.format = format;
  for (std::size_t c = 0; c < inputs; ++c) {
    hidden.weight(0, c) = Rational(static_cast<long>(c) + 1, 2);
    hidden.weight(1, c) = Rational(3 - 2 * static_cast<long>(c), 4);
    g.centre.push_back(Rational(static_cast<long>(c) - 1, 8));
  }
  hidden.bias = {Rational(1, 4), Rational(5)};
  for (std::size_t r = 0; r < outputs; ++r) {
    last.weight(r, 0) = Rational(7 + static_cast<long>(r), 16);
    last.weight(r, 1) = Rational(-static_cast<long>(r) - 1);
    last.bias[r] = Rational(static_cast<long>(r) + 1, 32);
  }
  g.network = Network(inputs, {hidden, last});
  return g;
}

// By the definition: the centre is subtracted, then the network.
inline Point at(const FloatNetwork& g, Point x) {
  for (std::size_t c = 0; c < g.centre.size(); ++c) x[c] -= g.centre[c];
  return g.network.evaluate(x);
}

inline std::vector<Point> some_points(std::size_t inputs) {
  std::vector<Point> points;
  for (long i = 0; i < 4; ++i) {
    Point x;
    for (std::size_t c = 0; c < inputs; ++c) x.push_back(Rational(7 * i - 9 + 5 * static_cast<long>(c), 3 + i));
    points.push_back(x);
  }
  return points;
}

inline Network read_tensor(const std::string& bytes, const std::string& tensor) {
  return ftcert::read_onnx("patched.onnx", bytes, ftcert::kMostWork, tensor);
}

inline ftcert::model::GraphInterface interface_of(const std::string& bytes, const std::string& tensor) {
  return ftcert::model::graph_interface(ftcert::model::parse_model(bytes), bytes.size(), tensor);
}

// The sum in the patched file is f + g at the components and f at the others, f's own tensor is f, and the sum has f's type and shape.
inline PatchedModel expect_patched(const std::string& f, const FloatNetwork& g,
                                   const std::vector<std::size_t>& components, const PatchOptions& options = {}) {
  const PatchedModel patched = ftcert::patch_onnx("f.onnx", f, g, components, options);
  const Network before = read_tensor(f, options.tensor);
  const Network own = read_tensor(patched.bytes, patched.frozen), sum = read_tensor(patched.bytes, patched.patched);
  for (const Point& x : some_points(before.inputs())) {
    Point expected = before.evaluate(x);
    BOOST_TEST((own.evaluate(x) == expected));
    const Point added = at(g, x);
    for (std::size_t k = 0; k < components.size(); ++k) expected[components[k]] += added[k];
    BOOST_TEST((sum.evaluate(x) == expected));
  }
  const auto then = interface_of(f, options.tensor), now = interface_of(patched.bytes, patched.patched);
  BOOST_TEST((now.tensor.shape == then.tensor.shape));
  BOOST_TEST((now.tensor.type == then.tensor.type));
  BOOST_TEST((now.input.shape == then.input.shape));
  const PatchedModel again = ftcert::patch_onnx("f.onnx", f, g, components, options);
  BOOST_TEST((again.bytes == patched.bytes));
  return patched;
}

// x -> affine -> relu -> affine, D inputs and M outputs, from a tensor of the shape [samples, D].
inline void dense_layers(Model& model, const std::string& from, std::int64_t inputs, std::int64_t outputs,
                         const std::string& to = "y") {
  std::vector<float> first, second;
  for (std::int64_t i = 0; i < inputs * 3; ++i) first.push_back(static_cast<float>(i % 5 - 2) / 2);
  for (std::int64_t i = 0; i < outputs * 3; ++i) second.push_back(static_cast<float>(i % 7 - 3) / 4);
  model.store("w1", floats({inputs, 3}, first)).store("b1", floats({3}, {1, -2, 0.5F}));
  model.store("w2", floats({3, outputs}, second));
  model.node("MatMul", {from, "w1"}, "h1").proto();
  model.node("Add", {"h1", "b1"}, "h2");
  model.node("Relu", {"h2"}, "h3");
  model.node("MatMul", {"h3", "w2"}, to);
}

inline Model dense_model(const Dims& input, std::int64_t inputs, std::int64_t outputs, std::int64_t opset = 13) {
  Model model(input, opset);
  if (input.size() == 2) {
    dense_layers(model, "x", inputs, outputs);
  } else {
    model.node("Flatten", {"x"}, "flat");
    dense_layers(model, "flat", inputs, outputs);
  }
  return model;
}

// Shapes of an input with four features.
inline std::vector<Dims> inputs_of_four_features() {
  return {{kSymbolic, 4}, {kSymbolic, 1, 2, 2}, {1, 4}, {1, 1, 2, 2}, {6, 4}, {6, 1, 2, 2}, {kSymbolic, 2, 2}};
}

// Shapes as odd as a tensor has: rank 0, 1 or more, samples on any axis, a column of features.
inline std::vector<Dims> odd_outputs() {
  return {{kSymbolic, 2},
          {kSymbolic, 2, 1, 1},
          {1, 2},
          {2},
          {1, 1, 1, 2},
          {5, 2},
          {5, 2, 1},
          {kSymbolic},
          {3, 1},
          {3, 1, 1},
          {},
          {1},
          {1, 1},
          {2, kSymbolic},
          {2, 1, kSymbolic},
          {2, kSymbolic, 3}};
}

}  // namespace onnx_test
