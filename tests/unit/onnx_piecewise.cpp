// Operators that are made of ReLUs, and sums: on numbers and as networks, with the neurons that they take. Values are worked out by hand.
#include "support/operator_runs.hpp"

using namespace onnx_test;
using ftcert::Code;

namespace {

const Shape kThree = samples_of({3});
const Point kX = {-4, Rational(1, 2), 3};

Tensor number(const Rational& value) { return constant(dims({}), {value}); }

using Widths = std::vector<std::size_t>;

}  // namespace

BOOST_AUTO_TEST_CASE(absolute_values_take_two_neurons_each) {
  OperatorRun run("Abs");
  run.varying(kThree);
  expect_both(run, kX, {4, Rational(1, 2), 3}, {kThree}, Widths{6});
}

BOOST_AUTO_TEST_CASE(clip_in_all_forms) {
  OperatorRun both("Clip");
  both.varying(kThree).fixed(number(-1)).fixed(number(1));
  expect_both(both, kX, {-1, Rational(1, 2), 1}, {kThree}, Widths{6});
  OperatorRun least("Clip");
  least.varying(kThree).fixed(number(1));
  expect_both(least, kX, {1, 1, 3}, {kThree}, Widths{3});
  OperatorRun most("Clip");
  most.varying(kThree).nothing().fixed(number(1));
  expect_both(most, kX, {-4, Rational(1, 2), 1}, {kThree}, Widths{3});
  OperatorRun none("Clip");
  none.varying(kThree);
  expect_both(none, kX, kX, {kThree}, Widths{});
  // Bounds that cross: the upper one everywhere.
  OperatorRun crossed("Clip");
  crossed.varying(kThree).fixed(number(2)).fixed(number(-1));
  expect_both(crossed, kX, {-1, -1, -1}, {kThree}, Widths{});
  OperatorRun old("Clip", 6);
  old.with("min", -1.0f).with("max", 1.0f).varying(kThree);
  expect_both(old, kX, {-1, Rational(1, 2), 1});
  OperatorRun equal("Clip");
  equal.varying(kThree).fixed(number(2)).fixed(number(2));
  expect_both(equal, kX, {2, 2, 2});
}

BOOST_AUTO_TEST_CASE(clip_refuses_other_bounds) {
  OperatorRun list("Clip");
  list.varying(kThree).fixed(constant(dims({3}), {1, 2, 3}));
  expect_refused(list, {}, Code::kModelShape, {"input 1", "[3]"});
  OperatorRun function("Clip");
  function.fixed(constant(kThree, kX)).varying(dims({}));
  expect_refused(function, {}, Code::kModelGraph, {"input 1", "constant bound"});
}

BOOST_AUTO_TEST_CASE(leaky_relus) {
  OperatorRun run("LeakyRelu");
  run.with("alpha", 0.25f).varying(kThree);
  expect_both(run, kX, {-1, Rational(1, 2), 3}, {kThree}, Widths{6});
  OperatorRun zero("LeakyRelu");
  zero.with("alpha", 0.0f).varying(kThree);
  expect_both(zero, kX, {0, Rational(1, 2), 3}, {kThree}, Widths{3});
  // The float nearest to 1/100 is 5368709 / 2^29.
  OperatorRun usual("LeakyRelu");
  usual.varying(kThree);
  expect_both(usual, kX, {Rational(-4 * 5368709, 1 << 29), Rational(1, 2), 3});
  OperatorRun negative("LeakyRelu");
  negative.with("alpha", -2.0f).varying(kThree);
  expect_both(negative, kX, {8, Rational(1, 2), 3});
  OperatorRun slopes("PRelu");
  slopes.varying(kThree).fixed(constant(dims({3}), {2, 5, 7}));
  expect_both(slopes, kX, {-8, Rational(1, 2), 3});
  // Before version 7 slopes belong to the channels.
  OperatorRun channels("PRelu", 6);
  channels.varying(samples_of({2, 2})).fixed(constant(dims({2}), {2, 5}));
  expect_both(channels, {-1, -2, -3, 4}, {-2, -4, -15, 4});
  OperatorRun wide("PRelu");
  wide.varying(dims({3})).fixed(constant(dims({2, 3}), {1, 2, 3, 4, 5, 6}));
  expect_refused(wide, {}, Code::kModelShape, {"[2, 3]"});
  OperatorRun function("PRelu");
  function.fixed(constant(kThree, kX)).varying(dims({3}));
  expect_refused(function, {}, Code::kModelGraph, {"constant slopes"});
}

