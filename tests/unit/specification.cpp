// Intervals and classes, and the cells of data files that state them.
#include <boost/test/unit_test.hpp>

#include "ftcert/check/methods/alternation.hpp"
#include "ftcert/check/methods/exhaustion.hpp"
#include "ftcert/data/samples.hpp"
#include "ftcert/data/specification_cell.hpp"
#include "support/checks.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

std::vector<Rational> numbers(std::initializer_list<int> values) { return {values.begin(), values.end()}; }

ColumnChoice intervals(const Rational& tolerance = 0) {
  ColumnChoice choice;
  choice.labels = {"y"};
  choice.specification = SpecificationTerms{SpecificationKind::kIntervals, tolerance, 1};
  return choice;
}

ColumnChoice classes(std::size_t outputs) {
  ColumnChoice choice;
  choice.labels = {"y"};
  choice.specification = SpecificationTerms{SpecificationKind::kClasses, 1, outputs};
  return choice;
}

std::vector<std::string> words(const Samples& samples) {
  std::vector<std::string> result;
  for (const auto& entry : samples.intervals) result.push_back(entry ? text(*entry) : "keep");
  for (const ClassSet& entry : samples.classes) result.push_back(entry.empty() ? "keep" : text(entry));
  return result;
}

Samples read(const std::string& csv, const ColumnChoice& choice) {
  return merge_duplicates("d.csv", read_dataset("d.csv", csv, choice));
}

void check_words(const Samples& samples, const std::vector<std::string>& expected) {
  const std::vector<std::string> found = words(samples);
  BOOST_TEST(found == expected, boost::test_tools::per_element());
}

}  // namespace

BOOST_AUTO_TEST_CASE(interval_texts_and_members) {
  BOOST_TEST(text(Interval(Rational(1), Rational(5, 4))) == "1..5/4");
  BOOST_TEST(text(Interval(Rational(-1, 2))) == "-1/2");
  BOOST_TEST(text(Interval(Rational(3), std::nullopt)) == ">=3");
  BOOST_TEST(text(Interval(std::nullopt, Rational(3))) == "<=3");
  const Interval box(Rational(1), Rational(2));
  BOOST_TEST((box.holds(1) && box.holds(2) && box.holds(Rational(3, 2))));
  BOOST_TEST(!(box.holds(Rational(999, 1000)) || box.holds(Rational(2001, 1000))));
  BOOST_TEST(Interval().holds(-5));
  BOOST_TEST((Interval(Rational()).zero() && !box.zero() && !Interval().zero()));
  BOOST_TEST((shifted(box, -1) == Interval(Rational(0), Rational(1))));
  BOOST_TEST((shifted(Interval(Rational(1), std::nullopt), 2) == Interval(Rational(3), std::nullopt)));
}

BOOST_AUTO_TEST_CASE(leads_of_classes) {
  const std::vector<Rational> values = numbers({3, 1, 2});
  BOOST_TEST(class_lead(values, {0}) == Rational(1));
  BOOST_TEST(class_lead(values, {1}) == Rational(-2));
  BOOST_TEST(class_lead(values, {0, 2}) == Rational(2));
  BOOST_TEST(class_lead(values, {1, 2}) == Rational(-1));
  // (3 - 1/2) - (2 + 1/4), and max {3 - 1/2, 2 - 1/4} - (1 + 3)
  const std::vector<Rational> errors{Rational(1, 2), 3, Rational(1, 4)};
  BOOST_TEST(class_lead(values, errors, {0}) == Rational(5, 2) - 4);
  BOOST_TEST(class_lead(values, errors, {0, 1}) == Rational(1, 4));
}

BOOST_AUTO_TEST_CASE(cells_of_intervals) {
  check_words(read("x,y\n1,\n2,7/2\n3,1..2\n4,>=-1e1\n5,<=0x1p1\n6,2..2\n7,-3..-1/2\n", intervals()),
              {"keep", "7/2", "1..2", ">=-10", "<=2", "2", "-3..-1/2"});
  check_words(read("x,y\n1,3\n2,1..2\n3,>=1\n", intervals(Rational(1, 4))), {"11/4..13/4", "1..2", ">=1"});
  for (const char* cell : {"2..1", "1...2", ".5..1", "0..1.", "..1", "1..", ">=", "=1", "1..2..3", "a..b", "> 1"})
    FTCERT_CHECK_ERROR(read(std::string("x,y\n1,") + cell + "\n", intervals()), Code::kNumberSyntax);
}

