// f + g in models of every form: shapes, types, operator sets. The patched file is read again and evaluated exactly.
#include "support/onnx_models.hpp"
#include "support/patch_models.hpp"

using namespace onnx_test;

namespace {

// relu(x) + 1: its output has the input's shape.
Model elementwise_model(const Dims& input, int type = onnx::TensorProto::FLOAT, std::int64_t opset = 13) {
  Model model(input, opset, type);
  const bool wide = type == onnx::TensorProto::DOUBLE;
  model.store("one", wide ? raw(onnx::TensorProto::DOUBLE, {}, 8, {0x3ff0000000000000}) : floats({}, {1}));
  model.node("Relu", {"x"}, "h");
  model.node("Add", {"h", "one"});
  return model;
}

std::size_t features(const Model& model) { return model.network().inputs(); }

}  // namespace

BOOST_AUTO_TEST_CASE(inputs_of_every_shape) {
  for (const Dims& input : inputs_of_four_features()) {
    const Model model = dense_model(input, 4, 3);
    expect_patched(model.bytes(), small_patch(4), {1});
    expect_patched(model.bytes(), small_patch(4, 2), {2, 0});
  }
}

BOOST_AUTO_TEST_CASE(outputs_of_every_shape) {
  for (const Dims& dims : odd_outputs()) {
    const Model model = elementwise_model(dims);
    const std::size_t n = features(model);
    expect_patched(model.bytes(), small_patch(n), {n - 1});
  }
}

BOOST_AUTO_TEST_CASE(outputs_that_are_reshaped) {
  for (const std::vector<std::int64_t>& target :
       std::vector<std::vector<std::int64_t>>{{-1, 2, 2}, {-1, 4, 1}, {-1, 1, 2, 2}}) {
    Model model({kSymbolic, 4});
    model.store("s", list(target)).node("Relu", {"x"}, "h");
    model.node("Reshape", {"h", "s"});
    expect_patched(model.bytes(), small_patch(4, 2), {3, 1});
  }
  // One number for each sample, in a vector: g of shape [N, 1] would repeat it.
  Model vector({kSymbolic, 2});
  vector.store("w", floats({2, 1}, {1, 2})).store("axis", list({1}));
  vector.node("Relu", {"x"}, "r");
  vector.node("MatMul", {"r", "w"}, "h");
  vector.node("Squeeze", {"h", "axis"});
  expect_patched(vector.bytes(), small_patch(2), {0});
  // [N, 2] -> [2, N]
  Model turned({kSymbolic, 2});
  turned.node("Relu", {"x"}, "h");
  turned.node("Transpose", {"h"}).with("perm", Dims{1, 0});
  expect_patched(turned.bytes(), small_patch(2), {1});
}

BOOST_AUTO_TEST_CASE(operator_sets) {
  for (const std::int64_t opset : {7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 21, 23}) {
    const Model model = dense_model({1, 1, 2, 2}, 4, 3, opset);
    const PatchedModel patched = expect_patched(model.bytes(), small_patch(4), {0});
    onnx::ModelProto proto;
    BOOST_REQUIRE(proto.ParseFromString(patched.bytes));
    BOOST_TEST(proto.opset_import(0).version() == opset);
    BOOST_TEST(proto.ir_version() == 7);
  }
}

BOOST_AUTO_TEST_CASE(models_in_double) {
  const Model model = elementwise_model({kSymbolic, 2}, onnx::TensorProto::DOUBLE);
  FloatNetwork g = small_patch(2, 1, FloatFormat::kBinary64);
  // No number of binary32.
  g.network = Network(
      2, {AffineMap(1, 2, {Rational(1), Rational(1, 1LL << 40) + 1}, {Rational(3)}), AffineMap(1, 1, {2}, {0})});
  const PatchedModel patched = expect_patched(model.bytes(), g, {1});
  BOOST_TEST(patched.bytes.find("cast") == std::string::npos);
  BOOST_TEST((ftcert::model_formats("f.onnx", model.bytes(), "").usual() == FloatFormat::kBinary64));
}