BOOST_AUTO_TEST_CASE(maxima_and_minima) {
  OperatorRun constant_second("Max");
  constant_second.varying(kThree).fixed(constant(dims({3}), {-5, 1, 2}));
  expect_both(constant_second, kX, {-4, 1, 3}, {kThree}, Widths{3});
  OperatorRun constant_first("Min");
  constant_first.fixed(constant(dims({3}), {-5, 1, 2})).varying(kThree);
  expect_both(constant_first, kX, {-5, Rational(1, 2), 2}, {kThree}, Widths{3});
  OperatorRun three("Max");
  three.varying(kThree).fixed(number(0)).fixed(constant(dims({3}), {1, -1, 5}));
  expect_both(three, kX, {1, Rational(1, 2), 5});
  OperatorRun alone("Min");
  alone.varying(kThree);
  expect_both(alone, kX, kX, {kThree}, Widths{});
  OperatorRun old("Max", 6);
  old.varying(kThree).fixed(number(0));
  expect_refused(old, {}, Code::kModelShape, {"differ"});
  OperatorRun types("Max");
  types.varying(kThree).fixed(whole_numbers(dims({3}), {1, 2, 3}));
  expect_refused(types, {}, Code::kModelType, {"one type"});
}

BOOST_AUTO_TEST_CASE(hard_sigmoids_are_clipped_lines) {
  OperatorRun run("HardSigmoid");
  run.with("alpha", 0.5f).with("beta", 0.25f).varying(kThree);
  expect_both(run, kX, {0, Rational(1, 2), 1}, {kThree}, Widths{6});
  // The float nearest to 1/5 is 13421773 / 2^26.
  OperatorRun usual("HardSigmoid");
  usual.varying(samples_of({1}));
  expect_both(usual, {1}, {Rational(1, 2) + Rational(13421773, 1 << 26)});
}

BOOST_AUTO_TEST_CASE(sums_and_means_of_operands) {
  OperatorRun sum("Sum");
  sum.varying(kThree).fixed(number(1)).fixed(constant(dims({3}), {1, 2, 3}));
  expect_both(sum, kX, {-2, Rational(7, 2), 7});
  OperatorRun mean("Mean");
  mean.varying(kThree).fixed(number(1)).fixed(constant(dims({3}), {1, 2, 3}));
  expect_both(mean, kX, {Rational(-2, 3), Rational(7, 6), Rational(7, 3)});
  OperatorRun old("Sum", 6);
  old.varying(kThree).fixed(number(1));
  expect_refused(old, {}, Code::kModelShape, {"differ"});
}

BOOST_AUTO_TEST_CASE(reductions_along_axes) {
  const Shape in = samples_of({2, 3});
  const Point x = {1, -2, 3, 4, 5, -6};
  const auto check = [&](const std::string& type, std::int64_t opset, const Point& rows) {
    OperatorRun attribute(type, opset);
    attribute.with("axes", Dims{-1}).with("keepdims", std::int64_t{0}).varying(in);
    expect_both(attribute, x, rows, {samples_of({2})});
  };
  check("ReduceSum", 11, {2, 3});
  check("ReduceMean", 13, {Rational(2, 3), 1});
  check("ReduceMax", 13, {3, 5});
  check("ReduceMin", 13, {-2, -6});
  check("ReduceL1", 13, {6, 15});
  OperatorRun input("ReduceSum");
  input.varying(in).fixed(list_of({1}));
  expect_both(input, x, {5, 3, -3}, {samples_of({1, 3})});
  OperatorRun recent("ReduceMean", 18);
  recent.varying(in).fixed(list_of({1, 2}));
  expect_both(recent, x, {Rational(5, 6)}, {samples_of({1, 1})});
  OperatorRun nothing("ReduceSum");
  nothing.with("noop_with_empty_axes", std::int64_t{1}).varying(in);
  expect_both(nothing, x, x, {in});
  OperatorRun all("ReduceSum");
  all.varying(dims({2, 3}));
  expect_both(all, x, {5}, {dims({1, 1})});
  // Three numbers take two layers: the first two, and the third passed on by two neurons.
  OperatorRun three("ReduceMax");
  three.with("axes", Dims{1}).varying(kThree);
  expect_both(three, kX, {3}, {samples_of({1})});
}

BOOST_AUTO_TEST_CASE(reductions_never_mix_samples) {
  for (const char* type : {"ReduceMean", "ReduceMax", "ReduceMin"}) {
    OperatorRun all(type);
    all.varying(samples_of({2, 3}));
    expect_refused(all, {}, Code::kModelShape, {"mix samples", "axis 0"});
    expect_refused(all, {1, 2, 3, 4, 5, 6}, Code::kModelShape, {"mix samples", "axis 0"});
    OperatorRun twice(type);
    twice.with("axes", Dims{1, -2}).varying(samples_of({2, 3}));
    expect_refused(twice, {}, Code::kModelShape, {"named twice"});
    OperatorRun beyond(type);
    beyond.with("axes", Dims{3}).varying(samples_of({2, 3}));
    expect_refused(beyond, {}, Code::kModelShape, {"expected an axis"});
  }
}

BOOST_AUTO_TEST_CASE(products_and_squares_of_numbers_alone) {
  OperatorRun squares("ReduceSumSquare");
  squares.with("axes", Dims{1}).varying(kThree);
  expect_only_numbers(squares, kX, {Rational(101, 4)}, {samples_of({1})});
  OperatorRun product("ReduceProd");
  product.with("axes", Dims{1}).with("keepdims", std::int64_t{0}).varying(kThree);
  expect_only_numbers(product, kX, {-6}, {samples_of({})});
}
