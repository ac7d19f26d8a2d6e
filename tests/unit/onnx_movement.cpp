// Operators that put elements in other places: on numbers and as networks, and none that would mix samples. Values are worked out by hand.
#include "support/operator_runs.hpp"

using namespace onnx_test;
using ftcert::Code;

namespace {

const Shape kRow = samples_of({5});
const Shape kTable = samples_of({2, 3});
const Point kFive = {1, 2, 3, 4, 5}, kSix = {1, 2, 3, 4, 5, 6};

OperatorRun slice(const Shape& in, const Point& starts, const Point& ends, const Point& axes, const Point& steps) {
  OperatorRun run("Slice");
  run.varying(in).fixed(list_of(starts)).fixed(list_of(ends)).fixed(list_of(axes)).fixed(list_of(steps));
  return run;
}

Rational largest_integer() { return ftcert::Integer(std::numeric_limits<std::int64_t>::max()); }
Rational least_integer() { return ftcert::Integer(std::numeric_limits<std::int64_t>::min()); }

}  // namespace

BOOST_AUTO_TEST_CASE(slices) {
  const auto check = [](Point starts, Point ends, Point axes, Point steps, const Point& wanted) {
    OperatorRun run = slice(kRow, starts, ends, axes, steps);
    expect_both(run, kFive, wanted, {samples_of({wanted.size()})});
  };
  check({1}, {4}, {1}, {1}, {2, 3, 4});
  check({-2}, {largest_integer()}, {-1}, {1}, {4, 5});
  check({0}, {-1}, {1}, {3}, {1, 4});
  check({-1}, {least_integer()}, {1}, {-1}, {5, 4, 3, 2, 1});
  check({3}, {0}, {1}, {-2}, {4, 2});
  check({-100}, {100}, {1}, {1}, kFive);
  check({100}, {-100}, {1}, {-4}, {5, 1});
  // The whole axis of the samples may be named.
  check({0, 1}, {largest_integer(), 2}, {0, 1}, {1, 1}, {2});
  OperatorRun old("Slice", 9);
  old.with("axes", Dims{1}).with("starts", Dims{2}).with("ends", Dims{99}).varying(kRow);
  expect_both(old, kFive, {3, 4, 5});
  OperatorRun without("Slice", 1);
  without.with("starts", Dims{0, 2}).with("ends", Dims{1, 3}).varying(dims({1, 5}));
  expect_both(without, kFive, {3}, {dims({1, 1})});
  OperatorRun narrow("Slice");
  narrow.varying(kRow)
      .fixed(constant(dims({1}), {1}, ElementType::kInt32))
      .fixed(constant(dims({1}), {3}, ElementType::kInt32));
  narrow.fixed(constant(dims({1}), {1}, ElementType::kInt32));
  expect_both(narrow, kFive, {2, 3});
  // A fixed number of samples, all of them.
  OperatorRun fixed = slice({{1, 5}, 0, 7}, {0}, {7}, {0}, {1});
  expect_both(fixed, kFive, kFive);
}

BOOST_AUTO_TEST_CASE(slices_that_are_refused) {
  const auto check = [](const Shape& in, Point starts, Point ends, Point axes, Point steps,
                        std::initializer_list<std::string> words) {
    OperatorRun run = slice(in, starts, ends, axes, steps);
    expect_refused(run, {}, Code::kModelShape, words);
    expect_refused(run, Point(element_count(in), 1), Code::kModelShape, words);
  };
  check(kRow, {0}, {1}, {0}, {1}, {"mix samples", "axis 0"});
  check(kRow, {1}, {largest_integer()}, {0}, {1}, {"mix samples"});
  check(kRow, {0}, {largest_integer()}, {0}, {2}, {"mix samples"});
  check({{1, 5}, 0, 7}, {0}, {6}, {0}, {1}, {"mix samples"});
  check(kRow, {1}, {2}, {1}, {0}, {"step other than 0"});
  check(kRow, {3}, {3}, {1}, {1}, {"is empty"});
  check(kRow, {0, 0}, {1, 1}, {1, -1}, {1, 1}, {"named twice"});
  check(kRow, {0}, {1}, {2}, {1}, {"expected an axis"});
  check(kRow, {0, 1}, {1}, {1}, {1}, {"ends", "expected 2 numbers"});
}

