// The type of a model's input, told without reading the model.
#include "../support/checks.hpp"
#include "../support/onnx_builder.hpp"
#include "ftcert/model/input_type.hpp"

using ftcert::Code;
using ftcert::input_type;
using ftcert::model::ElementType;
using onnx_test::Model;

BOOST_AUTO_TEST_CASE(the_type_that_is_declared) {
  for (const auto& [stored, type] : {std::pair(onnx::TensorProto::FLOAT, ElementType::kFloat32),
                                     std::pair(onnx::TensorProto::DOUBLE, ElementType::kFloat64),
                                     std::pair(onnx::TensorProto::FLOAT16, ElementType::kFloat16)}) {
    BOOST_TEST((input_type("m.onnx", Model({1, 2}, 13, stored).bytes()) == type));
  }
}

// What the importer would refuse behind the input does not matter.
BOOST_AUTO_TEST_CASE(inputs_with_a_stored_value_and_nodes_are_passed_over) {
  Model model({onnx_test::kSymbolic, 2}, 13, onnx::TensorProto::DOUBLE);
  model.input("w", {1}).store("w", onnx_test::floats({1}, {2}));
  model.node("Sigmoid", {"x"});
  BOOST_TEST((input_type("m.onnx", model.bytes()) == ElementType::kFloat64));
}

BOOST_AUTO_TEST_CASE(no_type_or_not_one_input) {
  FTCERT_CHECK_ERROR(input_type("m.onnx", "no model"), Code::kModelParse);
  FTCERT_CHECK_ERROR(input_type("m.onnx", Model({1, 2}, 13, onnx::TensorProto::INT64).bytes()), Code::kModelType);
  FTCERT_CHECK_ERROR(input_type("m.onnx", Model({1, 2}, 13, onnx::TensorProto::STRING).bytes()), Code::kModelType);
  FTCERT_CHECK_ERROR(input_type("m.onnx", Model({1, 2}).input("z", {1}).bytes()), Code::kModelGraph);
  Model none({1});
  none.store("x", onnx_test::floats({1}, {2}));
  FTCERT_CHECK_ERROR(input_type("m.onnx", none.bytes()), Code::kModelGraph);
}
