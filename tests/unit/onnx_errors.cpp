// What the ONNX importer refuses: every error by its identifier and the names that its message must hold.
#include <cmath>
#include <limits>

#include "support/onnx_builder.hpp"

using namespace onnx_test;
using ftcert::Code;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

// x + c
Model plus(onnx::TensorProto c, const Dims& input = {kSymbolic, 2}) {
  Model model(input);
  model.store("c", std::move(c));
  model.node("Add", {"x", "c"});
  return model;
}

Model of(const std::string& type, const Dims& input, std::int64_t opset = 13) {
  Model model(input, opset);
  model.node(type, {"x"});
  return model;
}

Model reshaped(const Dims& input, const std::vector<std::int64_t>& target) {
  Model model(input);
  model.store("s", list(target)).node("Reshape", {"x", "s"});
  return model;
}

Model product(const Dims& input, const Dims& weight, bool weight_first = false) {
  Model model(input);
  std::size_t count = 1;
  for (std::int64_t d : weight) count *= static_cast<std::size_t>(d);
  model.store("w", floats(weight, std::vector<float>(count, 1)));
  model.node("MatMul",
             weight_first ? std::vector<std::string>{"w", "x"} : std::vector<std::string>{"x", "w"});
  return model;
}

}  // namespace

BOOST_AUTO_TEST_CASE(not_a_model) {
  expect_error("", Code::kModelParse, {"without a graph"});
  expect_error("solid nonsense", Code::kModelParse, {"expected an ONNX model"});
  expect_error(std::string(100, '\xff'), Code::kModelParse, {"expected an ONNX model"});
}

BOOST_AUTO_TEST_CASE(a_model_cut_short_is_refused_everywhere) {
  const std::string whole = plus(floats({2}, {1, 2})).bytes();
  std::size_t parse_errors = 0;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    try {
      ftcert::read_onnx("model.onnx", whole.substr(0, size));
      // The operator sets come last; without them the model means the same.
      BOOST_TEST(size + 4 == whole.size());
    } catch (const ftcert::Error& error) {
      BOOST_TEST(ftcert::exit_code(error.code()) == ftcert::kExitMalformed, error.what());
      parse_errors += error.code() == Code::kModelParse;
    }
  }
  BOOST_TEST(parse_errors > whole.size() / 2);
}

BOOST_AUTO_TEST_CASE(operators_are_named_with_their_node) {
  Model model({kSymbolic, 2});
  model.node("Identity", {"x"}, "a");
  model.node("Conv", {"a"});
  expect_error(model, Code::kModelOperator, {"node 2 'the_Conv' (Conv)", "Gemm, Identity", "found Conv"});
  Model foreign({kSymbolic, 2});
  foreign.node("Relu", {"x"}).proto()->set_domain("com.example");
  expect_error(foreign, Code::kModelOperator, {"node 1 'the_Relu' (com.example.Relu)"});
  Model standard({kSymbolic, 1});
  standard.node("Neg", {"x"}).proto()->set_domain("ai.onnx");
  expect_value(standard.network(), {1}, {-1});
}

BOOST_AUTO_TEST_CASE(attributes_are_never_overlooked) {
  Model unknown({kSymbolic, 2});
  unknown.node("Relu", {"x"}).with("slope", 0.1f);
  expect_error(unknown, Code::kModelOperator, {"node 1", "attribute 'slope'"});
  Model twice({kSymbolic, 2});
  twice.node("Flatten", {"x"}).with("axis", std::int64_t{1}).with("axis", std::int64_t{0});
  expect_error(twice, Code::kModelGraph, {"attribute 'axis'", "twice"});
  Model type({kSymbolic, 2});
  type.node("Flatten", {"x"}).with("axis", 1.0f);
  expect_error(type, Code::kModelType, {"attribute 'axis'", "expected INT, found FLOAT"});
  Model reference({kSymbolic, 2});
  reference.node("Flatten", {"x"})
      .with("axis", std::int64_t{1})
      .proto()
      ->mutable_attribute(0)
      ->set_ref_attr_name("a");
  expect_error(reference, Code::kModelOperator, {"attribute 'axis'"});
  Model axis({1, 2}, 6);
  axis.store("c", floats({1, 2}, {1, 2}));
  axis.node("Add", {"x", "c"}).with("axis", std::int64_t{1});
  expect_error(axis, Code::kModelOperator, {"attribute 'axis'"});
  for (std::int64_t at : {-1, 0, 1, 2, 9}) {
    Model outwards({1, 2}, 6);
    outwards.store("c", floats({2}, {1, 2}));
    outwards.node("Add", {"x", "c"}).with("broadcast", std::int64_t{1}).with("axis", at);
    if (at != 1) expect_error(outwards, Code::kModelShape, {"[2]", "[1, 2] of the first operand"});
    if (at == 1) expect_value(outwards.network(), {1, 1}, {2, 3});
  }
  Model unasked({1, 2}, 6);
  unasked.store("c", floats({2}, {1, 2})).node("Add", {"x", "c"});
  expect_error(unasked, Code::kModelShape, {"[2]", "[1, 2] of the first operand"});
  Model recent_axis({kSymbolic, 2}, 7);
  recent_axis.store("c", floats({1}, {1}));
  recent_axis.node("Add", {"x", "c"}).with("axis", std::int64_t{1});
  expect_error(recent_axis, Code::kModelOperator, {"attribute 'axis'"});
  Model constant({kSymbolic, 2});
  constant.node("Constant", {}, "c").proto()->add_attribute()->set_name("value_string");
  constant.node("Add", {"x", "c"});
  expect_error(constant, Code::kModelOperator, {"node 1", "value_string"});
  Model empty({kSymbolic, 2});
  empty.node("Constant", {}, "c");
  empty.node("Add", {"x", "c"});
  expect_error(empty, Code::kModelGraph, {"node 1", "expected an attribute with the value"});
}

