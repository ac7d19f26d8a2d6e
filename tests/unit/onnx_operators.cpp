// Each operator of the ONNX importer on a model of its own: arithmetic. Expected values are worked out by hand or by plain loops here.
#include <algorithm>
#include <cctype>
#include <functional>
#include <sstream>
#include <utility>

#include "ftcert/files/file.hpp"
#include "ftcert/model/operators.hpp"
#include "ftcert/model/select_outputs.hpp"
#include "support/onnx_models.hpp"

using namespace onnx_test;
using ftcert::Code;
using ftcert::Network;

namespace {

const Rational kHalf(1, 2);

}  // namespace

BOOST_AUTO_TEST_CASE(the_table_is_sorted_and_found) {
  std::string before;
  for (const auto& entry : ftcert::model::known_operators()) {
    BOOST_TEST((before < entry.type));
    BOOST_TEST(ftcert::model::find_operator(entry.type) == &entry);
    before = entry.type;
  }
  BOOST_TEST(ftcert::model::find_operator("gemm") == nullptr);
}

// src/docs/reference/models.md lists the operators in two rows of a table, in alphabetical order.
BOOST_AUTO_TEST_CASE(the_operators_are_those_of_the_page) {
  std::istringstream page(ftcert::read_file(std::string(FTCERT_SOURCE_DIR) + "/src/docs/reference/models.md"));
  std::vector<std::string> listed;
  for (std::string line; std::getline(page, line);) {
    const std::size_t start =
        line.starts_with("| of networks | ") || line.starts_with("| of values alone | ") ? line.find('|', 1) + 1 : 0;
    std::string name;
    for (const char c : start == 0 ? std::string() : line.substr(start)) {
      if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
        name += c;
      } else if (!name.empty()) {
        listed.push_back(std::exchange(name, {}));
      }
    }
  }
  std::sort(listed.begin(), listed.end());
  std::vector<std::string> known;
  for (const auto& entry : ftcert::model::known_operators()) known.emplace_back(entry.type);
  BOOST_TEST(listed == known, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(elementwise_with_constants) {
  const Point x = {1, -2, Rational(7, 3)};
  expect_value(with_constant("Add", {1, 2, 0.5}, false), x, {2, 0, Rational(17, 6)});
  expect_value(with_constant("Add", {1, 2, 0.5}, true), x, {2, 0, Rational(17, 6)});
  expect_value(with_constant("Sub", {1, 2, 0.5}, false), x, {0, -4, Rational(11, 6)});
  expect_value(with_constant("Sub", {1, 2, 0.5}, true), x, {0, 4, Rational(-11, 6)});
  expect_value(with_constant("Mul", {3, 0, 0.5}, false), x, {3, 0, Rational(7, 6)});
  expect_value(with_constant("Mul", {-2}, true), x, {-2, 4, Rational(-14, 3)});
  expect_value(with_constant("Div", {3, 4, 0.5}, false), x, {Rational(1, 3), Rational(-1, 2), Rational(14, 3)});
  // 0.1f is 13421773 / 2^27, and nothing else.
  expect_value(with_constant("Add", {0.1f}, false), {0, 0, 0}, Point(3, Rational(13421773, 134217728)));
}

BOOST_AUTO_TEST_CASE(an_elementwise_chain_stays_diagonal) {
  // (x - m) / s - x: a 1000 x 1000 product at every step would take minutes.
  const std::size_t n = 1000;
  Model model({kSymbolic, static_cast<std::int64_t>(n)});
  const std::vector<float> m = counting(n, 11, 5);
  std::vector<float> s = counting(n, 13, 20);
  model.store("m", floats({static_cast<std::int64_t>(n)}, m)).store("s", floats({static_cast<std::int64_t>(n)}, s));
  model.node("Sub", {"x", "m"}, "a");
  model.node("Div", {"a", "s"}, "b");
  model.node("Sub", {"b", "x"}, "c");
  model.store("w", floats({static_cast<std::int64_t>(n), 1}, std::vector<float>(n, 1)));
  model.node("MatMul", {"c", "w"});
  const Point x = point(n);
  Rational expected;
  for (std::size_t i = 0; i < n; ++i) expected += (x[i] - rational(m[i])) / rational(s[i]) - x[i];
  expect_value(model.network(), x, {expected});
}

BOOST_AUTO_TEST_CASE(gemm_in_all_forms) {
  for (int form = 0; form < 32; ++form) {
    const bool trans_b = form & 1, has_alpha = form & 2, has_beta = form & 4, weight_left = form & 8,
               trans_a = form & 16;
    const std::size_t inner = 3, units = 4;
    const std::vector<float> w = counting(inner * units, 9, 4), c = counting(units, 5, 2);
    // As A x: x is a column of three; as x B: a row.
    Model model(weight_left ? (trans_b ? Dims{1, 3} : Dims{3, 1}) : (trans_a ? Dims{3, 1} : Dims{1, 3}));
    const bool transposed = weight_left ? trans_a : trans_b;
    const bool units_first = weight_left != transposed;
    model.store("w", floats(units_first ? Dims{4, 3} : Dims{3, 4}, w));
    model.store("c", floats(weight_left ? Dims{4, 1} : Dims{1, 4}, c));
    Node node = model.node("Gemm", {weight_left ? "w" : "x", weight_left ? "x" : "w", "c"});
    if (trans_a) node.with("transA", std::int64_t{1});
    if (trans_b) node.with("transB", std::int64_t{1});
    if (has_alpha) node.with("alpha", 0.5f);
    if (has_beta) node.with("beta", -2.0f);
    const Point x = {1, Rational(-2, 7), 5};
    Point y(units);
    for (std::size_t u = 0; u < units; ++u) {
      for (std::size_t k = 0; k < inner; ++k) y[u] += rational(w[units_first ? u * inner + k : k * units + u]) * x[k];
      if (has_alpha) y[u] *= kHalf;
      y[u] += rational(c[u]) * (has_beta ? -2 : 1);
    }
    BOOST_TEST_CONTEXT("form " << form) { expect_value(model.network(), x, y); }
  }
}

BOOST_AUTO_TEST_CASE(gemm_bias_shapes) {
  const std::vector<std::pair<Dims, std::vector<float>>> biases = {
      {{}, {2}}, {{1}, {2}}, {{2}, {2, 3}}, {{1, 1}, {2}}, {{1, 2}, {2, 3}}};
  for (const auto& [dims, values] : biases) {
    Model model({kSymbolic, 2});
    model.store("w", floats({2, 2}, {1, 2, 3, 4})).store("c", floats(dims, values));
    model.node("Gemm", {"x", "w", "c"});
    expect_value(model.network(), {1, 1}, {4 + 2, 6 + static_cast<long>(values.back())});
  }
  Model without({kSymbolic, 2});
  without.store("w", floats({2, 2}, {1, 2, 3, 4}));
  without.node("Gemm", {"x", "w"});
  expect_value(without.network(), {1, 1}, {4, 6});
  Model empty_name({kSymbolic, 2});
  empty_name.store("w", floats({2, 2}, {1, 2, 3, 4}));
  empty_name.node("Gemm", {"x", "w", ""});
  expect_value(empty_name.network(), {1, 1}, {4, 6});
  // The input as C: y = A B + x.
  Model as_c({1, 2});
  as_c.store("a", floats({1, 1}, {3})).store("b", floats({1, 2}, {1, 2}));
  as_c.node("Gemm", {"a", "b", "x"}).with("beta", 0.5f);
  expect_value(as_c.network(), {1, 1}, {Rational(7, 2), Rational(13, 2)});
}

BOOST_AUTO_TEST_CASE(matmul_on_either_side) {
  const std::vector<float> w = {1, 2, 3, 4, 5, 6};
  Model right({kSymbolic, 3});
  right.store("w", floats({3, 2}, w));
  right.node("MatMul", {"x", "w"});
  expect_value(right.network(), {1, 10, 100}, {531, 642});

  for (const Dims& column : {Dims{3}, Dims{3, 1}, Dims{1, 3, 1}, Dims{3, kSymbolic}}) {
    Model left(column);
    left.store("w", floats({2, 3}, w));
    left.node("MatMul", {"w", "x"});
    expect_value(left.network(), {1, 10, 100}, {321, 654});
  }

  // A stack of two matrices for each sample: (N, 2, 1, 3) x (2, 3, 1).
  Model stack({kSymbolic, 2, 1, 3});
  stack.store("w", floats({2, 3, 1}, w));
  stack.node("MatMul", {"x", "w"});
  expect_value(stack.network(), {1, 10, 100, 1, 1, 1}, {321, 15});

  // A vector of weights on the right drops the axis.
  Model vector({kSymbolic, 2, 3});
  vector.store("w", floats({3}, {1, 2, 3}));
  vector.node("MatMul", {"x", "w"});
  expect_value(vector.network(), {1, 10, 100, 1, 1, 1}, {321, 6});
}

BOOST_AUTO_TEST_CASE(relu_first_last_and_twice) {
  Model only({kSymbolic, 2});
  only.node("Relu", {"x"});
  const Network f = only.network();
  BOOST_TEST(f.depth() == 2u);
  expect_value(f, {-1, kHalf}, {0, kHalf});

  Model chain({kSymbolic, 2});
  chain.node("Relu", {"x"}, "a");
  chain.store("c", floats({1}, {-1})).node("Add", {"a", "c"}, "b");
  chain.node("Relu", {"b"}, "d");
  chain.node("Relu", {"d"});
  const Network g = chain.network();
  BOOST_TEST((g.widths() == std::vector<std::size_t>{2, 2, 2}));
  expect_value(g, {-1, 5}, {0, 4});
  expect_value(g, {1, kHalf}, {0, 0});

  Model none({kSymbolic, 2});
  none.node("Neg", {"x"});
  BOOST_TEST(none.network().depth() == 1u);
  expect_value(none.network(), {-1, 5}, {1, -5});
}

BOOST_AUTO_TEST_CASE(parallel_branches_share_a_layer) {
  // relu(x) + relu(-x) = |x|, and x + x.
  Model absolute({kSymbolic, 1});
  absolute.node("Relu", {"x"}, "p");
  absolute.node("Neg", {"x"}, "m");
  absolute.node("Relu", {"m"}, "q");
  absolute.node("Add", {"p", "q"});
  const Network f = absolute.network();
  BOOST_TEST((f.widths() == std::vector<std::size_t>{2}));
  expect_value(f, {Rational(-7, 3)}, {Rational(7, 3)});
  expect_value(f, {Rational(7, 3)}, {Rational(7, 3)});

  Model twice({kSymbolic, 2});
  twice.node("Add", {"x", "x"}, "a");
  twice.node("Sub", {"a", "x"}, "b");
  twice.node("Sub", {"b", "x"});
  expect_value(twice.network(), {3, 4}, {0, 0});
}

BOOST_AUTO_TEST_CASE(dropout_does_nothing) {
  Model old({kSymbolic, 1}, 7);
  old.node("Dropout", {"x"}).with("ratio", 0.5f);
  expect_value(old.network(), {3}, {3});
  Model tested({kSymbolic, 1}, 6);
  tested.node("Dropout", {"x"}).with("is_test", std::int64_t{1});
  expect_value(tested.network(), {3}, {3});
  Model recent({kSymbolic, 1});
  recent.store("r", floats({}, {0.5f})).store("t", raw(onnx::TensorProto::BOOL, {}, 1, {0}));
  recent.node("Dropout", {"x", "r", "t"}).with("seed", std::int64_t{7}).proto()->add_output("mask");
  expect_value(recent.network(), {3}, {3});
}

BOOST_AUTO_TEST_CASE(what_the_output_does_not_need_is_passed_over) {
  Model model({kSymbolic, 2});
  model.node("Softmax", {"x"}, "p");
  model.node("Relu", {"x"}, "dead");
  model.store("nan", floats({1}, {std::nanf("")}));
  model.node("Neg", {"x"});
  BOOST_TEST(model.network().depth() == 1u);
  expect_value(model.network(), {1, 2}, {-1, -2});
}

BOOST_AUTO_TEST_CASE(outputs_are_selected_in_order) {
  Model model({kSymbolic, 2});
  model.store("w", floats({2, 3}, {1, 2, 3, 4, 5, 6}));
  model.node("Relu", {"x"}, "r");
  model.node("MatMul", {"r", "w"});
  const Network f = model.network();
  expect_value(f, {1, 10}, {41, 52, 63});
  expect_value(ftcert::select_outputs(f, {2, 0, 2}), {1, 10}, {63, 41, 63});
  const auto usage = [](const ftcert::Error& e) { return e.code() == ftcert::Code::kUsage; };
  BOOST_CHECK_EXCEPTION(ftcert::select_outputs(f, {3}), ftcert::Error, usage);
  BOOST_CHECK_EXCEPTION(ftcert::select_outputs(f, {}), ftcert::Error, usage);
}
