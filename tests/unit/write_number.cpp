// Numbers appended to a text: as their own text is, and in no more room than is said.
#include "ftcert/write/number.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "support/generator.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::rounds;

BOOST_AUTO_TEST_CASE(as_their_text) {
  const Integer word = Integer(1) << 62U;
  std::vector<Rational> numbers = {0,
                                   1,
                                   -1,
                                   {-7, 3},
                                   {1, 10},
                                   Rational(word),
                                   Rational(Integer(word - 1)),
                                   Rational(Integer(-word)),
                                   Rational(Integer(1 - word)),
                                   Rational(Integer(1 - word), word - 3),
                                   Rational(Integer(1), word)};
  Generator random(1);
  for (int round = 0; round < rounds(2000); ++round) numbers.push_back(random.rational());
  std::string expected, out = "x";
  for (const Rational& number : numbers) {
    std::string one;
    append(one, number);
    BOOST_REQUIRE_EQUAL(one, number.text());
    BOOST_REQUIRE(bytes_of({&number, 1}) > one.size());
    expected += " " + number.text();
  }
  append_each(out, numbers);
  BOOST_TEST(out == "x" + expected);
  BOOST_TEST(bytes_of(numbers) >= expected.size());
  BOOST_TEST(bytes_of(numbers) < 2 * expected.size());
}
