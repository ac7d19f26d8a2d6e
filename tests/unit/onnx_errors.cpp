// What the ONNX importer refuses: files, operators, attributes and graphs. Every error by its identifier and the names that its message must
// hold.
#include "support/onnx_models.hpp"

using namespace onnx_test;
using ftcert::Code;

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
  model.node("Gelu", {"a"});
  expect_error(model, Code::kModelOperator,
               {"node 2 'the_Gelu' (Gelu)", "not among those", "--tensor 'a'", "--frozen"});
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
  reference.node("Flatten", {"x"}).with("axis", std::int64_t{1}).proto()->mutable_attribute(0)->set_ref_attr_name("a");
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
  Model shape({kSymbolic, 2});
  shape.node("Reshape", {"x", "x"});
  expect_error(shape, Code::kModelGraph, {"tensor 'x'", "expected a constant"});
  Model constant({kSymbolic, 2});
  constant.store("c", floats({1}, {1})).node("Neg", {"c"});
  expect_error(constant, Code::kModelGraph, {"output 'y'", "found a constant"});
}

BOOST_AUTO_TEST_CASE(inputs_outputs_and_names) {
  Model two_inputs({kSymbolic, 2});
  two_inputs.input("z", {5, 2}).node("Add", {"x", "z"});
  expect_error(two_inputs, Code::kModelShape, {"the same number of samples", "'x' with [N, 2]", "'z' with [N=5, 2]"});
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
  Model loop({kSymbolic, 2});
  loop.node("Neg", {"b"});
  loop.node("Add", {"x", "y"}, "b");
  expect_error(loop, Code::kModelGraph, {"node 1 'the_Neg'", "cycle"});
  Model behind({kSymbolic, 2});
  behind.node("Neg", {"a"});
  behind.node("Add", {"x", "a"}, "a");
  expect_error(behind, Code::kModelGraph, {"node 1 'the_Neg'", "on or behind a cycle"});
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