BOOST_AUTO_TEST_CASE(training_is_refused) {
  Model mode({kSymbolic, 2});
  mode.store("r", floats({}, {0.5f})).store("t", raw(onnx::TensorProto::BOOL, {}, 1, {1}));
  mode.node("Dropout", {"x", "r", "t"});
  expect_error(mode, Code::kModelOperator, {"(Dropout)", "training"});
  expect_error(of("Dropout", {kSymbolic, 2}, 6), Code::kModelOperator, {"training"});
}

BOOST_AUTO_TEST_CASE(types) {
  using T = onnx::TensorProto;
  expect_error(Model({kSymbolic, 2}, 13, T::INT64), Code::kModelType, {"input 'x'", "int64"});
  expect_error(Model({kSymbolic, 2}, 13, T::STRING), Code::kModelType, {"input 'x'", "STRING"});
  expect_error(Model({kSymbolic, 2}, 13, 77), Code::kModelType, {"input 'x'", "type 77"});
  expect_error(plus(integers({2}, {1, 2})), Code::kModelType,
               {"node 1 'the_Add' (Add)", "tensor 'c'", "int64"});
  expect_error(plus(raw(T::DOUBLE, {1}, 8, {0})), Code::kModelType, {"float 'x'", "double 'c'"});
  expect_error(plus(raw(T::INT8, {2}, 1, {1, 2})), Code::kModelType, {"tensor 'c'", "INT8"});
  Model shape({kSymbolic, 2});
  shape.store("s", floats({2}, {-1, 2})).node("Reshape", {"x", "s"});
  expect_error(shape, Code::kModelType, {"tensor 's'", "expected int64"});
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
  expect_error(plus(floats({3}, {1, 2})), Code::kModelShape,
               {"tensor 'c'", "shape [3] needs 3 numbers, found 2"});
  expect_error(plus(floats({kHuge, kHuge}, {1, 2})), Code::kModelShape, {"more than 2^40"});
  expect_error(plus(floats({1 << 30}, {1})), Code::kModelShape, {"needs 1073741824 numbers, found 1"});
  expect_error(plus(floats({-2}, {1, 2})), Code::kModelShape, {"tensor 'c'", "found -2"});
  expect_error(plus(floats({0}, {})), Code::kModelShape, {"tensor 'c'", "found 0"});
  expect_error(plus(floats(Dims(33, 1), {1})), Code::kModelShape, {"at most 32 axes, found 33"});
  onnx::TensorProto bytes = floats({1}, {});
  bytes.set_raw_data("12345");
  expect_error(plus(bytes), Code::kModelShape, {"tensor 'c'", "5 bytes"});
}

