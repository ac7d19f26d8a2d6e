// What is evaluated and read in ranges: the same with any number of threads, and as evaluation layer by layer and reading in order have it.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "ftcert/common/threads.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/data/dataset.hpp"
#include "ftcert/pieces/evaluate.hpp"
#include "ftcert/pieces/line_evaluation.hpp"
#include "ftcert/pieces/ridge.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using ftcert::test::Generator;

namespace {

constexpr unsigned kJobs[] = {1, 2, 3, 7};
// One sample, fewer than threads, one range that is not full, several, and some that are not equally long.
constexpr std::size_t kCounts[] = {1, 2, 5, 700, 24576, 40001};

// The last ranges first.
void backwards(std::size_t chunks, const std::function<void(std::size_t)>& work) {
  while (chunks > 0) work(--chunks);
}

void compare(const Evaluation& found, const Evaluation& expected) {
  BOOST_TEST((found.values.entries == expected.values.entries));
  BOOST_TEST((found.layers == expected.layers));
}

// Few values, so that samples are equal across the ends of ranges, and on kinks; the least margin is that of one sample.
PointMatrix points_of(Generator& random, std::size_t count, std::size_t dimension) {
  PointMatrix points(count, dimension);
  for (Rational& x : points.entries) x = Rational(random.between(-8, 8), 2);
  const std::size_t near[] = {0, count - 1, random.below(count)};
  points.row(near[random.below(3)])[0] += Rational(1, 1'000'000);
  return points;
}

AffineMap map_of(Generator& random, std::size_t rows, std::size_t columns) {
  AffineMap map(rows, columns);
  for (Rational& w : map.weights) w = Rational(random.between(-3, 3));
  for (Rational& b : map.bias) b = Rational(random.between(-9, 9), random.between(1, 3));
  return map;
}

}  // namespace

// Forms that are 0 at most samples, and forms that are not.
BOOST_AUTO_TEST_CASE(sums_of_ridge_functions) {
  Generator random(1);
  for (const std::size_t count : kCounts) {
    for (const std::size_t dimension : {1U, 3U}) {
      const PointMatrix points = points_of(random, count, dimension);
      AffineMap hidden = map_of(random, 5, dimension);
      for (std::size_t c = 0; c < dimension; ++c) hidden.weight(4, c) = 1;
      hidden.bias[4] = Rational(-7, 2);
      const Network network(dimension, {hidden, map_of(random, 2, 5)});
      const Evaluation expected = evaluate_batch_with_margins(network, points);
      const RidgeSum sum(network);
      for (const unsigned jobs : kJobs) {
        compare(sum.evaluate(points, Threads(jobs)), expected);
        compare(sum.evaluate(points, Threads(jobs), 1), expected);
        compare(evaluate_with_margins(network, points, Threads(jobs)), expected);
      }
      compare(sum.evaluate(points, &backwards), expected);
    }
  }
}

BOOST_AUTO_TEST_CASE(networks_along_a_line) {
  Generator random(2);
  for (const std::size_t count : kCounts) {
    const PointMatrix points = points_of(random, count, 1);
    AffineMap first = map_of(random, 4, 1);
    first.weight(0, 0) = 1;
    const Network network(1, {first, map_of(random, 3, 4), map_of(random, 2, 3)});
    const Evaluation expected = evaluate_batch_with_margins(network, points);
    const auto direction = common_direction(network);
    BOOST_REQUIRE(direction.has_value());
    for (const unsigned jobs : kJobs)
      compare(*evaluate_along(network, *direction, points, std::nullopt, Threads(jobs)), expected);
    compare(*evaluate_along(network, *direction, points, std::nullopt, &backwards), expected);
  }
}