BOOST_AUTO_TEST_CASE(splits) {
  OperatorRun equal("Split");
  equal.with("axis", std::int64_t{1}).varying(samples_of({4})).outputs(2);
  expect_both(equal, {1, 2, 3, 4}, {1, 2, 3, 4}, {samples_of({2}), samples_of({2})});
  OperatorRun attribute("Split", 11);
  attribute.with("axis", std::int64_t{-1}).with("split", Dims{1, 3}).varying(kTable).outputs(2);
  expect_refused(attribute, {}, Code::kModelShape, {"axis of extent 3"});
  OperatorRun columns("Split", 11);
  columns.with("axis", std::int64_t{-1}).with("split", Dims{1, 2}).varying(kTable).outputs(2);
  expect_both(columns, kSix, {1, 4, 2, 3, 5, 6}, {samples_of({2, 1}), samples_of({2, 2})});
  OperatorRun input("Split");
  input.with("axis", std::int64_t{1}).varying(kRow).fixed(list_of({2, 1, 2})).outputs(3);
  expect_both(input, kFive, kFive, {samples_of({2}), samples_of({1}), samples_of({2})});
  OperatorRun recent("Split", 18);
  recent.with("axis", std::int64_t{1}).with("num_outputs", std::int64_t{3}).varying(kRow).outputs(3);
  expect_both(recent, kFive, kFive, {samples_of({2}), samples_of({2}), samples_of({1})});
  OperatorRun unequal("Split");
  unequal.with("axis", std::int64_t{1}).varying(kRow).outputs(2);
  expect_refused(unequal, {}, Code::kModelShape, {"no 2 equal parts"});
  OperatorRun few("Split");
  few.with("axis", std::int64_t{1}).varying(kRow).fixed(list_of({2, 1})).outputs(2);
  expect_refused(few, {}, Code::kModelShape, {"add to 5", "found 3"});
  OperatorRun other("Split");
  other.with("axis", std::int64_t{1}).varying(kRow).fixed(list_of({2, 3})).outputs(3);
  expect_refused(other, {}, Code::kModelShape, {"3 outputs"});
  OperatorRun samples("Split");
  samples.varying(kRow).outputs(1);
  expect_refused(samples, {}, Code::kModelShape, {"mix samples"});
}

BOOST_AUTO_TEST_CASE(concatenations) {
  OperatorRun run("Concat");
  run.with("axis", std::int64_t{-1}).varying(kTable).fixed(constant(dims({1, 2, 1}), {7, 8}));
  expect_both(run, kSix, {1, 2, 3, 7, 4, 5, 6, 8}, {samples_of({2, 4})});
  OperatorRun before("Concat");
  before.with("axis", std::int64_t{1}).fixed(constant(dims({1, 1, 3}), {7, 8, 9})).varying(kTable);
  expect_both(before, kSix, {7, 8, 9, 1, 2, 3, 4, 5, 6}, {samples_of({3, 3})});
  OperatorRun samples("Concat");
  samples.with("axis", std::int64_t{0}).varying(kRow).fixed(constant(dims({1, 5}), kFive));
  expect_refused(samples, {}, Code::kModelShape, {"samples"});
  OperatorRun none("Concat");
  none.varying(kRow);
  expect_refused(none, {}, Code::kModelGraph, {"'axis'"});
  OperatorRun types("Concat");
  types.with("axis", std::int64_t{1}).varying(kRow).fixed(whole_numbers(dims({1, 5}), kFive));
  expect_refused(types, {}, Code::kModelType, {"one type"});
}

BOOST_AUTO_TEST_CASE(gathers) {
  OperatorRun list("Gather");
  list.with("axis", std::int64_t{1}).varying(kTable).fixed(list_of({1, -2, 1}));
  expect_both(list, kSix, {4, 5, 6, 1, 2, 3, 4, 5, 6}, {samples_of({3, 3})});
  OperatorRun scalar("Gather");
  scalar.with("axis", std::int64_t{2}).varying(kTable).fixed(whole_numbers(dims({}), {-1}));
  expect_both(scalar, kSix, {3, 6}, {samples_of({2})});
  OperatorRun table("Gather");
  table.with("axis", std::int64_t{1}).varying({{2, 3, 1}, 2, 0}).fixed(whole_numbers(dims({1, 2}), {2, 0}));
  expect_both(table, kSix, {3, 1, 6, 4}, {{{2, 1, 2, 1}, 3, 0}});
  OperatorRun samples("Gather");
  samples.varying(kRow).fixed(list_of({0}));
  expect_refused(samples, {}, Code::kModelShape, {"mix samples"});
  OperatorRun beyond("Gather");
  beyond.with("axis", std::int64_t{1}).varying(kRow).fixed(list_of({5}));
  expect_refused(beyond, {}, Code::kModelShape, {"axis of extent 5", "found 5"});
  OperatorRun floats("Gather");
  floats.with("axis", std::int64_t{1}).varying(kRow).fixed(constant(dims({1}), {1}));
  expect_refused(floats, {}, Code::kModelType, {"int64"});
  // The input chooses among constants: known at a point.
  OperatorRun chosen("Gather");
  chosen.fixed(constant(dims({2, 2}), {1, 2, 3, 4})).varying(samples_of({1}), ElementType::kInt64);
  expect_only_numbers(chosen, {1}, {3, 4}, {samples_of({1, 2})});
}

