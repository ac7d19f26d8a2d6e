// Each operator of the ONNX importer on a model of its own: constants. Expected values are worked out by hand or by plain loops here.
#include <limits>

#include "ftcert/core/rounding.hpp"
#include "support/onnx_models.hpp"

using namespace onnx_test;

BOOST_AUTO_TEST_CASE(constants_in_all_forms) {
  const auto sum_with = [](const std::function<void(Node&)>& set) {
    Model model({kSymbolic, 2});
    Node node = model.node("Constant", {}, "c");
    set(node);
    model.node("Add", {"x", "c"});
    return model.network();
  };
  expect_value(sum_with([](Node& n) { n.with("value", floats({2}, {1, 2})); }), {0, 0}, {1, 2});
  expect_value(sum_with([](Node& n) { n.with("value_float", 1.5f); }), {0, 0}, {Rational(3, 2), Rational(3, 2)});
  expect_value(sum_with([](Node& n) { n.with("value_floats", std::vector<float>{1, 2}); }), {0, 0}, {1, 2});
  Model shape({kSymbolic, 6});
  shape.node("Constant", {}, "s").with("value_ints", Dims{0, 3, 2});
  shape.node("Reshape", {"x", "s"}, "a");
  shape.node("Constant", {}, "t").with("value_int", std::int64_t{-1});
  shape.store("zero", list({0})).node("Unsqueeze", {"t", "zero"}, "u");
  shape.node("Flatten", {"a"});
  expect_value(shape.network(), point(6), point(6));
}

BOOST_AUTO_TEST_CASE(arithmetic_of_constants_is_exact) {
  // ((3 / 7 - 1) * 2 + relu(-1)) W with W = -I transposed, reshaped and multiplied.
  Model model({kSymbolic, 2});
  model.store("three", floats({}, {3})).store("seven", floats({1}, {7})).store("minus", floats({2}, {-1, -1}));
  model.store("two", floats({1}, {2})).store("i", floats({4}, {-1, 0, 0, -1})).store("s", list({2, 2}));
  model.node("Div", {"three", "seven"}, "a");
  model.node("Add", {"a", "minus"}, "b");
  model.node("Mul", {"b", "two"}, "c");
  model.node("Relu", {"minus"}, "d");
  model.node("Sub", {"c", "d"}, "e");
  model.node("Reshape", {"i", "s"}, "w");
  model.node("Transpose", {"w"}, "wt");
  model.node("MatMul", {"e", "wt"}, "g");
  model.node("Mul", {"x", "g"});
  expect_value(model.network(), {1, 10}, {Rational(8, 7), Rational(80, 7)});
}

BOOST_AUTO_TEST_CASE(weights_in_all_fields_and_types) {
  const auto plus = [](onnx::TensorProto stored, int type, const Rational& expected, bool as_input) {
    Model model({kSymbolic, 1}, 13, type);
    model.store("c", std::move(stored));
    if (as_input) model.input("c", {1}, type);
    model.node("Add", {"x", "c"});
    expect_value(model.network(), {0}, {expected});
  };
  using T = onnx::TensorProto;
  for (bool as_input : {false, true}) {
    plus(floats({1}, {-0.75f}), T::FLOAT, Rational(-3, 4), as_input);
    plus(raw(T::FLOAT, {1}, 4, {0xbf400000}), T::FLOAT, Rational(-3, 4), as_input);
    plus(raw(T::FLOAT, {1}, 4, {0x00000001}), T::FLOAT, ftcert::power_of_two(-149), as_input);
    plus(raw(T::FLOAT, {1}, 4, {0x80000000}), T::FLOAT, 0, as_input);
    plus(raw(T::DOUBLE, {1}, 8, {0x3fb999999999999a}), T::DOUBLE,
         Rational(3602879701896397) * ftcert::power_of_two(-55), as_input);
    plus(raw(T::FLOAT16, {1}, 2, {0xc100}), T::FLOAT16, Rational(-5, 2), as_input);
    plus(raw(T::BFLOAT16, {1}, 2, {0x3fc0}), T::BFLOAT16, Rational(3, 2), as_input);
    T doubles;
    doubles.set_data_type(T::DOUBLE);
    doubles.add_dims(1);
    doubles.add_double_data(0.1);
    plus(doubles, T::DOUBLE, Rational(3602879701896397) * ftcert::power_of_two(-55), as_input);
    T half;
    half.set_data_type(T::FLOAT16);
    half.add_dims(1);
    half.add_int32_data(0x3e00);
    plus(half, T::FLOAT16, Rational(3, 2), as_input);
  }
}

BOOST_AUTO_TEST_CASE(casts_that_keep_every_number) {
  using T = onnx::TensorProto;
  Model widen({kSymbolic, 1}, 13, T::FLOAT16);
  widen.node("Cast", {"x"}, "a").with("to", std::int64_t{T::FLOAT});
  widen.node("Cast", {"a"}, "b").with("to", std::int64_t{T::DOUBLE});
  widen.store("c", raw(T::DOUBLE, {1}, 8, {0x3ff8000000000000})).node("Add", {"b", "c"});
  expect_value(widen.network(), {1}, {Rational(5, 2)});
  Model constants({kSymbolic, 1});
  constants.store("i", list({3})).node("Cast", {"i"}, "f").with("to", std::int64_t{T::FLOAT});
  constants.store("d", raw(T::DOUBLE, {1}, 8, {0x3ff8000000000000}))
      .node("Cast", {"d"}, "g")
      .with("to", std::int64_t{1});
  constants.node("Mul", {"f", "g"}, "c");
  constants.node("Mul", {"x", "c"});
  expect_value(constants.network(), {2}, {9});
}

// As in C++; a quotient of functions that stays a fraction is one of floating types alone.
BOOST_AUTO_TEST_CASE(integers_are_divided_towards_zero) {
  Model model({kSymbolic, 5});
  model.store("a", list({7, -7, 7, -7, 1})).store("b", list({2, 2, -2, -2, 2}));
  model.node("Div", {"a", "b"}, "q");
  model.node("Cast", {"q"}, "c").with("to", std::int64_t{onnx::TensorProto::FLOAT});
  model.node("Add", {"x", "c"});
  expect_value(model.network(), {0, 0, 0, 0, Rational(1, 3)}, {3, -3, -3, 3, Rational(1, 3)});
  Model least({kSymbolic, 1});
  least.store("a", list({std::numeric_limits<std::int64_t>::min()})).store("b", list({-1}));
  least.node("Div", {"a", "b"}, "q");
  least.node("Reshape", {"x", "q"});
  expect_error(least, ftcert::Code::kModelType, {"(Div)", "9223372036854775808 is no int64"});
}
