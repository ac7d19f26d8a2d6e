// What the ONNX importer refuses: shapes, of inputs and between operators.
#include "support/onnx_models.hpp"

using namespace onnx_test;
using ftcert::Code;

BOOST_AUTO_TEST_CASE(input_shapes) {
  expect_error(of("Neg", {kSymbolic, kSymbolic}), Code::kModelShape, {"input 'x'", "one symbolic extent"});
  expect_error(of("Neg", {1, 0}), Code::kModelShape, {"input 'x'", "found 0"});
  expect_error(of("Neg", Dims(33, 1)), Code::kModelShape, {"input 'x'", "33"});
  Model unknown({kSymbolic, 2});
  unknown.node("Neg", {"x"});
  unknown.graph()->mutable_input(0)->mutable_type()->mutable_tensor_type()->clear_shape();
  expect_error(unknown, Code::kModelShape, {"input 'x'", "found none"});
  unknown.graph()->mutable_input(0)->mutable_type()->mutable_sequence_type();
  expect_error(unknown, Code::kModelType, {"input 'x'", "expected a tensor"});
}

BOOST_AUTO_TEST_CASE(shapes_that_do_not_fit) {
  expect_error(plus(floats({3}, {1, 2, 3})), Code::kModelShape, {"[N, 2] and [3]", "do not broadcast"});
  expect_error(product({kSymbolic, 2}, {3, 2}), Code::kModelShape, {"[N, 2] and [3, 2]", "matrix product"});
  expect_error(product({kSymbolic, 2}, {}), Code::kModelShape, {"scalar"});
  expect_error(reshaped({kSymbolic, 6}, {0, 4}), Code::kModelShape, {"reshaping [N, 6] to [0, 4]", "sizes differ"});
  expect_error(reshaped({1, 6}, {-1, 4}), Code::kModelShape, {"sizes differ"});
  expect_error(reshaped({1, 6}, {-1, -1}), Code::kModelShape, {"more than one"});
  expect_error(reshaped({1, 6}, {1, 6, 0}), Code::kModelShape, {"axis 2"});
  expect_error(reshaped({1, 6}, {1, -6}), Code::kModelShape, {"positive"});
  expect_error(reshaped({1, 6}, std::vector<std::int64_t>(33, 1)), Code::kModelShape, {"33"});
  Model gemm({kSymbolic, 2});
  gemm.store("w", floats({1, 2, 1}, {1, 2})).node("Gemm", {"x", "w"});
  expect_error(gemm, Code::kModelShape, {"input 1", "expected a matrix"});
  Model bias({1, 2});
  bias.store("w", floats({2, 1}, {1, 2})).store("c", floats({3, 1}, {1, 2, 3})).node("Gemm", {"x", "w", "c"});
  expect_error(bias, Code::kModelShape, {"input 2", "[3, 1]", "[1, 1]"});
  Model flat({kSymbolic, 2});
  flat.node("Flatten", {"x"}).with("axis", std::int64_t{3});
  expect_error(flat, Code::kModelShape, {"axis from -2 to 2, found 3"});
  Model permutation({kSymbolic, 2});
  permutation.node("Transpose", {"x"}).with("perm", Dims{0, 0});
  expect_error(permutation, Code::kModelShape, {"permutation of 2 axes"});
  for (const Dims& axes : {Dims{1}, Dims{5}, Dims{-1, 2}}) {
    Model squeeze({kSymbolic, 2, 1}, 11);
    squeeze.node("Squeeze", {"x"}).with("axes", axes);
    if (axes.size() == 1) expect_error(squeeze, Code::kModelShape, {"axis", std::to_string(axes[0])});
    if (axes.size() == 2) expect_error(squeeze, Code::kModelShape, {"axis 2 is named twice"});
  }
}

BOOST_AUTO_TEST_CASE(samples_are_never_mixed) {
  expect_error(product({kSymbolic, 2}, {3, 5}, true), Code::kModelShape, {"would mix samples"});
  expect_error(product({5, 2}, {3, 5}, true), Code::kModelShape, {"[N=5, 2]", "would mix samples"});
  expect_error(product({kSymbolic}, {1}), Code::kModelShape, {"would mix samples"});
  expect_error(plus(floats({5, 2}, std::vector<float>(10, 1)), {5, 2}), Code::kModelShape, {"5 different values"});
  expect_error(plus(floats({5, 2}, std::vector<float>(10, 1))), Code::kModelShape, {"5 different values", "[N, 2]"});
  expect_error(reshaped({kSymbolic, 2}, {-1}), Code::kModelShape, {"symbolic"});
  expect_error(reshaped({kSymbolic, 2}, {1, 2}), Code::kModelShape, {"symbolic"});
  expect_error(reshaped({5, 2}, {2, 5}), Code::kModelShape, {"would mix samples"});
  expect_error(reshaped({5, 2}, {10}), Code::kModelShape, {"would mix samples"});
  expect_error(reshaped({kSymbolic, 2, 3}, {2, -1, 3}), Code::kModelShape, {"would mix samples"});
  Model flat({kSymbolic, 2});
  flat.node("Flatten", {"x"}).with("axis", std::int64_t{0});
  expect_error(flat, Code::kModelShape, {"flattening at axis 0", "would mix samples"});
  Model squeeze({kSymbolic, 2}, 11);
  squeeze.node("Squeeze", {"x"}).with("axes", Dims{0});
  expect_error(squeeze, Code::kModelShape, {"would mix samples"});
  Model turned({kSymbolic, 3});
  turned.node("Transpose", {"x"}, "t");
  turned.node("Add", {"x", "t"});
  expect_error(turned, Code::kModelShape, {"node 2"});
  Model outer({kSymbolic, 1});
  outer.node("Transpose", {"x"}, "t");
  outer.node("Add", {"x", "t"});
  expect_error(outer, Code::kModelShape, {"would mix samples"});
}
