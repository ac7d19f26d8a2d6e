// Forms with values at some samples and below 0 at the finished ones, against answers by hand, their own conditions and Clp (row_program.hpp).
#include "ftcert/construct/cut/cut_program.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "support/generator.hpp"
#include "support/matrices.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::matrix_of;
using ftcert::test::rounds;

namespace {

constexpr double kNear = 1e-6, kLeast = 1e-3, kCap = 0.25;

struct Setting {
  explicit Setting(PointMatrix points) : centred(std::move(points)), table(centred), boxes(table) {}
  CentredSamples centred;
  SampleTable table;
  SampleBoxes boxes;
};

PointMatrix line(std::initializer_list<std::int64_t> points) {
  return matrix_of(points.size(), 1, [&](std::size_t i, std::size_t) { return Rational(points.begin()[i]); });
}

}  // namespace

BOOST_AUTO_TEST_CASE(by_hand) {
  const Setting setting(line({0, 1, 2}));
  SearchBudget budget{1e9};
  {
    CutProgram program(setting.boxes, {true, true, false}, kCap);
    CutForm form = program.start();
    BOOST_TEST(form.margin() == kCap);
    BOOST_TEST(program.add_value(form, 2, 1, kLeast, budget));
    BOOST_TEST(std::abs(form.margin() - kCap) < kNear);  // steep enough
    BOOST_TEST(std::abs(program.at(form, 2) - 1) < kNear);
    BOOST_TEST(program.at(form, 1) <= -kCap + kNear);
    BOOST_TEST(program.at(form, 0) <= -kCap + kNear);
  }
  {
    CutProgram program(setting.boxes, {true, false, true}, kCap);  // between finished samples
    CutForm form = program.start();
    BOOST_TEST(!program.add_value(form, 1, 1, kLeast, budget));
  }
  {
    // p(1) = 1, p(2) = 3 is 2 x - 1: -1 at 0; p(1) = 1, p(2) = 2 is x: 0 at 0; p(1) = 10, p(2) = 21 is 11 x - 1.
    for (const auto& [high, margin] : {std::pair(3.0, kCap), std::pair(2.125, 0.125), std::pair(2.0, -1.0)}) {
      CutProgram program(setting.boxes, {true, false, false}, kCap);
      CutForm form = program.start();
      BOOST_REQUIRE(program.add_value(form, 1, 1, kLeast, budget));
      const bool there = program.add_value(form, 2, high, kLeast, budget);
      BOOST_TEST(there == (margin > 0));
      if (there) BOOST_TEST(std::abs(form.margin() - margin) < kNear);
    }
  }
}

BOOST_AUTO_TEST_CASE(conditions_and_another_solver) {
  Generator generator(5);
  std::size_t found = 0, refused = 0;
  for (int round = 0; round < rounds(300); ++round) {
    const auto d = static_cast<std::size_t>(generator.between(1, 4));
    const auto count = static_cast<std::size_t>(generator.between(6, 24));
    const Setting setting(matrix_of(count, d, [&](std::size_t, std::size_t) { return generator.rational(40, 7); }));
    std::vector<bool> finished(count, true);
    RowProgram program;
    program.sides.assign(count, -1);
    for (std::size_t i = 0; i <= d; ++i) {
      finished[i] = false;
      program.sides[i] = 0;
    }
    CutProgram cuts(setting.boxes, finished, kCap);
    CutForm form = cuts.start();
    SearchBudget budget{1e9};
    for (std::size_t i = 0; i <= d; ++i) {
      const double value = static_cast<double>(generator.between(1, 50)) / 25;
      program.group.push_back(i);
      program.values.push_back(value);
      if (cuts.add_value(form, i, value, kLeast, budget)) {
        ++found;
        for (std::size_t g = 0; g <= i; ++g) BOOST_TEST(std::abs(cuts.at(form, g) - program.values[g]) < kNear);
        for (std::size_t k = d + 1; k < count; ++k) BOOST_TEST(cuts.at(form, k) <= -form.margin() + kNear);
        BOOST_TEST(form.margin() >= kLeast);
        BOOST_TEST(form.margin() <= kCap + kNear);
        continue;
      }
      ++refused;
      program.margin = 2 * kLeast;
      BOOST_TEST(!solve(setting.centred, program, budget).has_value());
      break;
    }
  }
  BOOST_TEST(found > 100U);
  BOOST_TEST(refused > 50U);
}
