// DigitLayer against products of integers, where digits and machine words end.
#include "ftcert/evaluation/digit_layer.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "support/checks.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::rounds;

namespace {

// 0, or a number beside a power of two; of at most so many bits.
Integer beside_a_power(Generator& random, unsigned bits) {
  static const std::vector<unsigned> kEnds{0,  1,   31,  32,  55,  56,  57,  62,  63,
                                           64, 111, 112, 113, 126, 127, 128, 168, 224};
  Integer value = random.one_in(4) ? Integer(random.next()) : Integer(1);
  value <<= random.one_in(3) ? bits - 1 : kEnds[random.below(kEnds.size())];
  value += static_cast<int>(random.below(3)) - 1;
  const Integer most = (Integer(1) << bits) - 1;
  if (value > most || random.one_in(8)) value = random.one_in(3) ? Integer(0) : most;
  return value;
}

Integer with_sign(Generator& random, const Integer& value) { return random.one_in(2) ? Integer(-value) : value; }

IntegerMatrix row_of(const std::vector<Integer>& numbers) {
  IntegerMatrix row(1, numbers.size());
  for (std::size_t c = 0; c < numbers.size(); ++c) row.set(0, c, numbers[c]);
  return row;
}

DigitRow digits_of(const std::vector<Integer>& numbers) {
  std::size_t bits = 0;
  for (const Integer& number : numbers) bits = std::max(bits, bit_size(number));
  const IntegerMatrix row = row_of(numbers);
  DigitRow result;
  result.reset(numbers.size(), bits);
  for (std::size_t c = 0; c < numbers.size(); ++c) result.set(c, row.at(0, c));
  return result;
}

Integer number_at(const DigitRow& row, std::size_t column) {
  IntegerMatrix number(1, 1);
  row.get(column, number.at(0, 0));
  return to_integer(number.at(0, 0));
}

struct Layer {
  Layer(Generator& random, std::size_t row_count, std::size_t column_count, unsigned weight_bits, unsigned bias_bits)
      : rows(row_count), columns(column_count), entries((columns + 1) * rows) {
    for (std::size_t at = 0; at < entries.size(); ++at)
      entries[at] = with_sign(random, beside_a_power(random, at / rows == columns ? bias_bits : weight_bits));
  }
  const Integer& entry(std::size_t column, std::size_t row) const { return entries[column * rows + row]; }
  IntegerMatrix matrix() const {
    IntegerMatrix result(columns + 1, rows);
    for (std::size_t c = 0; c <= columns; ++c) {
      for (std::size_t r = 0; r < rows; ++r) result.set(c, r, entry(c, r));
    }
    return result;
  }
  Integer product(const std::vector<Integer>& x, const Integer& denominator, std::size_t row) const {
    Integer sum = denominator * entry(columns, row);
    for (std::size_t c = 0; c < columns; ++c) sum += x[c] * entry(c, row);
    return sum;
  }
  std::size_t rows, columns;
  std::vector<Integer> entries;
};

// The product at x and what is read off it, as after a layer.
DigitRow check(const Layer& layer, const std::vector<Integer>& x, const DigitRow& digits, const Integer& denominator) {
  DigitRow products;
  const DigitLayer in_digits(layer.matrix(), layer.rows, layer.columns);
  BOOST_REQUIRE(in_digits.fits());
  in_digits.multiply(digits, digits_of({denominator}), products);
  for (std::size_t r = 0; r < layer.rows; ++r) {
    const Integer expected = layer.product(x, denominator, r);
    const auto input = [&] {
      std::string text = "row " + std::to_string(r) + " D " + denominator.str() + " x";
      for (const Integer& number : x) text += " " + number.str();
      for (std::size_t c = 0; c <= layer.columns; ++c) text += " w " + layer.entry(c, r).str();
      return text;
    };
    FTCERT_REQUIRE(number_at(products, r) == expected, input());
    FTCERT_REQUIRE(products.is_negative(r) == (expected < 0), input());
    const Integer magnitude = expected < 0 ? Integer(-expected - 1) : expected;
    FTCERT_REQUIRE(products.bits_of(r) == bit_size(magnitude), input());
    FTCERT_REQUIRE(bit_size(expected) < products.bits(), input());
  }
  return products;
}

}  // namespace

