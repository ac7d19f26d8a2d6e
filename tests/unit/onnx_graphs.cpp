// Graphs with branches that meet behind ReLUs, nodes in any order, and operators with several outputs.
#include "support/onnx_builder.hpp"

using namespace onnx_test;

namespace {

// x, and relu(x) so many times with an affine map before each.
std::string residual(std::size_t blocks) {
  Model model({kSymbolic, 2});
  model.store("w", floats({2, 2}, {1, -2, 0.5, 1})).store("b", floats({2}, {-1, 0.25}));
  std::string before = "x";
  for (std::size_t i = 1; i <= blocks; ++i) {
    const std::string n = std::to_string(i);
    model.node("MatMul", {before, "w"}, "m" + n);
    model.node("Add", {"m" + n, "b"}, "a" + n);
    model.node("Relu", {"a" + n}, "r" + n);
    model.node("Add", {"r" + n, before}, i == blocks ? "y" : "s" + n);
    before = "s" + n;
  }
  return model.bytes();
}

// The same by hand.
Point residual_value(std::size_t blocks, Point x) {
  for (std::size_t i = 0; i < blocks; ++i) {
    const Rational a = x[0] + x[1] * Rational(1, 2) - 1, b = x[0] * -2 + x[1] + Rational(1, 4);
    x = {x[0] + std::max(a, Rational(0)), x[1] + std::max(b, Rational(0))};
  }
  return x;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_skip_over_one_relu) {
  Model model({kSymbolic, 1});
  model.node("Relu", {"x"}, "r");
  model.node("Add", {"r", "x"});
  const ftcert::Network f = model.network();
  BOOST_TEST(f.depth() == 2U);
  BOOST_TEST(f.neurons() == 3U);  // relu(x), and x = relu(x) - relu(-x)
  for (const Rational& x : {Rational(-3), Rational(0), Rational(5, 2)})
    expect_value(f, {x}, {x + std::max(x, Rational(0))});
}

BOOST_AUTO_TEST_CASE(skips_over_many_relus) {
  for (const std::size_t blocks : {1, 2, 3, 5}) {
    const ftcert::Network f = ftcert::read_onnx("model.onnx", residual(blocks));
    BOOST_TEST(f.depth() == blocks + 1);
    for (const Point& x : {Point{0, 0}, Point{Rational(1, 3), -2}, Point{-5, 7}, Point{4, Rational(22, 7)}})
      expect_value(f, x, residual_value(blocks, x));
  }
}

// What is an output of a ReLU passes as one neuron; what has passed is not passed again.
BOOST_AUTO_TEST_CASE(what_passes_takes_few_neurons) {
  Model model({kSymbolic, 1});
  model.node("Relu", {"x"}, "r");
  model.node("Neg", {"r"}, "n");
  model.node("Relu", {"n"}, "z");
  model.node("Add", {"z", "r"}, "one");
  model.node("Sub", {"one", "r"}, "two");
  model.node("Add", {"two", "n"});
  const ftcert::Network f = model.network();
  BOOST_TEST(f.layers()[0].rows == 1U);
  BOOST_TEST(f.layers()[1].rows == 2U);
  for (const Rational& x : {Rational(-3), Rational(0), Rational(5, 2)})
    expect_value(f, {x}, {-std::max(x, Rational(0))});
}

// A sum of many inputs passes as two neurons, not as two for each input.
BOOST_AUTO_TEST_CASE(the_fewer_of_variables_and_forms_pass) {
  Model model({kSymbolic, 8});
  model.store("w", floats({8, 1}, {1, 2, 3, 4, 5, 6, 7, 8}));
  model.node("MatMul", {"x", "w"}, "s");
  model.node("Relu", {"s"}, "r");
  model.node("Relu", {"r"}, "q");
  model.node("Add", {"q", "s"});
  const ftcert::Network f = model.network();
  BOOST_TEST(f.layers()[0].rows == 3U);  // relu(s), and s = relu(s) - relu(-s)
  BOOST_TEST(f.layers()[1].rows == 3U);  // relu(relu(s)), and both pass
  expect_value(f, {1, 1, 1, 1, 1, 1, 1, 1}, {72});
  expect_value(f, {1, 1, 1, 1, 1, 1, 1, -8}, {-36});
}

BOOST_AUTO_TEST_CASE(nodes_in_any_order) {
  Model sorted({kSymbolic, 2}), late({kSymbolic, 2});
  for (Model* model : {&sorted, &late}) model->store("c", floats({2}, {1, 2}));
  sorted.node("Add", {"x", "c"}, "a");
  sorted.node("Relu", {"a"}, "r");
  sorted.node("Sub", {"r", "c"});
  late.node("Sub", {"r", "c"});
  late.node("Relu", {"a"}, "r");
  late.node("Add", {"x", "c"}, "a");
  BOOST_TEST((sorted.network() == late.network()));
}

// Of a node with several outputs each is known; one without a name is passed over.
BOOST_AUTO_TEST_CASE(several_outputs) {
  Model model({kSymbolic, 5});
  model.store("n", list({2, 2, 1}));
  auto* split = model.node("Split", {"x", "n"}, "a").with("axis", std::int64_t{1}).proto();
  split->add_output("");
  split->add_output("c");
  model.node("Sub", {"a", "c"});
  expect_value(model.network(), {1, 2, 3, 4, 5}, {-4, -3});
}

// A ReLU of a constant is a constant.
BOOST_AUTO_TEST_CASE(constants_through_relu) {
  Model model({kSymbolic, 2});
  model.store("c", floats({2}, {-1, 3}));
  model.node("Relu", {"c"}, "r");
  model.node("Add", {"x", "r"});
  const ftcert::Network f = model.network();
  BOOST_TEST(f.depth() == 1U);
  expect_value(f, {1, 1}, {1, 4});
}