namespace {

// What reading gives, or what it says.
std::string told(const std::string& bytes, unsigned jobs, const std::optional<Integer>& most_work = kMostWork,
                 const ColumnChoice& choice = {}) {
  std::string text;
  try {
    const Dataset data =
        read_dataset(TableFile{"t.csv", bytes}, std::nullopt, choice, most_work, LabelColumns::kNeeded, Threads(jobs));
    for (const Rational& x : data.points.entries) text += x.text() + " ";
    for (const auto& label : data.labels) text += (label ? label->text() : "keep") + " ";
    for (const auto& interval : data.intervals) text += interval ? ftcert::text(*interval) + " " : "keep ";
    if (data.frozen) {
      for (const Rational& f : data.frozen->entries) text += f.text() + " ";
    }
    if (data.written) {
      for (const Rational& x : data.written->entries) text += x.text() + " ";
    }
    for (const std::size_t line : data.lines) text += std::to_string(line) + " ";
    const std::size_t rows = data.rows();
    BOOST_TEST(data.points.entries.size() == rows * data.points.dimension);
    BOOST_TEST((!data.frozen || data.frozen->count == rows));
    BOOST_TEST((!data.written || data.written->count == rows));
    return text + std::to_string(rows);
  } catch (const Error& error) {
    return error.what();
  }
}

constexpr std::size_t kRows = 12'000;  // so many that they are read in ranges

// "header", a row for each number, and what the rows at these places are in place of that.
std::string table_of(const std::vector<std::pair<std::size_t, std::string>>& others, const std::string& end = "\n") {
  std::string text = "a,b,label" + end;
  for (std::size_t i = 0; i < kRows; ++i) {
    const auto other = std::ranges::find(others, i, [](const auto& entry) { return entry.first; });
    text += other != others.end()
                ? other->second
                : std::to_string(i) + "," + std::to_string(i % 7) + "/3," + (i % 5 == 0 ? "1.5" : "") + end;
  }
  return text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(rows_of_a_table) {
  const std::string plain = table_of({});
  std::string expected;
  for (std::size_t i = 0; i < kRows; ++i)
    expected += std::to_string(i) + " " + Rational(static_cast<int>(i % 7), 3).text() + " ";
  for (std::size_t i = 0; i < kRows; ++i) expected += i % 5 == 0 ? "3/2 " : "keep ";
  for (std::size_t i = 0; i < kRows; ++i) expected += std::to_string(i + 2) + " ";
  expected += std::to_string(kRows);
  std::string unended = plain, empty = plain + std::string(3 * plain.size(), '\n');
  unended.pop_back();
  for (const unsigned jobs : kJobs) {
    BOOST_TEST((told(plain, jobs) == expected));
    BOOST_TEST((told("\xEF\xBB\xBF" + plain, jobs) == expected));
    BOOST_TEST((told(unended, jobs) == expected));
    BOOST_TEST((told(table_of({}, "\r\n"), jobs) == expected));
    BOOST_TEST((told(empty, jobs) == expected));  // nothing is left for the last ranges
  }
}

// In ranges as in order: empty lines, quotes, a byte order mark that is none, labels that are intervals, rounding, columns that are not chosen.
BOOST_AUTO_TEST_CASE(tables_in_order_and_in_ranges) {
  ColumnChoice rounded, intervals, frozen;
  rounded.rounding = Rounding::kFloat32;
  intervals.specification = SpecificationTerms{};
  frozen.frozen = {"b"};
  const std::string lines = table_of({{0, "\n\n1,2,3\n"}, {6000, "\n\r\n"}, {11999, "\n"}});
  const std::string quoted = table_of({{4000, "\"1\",2,\"3\"\n"}, {5999, "4,\"5\",\n"}});
  const std::string columns = "a,b,label,text\n" + [] {
    std::string text;
    for (std::size_t i = 0; i < kRows; ++i) text += std::to_string(i) + ",1,,\xEF\xBB\xBFword\n";
    return text;
  }();
  ColumnChoice some;
  some.features = {"a"};
  for (const unsigned jobs : kJobs) {
    for (const std::string& bytes : {lines, quoted}) {
      for (const ColumnChoice& choice : {ColumnChoice(), rounded, intervals, frozen})
        BOOST_TEST((told(bytes, jobs, kMostWork, choice) == told(bytes, 1, kMostWork, choice)));
    }
    BOOST_TEST((told(columns, jobs, kMostWork, some) == told(columns, 1, kMostWork, some)));
  }
}

// The first of several errors, at its line, in whatever range it is.
BOOST_AUTO_TEST_CASE(errors_of_a_table) {
  const std::string ends[] = {"x,1,2\n", "1,2\n", "1,,2\n", "1,\"2,3\n", std::string("1,2\0,3\n", 7), "1,2,3\r4\n"};
  for (const std::string& first : ends) {
    for (const std::size_t at : {0U, 5999U, 11999U}) {
      const std::string bytes = table_of({{at, first}, {11998, at < 11998 ? "later,1,2\n" : "1,2,3\n"}});
      const std::string in_order = told(bytes, 1);
      BOOST_TEST(in_order.find("t.csv:" + std::to_string(at + 2)) != std::string::npos, in_order);
      for (const unsigned jobs : kJobs) BOOST_TEST(told(bytes, jobs) == in_order);
    }
  }
  const std::string empty = "a,b,label\n" + std::string(100'000, '\n');
  BOOST_TEST(told(empty, 1).starts_with("E"));
  for (const unsigned jobs : kJobs) BOOST_TEST(told(empty, jobs) == told(empty, 1));
}

// Numbers that take work are counted in the order of the rows.
BOOST_AUTO_TEST_CASE(work_of_a_table) {
  const std::string bytes = table_of({{3, "1e19999,1,\n"}, {9000, "1e19999,1,\n"}, {11000, "x,1,2\n"}});
  for (const unsigned jobs : kJobs) {
    BOOST_TEST(told(bytes, jobs, Integer(2 * 1562500)).find("t.csv:11002") != std::string::npos);
    const std::string much = told(bytes, jobs, Integer(2 * 1562500 - 1));
    BOOST_TEST(much.starts_with("E404 t.csv:9002"), much);
  }
}