// Every number of digits of an input, a weight, a bias and a denominator, and what stands beside the ends of digits and words.
BOOST_AUTO_TEST_CASE(products_are_those_of_integers) {
  Generator random(1);
  for (int round = 0; round < rounds(4000); ++round) {
    const auto bits = [&] { return static_cast<unsigned>(random.between(1, random.one_in(8) ? 900 : 240)); };
    const Layer layer(random, random.below(7), random.below(6), bits(), bits());
    const unsigned input_bits = bits();
    std::vector<Integer> x(layer.columns);
    for (Integer& number : x) number = with_sign(random, beside_a_power(random, input_bits));
    check(layer, x, digits_of(x), beside_a_power(random, bits()) + 1);
  }
}

// Two layers: what the first leaves, negative numbers set to 0, is what the second reads.
BOOST_AUTO_TEST_CASE(results_are_read_by_the_next_layer) {
  Generator random(2);
  for (int round = 0; round < rounds(1000); ++round) {
    const Layer first(random, 1 + random.below(6), random.below(5), 70, 70);
    const Layer second(random, 1 + random.below(4), first.rows, 50, 200);
    std::vector<Integer> x(first.columns);
    for (Integer& number : x) number = with_sign(random, beside_a_power(random, 120));
    const Integer denominator = beside_a_power(random, 60) + 1;
    DigitRow hidden = check(first, x, digits_of(x), denominator);
    std::vector<Integer> values(first.rows);
    std::size_t most = 0;
    for (std::size_t r = 0; r < first.rows; ++r) {
      values[r] = std::max(Integer(0), first.product(x, denominator, r));
      if (hidden.is_negative(r)) hidden.set_zero(r);
      most = std::max(most, bit_size(values[r]));
    }
    hidden.shorten(most);
    for (std::size_t r = 0; r < first.rows; ++r) BOOST_REQUIRE_EQUAL(number_at(hidden, r).str(), values[r].str());
    check(second, values, hidden, denominator);
  }
}

// As many terms as there may be, all with the greatest digits, of both signs: the sum of a digit is at its end.
BOOST_AUTO_TEST_CASE(the_longest_sums) {
  for (const unsigned digits : {1U, 2U, 4U}) {
    for (const int sign : {1, -1}) {
      const std::size_t columns = DigitLayer::kMostTerms / digits;
      const Integer weight = (Integer(1) << (56 * digits - 1)) - 1, input = (Integer(1) << 300) - 1;
      IntegerMatrix matrix(columns + 1, 1);
      for (std::size_t c = 0; c <= columns; ++c) matrix.set(c, 0, weight * sign);
      DigitRow product;
      const DigitLayer layer(matrix, 1, columns);
      BOOST_REQUIRE(layer.fits());
      layer.multiply(digits_of(std::vector<Integer>(columns, input)), digits_of({input}), product);
      BOOST_TEST(number_at(product, 0).str() == Integer(weight * sign * input * (columns + 1)).str());
    }
  }
}

BOOST_AUTO_TEST_CASE(layers_with_long_numbers_do_not_fit) {
  const auto fits = [](std::size_t columns, const Integer& weight, const Integer& bias) {
    IntegerMatrix matrix(columns + 1, 1);
    for (std::size_t c = 0; c < columns; ++c) matrix.set(c, 0, weight);
    matrix.set(columns, 0, bias);
    return DigitLayer(matrix, 1, columns).fits();
  };
  const Integer most = (Integer(1) << DigitLayer::kMostBits) - 1;
  BOOST_TEST(fits(3, most, most));
  BOOST_TEST(!fits(3, most + 1, 1));
  BOOST_TEST(!fits(3, 1, -most - 1));
  BOOST_TEST(fits(DigitLayer::kMostTerms, 1, most));
  BOOST_TEST(!fits(DigitLayer::kMostTerms + 1, 1, 1));
  BOOST_TEST(!fits(DigitLayer::kMostTerms, Integer(1) << 56, 1));
}
