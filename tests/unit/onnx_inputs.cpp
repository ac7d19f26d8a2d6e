// Graphs with several inputs: f takes those that it depends on, one behind the other in the graph's order.
#include <optional>

#include "ftcert/model/frozen_model.hpp"
#include "ftcert/model/operators_of.hpp"
#include "support/onnx_builder.hpp"

using namespace onnx_test;
using ftcert::Code;
using ftcert::FrozenModel;
using ftcert::ModelRequest;
using ftcert::SampleRule;

namespace {

// By its values, too, where it is a network.
void expect_both(const Model& model, const Point& x, const Point& y, const ModelRequest& request = {}) {
  for (const std::size_t most : {ftcert::kMostEntries, std::size_t{0}}) {
    ModelRequest asked = request;
    asked.most_entries = most;
    const FrozenModel f = ftcert::read_model("model.onnx", model.bytes(), asked);
    BOOST_TEST((f.network() != nullptr) == (most != 0));
    BOOST_REQUIRE_EQUAL(f.inputs(), x.size());
    ftcert::PointMatrix points(1, x.size());
    points.entries = x;
    const std::vector<std::size_t> rows = {0};
    BOOST_TEST((f.values(points, rows).entries == y));
  }
}

void expect_refused(const Model& model, const ModelRequest& request, Code code, const std::string& words) {
  BOOST_CHECK_EXCEPTION(ftcert::read_model("model.onnx", model.bytes(), request), ftcert::Error,
                        [&](const ftcert::Error& error) {
                          BOOST_TEST(std::string(error.what()).find(words) != std::string::npos, error.what());
                          return error.code() == code;
                        });
}

}  // namespace

BOOST_AUTO_TEST_CASE(inputs_stand_one_behind_the_other) {
  Model model({kSymbolic, 2});
  model.input("z", {kSymbolic, 1}).store("w", floats({2, 1}, {3, -1}));
  model.node("MatMul", {"x", "w"}, "t");
  model.node("Sub", {"z", "t"}, "u");
  model.node("Relu", {"u"});
  expect_both(model, {1, 2, 5}, {4});                // 5 - (3 - 2)
  expect_both(model, {4, 1, Rational(21, 2)}, {0});  // 21/2 - (12 - 1)
  expect_both(model, {4, 1, Rational(23, 2)}, {Rational(1, 2)});
}

BOOST_AUTO_TEST_CASE(the_order_is_that_of_the_graph) {
  Model model({1, 2});
  model.input("a", {1, 1}).node("Concat", {"a", "x"}).with("axis", std::int64_t{1});
  expect_both(model, {7, 8, 9}, {9, 7, 8});
}

BOOST_AUTO_TEST_CASE(tensors_that_are_one_sample) {
  Model model({2, 2});
  model.input("a", {1, 2}).node("Concat", {"x", "a"}).with("axis", std::int64_t{0});
  expect_both(model, {1, 2, 3, 4, 5, 6}, {1, 2, 3, 4, 5, 6});
  expect_refused(model, {.tensor = "", .samples = SampleRule::kRows}, Code::kModelShape,
                 "with the same number of samples, found 'x' with [N=2, 2] and 'a' with [1, 2]");
  // Two samples in each: rows are told apart.
  Model rows({2, 3});
  rows.input("a", {2, 3}).node("Add", {"x", "a"});
  expect_both(rows, {1, 2, 3, 10, 20, 30}, {11, 22, 33});
  expect_both(rows, {1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60}, {11, 22, 33, 44, 55, 66},
              {.tensor = "", .samples = SampleRule::kWhole});
}

BOOST_AUTO_TEST_CASE(inputs_that_f_does_not_need_are_no_inputs_of_f) {
  Model model({kSymbolic, 2});
  model.input("z", {kSymbolic, 3}).input("flag", {}, onnx::TensorProto::BOOL);
  model.node("Neg", {"x"});
  model.node("Relu", {"z"}, "other");
  model.node("Not", {"flag"}, "third");
  expect_both(model, {1, -2}, {-1, 2});
  expect_both(model, {1, -2, 3}, {1, 0, 3}, {.tensor = "other"});
  expect_refused(model, {.tensor = "third"}, Code::kModelType,
                 "input 'flag': expected a floating-point type, found bool");
  // One alone is an input in any case.
  Model alone({kSymbolic, 2});
  alone.store("c", floats({1}, {1})).node("Neg", {"c"});
  expect_refused(alone, {}, Code::kModelGraph, "found a constant");
  alone.input("z", {kSymbolic, 3});
  expect_refused(alone, {}, Code::kModelGraph, "found a constant");
}

// What runs are made of, and where g is written to, have one input.
BOOST_AUTO_TEST_CASE(no_chain_of_operators) {
  Model model({kSymbolic, 2});
  model.input("z", {kSymbolic, 2}).node("Add", {"x", "z"});
  BOOST_TEST(
      !ftcert::read_onnx_steps("model.onnx", model.bytes(), ftcert::kMostWork, "", SampleRule::kRows).has_value());
}