BOOST_AUTO_TEST_CASE(padding) {
  const auto run = [](const std::string& mode, const Point& pads, const Shape& in) {
    OperatorRun made("Pad");
    made.word("mode", mode).varying(in).fixed(list_of(pads));
    return made;
  };
  OperatorRun zeros = run("constant", {0, 1, 0, 2}, samples_of({3}));
  expect_both(zeros, {1, 2, 3}, {0, 1, 2, 3, 0, 0}, {samples_of({6})});
  OperatorRun value = run("constant", {0, 1, 0, 0}, samples_of({3}));
  value.fixed(constant(dims({}), {7}));
  expect_both(value, {1, 2, 3}, {7, 1, 2, 3});
  OperatorRun reflect = run("reflect", {0, 2, 0, 1}, samples_of({3}));
  expect_both(reflect, {1, 2, 3}, {3, 2, 1, 2, 3, 2});
  OperatorRun edge = run("edge", {0, 2, 0, 1}, samples_of({3}));
  expect_both(edge, {1, 2, 3}, {1, 1, 1, 2, 3, 3});
  OperatorRun less = run("constant", {0, -1, 0, 1}, samples_of({3}));
  expect_both(less, {1, 2, 3}, {2, 3, 0});
  OperatorRun corners = run("constant", {0, 1, 0, 0, 0, 1}, samples_of({1, 2}));
  expect_both(corners, {1, 2}, {0, 0, 0, 1, 2, 0}, {samples_of({2, 3})});
  OperatorRun old("Pad", 2);
  old.with("pads", Dims{0, 1, 0, 0}).with("value", 0.5f).varying(samples_of({2}));
  expect_both(old, {1, 2}, {Rational(1, 2), 1, 2});
  OperatorRun axes("Pad", 18);
  axes.varying(kTable).fixed(list_of({1, 0})).nothing().fixed(list_of({-2}));
  expect_both(axes, kSix, {0, 0, 0, 1, 2, 3, 4, 5, 6}, {samples_of({3, 3})});
  OperatorRun samples = run("constant", {1, 0, 0, 0}, samples_of({3}));
  expect_refused(samples, {}, Code::kModelShape, {"mix samples"});
  OperatorRun far = run("reflect", {0, 3, 0, 0}, samples_of({3}));
  expect_refused(far, {}, Code::kModelShape, {"reflection"});
  OperatorRun mode = run("mirror", {0, 1, 0, 0}, samples_of({3}));
  expect_refused(mode, {}, Code::kModelOperator, {"'mode'", "'mirror'"});
  OperatorRun size = run("constant", {1, 0}, samples_of({3}));
  expect_refused(size, {}, Code::kModelShape, {"pads", "expected 4 numbers"});
  OperatorRun all = run("constant", {0, -3, 0, 0}, samples_of({3}));
  expect_refused(all, {}, Code::kModelShape, {"no position"});
}

BOOST_AUTO_TEST_CASE(repetition) {
  OperatorRun expand("Expand");
  expand.varying(samples_of({2, 1})).fixed(list_of({1, 2}));
  expect_both(expand, {1, 2}, {1, 1, 2, 2}, {samples_of({2, 2})});
  OperatorRun deeper("Expand");
  deeper.varying(dims({2})).fixed(list_of({2, 1}));
  expect_both(deeper, {1, 2}, {1, 2, 1, 2}, {dims({2, 2})});
  OperatorRun counted("Expand");
  counted.varying({{1, 1}, 0, 7}).fixed(list_of({7, 2}));
  expect_both(counted, {1}, {1, 1}, {{{1, 2}, 0, 7}});
  OperatorRun wrong("Expand");
  wrong.varying(samples_of({2})).fixed(list_of({3}));
  expect_refused(wrong, {}, Code::kModelShape, {"do not broadcast"});
  OperatorRun tile("Tile");
  tile.varying(samples_of({2, 1})).fixed(list_of({1, 2, 3}));
  expect_both(tile, {1, 2}, {1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2}, {samples_of({4, 3})});
  OperatorRun samples("Tile");
  samples.varying(samples_of({2})).fixed(list_of({2, 1}));
  expect_refused(samples, {}, Code::kModelShape, {"mix samples"});
  OperatorRun none("Tile");
  none.varying(samples_of({2})).fixed(list_of({1, 0}));
  expect_refused(none, {}, Code::kModelShape, {"positive repeats"});
}

