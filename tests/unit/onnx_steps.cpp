// The operators of a model, kept apart. Expected layers and steps are written out by hand; what they compose to is compared with read_onnx().
#include "ftcert/files/file.hpp"
#include "ftcert/model/operators_of.hpp"
#include "ftcert/model/select_outputs.hpp"
#include "support/onnx_models.hpp"

using namespace onnx_test;
using ftcert::AffineMap;
using ftcert::ElementStep;
using ftcert::SteppedNetwork;
using Steps = std::vector<ElementStep>;

namespace {

std::optional<SteppedNetwork> steps_of(const Model& model) {
  return ftcert::read_onnx_steps("model.onnx", model.bytes());
}

void expect_steps(const Model& model, const SteppedNetwork& expected) {
  const auto found = steps_of(model);
  BOOST_REQUIRE(found.has_value());
  BOOST_TEST((*found == expected));
  BOOST_TEST((ftcert::composed(*found) == model.network()));
}

// read_onnx() reads it, and it is no chain.
void expect_none(const Model& model) {
  BOOST_TEST(model.network().outputs() >= 1u);
  BOOST_TEST(!steps_of(model).has_value());
}

// x of two features, constants a and b, a 2 x 2 matrix w.
Model base(std::int64_t opset = 13) {
  Model model({kSymbolic, 2}, opset);
  model.store("a", floats({2}, {4, 8})).store("b", floats({2}, {-1, 3}));
  model.store("w", floats({2, 2}, {1, 2, 3, 4}));
  return model;
}

const AffineMap kW(2, 2, {1, 3, 2, 4}, {0, 0});  // x w
const AffineMap kWWithB(2, 2, {1, 3, 2, 4}, {-1, 3});
const AffineMap kIdentity(2, 2, {1, 0, 0, 1}, {0, 0});

}  // namespace

BOOST_AUTO_TEST_CASE(steps_stand_before_behind_and_between_layers) {
  Model model = base();
  model.node("Sub", {"x", "b"}, "1");
  model.node("Div", {"1", "a"}, "2");
  model.node("MatMul", {"2", "w"}, "3");
  model.node("Add", {"b", "3"}, "4");
  model.node("Relu", {"4"}, "5");
  model.node("Mul", {"a", "5"}, "6");
  model.node("Add", {"6", "b"}, "7");
  model.node("Gemm", {"7", "w", "b"}, "8");
  model.node("Add", {"8", "a"}, "9");
  model.node("Sub", {"b", "9"});
  expect_steps(model,
               SteppedNetwork(
                   2, {kWWithB, kWWithB},
                   {Steps{{ElementStep::kSub, {-1, 3}}, {ElementStep::kDiv, {4, 8}}},
                    Steps{{ElementStep::kMul, {4, 8}}, {ElementStep::kAdd, {-1, 3}}},
                    Steps{{ElementStep::kAdd, {4, 8}}, {ElementStep::kMul, {-1, -1}}, {ElementStep::kAdd, {-1, 3}}}}));
}

BOOST_AUTO_TEST_CASE(a_bias_is_taken_once_and_from_a_difference) {
  Model twice = base();
  twice.node("MatMul", {"x", "w"}, "1");
  twice.node("Add", {"1", "b"}, "2");
  twice.node("Add", {"2", "a"});
  expect_steps(twice, SteppedNetwork(2, {kWWithB}, {{}, Steps{{ElementStep::kAdd, {4, 8}}}}));
  Model less = base();
  less.node("MatMul", {"x", "w"}, "1");
  less.node("Sub", {"1", "b"});
  expect_steps(less, SteppedNetwork(2, {AffineMap(2, 2, {1, 3, 2, 4}, {1, -3})}, {{}, {}}));
  Model scaled = base();
  scaled.node("MatMul", {"x", "w"}, "1");
  scaled.node("Mul", {"1", "a"}, "2");
  scaled.node("Add", {"2", "b"});
  expect_steps(scaled, SteppedNetwork(2, {kW}, {{}, Steps{{ElementStep::kMul, {4, 8}}, {ElementStep::kAdd, {-1, 3}}}}));
}

