// What the unit tests share: random rationals biased to corner cases, and checks of typed errors.
#pragma once

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <functional>
#include <iterator>
#include <optional>
#include <ostream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "ftcert/core/error.hpp"
#include "ftcert/core/network.hpp"
#include "ftcert/core/rational.hpp"

namespace ftcert {

inline std::ostream& operator<<(std::ostream& out, const Rational& value) { return out << value.text(); }
inline std::ostream& operator<<(std::ostream& out, Code code) { return out << identifier(code); }

}  // namespace ftcert

namespace ftcert::test {

// Deterministic everywhere: only the raw numbers of the engine are used, no standard distribution.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  std::uint64_t bits() { return engine_(); }
  // 0 .. bound-1.
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }
  bool chance(std::size_t one_in) { return below(one_in) == 0; }

  // 0, 1, powers of two and neighbours, small, 64-bit and very large, of both signs.
  Integer integer() {
    Integer value;
    switch (below(7)) {
      case 0:
        value = 0;
        break;
      case 1:
        value = 1;
        break;
      case 2:
        value = (Integer(1) << static_cast<unsigned>(below(130))) + below(3) - 1;
        break;
      case 3:
        value = below(10);
        break;
      case 4:
        value = bits();
        break;
      case 5:
        value = (Integer(bits()) << 64) + bits();
        break;
      default:
        value = Integer(bits()) << static_cast<unsigned>(below(600));
        break;
    }
    return chance(2) ? Integer(-value) : value;
  }
  Integer positive() {
    const Integer value = abs(integer());
    return value.is_zero() ? Integer(1) : value;
  }
  Rational rational() { return chance(3) ? Rational(integer()) : Rational(integer(), positive()); }
  // A rational, or one very near to the given one.
  Rational rational_near(const Rational& other) {
    switch (below(4)) {
      case 0:
        return other;
      case 1:
        return other + Rational(1, positive());
      case 2:
        return -other;
      default:
        return rational();
    }
  }

 private:
  std::mt19937_64 engine_;
};

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
