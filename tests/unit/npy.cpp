// .npy arrays written byte by byte from NumPy's format document (numpy.lib.format).
#include "ftcert/data/npy.hpp"

#include <bit>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using namespace std::string_literals;
using ftcert::test::Generator;
using ftcert::test::rounds;

namespace {

std::string little(std::uint64_t value, std::size_t size) {
  std::string bytes;
  for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(value >> (8 * i));
  return bytes;
}
std::string big(std::uint64_t value, std::size_t size) {
  std::string bytes = little(value, size);
  return {bytes.rbegin(), bytes.rend()};
}

std::string npy(const std::string& header, const std::string& entries, int version = 1) {
  return "\x93NUMPY"s + static_cast<char>(version) + '\0' + little(header.size(), version == 1 ? 2 : 4) + header +
         entries;
}
std::string header(const std::string& type, const std::string& shape, bool fortran = false) {
  return "{'descr': '" + type + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': " + shape +
         ", }   \n";
}

Code refusal(const std::string& bytes) {
  const auto error = test::error_of([&] { read_npy("t.npy", bytes); });
  BOOST_REQUIRE_MESSAGE(error.has_value(), "accepted");
  return error->code();
}

}  // namespace

BOOST_AUTO_TEST_CASE(orders_and_byte_orders) {
  // Rows 1 2 3 and 4 5 6, as 16-bit integers.
  const std::string by_row = little(1, 2) + little(2, 2) + little(3, 2) + little(4, 2) + little(5, 2) + little(6, 2);
  const std::string by_column = big(1, 2) + big(4, 2) + big(2, 2) + big(5, 2) + big(3, 2) + big(6, 2);
  for (const std::string& bytes :
       {npy(header("<i2", "(2, 3)"), by_row), npy(header(">u2", "(2, 3)", true), by_column)}) {
    const NpyArray array = read_npy("t.npy", bytes);
    BOOST_TEST(array.rows() == 2U);
    BOOST_TEST(array.columns() == 3U);
    for (std::size_t i = 0; i < 2; ++i) {
      for (std::size_t j = 0; j < 3; ++j) BOOST_TEST(*array.at(i, j) == 3 * i + j + 1);
    }
    FTCERT_CHECK_ERROR(array.at(2, 0), Code::kContract);
    FTCERT_CHECK_ERROR(array.at(0, 3), Code::kContract);
  }
}

BOOST_AUTO_TEST_CASE(integers_of_all_sizes) {
  Generator random(1);
  for (std::size_t size : {1U, 2U, 4U, 8U}) {
    const std::string digit = std::to_string(size);
    for (int round = 0; round < rounds(200); ++round) {
      std::uint64_t bits = random.next() >> (64 - 8 * size);
      if (round == 0) bits = 0;
      if (round == 1) bits = std::uint64_t{1} << (8 * size - 1);        // least signed
      if (round == 2) bits = (std::uint64_t{1} << (8 * size - 1)) - 1;  // greatest signed
      if (round == 3) bits = ~std::uint64_t{0} >> (64 - 8 * size);      // -1, greatest unsigned
      // Two's complement by its definition: the top bit weighs -2^(n-1).
      const Integer top = Integer(1) << static_cast<unsigned>(8 * size - 1);
      const Integer value = Integer(bits) >= top ? Integer(bits) - 2 * top : Integer(bits);
      const bool byte = size == 1;
      BOOST_REQUIRE(*read_npy("t", npy(header("<u" + digit, "(1, 1)"), little(bits, size))).at(0, 0) ==
                    Rational(Integer(bits)));
      BOOST_REQUIRE(*read_npy("t", npy(header("<i" + digit, "(1, 1)"), little(bits, size))).at(0, 0) ==
                    Rational(value));
      BOOST_REQUIRE(*read_npy("t", npy(header((byte ? "|i" : ">i") + digit, "(1, 1)"), big(bits, size))).at(0, 0) ==
                    Rational(value));
    }
  }
}