BOOST_AUTO_TEST_CASE(numbers_follow_the_components_that_they_meet) {
  // Columns of the transposed 2 x 3 sample are its rows; c is repeated along them.
  Model model({kSymbolic, 2, 3});
  model.store("c", floats({2}, {5, 7})).store("d", floats({}, {2})).store("w", floats({2, 1}, {1, 10}));
  model.node("Transpose", {"x"}, "1").with("perm", Dims{0, 2, 1});
  model.node("Mul", {"1", "c"}, "2");
  model.node("Neg", {"2"}, "3");
  model.node("MatMul", {"3", "w"}, "4");
  model.node("Transpose", {"4"}, "5").with("perm", Dims{0, 2, 1});
  model.node("Add", {"5", "d"});
  const AffineMap sums(3, 6, {1, 0, 0, 10, 0, 0, 0, 1, 0, 0, 10, 0, 0, 0, 1, 0, 0, 10}, {2, 2, 2});
  expect_steps(model,
               SteppedNetwork(6, {sums},
                              {Steps{{ElementStep::kMul, {5, 5, 5, 7, 7, 7}}, {ElementStep::kMul, Point(6, -1)}}, {}}));
}

BOOST_AUTO_TEST_CASE(outputs_that_are_moved_move_rows_and_numbers) {
  Model model({kSymbolic, 1});
  model.store("w", floats({1, 4}, {1, 2, 3, 4})).store("c", floats({4}, {5, 6, 7, 8}));
  model.store("s", list({-1, 2, 2}));
  model.node("Gemm", {"x", "w"}, "1");
  model.node("Mul", {"1", "c"}, "2");
  model.node("Reshape", {"2", "s"}, "3");
  model.node("Transpose", {"3"}).with("perm", Dims{0, 2, 1});
  const SteppedNetwork expected(1, {AffineMap(4, 1, {1, 3, 2, 4}, Point(4))},
                                {{}, Steps{{ElementStep::kMul, {5, 7, 6, 8}}}});
  expect_steps(model, expected);
  const SteppedNetwork two = ftcert::select_outputs(expected, {3, 1});
  BOOST_TEST((two == SteppedNetwork(1, {AffineMap(2, 1, {4, 3}, Point(2))}, {{}, Steps{{ElementStep::kMul, {8, 7}}}})));
  BOOST_TEST((ftcert::composed(two) == ftcert::select_outputs(model.network(), {3, 1})));
  const auto usage = [](const ftcert::Error& e) { return e.code() == ftcert::Code::kUsage; };
  BOOST_CHECK_EXCEPTION(ftcert::select_outputs(expected, {4}), ftcert::Error, usage);
}

BOOST_AUTO_TEST_CASE(an_identity_stands_where_a_relu_comes_first_last_or_twice) {
  Model model = base();
  model.node("Relu", {"x"}, "1");
  model.node("Add", {"1", "b"}, "2");
  model.node("Relu", {"2"}, "3");
  model.node("Mul", {"3", "a"});
  expect_steps(model,
               SteppedNetwork(2, {kIdentity, kIdentity, kIdentity},
                              {{}, Steps{{ElementStep::kAdd, {-1, 3}}}, Steps{{ElementStep::kMul, {4, 8}}}, {}}));
}

BOOST_AUTO_TEST_CASE(old_broadcasting_and_factors_of_zero) {
  Model old({kSymbolic, 2, 2}, 6);
  old.store("c", floats({2}, {5, 7})).store("z", floats({2}, {0, 1}));
  old.node("Sub", {"x", "c"}, "1").with("broadcast", std::int64_t{1}).with("axis", std::int64_t{1});
  old.node("Mul", {"1", "z"}).with("broadcast", std::int64_t{1});
  AffineMap identity(4, 4);
  for (std::size_t i = 0; i < 4; ++i) identity.weight(i, i) = 1;
  expect_steps(old, SteppedNetwork(4, {identity},
                                   {Steps{{ElementStep::kSub, {5, 5, 7, 7}}, {ElementStep::kMul, {0, 1, 0, 1}}}, {}}));
}

BOOST_AUTO_TEST_CASE(constants_of_constants_are_exact_or_no_chain) {
  Model exact = base();
  exact.node("Add", {"a", "b"}, "c");
  exact.node("Sub", {"x", "c"});
  expect_steps(exact, SteppedNetwork(2, {kIdentity}, {Steps{{ElementStep::kSub, {3, 11}}}, {}}));
  Model rounds = base();
  rounds.store("e", floats({1}, {0x1p-30f}));
  rounds.node("Add", {"a", "e"}, "c");
  rounds.node("Sub", {"x", "c"});
  expect_none(rounds);
  Model quotient = base();
  quotient.node("Div", {"b", "a"}, "c");
  quotient.node("Sub", {"x", "c"});
  expect_none(quotient);
}

