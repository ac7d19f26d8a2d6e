// What the unit tests share: how values are printed, and checks that name their input.
#pragma once

#include <boost/test/unit_test.hpp>
#include <functional>
#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <vector>

#include "ftcert/core/error.hpp"
#include "ftcert/core/network.hpp"
#include "ftcert/core/rational.hpp"

namespace ftcert {

inline std::ostream& operator<<(std::ostream& out, const Rational& value) { return out << value.text(); }
inline std::ostream& operator<<(std::ostream& out, Code code) { return out << identifier(code); }

}  // namespace ftcert

namespace ftcert::test {

inline std::string text_of(std::span<const Rational> numbers) {
  std::string text;
  for (const Rational& number : numbers) text += (text.empty() ? "" : " ") + number.text();
  return text;
}

// Rows in parentheses.
inline std::string text_of(const PointMatrix& points) {
  std::string text;
  for (std::size_t i = 0; i < points.count; ++i) text += "(" + text_of(points.row(i)) + ") ";
  return text;
}

// Every layer in brackets: its rows, the bias behind a bar.
inline std::string text_of(const Network& network) {
  std::string text;
  for (const AffineMap& map : network.layers()) {
    text += "[";
    for (std::size_t r = 0; r < map.rows; ++r) text += "(" + text_of(map.row(r)) + " | " + map.bias[r].text() + ") ";
    text += "] ";
  }
  return text;
}

// The error that `action` throws; the check fails when it throws none.
inline std::optional<Error> error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error;
  }
  return std::nullopt;
}

}  // namespace ftcert::test

// The statement throws an Error with this code.
#define FTCERT_CHECK_ERROR(statement, expected_code)                                           \
  do {                                                                                         \
    const auto thrown_error = ::ftcert::test::error_of([&] { static_cast<void>(statement); }); \
    BOOST_REQUIRE_MESSAGE(thrown_error.has_value(), #statement " throws nothing");             \
    BOOST_TEST(thrown_error->code() == expected_code, thrown_error->what());                   \
  } while (false)

// The condition holds; when it does not, the test ends and prints the input, anything that can be added to a string. A condition that
// holds costs nothing, so it may be asked millions of times.
#define FTCERT_REQUIRE(condition, input)                                           \
  do {                                                                             \
    if (!(condition)) BOOST_FAIL(std::string(#condition " fails for ") + (input)); \
  } while (false)
