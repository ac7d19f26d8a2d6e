// Operators of numbers: comparisons, choices, what rounds by rule, shapes and casts. Forms are refused where the result is no ReLU network. Values are worked out by hand.
#include "support/operator_runs.hpp"

using namespace onnx_test;
using ftcert::Code;

namespace {

const Shape kFour = samples_of({4});
const Point kX = {Rational(-5, 2), 0, Rational(1, 2), Rational(5, 2)};

Tensor number(const Rational& value) { return constant(dims({}), {value}); }

void expect_map(const std::string& type, const Point& wanted) {
  OperatorRun run(type);
  run.varying(kFour);
  expect_only_numbers(run, kX, wanted, {kFour});
}

}  // namespace

BOOST_AUTO_TEST_CASE(maps_of_numbers) {
  expect_map("Floor", {-3, 0, 0, 2});
  expect_map("Ceil", {-2, 0, 1, 3});
  expect_map("Round", {-2, 0, 0, 2});
  expect_map("Sign", {-1, 0, 1, 1});
  expect_map("Softsign", {Rational(-5, 7), 0, Rational(1, 3), Rational(5, 7)});
  // The float nearest to 1/6 is 11184811 / 2^26.
  const Rational sixth(11184811, 1 << 26), half(1, 2);
  expect_map("HardSwish", {Rational(-5, 2) * (half - Rational(5, 2) * sixth), 0, half * (half + half * sixth),
                           Rational(5, 2) * (half + Rational(5, 2) * sixth)});
  OperatorRun threshold("ThresholdedRelu");
  threshold.with("alpha", 0.5f).varying(kFour);
  expect_only_numbers(threshold, kX, {0, 0, 0, Rational(5, 2)});
}

BOOST_AUTO_TEST_CASE(quotients_powers_and_roots) {
  OperatorRun inverse("Reciprocal");
  inverse.varying(samples_of({2}));
  expect_only_numbers(inverse, {Rational(-2, 3), 5}, {Rational(-3, 2), Rational(1, 5)});
  expect_refused(inverse, {1, 0}, Code::kNotFinite, {"nonzero divisor"});
  OperatorRun square("Pow");
  square.varying(kFour).fixed(number(2));
  expect_only_numbers(square, kX, {Rational(25, 4), 0, Rational(1, 4), Rational(25, 4)});
  OperatorRun one("Pow");
  one.varying(kFour).fixed(number(1));
  expect_both(one, kX, kX, {kFour});
  OperatorRun each("Pow");
  each.varying(kFour).fixed(list_of({0, 3, 5, 1}));
  expect_only_numbers(each, kX, {1, 0, Rational(1, 32), Rational(5, 2)});
  OperatorRun negative("Pow");
  negative.varying(kFour).fixed(number(-1));
  expect_refused(negative, kX, Code::kModelGraph, {"exponent", "found -1"});
  OperatorRun large("Pow");
  large.varying(kFour).fixed(number(65));
  expect_refused(large, kX, Code::kModelGraph, {"found 65"});
  OperatorRun root("Sqrt");
  root.varying(samples_of({2}));
  expect_only_numbers(root, {Rational(9, 4), 0}, {Rational(3, 2), 0});
  expect_refused(root, {2, 1}, Code::kModelOperator, {"square of a fraction"});
}

BOOST_AUTO_TEST_CASE(remainders) {
  OperatorRun whole("Mod");
  whole.varying(samples_of({4}), ElementType::kInt64).fixed(list_of({3, -3, 3, -3}));
  expect_only_numbers(whole, {7, 7, -7, -7}, {1, -2, 2, -1});
  OperatorRun truncated("Mod");
  truncated.with("fmod", std::int64_t{1}).varying(samples_of({4})).fixed(constant(dims({4}), {3, -3, 3, -3}));
  expect_only_numbers(truncated, {7, Rational(15, 2), -7, -7}, {1, Rational(3, 2), -1, -1});
  OperatorRun floats("Mod");
  floats.varying(samples_of({1})).fixed(number(2));
  expect_refused(floats, {1}, Code::kModelOperator, {"'fmod'"});
  OperatorRun zero("Mod");
  zero.varying(samples_of({1}), ElementType::kInt64).fixed(list_of({0}));
  expect_refused(zero, {1}, Code::kNotFinite, {"divisor"});
}

