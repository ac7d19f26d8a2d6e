// Batch normalization: its folded weights are the floats nearest to exact real numbers.
#include <cmath>

#include "ftcert/data/binary_float.hpp"
#include "ftcert/model/rounded_root.hpp"
#include "support/generator.hpp"
#include "support/operator_runs.hpp"

using namespace onnx_test;
using ftcert::Code;
using ftcert::kBinary32;
using ftcert::model::exact_root;
using ftcert::model::nearest_with_root;

namespace {

Rational number(float value) { return *ftcert::from_bits(kBinary32, std::bit_cast<std::uint32_t>(value)); }

OperatorRun batch_normalization(std::int64_t opset = 13) {
  OperatorRun run("BatchNormalization", opset);
  run.varying(samples_of({2, 2}));
  for (const Point& list : {Point{3, -1}, Point{1, Rational(1, 2)}, Point{2, -4}, Point{Rational(15, 4), 1}}) {
    run.fixed(constant(dims({2}), list));
  }
  return run;
}

}  // namespace

BOOST_AUTO_TEST_CASE(roots_of_fractions) {
  BOOST_TEST((exact_root(Rational(9, 4)) == Rational(3, 2)));
  BOOST_TEST((exact_root(0) == Rational(0)));
  BOOST_TEST(!exact_root(2).has_value());
  BOOST_TEST(!exact_root(Rational(4, 3)).has_value());
  BOOST_TEST(!exact_root(-4).has_value());
}

BOOST_AUTO_TEST_CASE(sums_with_roots_round_to_the_nearest_float) {
  // sqrt(2) = 1.01101010000010011110011 0011..: the float below, 11863283 / 2^23.
  BOOST_TEST((nearest_with_root(kBinary32, 0, 1, 2) == Rational(11863283, 8388608)));
  BOOST_TEST((nearest_with_root(kBinary32, 0, -1, 2) == Rational(-11863283, 8388608)));
  BOOST_TEST((nearest_with_root(kBinary32, 1, -3, Rational(1, 4)) == Rational(-1, 2)));
  // Halfway between 1 and the next float, and a little more or less, far below what a double shows.
  const Rational halfway = Rational(1) + Rational(1, 1 << 24), tiny = Rational(1, 1L << 40) * Rational(1, 1L << 40);
  BOOST_TEST((nearest_with_root(kBinary32, halfway, 1, 0) == Rational(1)));
  BOOST_TEST((nearest_with_root(kBinary32, halfway, tiny, 2) == Rational(1) + Rational(1, 1 << 23)));
  BOOST_TEST((nearest_with_root(kBinary32, halfway, -tiny, 2) == Rational(1)));
  // Beyond the largest float.
  BOOST_TEST(!nearest_with_root(kBinary32, 0, ftcert::Rational(ftcert::Integer(1) << 128), 2).has_value());
}

BOOST_AUTO_TEST_CASE(rounded_roots_lie_between_the_halves_to_their_neighbours) {
  ftcert::test::Generator random(1);
  for (int i = 0; i < ftcert::test::rounds(500); ++i) {
    const float a =
        std::ldexp(static_cast<float>(random.between(1, 1 << 24)), static_cast<int>(random.between(-40, 10)));
    const Rational square = number(a), found = *nearest_with_root(kBinary32, 0, 1, square);
    // Squares decide, without a root.
    const float rounded = std::sqrt(a);
    const Rational below = (number(std::nextafter(rounded, 0.0f)) + number(rounded)) * Rational(1, 2);
    const Rational above = (number(std::nextafter(rounded, INFINITY)) + number(rounded)) * Rational(1, 2);
    BOOST_TEST((below * below <= square && square <= above * above));
    BOOST_TEST((found == number(rounded)));
  }
}

BOOST_AUTO_TEST_CASE(a_batch_normalization_with_rational_roots) {
  // sqrt(15/4 + 1/4) = 2: 3 (x - 2) / 2 + 1; sqrt(1 + 1/4) is none: the float nearest to -1 / sqrt(5/4) and to 1/2 - 4 / sqrt(5/4).
  OperatorRun run = batch_normalization();
  run.with("epsilon", 0.25f).with("momentum", 0.5f);
  const Rational a = *nearest_with_root(kBinary32, 0, -1, Rational(4, 5));
  const Rational b = *nearest_with_root(kBinary32, Rational(1, 2), -4, Rational(4, 5));
  const Rational square = a * a * Rational(5, 4);  // of -a times the root: 1 but for the rounding
  BOOST_TEST((a.sign() < 0 && abs(square - 1) < Rational(1, 1 << 23)));
  expect_both(run, {2, 4, 10, 0}, {1, 4, 10 * a + b, b}, {samples_of({2, 2})});
  Chain chain(generous());
  run.apply(chain, {});
  BOOST_TEST(chain.folded);
}

BOOST_AUTO_TEST_CASE(batch_normalization_beside_inference_is_refused) {
  OperatorRun training = batch_normalization(14);
  training.with("training_mode", std::int64_t{1});
  expect_refused(training, {}, Code::kModelOperator, {"training mode"});
  OperatorRun old = batch_normalization(6);
  expect_refused(old, {}, Code::kModelOperator, {"training mode"});
  OperatorRun tested = batch_normalization(6);
  tested.with("is_test", std::int64_t{1}).with("epsilon", 0.25f);
  expect_forms(tested, {2, 4, 10, 0},
               {1, 4,
                10 * *nearest_with_root(kBinary32, 0, -1, Rational(4, 5)) +
                    *nearest_with_root(kBinary32, Rational(1, 2), -4, Rational(4, 5)),
                *nearest_with_root(kBinary32, Rational(1, 2), -4, Rational(4, 5))});
  OperatorRun each = batch_normalization(8);
  each.with("spatial", std::int64_t{0});
  expect_refused(each, {}, Code::kModelOperator, {"'spatial'"});
  OperatorRun flat("BatchNormalization");
  flat.varying(dims({2}));
  for (int i = 0; i < 4; ++i) flat.fixed(constant(dims({2}), {1, 1}));
  expect_refused(flat, {}, Code::kModelShape, {"channels in axis 1"});
  OperatorRun channels("BatchNormalization");
  channels.varying(samples_of({2}));
  for (int i = 0; i < 4; ++i) channels.fixed(constant(dims({3}), {1, 1, 1}));
  expect_refused(channels, {}, Code::kModelShape, {"input 1", "expected 2 numbers"});
  OperatorRun negative("BatchNormalization");
  negative.varying(samples_of({1}));
  for (int i = 0; i < 4; ++i) negative.fixed(constant(dims({1}), {-1}));
  expect_refused(negative, {}, Code::kNotFinite, {"positive variance", "channel 0"});
  OperatorRun function("BatchNormalization");
  function.fixed(constant(samples_of({1}), {1})).varying(dims({1}));
  for (int i = 0; i < 3; ++i) function.fixed(constant(dims({1}), {1}));
  expect_refused(function, {}, Code::kModelGraph, {"input 1", "constants"});
  OperatorRun mixed("BatchNormalization");
  mixed.varying({{2, 1}, 1, 0});
  for (int i = 0; i < 4; ++i) mixed.fixed(constant(dims({1}), {1}));
  expect_refused(mixed, {}, Code::kModelShape, {"mix samples"});
}