BOOST_AUTO_TEST_CASE(elements_by_lists_of_indices) {
  const Shape table = dims({2, 3});
  OperatorRun along("GatherElements");
  along.with("axis", std::int64_t{1}).varying(table).fixed(whole_numbers(dims({2, 2}), {2, 0, -1, 1}));
  expect_both(along, kSix, {3, 1, 6, 5}, {dims({2, 2})});
  OperatorRun rows("GatherND");
  rows.varying(table).fixed(whole_numbers(dims({2, 2}), {1, 2, 0, -3}));
  expect_both(rows, kSix, {6, 1}, {dims({2})});
  OperatorRun blocks("GatherND");
  blocks.varying(table).fixed(whole_numbers(dims({1, 1}), {1}));
  expect_both(blocks, kSix, {4, 5, 6}, {dims({1, 3})});
  OperatorRun batches("GatherND");
  batches.with("batch_dims", std::int64_t{1}).varying(table).fixed(whole_numbers(dims({2, 1}), {2, 0}));
  expect_both(batches, kSix, {3, 4}, {dims({2})});
  OperatorRun behind("GatherND");
  behind.varying({{2, 1, 3}, 1, 0}).fixed(whole_numbers(dims({1, 1}), {1}));
  expect_both(behind, kSix, {4, 5, 6}, {{{1, 1, 3}, 1, 0}});
  OperatorRun replaced("ScatterElements");
  replaced.with("axis", std::int64_t{1})
      .varying(table)
      .fixed(whole_numbers(dims({1, 2}), {2, 0}))
      .fixed(constant(dims({1, 2}), {10, 20}));
  expect_both(replaced, kSix, {20, 2, 10, 4, 5, 6}, {table});
  OperatorRun into("ScatterElements");
  into.with("axis", std::int64_t{1})
      .fixed(constant(table, kSix))
      .fixed(whole_numbers(dims({1, 2}), {2, 0}))
      .varying(dims({1, 2}));
  expect_both(into, {10, 20}, {20, 2, 10, 4, 5, 6}, {table});
  OperatorRun scattered("ScatterND");
  scattered.varying(table).fixed(whole_numbers(dims({1, 1}), {-1})).fixed(constant(dims({1, 3}), {7, 8, 9}));
  expect_both(scattered, kSix, {1, 2, 3, 7, 8, 9}, {table});
}

BOOST_AUTO_TEST_CASE(lists_of_indices_that_are_refused) {
  const Shape table = dims({2, 3});
  for (const char* type : {"GatherElements", "GatherND"}) {
    OperatorRun samples(type);
    samples.varying(kTable).fixed(whole_numbers(dims({1, 1, 1}), {0}));
    expect_refused(samples, {}, Code::kModelShape, {"mix samples"});
    OperatorRun beyond(type);
    beyond.varying(table).fixed(whole_numbers(dims({1, 1}), {3}));
    expect_refused(beyond, {}, Code::kModelShape, {"extent 2", "found 3"});
    OperatorRun function(type);
    function.fixed(constant(table, kSix)).varying(dims({1, 1}), ElementType::kInt64);
    expect_refused(function, {}, Code::kModelGraph, {"expected numbers"});
  }
  OperatorRun added("ScatterND", 16);
  added.word("reduction", "add")
      .varying(table)
      .fixed(whole_numbers(dims({1, 1}), {0}))
      .fixed(constant(dims({1, 3}), {7, 8, 9}));
  expect_refused(added, {}, Code::kModelOperator, {"'reduction'", "'add'"});
  OperatorRun updates("ScatterND");
  updates.varying(table).fixed(whole_numbers(dims({1, 1}), {0})).fixed(constant(dims({1, 2}), {7, 8}));
  expect_refused(updates, {}, Code::kModelShape, {"updates of shape [1, 3]"});
  OperatorRun other("ScatterElements");
  other.varying(table).fixed(whole_numbers(dims({1, 2}), {0, 1})).fixed(constant(dims({2, 1}), {7, 8}));
  expect_refused(other, {}, Code::kModelShape, {"updates of shape [2, 1]"});
}