BOOST_AUTO_TEST_CASE(comparisons_and_logic) {
  const auto compare = [](const std::string& type, const Point& wanted) {
    OperatorRun run(type);
    run.varying(kFour).fixed(number(Rational(1, 2)));
    expect_only_numbers(run, kX, wanted, {kFour});
  };
  compare("Equal", {0, 0, 1, 0});
  compare("Less", {1, 1, 0, 0});
  compare("LessOrEqual", {1, 1, 1, 0});
  compare("Greater", {0, 0, 0, 1});
  compare("GreaterOrEqual", {0, 0, 1, 1});
  const auto combine = [](const std::string& type, const Point& wanted) {
    OperatorRun run(type);
    run.varying(kFour, ElementType::kBool).fixed(truths(dims({4}), {0, 1, 0, 1}));
    expect_only_numbers(run, {0, 0, 1, 1}, wanted, {kFour});
    OperatorRun floats(type);
    floats.varying(kFour).fixed(number(1));
    expect_refused(floats, kX, Code::kModelType, {"bool"});
  };
  combine("And", {0, 0, 0, 1});
  combine("Or", {0, 1, 1, 1});
  combine("Xor", {0, 1, 1, 0});
  OperatorRun none("Not");
  none.varying(kFour, ElementType::kBool);
  expect_only_numbers(none, {0, 0, 1, 1}, {1, 1, 0, 0});
  OperatorRun types("Equal");
  types.varying(kFour).fixed(list_of({1}));
  expect_refused(types, kX, Code::kModelType, {"one type"});
}

BOOST_AUTO_TEST_CASE(choices) {
  OperatorRun constant_condition("Where");
  constant_condition.fixed(truths(dims({4}), {1, 0, 0, 1})).varying(kFour).fixed(number(7));
  expect_both(constant_condition, kX, {Rational(-5, 2), 7, 7, Rational(5, 2)}, {kFour});
  OperatorRun function("Where");
  function.varying(kFour, ElementType::kBool).fixed(number(1)).fixed(number(-1));
  expect_only_numbers(function, {1, 0, 0, 1}, {1, -1, -1, 1}, {kFour});
  const auto extreme = [](const std::string& type, const Point& wanted, std::int64_t last) {
    OperatorRun run(type);
    run.with("axis", std::int64_t{-1})
        .with("keepdims", std::int64_t{0})
        .with("select_last_index", last)
        .varying(samples_of({2, 3}));
    expect_only_numbers(run, {1, 3, 3, -1, -1, 0}, wanted, {samples_of({2})});
  };
  extreme("ArgMax", {1, 2}, 0);
  extreme("ArgMax", {2, 2}, 1);
  extreme("ArgMin", {0, 0}, 0);
  extreme("ArgMin", {0, 1}, 1);
  OperatorRun samples("ArgMax");
  samples.varying(kFour);
  expect_refused(samples, kX, Code::kModelShape, {"mix samples"});
  OperatorRun hot("OneHot");
  hot.varying(samples_of({2}), ElementType::kInt64).fixed(number(3)).fixed(constant(dims({2}), {5, 9}));
  expect_only_numbers(hot, {-1, 0}, {5, 5, 9, 9, 5, 5}, {samples_of({2, 3})});
  OperatorRun first("OneHot");
  first.with("axis", std::int64_t{1})
      .varying(samples_of({2}), ElementType::kInt64)
      .fixed(number(3))
      .fixed(constant(dims({2}), {0, 1}));
  expect_only_numbers(first, {2, 7}, {0, 0, 0, 0, 1, 0}, {samples_of({3, 2})});
}