// float in, double out: the network runs in double, and only its input is converted.
BOOST_AUTO_TEST_CASE(a_model_that_widens) {
  Model model({kSymbolic, 2});
  model.node("Relu", {"x"}, "h");
  model.node("Cast", {"h"}).with("to", std::int64_t{onnx::TensorProto::DOUBLE});
  const PatchedModel patched = expect_patched(model.bytes(), small_patch(2, 1, FloatFormat::kBinary64), {0});
  BOOST_TEST(patched.bytes.find("g_cast_in") != std::string::npos);
  BOOST_TEST(patched.bytes.find("g_cast_out") == std::string::npos);
}

// binary64 inside a float model: exact up to the conversion at the end.
BOOST_AUTO_TEST_CASE(a_wider_network_between_two_conversions) {
  const Model model = dense_model({1, 1, 2, 2}, 4, 3);
  FloatNetwork g = small_patch(4, 1, FloatFormat::kBinary64);
  const PatchedModel patched = ftcert::patch_onnx("f.onnx", model.bytes(), g, {1}, {});
  onnx::ModelProto proto;
  BOOST_REQUIRE(proto.ParseFromString(patched.bytes));
  std::vector<std::string> types;
  std::string last_affine;
  for (const auto& node : proto.graph().node()) {
    if (!node.name().starts_with("g_") || node.op_type() == "Constant") continue;
    types.push_back(node.op_type());
    if (node.op_type() == "Gemm") last_affine = node.output(0);
    if (node.op_type() == "Cast") {
      const bool first = types.size() == 2;
      BOOST_TEST(node.attribute(0).i() == (first ? onnx::TensorProto::DOUBLE : onnx::TensorProto::FLOAT));
    }
  }
  BOOST_TEST((types == std::vector<std::string>{"Flatten", "Cast", "Sub", "Gemm", "Relu", "Gemm", "Cast", "Add"}));
  const Network inner = read_tensor(patched.bytes, last_affine);
  for (const Point& x : some_points(4)) BOOST_TEST((inner.evaluate(x) == Point{0, at(g, x)[0], 0}));
}

BOOST_AUTO_TEST_CASE(networks_without_neurons_or_centre) {
  const std::string f = dense_model({kSymbolic, 2}, 2, 2).bytes();
  FloatNetwork g;
  g.network = Network(2, {AffineMap(0, 2), AffineMap(1, 0, {}, {Rational(3, 4)})});
  const PatchedModel patched = ftcert::patch_onnx("f.onnx", f, g, {1}, {});
  const Network alone = read_tensor(patched.bytes, "g_out");
  for (const Point& x : some_points(2)) BOOST_TEST((alone.evaluate(x) == Point{0, Rational(3, 4)}));
  // A centre of zeros is no operation.
  g = small_patch(2);
  g.centre = {0, 0};
  BOOST_TEST(expect_patched(f, g, {0}).bytes.find("centre") == std::string::npos);
  g.centre.clear();
  expect_patched(f, g, {0});
}

BOOST_AUTO_TEST_CASE(only_g) {
  PatchOptions options;
  options.only_g = true;
  for (const Dims& dims : std::vector<Dims>{{kSymbolic, 2}, {2}, {1, 1, 1, 2}, {2, kSymbolic}}) {
    const Model model = elementwise_model(dims);
    const std::size_t n = features(model);
    const FloatNetwork g = small_patch(n);
    const PatchedModel alone = ftcert::patch_onnx("f.onnx", model.bytes(), g, {n - 1}, options);
    BOOST_TEST(alone.patched == "g");
    BOOST_TEST(alone.frozen.empty());
    BOOST_TEST((alone.outputs == std::vector<std::string>{"g"}));
    const Network read = read_tensor(alone.bytes, "");
    for (const Point& x : some_points(n)) {
      Point expected(n, 0);
      expected[n - 1] = at(g, x)[0];
      BOOST_TEST((read.evaluate(x) == expected));
    }
    BOOST_TEST((interface_of(alone.bytes, "").tensor.shape == interface_of(model.bytes(), "").tensor.shape));
  }
  options.output_name = "delta";
  BOOST_TEST(ftcert::patch_onnx("f.onnx", dense_model({1, 2}, 2, 2).bytes(), small_patch(2), {0}, options).patched ==
             "delta");
}