BOOST_AUTO_TEST_CASE(floats_of_all_sizes) {
  const double tenth = 0.1;
  const auto of_double = std::bit_cast<std::uint64_t>(tenth);
  BOOST_TEST(*read_npy("t", npy(header("<f8", "(1, 1)"), little(of_double, 8))).at(0, 0) ==
             Rational(Integer(3602879701896397), Integer(1) << 55));
  BOOST_TEST(*read_npy("t", npy(header(">f4", "(1, 1)"), big(0x3dcccccd, 4))).at(0, 0) ==
             Rational(13421773, 134217728));
  BOOST_TEST(*read_npy("t", npy(header("<f2", "(1, 1)"), little(0xC100, 2))).at(0, 0) == Rational(-5, 2));
  const std::string odd =
      npy(header("<f8", "(1, 3)"), little(std::bit_cast<std::uint64_t>(std::nan("")), 8) +
                                       little(std::bit_cast<std::uint64_t>(-HUGE_VAL), 8) + little(1, 8));
  const NpyArray array = read_npy("t.npy", odd);
  BOOST_TEST(!array.at(0, 0).has_value());
  FTCERT_CHECK_ERROR(array.at(0, 1), Code::kNotFinite);
  BOOST_TEST(*array.at(0, 2) == power_of_two(-1074));
}

BOOST_AUTO_TEST_CASE(headers_accepted) {
  const std::string entry = little(7, 1);
  for (const std::string& text : {"{'descr': '|u1', 'fortran_order': False, 'shape': (1, 1), }"s,
                                  "{'descr':'|u1','fortran_order':False,'shape':(1,1)}"s,
                                  "{\"shape\": (1, 1,), \"descr\": \"|u1\", \"fortran_order\": True}\n"s,
                                  "  { 'shape' : ( 1 , 1 ) , 'fortran_order' : False , 'descr' : '|u1' }  \n"s}) {
    for (int version : {1, 2, 3}) BOOST_TEST(*read_npy("t", npy(text, entry, version)).at(0, 0) == 7);
  }
  const NpyArray empty = read_npy("t", npy(header("<f8", "(0, 5)"), ""));
  BOOST_TEST(empty.rows() == 0U);
  BOOST_TEST(empty.columns() == 5U);
}

BOOST_AUTO_TEST_CASE(headers_refused) {
  const std::string entry = little(7, 1);
  for (const std::string& text : {""s,
                                  "{}"s,
                                  "{'descr': '|u1', 'fortran_order': False}"s,
                                  "{'descr': '|u1', 'shape': (1, 1)}"s,
                                  "{'fortran_order': False, 'shape': (1, 1)}"s,
                                  "{'descr': '|u1', 'fortran_order': false, 'shape': (1, 1)}"s,
                                  "{'descr': '|u1', 'fortran_order': False, 'shape': [1, 1]}"s,
                                  "{'descr': '|u1', 'fortran_order': False, 'shape': (1, -1)}"s,
                                  "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 1)"s,
                                  "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 1"s,
                                  "{'descr': '|u1', 'fortran_order': False, 'shape': (1 1)}"s,
                                  "{'descr': '|u1' 'fortran_order': False, 'shape': (1, 1)}"s,
                                  "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 1)} x"s,
                                  "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 1), 'x': 1}"s,
                                  "{'descr': '|u1', 'descr': '|u1', 'fortran_order': False, 'shape': (1, 1)}"s,
                                  "{'descr': '|u1, 'fortran_order': False}"s,
                                  "{'descr': |u1, 'fortran_order': False, 'shape': (1, 1)}"s,
                                  "{'descr': '|u1"s,
                                  "'descr'"s,
                                  "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 9999999999999999999)}"s}) {
    BOOST_TEST(refusal(npy(text, entry)) == Code::kNpy, text);
  }
}