BOOST_AUTO_TEST_CASE(casts_by_the_rules_of_onnx) {
  const auto run = [](std::int64_t to) {
    OperatorRun made("Cast");
    made.with("to", to).varying(kFour);
    return made;
  };
  OperatorRun whole = run(onnx::TensorProto::INT64);
  expect_numbers(whole, kX, {-2, 0, 0, 2});
  expect_refused(whole, {}, Code::kModelType, {"int64"});
  OperatorRun truth = run(onnx::TensorProto::BOOL);
  expect_numbers(truth, kX, {1, 0, 1, 1});
  expect_refused(truth, {}, Code::kModelType, {"bool"});
  OperatorRun wide = run(onnx::TensorProto::DOUBLE);
  expect_both(wide, kX, kX);
  OperatorRun narrow = run(onnx::TensorProto::FLOAT16);
  expect_numbers(narrow, kX, kX);
  expect_refused(narrow, {1, 2, 3, Rational(1, 3)}, Code::kModelType, {"element 3", "float16"});
  expect_refused(narrow, {}, Code::kModelType, {"float16"});
  OperatorRun beyond = run(onnx::TensorProto::INT32);
  expect_refused(beyond, {1, 2, 3, Rational(1L << 32)}, Code::kModelType, {"element 3", "int32"});
}

BOOST_AUTO_TEST_CASE(shapes_as_tensors) {
  const auto counts = [](OperatorRun& run, const Point& at_three_samples) {
    Chain chain(generous());
    const Tensor found = run.apply(chain, {}).front();
    Point numbers = found.numbers;
    for (const LinearForm& form : found.forms) numbers.push_back(value(form, {3}));
    BOOST_TEST((numbers == at_three_samples));
    BOOST_TEST((found.type == ElementType::kInt64));
    return found.layer;
  };
  OperatorRun symbolic("Shape");
  symbolic.varying(samples_of({4, 5}));
  BOOST_TEST((counts(symbolic, {3, 4, 5}) == ftcert::model::kSampleCount));
  OperatorRun part("Shape", 15);
  part.with("start", std::int64_t{1}).with("end", std::int64_t{-1}).varying(samples_of({4, 5}));
  BOOST_TEST(!counts(part, {4}).has_value());
  OperatorRun fixed("Shape");
  fixed.varying({{1, 4}, 0, 7});
  BOOST_TEST(!counts(fixed, {7, 4}).has_value());
  OperatorRun size("Size");
  size.varying(samples_of({4, 5}));
  BOOST_TEST((counts(size, {60}) == ftcert::model::kSampleCount));
  OperatorRun known("Size");
  known.varying(dims({4, 5}));
  BOOST_TEST(!counts(known, {20}).has_value());
}

BOOST_AUTO_TEST_CASE(tensors_from_shapes) {
  OperatorRun zeros("ConstantOfShape");
  zeros.fixed(list_of({2, 1}));
  expect_numbers(zeros, {}, {0, 0}, {dims({2, 1})});
  OperatorRun value("ConstantOfShape");
  value.with("value", floats({1}, {0.5f})).fixed(list_of({3}));
  expect_numbers(value, {}, {Rational(1, 2), Rational(1, 2), Rational(1, 2)});
  OperatorRun none("ConstantOfShape");
  none.fixed(list_of({-1}));
  expect_refused(none, {}, Code::kModelShape, {"positive extents"});
  // As many as there are samples: one for each.
  OperatorRun samples("ConstantOfShape");
  samples.fixed(Tensor{ElementType::kInt64, dims({2}), ftcert::model::kSampleCount, {}, {{{{0, 1}}, 0}, {{}, 2}}});
  expect_numbers(samples, {}, {0, 0}, {samples_of({2})});
  OperatorRun twice("ConstantOfShape");
  twice.fixed(Tensor{ElementType::kInt64, dims({1}), ftcert::model::kSampleCount, {}, {{{{0, 2}}, 0}}});
  expect_refused(twice, {}, Code::kModelShape, {"number of samples itself"});
  const auto range = [](const Rational& start, const Rational& limit, const Rational& delta) {
    OperatorRun run("Range");
    return run.fixed(number(start)).fixed(number(limit)).fixed(number(delta)), run;
  };
  OperatorRun up = range(1, 2, Rational(1, 2));
  expect_numbers(up, {}, {1, Rational(3, 2)}, {dims({2})});
  OperatorRun down = range(3, -1, -2);
  expect_numbers(down, {}, {3, 1});
  OperatorRun still = range(3, 4, 0);
  expect_refused(still, {}, Code::kModelShape, {"step other than 0"});
  OperatorRun empty = range(3, 3, 1);
  expect_refused(empty, {}, Code::kModelShape, {"range is empty"});
}
