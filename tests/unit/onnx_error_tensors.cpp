// What the ONNX importer refuses: stored tensors.
#include "support/onnx_models.hpp"

using namespace onnx_test;
using ftcert::Code;

BOOST_AUTO_TEST_CASE(types) {
  using T = onnx::TensorProto;
  expect_error(Model({kSymbolic, 2}, 13, T::INT64), Code::kModelType, {"input 'x'", "int64"});
  expect_error(Model({kSymbolic, 2}, 13, T::STRING), Code::kModelType, {"input 'x'", "STRING"});
  expect_error(Model({kSymbolic, 2}, 13, 77), Code::kModelType, {"input 'x'", "type 77"});
  expect_error(plus(integers({2}, {1, 2})), Code::kModelType, {"node 1 'the_Add' (Add)", "tensor 'c'", "int64"});
  expect_error(plus(raw(T::DOUBLE, {1}, 8, {0})), Code::kModelType, {"float 'x'", "double 'c'"});
  expect_error(plus(raw(T::INT8, {2}, 1, {1, 2})), Code::kModelType, {"tensor 'c'", "INT8"});
  Model shape({kSymbolic, 2});
  shape.store("s", floats({2}, {-1, 2})).node("Reshape", {"x", "s"});
  expect_error(shape, Code::kModelType, {"tensor 's'", "expected int64 or int32"});
  Model narrow({kSymbolic, 2}, 13, T::DOUBLE);
  narrow.node("Cast", {"x"}).with("to", std::int64_t{T::FLOAT});
  expect_error(narrow, Code::kModelType, {"(Cast)", "from double to float"});
  Model integer({kSymbolic, 2});
  integer.node("Cast", {"x"}).with("to", std::int64_t{T::INT64});
  expect_error(integer, Code::kModelType, {"(Cast)", "from float to int64"});
  Model constant({kSymbolic, 2});
  constant.store("d", raw(T::DOUBLE, {1}, 8, {0x3fb999999999999a}));
  constant.node("Cast", {"d"}, "f").with("to", std::int64_t{T::FLOAT});
  constant.node("Add", {"x", "f"});
  expect_error(constant, Code::kModelType, {"(Cast)", "element 0 is no float"});
}

BOOST_AUTO_TEST_CASE(external_and_segmented_data) {
  onnx::TensorProto external = floats({2}, {});
  external.set_data_location(onnx::TensorProto::EXTERNAL);
  auto* entry = external.add_external_data();
  entry->set_key("location");
  entry->set_value("../secret");
  expect_error(plus(external), Code::kModelType, {"tensor 'c'", "external file"});
  onnx::TensorProto segment = floats({2}, {1, 2});
  segment.mutable_segment()->set_begin(0);
  expect_error(plus(segment), Code::kModelType, {"tensor 'c'", "segments"});
  onnx::TensorProto both = floats({2}, {1, 2});
  both.set_raw_data(std::string(8, '\0'));
  expect_error(plus(both), Code::kModelType, {"tensor 'c'", "found several"});
  Model sparse({kSymbolic, 2});
  sparse.graph()->add_sparse_initializer()->mutable_values()->set_name("c");
  sparse.node("Add", {"x", "c"});
  expect_error(sparse, Code::kModelType, {"tensor 'c'", "dense"});
}

BOOST_AUTO_TEST_CASE(sizes_that_do_not_match_the_data) {
  constexpr std::int64_t kHuge = std::numeric_limits<std::int64_t>::max();
  expect_error(plus(floats({3}, {1, 2})), Code::kModelShape, {"tensor 'c'", "shape [3] needs 3 numbers, found 2"});
  expect_error(plus(floats({kHuge, kHuge}, {1, 2})), Code::kModelShape, {"more than 2^40"});
  expect_error(plus(floats({1 << 30}, {1})), Code::kModelShape, {"needs 1073741824 numbers, found 1"});
  expect_error(plus(floats({-2}, {1, 2})), Code::kModelShape, {"tensor 'c'", "found -2"});
  expect_error(plus(floats({0}, {})), Code::kModelShape, {"(Add)", "do not broadcast"});
  expect_error(plus(floats({1, 0}, {})), Code::kModelShape, {"tensor 'c'", "found 0"});
  expect_error(plus(floats(Dims(33, 1), {1})), Code::kModelShape, {"at most 32 axes, found 33"});
  onnx::TensorProto bytes = floats({1}, {});
  bytes.set_raw_data("12345");
  expect_error(plus(bytes), Code::kModelShape, {"tensor 'c'", "5 bytes"});
}

BOOST_AUTO_TEST_CASE(sizes_out_of_proportion_to_the_file) {
  expect_error(plus(floats({1}, {1}), {kSymbolic, std::int64_t{1} << 39}), Code::kMemory, {});
  expect_error(plus(floats({1}, {1}), {kSymbolic, std::numeric_limits<std::int64_t>::max()}), Code::kModelShape,
               {"input 'x'", "2^40"});
  // Each layer is an identity matrix of 5000 x 5000.
  Model wide({kSymbolic, 5000});
  wide.node("Relu", {"x"}, "r");
  wide.node("Relu", {"r"});
  expect_error(wide, Code::kMemory, {});
  // Numbers that double in length with every node.
  Model squares({kSymbolic, 1});
  squares.store("c0", floats({1}, {1.0f / 3}));
  for (int i = 0; i < 60; ++i) {
    const std::string from = "c" + std::to_string(i);
    squares.node("Mul", {from, from}, "c" + std::to_string(i + 1));
  }
  squares.node("Mul", {"x", "c60"});
  expect_error(squares, Code::kMemory, {"(Mul)", "2^20"});
  // Constants that repeat each other to a large matrix.
  Model spread({1, 1});
  spread.store("a", floats({4000, 1}, std::vector<float>(4000, 1)));
  spread.store("b", floats({1, 4000}, std::vector<float>(4000, 1)));
  spread.node("Add", {"a", "b"}, "c");
  spread.node("Add", {"x", "c"});
  expect_error(spread, Code::kWork, {"(Add)"});
}

BOOST_AUTO_TEST_CASE(weights_that_are_not_finite) {
  expect_error(plus(floats({2}, {1, kNan})), Code::kNotFinite, {"tensor 'c'", "element 1"});
  expect_error(plus(floats({2}, {-kInfinity, 1})), Code::kNotFinite, {"tensor 'c'", "element 0"});
  expect_error(plus(raw(onnx::TensorProto::FLOAT16, {1}, 2, {0x7c00})), Code::kNotFinite, {"tensor 'c'"});
  Model attribute({kSymbolic, 2});
  attribute.store("w", floats({2, 1}, {1, 2})).node("Gemm", {"x", "w"}).with("alpha", kNan);
  expect_error(attribute, Code::kNotFinite, {"node 1", "attribute 'alpha'"});
  Model zero({kSymbolic, 2});
  zero.store("c", floats({2}, {1, 0})).node("Div", {"x", "c"});
  expect_error(zero, Code::kNotFinite, {"(Div)", "nonzero divisor", "element 1"});
}
