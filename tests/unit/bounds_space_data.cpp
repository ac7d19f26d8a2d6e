// Data in general position: every determinant, exactly.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <numeric>

#include "ftcert/bounds/space_data.hpp"
#include "ftcert/core/rational.hpp"

using namespace ftcert;

namespace {

// Rank of the rows (x, 1), by elimination over the rationals.
std::size_t rank_of(const SpaceData& data, std::size_t d, const std::vector<std::size_t>& samples) {
  std::vector<std::vector<Rational>> rows;
  for (const std::size_t i : samples) {
    rows.emplace_back(data.points.begin() + static_cast<std::ptrdiff_t>(i * d),
                      data.points.begin() + static_cast<std::ptrdiff_t>((i + 1) * d));
    rows.back().emplace_back(1);
  }
  std::size_t rank = 0;
  for (std::size_t column = 0; column <= d && rank < rows.size(); ++column) {
    const auto pivot = std::find_if(rows.begin() + static_cast<std::ptrdiff_t>(rank), rows.end(),
                                    [&](const auto& row) { return !row[column].is_zero(); });
    if (pivot == rows.end()) continue;
    std::swap(*pivot, rows[rank]);
    for (std::size_t r = rank + 1; r < rows.size(); ++r) {
      const Rational factor = rows[r][column] / rows[rank][column];
      for (std::size_t k = column; k <= d; ++k) rows[r][k] -= factor * rows[rank][k];
    }
    ++rank;
  }
  return rank;
}

// All choices of `size` of the first n numbers, one after the other.
bool next_choice(std::vector<std::size_t>& choice, std::size_t n) {
  const std::size_t size = choice.size();
  for (std::size_t k = size; k-- > 0;) {
    if (choice[k] + (size - k) >= n) continue;
    std::iota(choice.begin() + static_cast<std::ptrdiff_t>(k), choice.end(), choice[k] + 1);
    return true;
  }
  return false;
}

}  // namespace

BOOST_AUTO_TEST_CASE(general_position) {
  for (const SpaceShape& shape :
       {SpaceShape{2, 14, 3}, {2, 3, 3}, {2, 2, 1}, {3, 11, 2}, {4, 9, 9}, {7, 6, 1}, {5, 1, 1}}) {
    for (std::size_t number = 0; number < 2 * kSpaceFamilies; ++number) {
      const SpaceData data = space_data(shape, number, 5);
      BOOST_REQUIRE(data.points.size() == shape.samples * shape.dimension);
      std::vector<std::size_t> choice(std::min(shape.samples, shape.dimension + 1));
      std::iota(choice.begin(), choice.end(), std::size_t{0});
      do {
        BOOST_TEST(rank_of(data, shape.dimension, choice) == choice.size());
      } while (next_choice(choice, shape.samples));
      const auto changed = std::count_if(data.labels.begin(), data.labels.end(), [](int z) { return z != 0; });
      BOOST_TEST(static_cast<std::size_t>(changed) == shape.changed);
    }
  }
}

BOOST_AUTO_TEST_CASE(same_seed_same_data) {
  const SpaceShape shape{3, 40, 4};
  for (std::size_t number = 0; number < kSpaceFamilies; ++number) {
    const SpaceData data = space_data(shape, number, 7);
    BOOST_TEST(data.points == space_data(shape, number, 7).points);
    BOOST_TEST(data.points != space_data(shape, number, 8).points);
    BOOST_TEST(data.points != space_data(shape, number + kSpaceFamilies, 7).points);
    BOOST_TEST(data.family == space_data(shape, number + kSpaceFamilies, 7).family);
  }
}