BOOST_AUTO_TEST_CASE(types_and_shapes_refused) {
  for (const std::string& type : {"<f1"s, "<f16"s, "<c8"s, "|b1"s, "<U4"s, "|S4"s, "|O"s, "<M8"s, "<i3"s, "|i2"s,
                                  "=f8"s, "f8"s, ""s, "<f"s, "<f8<"s, "<V8"s}) {
    BOOST_TEST(refusal(npy(header(type, "(1, 1)"), std::string(8, '\0'))) == Code::kNpy, type);
  }
  BOOST_TEST(refusal(npy(header("<f8", "()"), std::string(8, '\0'))) == Code::kNpy);
  const auto objects = test::error_of([&] { read_npy("t.npy", npy(header("|O", "(1, 1)"), "x")); });
  BOOST_REQUIRE(objects);
  BOOST_TEST(objects->text().find("Python objects: save the array as numbers") != std::string::npos);
  // Bytes missing, bytes left over, products that overflow 64 bits to the right size.
  BOOST_TEST(refusal(npy(header("<f8", "(1, 1)"), std::string(7, '\0'))) == Code::kNpy);
  BOOST_TEST(refusal(npy(header("<f8", "(1, 1)"), std::string(9, '\0'))) == Code::kNpy);
  BOOST_TEST(refusal(npy(header("<f8", "(4294967296, 536870912)"), "")) == Code::kNpy);
  BOOST_TEST(refusal(npy(header("<f8", "(2, 2, 1)"), std::string(24, '\0'))) == Code::kNpy);
  BOOST_TEST(refusal(npy(header("<f8", "(2,)"), std::string(24, '\0'))) == Code::kNpy);
  BOOST_TEST(refusal(npy(header("<f8", "(65536, 65536, 65536, 65536)"), "")) == Code::kNpy);
}

// The entry at (i, j, ..) is at the place that NumPy's document says: the last index fastest, or in Fortran order the first.
BOOST_AUTO_TEST_CASE(arrays_of_any_number_of_axes) {
  Generator random(2);
  for (int round = 0; round < rounds(100); ++round) {
    std::vector<std::size_t> shape(1 + random.below(5));
    std::size_t count = 1;
    std::string text = "(";
    for (std::size_t& length : shape) {
      length = 1 + random.below(4);
      count *= length;
      text += std::to_string(length) + ",";
    }
    text += ")";
    for (const bool fortran : {false, true}) {
      // Each entry is its own place in C order.
      std::vector<std::size_t> stored(count);
      for (std::size_t place = 0; place < count; ++place) {
        std::size_t left = place, at = 0, step = 1;
        std::vector<std::size_t> index(shape.size());
        for (std::size_t axis = shape.size(); axis-- > 0; left /= shape[axis]) index[axis] = left % shape[axis];
        for (std::size_t axis = 0; axis < shape.size(); ++axis) {
          at += index[axis] * step;
          step *= shape[axis];
        }
        stored[fortran ? at : place] = place;
      }
      std::string entries;
      for (const std::size_t value : stored) entries += little(value, 2);
      const std::string bytes = npy(header("<u2", text, fortran), entries);
      const NpyArray array = read_npy("t.npy", bytes);
      BOOST_REQUIRE_EQUAL(array.rows(), shape.front());
      BOOST_REQUIRE_EQUAL(array.columns(), count / shape.front());
      for (std::size_t i = 0; i < array.rows(); ++i) {
        for (std::size_t j = 0; j < array.columns(); ++j)
          BOOST_REQUIRE_EQUAL(*array.at(i, j), Rational(static_cast<std::int64_t>(i * array.columns() + j)));
      }
    }
  }
  const NpyArray empty = read_npy("t", npy(header("<f8", "(0, 999999999999999999, 999999999999999999)"), ""));
  BOOST_TEST(empty.rows() == 0U);
}

BOOST_AUTO_TEST_CASE(truncated_at_every_byte) {
  const std::string whole = npy(header("<f4", "(2, 2)"), std::string(16, '\1'));
  BOOST_CHECK_NO_THROW(read_npy("t", whole));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    BOOST_TEST(refusal(whole.substr(0, size)) == Code::kNpy, size);
  }
  for (char version : {'\0', '\4', '\x93'}) {
    std::string other = whole;
    other[6] = version;
    BOOST_TEST(refusal(other) == Code::kNpy);
  }
  std::string minor = whole;
  minor[7] = 1;
  BOOST_TEST(refusal(minor) == Code::kNpy);
}

BOOST_AUTO_TEST_CASE(magic) {
  BOOST_TEST(is_npy("\x93NUMPY\1"s));
  BOOST_TEST(!is_npy("\x93NUMP"s));
  BOOST_TEST(!is_npy("label,x\n"s));
  BOOST_TEST(!is_npy(""s));
}
