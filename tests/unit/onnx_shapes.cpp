// Each operator of the ONNX importer on a model of its own: shapes. Expected values are worked out by hand or by plain loops here.
#include <functional>

#include "support/onnx_models.hpp"

using namespace onnx_test;

BOOST_AUTO_TEST_CASE(shapes_of_one_sample) {
  const Point x = point(6);
  const auto check = [&x](const Dims& input, std::int64_t opset, const std::function<void(Model&)>& build,
                          const Point& expected) {
    Model model(input, opset);
    build(model);
    expect_value(model.network(), x, expected);
  };
  for (const Dims& dims : {Dims{kSymbolic, 2, 3}, Dims{1, 2, 3}, Dims{5, 2, 3}}) {
    check(
        dims, 13, [](Model& m) { m.node("Flatten", {"x"}); }, x);
    check(
        dims, 13, [](Model& m) { m.node("Flatten", {"x"}).with("axis", std::int64_t{-2}); }, x);
    check(
        dims, 13, [](Model& m) { m.node("Identity", {"x"}); }, x);
    check(
        dims, 13,
        [](Model& m) {
          m.store("s", list({-1, 6})).node("Reshape", {"x", "s"});
        },
        x);
    check(
        dims, 13,
        [](Model& m) {
          m.store("s", list({0, -1})).node("Reshape", {"x", "s"});
        },
        x);
    check(
        dims, 13,
        [](Model& m) {
          m.store("s", list({1, -1, 3, 2, 1})).node("Reshape", {"x", "s"});
        },
        x);
    check(
        dims, 1,
        [](Model& m) {
          m.node("Reshape", {"x"}).with("shape", Dims{0, 3, 2});
        },
        x);
    check(
        dims, 13,
        [](Model& m) {
          m.store("s", list({1, -1})).node("Unsqueeze", {"x", "s"});
        },
        x);
    check(
        dims, 11,
        [](Model& m) {
          m.node("Unsqueeze", {"x"}, "a").with("axes", Dims{0, 4});
          m.node("Squeeze", {"a"}).with("axes", Dims{-1});
        },
        x);
    check(
        dims, 13,
        [](Model& m) {
          m.store("s", list({1})).node("Unsqueeze", {"x", "s"}, "a");
          m.node("Squeeze", {"a"});
        },
        x);
    const Point swapped = {x[0], x[3], x[1], x[4], x[2], x[5]};
    check(
        dims, 13,
        [](Model& m) {
          m.node("Transpose", {"x"}).with("perm", Dims{0, 2, 1});
        },
        swapped);
    check(
        dims, 13, [](Model& m) { m.node("Transpose", {"x"}); }, swapped);
  }
  check(
      {5, 2, 3}, 13,
      [](Model& m) {
        m.store("s", list({5, 3, 2})).node("Reshape", {"x", "s"});
      },
      x);
  check(
      {1, 1, 1, 6}, 13, [](Model& m) { m.node("Flatten", {"x"}).with("axis", std::int64_t{0}); }, x);
  check(
      {1, 6, 1}, 13,
      [](Model& m) {
        m.store("s", list({6})).node("Reshape", {"x", "s"});
      },
      x);
  // Samples need not lie in the first axis, as long as each keeps its own elements.
  check(
      {2, kSymbolic, 3}, 13,
      [](Model& m) {
        m.node("Transpose", {"x"}).with("perm", Dims{1, 0, 2});
      },
      x);
  check(
      {2, kSymbolic, 3}, 13,
      [](Model& m) {
        m.store("s", list({2, -1, 3})).node("Reshape", {"x", "s"});
      },
      x);
}

BOOST_AUTO_TEST_CASE(broadcasting_against_samples) {
  // (N, 2) + (3, 1, 2) = (3, N, 2): every sample gets three rows.
  Model model({kSymbolic, 2});
  model.store("c", floats({3, 1, 2}, {0, 0, 1, 2, 3, 4}));
  model.node("Add", {"x", "c"});
  expect_value(model.network(), {10, 20}, {10, 20, 11, 22, 13, 24});
}

BOOST_AUTO_TEST_CASE(broadcasting_before_operator_set_7) {
  // The two numbers belong to axis 1, the rows.
  Model rows({1, 2, 3}, 6);
  rows.store("c", floats({2}, {10, 20}));
  rows.node("Add", {"x", "c"}).with("broadcast", std::int64_t{1}).with("axis", std::int64_t{1});
  expect_value(rows.network(), {1, 2, 3, 4, 5, 6}, {11, 12, 13, 24, 25, 26});
  Model last({1, 2, 3}, 6);
  last.store("c", floats({3}, {10, 20, 30}));
  last.node("Add", {"x", "c"}).with("broadcast", std::int64_t{1});
  expect_value(last.network(), {1, 2, 3, 4, 5, 6}, {11, 22, 33, 14, 25, 36});
}