BOOST_AUTO_TEST_CASE(ends_in_two_columns) {
  ColumnChoice choice = intervals();
  choice.upper = {"z"};
  check_words(read("x,y,z\n1,,\n2,1,2\n3,1,\n4,,2\n5,3,3\n", choice), {"keep", "1..2", ">=1", "<=2", "3"});
  FTCERT_CHECK_ERROR(read("x,y,z\n1,2,1\n", choice), Code::kNumberSyntax);
  FTCERT_CHECK_ERROR(read("x,y,z\n1,1..2,3\n", choice), Code::kNumberSyntax);
}

BOOST_AUTO_TEST_CASE(cells_of_classes) {
  check_words(read("x,y\n1,\n2,3\n3,2|0\n4,3.0\n5,4/2|1\n", classes(4)), {"keep", "3", "0|2", "3", "1|2"});
  for (const char* cell : {"4", "-1", "1/2", "0|0", "0|1|2|3", "0|", "|", "0 | 1", "cat"})
    FTCERT_CHECK_ERROR(read(std::string("x,y\n1,") + cell + "\n", classes(4)), Code::kNumberSyntax);
}

BOOST_AUTO_TEST_CASE(equal_points_have_one_specification) {
  check_words(read("x,y\n1,1..2\n1.0,2/2..2\n2,\n2,\n", intervals()), {"1..2", "keep"});
  FTCERT_CHECK_ERROR(read("x,y\n1,1..2\n1,1..3\n", intervals()), Code::kContradiction);
  FTCERT_CHECK_ERROR(read("x,y\n1,1\n1,\n", intervals()), Code::kContradiction);
  FTCERT_CHECK_ERROR(read("x,y\n1,0\n1,1\n", classes(2)), Code::kContradiction);
}

// Labels are rounded before the tolerance is added; classes are not rounded.
BOOST_AUTO_TEST_CASE(rounding_of_intervals) {
  ColumnChoice choice = intervals(Rational(1));
  choice.rounding = Rounding::kFloat32;
  const Rational tenth(13421773, 134217728);
  const Samples samples = read("x,y\n1,0.1\n2,0..0.1\n", choice);
  BOOST_TEST((samples.intervals[0] == Interval(tenth - 1, tenth + 1)));
  BOOST_TEST((samples.intervals[1] == Interval(Rational(0), tenth)));
}

// A bend is certain where it has one sign at all corners of the boxes, so the sum of slopes.
BOOST_AUTO_TEST_CASE(bends_and_sums_that_are_certain) {
  for (int low = -3; low <= 3; ++low) {
    for (int width = 0; width <= 2; ++width) {
      for (int middle = -3; middle <= 3; ++middle) {
        const Interval box(Rational(low), Rational(low + width)), zero{Rational(0)},
            other(Rational(middle), Rational(middle + 1));
        bool convex = true, concave = true;
        Rational least, greatest;
        bool first = true;
        for (const Rational& a : {*box.low, *box.high}) {
          for (const Rational& b : {*other.low, *other.high}) {
            const int sign = forced_sign(a, b, Rational(0), 1, 2);
            convex = convex && sign > 0;
            concave = concave && sign < 0;
            const Rational sum = slope_sum(slope_changes(numbers({0, 1, 3}), std::vector<Rational>{a, b, 0}),
                                           std::vector<std::size_t>{1});
            if (first || sum < least) least = sum;
            if (first || sum > greatest) greatest = sum;
            first = false;
          }
        }
        BOOST_TEST(forced_sign(box, other, zero, 1, 2) == (convex ? 1 : concave ? -1 : 0));
        const std::vector<Interval> z{box, other, zero};
        BOOST_TEST(slope_sum_end(numbers({0, 1, 3}), z, std::vector<std::size_t>{1}, 1).value() == least);
        BOOST_TEST(slope_sum_end(numbers({0, 1, 3}), z, std::vector<std::size_t>{1}, -1).value() == greatest);
      }
    }
  }
  const Interval half(Rational(0), std::nullopt), zero{Rational(0)};
  BOOST_TEST(forced_sign(half, Interval(Rational(-1)), half, 1, 1) == 1);
  BOOST_TEST(forced_sign(half, Interval(Rational(1)), half, 1, 1) == 0);
  BOOST_TEST(
      !slope_sum_end(numbers({0, 1, 2}), std::vector<Interval>{half, zero, zero}, std::vector<std::size_t>{}, 1));
}