BOOST_AUTO_TEST_CASE(what_is_no_chain) {
  const auto model = [](std::initializer_list<std::vector<std::string>> nodes) {
    Model made = base();
    std::string head = "x";
    std::size_t left = nodes.size();
    for (const auto& node : nodes) {
      std::vector<std::string> inputs = {head};
      inputs.insert(inputs.end(), node.begin() + 1, node.end());
      head = --left == 0 ? "y" : "t" + std::to_string(left);
      made.node(node[0], inputs, head);
    }
    return made;
  };
  expect_none(model({{"MatMul", "w"}, {"Mul", "a"}, {"Relu"}}));
  expect_none(model({{"Gemm", "w", "b"}, {"Add", "a"}, {"Relu"}}));
  expect_none(model({{"MatMul", "w"}, {"MatMul", "w"}}));
  expect_none(model({{"MatMul", "w"}, {"Add", "b"}, {"MatMul", "w"}}));
  expect_none(model({{"Add", "x"}}));
  // A branch, and one feature that is repeated.
  Model branch = base();
  branch.node("Relu", {"x"}, "1");
  branch.node("Neg", {"x"}, "2");
  branch.node("Relu", {"2"}, "3");
  branch.node("Add", {"1", "3"});
  expect_none(branch);
  Model repeated({kSymbolic, 1});
  repeated.store("a", floats({2}, {4, 8})).node("Add", {"x", "a"});
  expect_none(repeated);
  for (const char* factor : {"alpha", "beta"}) {
    Model gemm = base();
    gemm.node("Gemm", {"x", "w", "b"}).with(factor, 0.5f);
    expect_none(gemm);
  }
  Model as_c({1, 2});
  as_c.store("a", floats({1, 1}, {3})).store("b", floats({1, 2}, {1, 2}));
  as_c.node("Gemm", {"a", "b", "x"});
  expect_none(as_c);
}

BOOST_AUTO_TEST_CASE(types_of_fewer_bits_and_casts_are_no_chain) {
  Model half({kSymbolic, 2}, 13, onnx::TensorProto::FLOAT16);
  half.node("Neg", {"x"});
  expect_none(half);
  Model widened({kSymbolic, 2});
  widened.node("Cast", {"x"}).with("to", std::int64_t{onnx::TensorProto::DOUBLE});
  expect_none(widened);
  Model kept({kSymbolic, 2}, 13, onnx::TensorProto::DOUBLE);
  kept.node("Cast", {"x"}).with("to", std::int64_t{onnx::TensorProto::DOUBLE});
  expect_steps(kept, SteppedNetwork(2, {kIdentity}, {{}, {}}));
}

BOOST_AUTO_TEST_CASE(a_tensor_inside_the_graph) {
  Model model = base();
  model.node("MatMul", {"x", "w"}, "logits");
  model.node("Softmax", {"logits"});
  const auto found = ftcert::read_onnx_steps("m", model.bytes(), std::nullopt, "logits");
  BOOST_REQUIRE(found.has_value());
  BOOST_TEST((*found == SteppedNetwork(2, {kW}, {{}, {}})));
}

BOOST_AUTO_TEST_CASE(the_models_in_data) {
  const auto kinds = [](const std::string& name) {
    const std::string bytes = ftcert::read_file(std::string(FTCERT_SOURCE_DIR) + "/data/" + name + "/model.onnx");
    const auto found = ftcert::read_onnx_steps(name, bytes);
    BOOST_REQUIRE(found.has_value());
    BOOST_TEST((ftcert::composed(*found) == ftcert::read_onnx(name, bytes)));
    std::string text;
    for (const Steps& list : found->steps) {
      for (const ElementStep& step : list) text += "+-*/"[step.operation];
      text += ' ';
    }
    return text;
  };
  // Inputs are normalised and the prediction scaled back; pixels are scaled. As written into the files by data/make_data.py.
  BOOST_TEST(kinds("diabetes") == "-/   *+ ");
  BOOST_TEST(kinds("digits") == "*    ");
}