BOOST_AUTO_TEST_CASE(sizes_out_of_proportion_to_the_file) {
  expect_error(plus(floats({1}, {1}), {kSymbolic, std::int64_t{1} << 39}), Code::kMemory, {});
  expect_error(plus(floats({1}, {1}), {kSymbolic, std::numeric_limits<std::int64_t>::max()}),
               Code::kModelShape, {"input 'x'", "2^40"});
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
  expect_error(spread, Code::kMemory, {"(Add)"});
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
  expect_error(reshaped({kSymbolic, 6}, {0, 4}), Code::kModelShape,
               {"reshaping [N, 6] to [0, 4]", "sizes differ"});
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
  expect_error(plus(floats({5, 2}, std::vector<float>(10, 1)), {5, 2}), Code::kModelShape,
               {"5 different values"});
  expect_error(plus(floats({5, 2}, std::vector<float>(10, 1))), Code::kModelShape,
               {"5 different values", "[N, 2]"});
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

BOOST_AUTO_TEST_CASE(graphs_that_are_no_chain) {
  Model square({kSymbolic, 2});
  square.node("Mul", {"x", "x"});
  expect_error(square, Code::kModelGraph, {"(Mul)", "two factors that depend on the input"});
  Model gram({kSymbolic, 2});
  gram.node("MatMul", {"x", "x"});
  expect_error(gram, Code::kModelGraph, {"(MatMul)", "two factors"});
  Model inverse({kSymbolic, 2});
  inverse.store("c", floats({1}, {1})).node("Div", {"c", "x"});
  expect_error(inverse, Code::kModelGraph, {"(Div)", "constant divisor"});
  Model skip({kSymbolic, 2});
  skip.node("Relu", {"x"}, "r");
  skip.node("Add", {"r", "x"});
  expect_error(skip, Code::kModelGraph, {"node 2", "one after 1 and one after 0", "skips a ReLU"});
  Model shape({kSymbolic, 2});
  shape.node("Reshape", {"x", "x"});
  expect_error(shape, Code::kModelGraph, {"tensor 'x'", "expected a constant"});
  Model constant({kSymbolic, 2});
  constant.store("c", floats({1}, {1})).node("Neg", {"c"});
  expect_error(constant, Code::kModelGraph, {"output 'y'", "found a constant"});
}

BOOST_AUTO_TEST_CASE(inputs_outputs_and_names) {
  Model two_inputs({kSymbolic, 2});
  two_inputs.input("z", {kSymbolic, 2}).node("Add", {"x", "z"});
  expect_error(two_inputs, Code::kModelGraph, {"expected one input", "'x', 'z'"});
  Model no_input({kSymbolic, 2});
  no_input.node("Neg", {"x"});
  no_input.graph()->clear_input();
  expect_error(no_input, Code::kModelGraph, {"expected one input", "found none"});
  Model two_outputs({kSymbolic, 2});
  two_outputs.node("Neg", {"x"});
  two_outputs.graph()->add_output()->set_name("z");
  expect_error(two_outputs, Code::kModelGraph, {"expected one output", "'y', 'z'"});
  Model undefined({kSymbolic, 2});
  undefined.node("Neg", {"ghost"});
  expect_error(undefined, Code::kModelGraph, {"node 1", "'ghost' is not defined"});
  Model nowhere({kSymbolic, 2});
  expect_error(nowhere, Code::kModelGraph, {"'y' is not defined"});
  Model late({kSymbolic, 2});
  late.node("Neg", {"a"});
  late.node("Neg", {"x"}, "a");
  expect_error(late, Code::kModelGraph, {"node 1", "'a' is used before"});
  Model loop({kSymbolic, 2});
  loop.node("Add", {"x", "y"});
  expect_error(loop, Code::kModelGraph, {"'y' is used before"});
  Model twice({kSymbolic, 2});
  twice.node("Neg", {"x"});
  twice.node("Relu", {"x"});
  expect_error(twice, Code::kModelGraph, {"'y' is defined twice"});
  Model stored_twice = plus(floats({1}, {1}));
  stored_twice.store("c", floats({1}, {2}));
  expect_error(stored_twice, Code::kModelGraph, {"'c' is defined twice"});
  Model mask({kSymbolic, 2});
  mask.node("Dropout", {"x"}, "d").proto()->add_output("m");
  mask.node("Neg", {"m"});
  expect_error(mask, Code::kModelGraph, {"'m'", "not supported"});
  Model few({kSymbolic, 2});
  few.node("Add", {"x"});
  expect_error(few, Code::kModelGraph, {"expected 2 inputs, found 1"});
  Model many({kSymbolic, 2});
  many.node("Gemm", {"x", "x", "x", "x"});
  expect_error(many, Code::kModelGraph, {"expected 2 to 3 inputs, found 4"});
  Model missing({kSymbolic, 2});
  missing.node("Add", {"x", ""});
  expect_error(missing, Code::kModelGraph, {"input 1 is missing"});
}
