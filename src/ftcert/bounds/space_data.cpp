#include "ftcert/bounds/space_data.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "ftcert/common/splitmix.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

constexpr std::int64_t kBox = 1000;  // positions are integers of at most about this size, times the prime
constexpr std::int64_t kNear = 60;   // of the first pair around a changed sample
constexpr std::int64_t kStep = 100;  // along a ray

using Position = std::vector<std::int64_t>;

std::uint64_t prime_from(std::uint64_t least) {
  const auto prime = [](std::uint64_t n) {
    for (std::uint64_t q = 2; q * q <= n; ++q) {
      if (n % q == 0) return false;
    }
    return n >= 2;
  };
  while (!prime(least)) ++least;
  return least;
}

class Positions {
 public:
  Positions(const SpaceShape& shape, std::uint64_t key) : shape_(shape), generator_{key} {}

  std::vector<Position> cloud() {
    std::vector<Position> positions;
    while (positions.size() < shape_.samples) positions.push_back(in_box(kBox));
    std::stable_sort(positions.begin(), positions.end(),
                     [](const Position& a, const Position& b) { return square(a) < square(b); });
    return positions;
  }

  std::vector<Position> stars() {
    std::vector<Position> positions;
    while (positions.size() < shape_.changed) positions.push_back(in_box(kBox));
    Position step;
    for (std::size_t k = 0; positions.size() < shape_.samples; ++k) {
      const auto reach = static_cast<std::int64_t>(1 + k / (2 * shape_.changed) / (2 * shape_.dimension));
      if (k % 2 == 0) step = in_box(kNear * reach);
      add_near(positions, (k / 2) % shape_.changed, step, k % 2 == 0 ? 1 : -1);
    }
    return positions;
  }

  std::vector<Position> rays() {
    std::vector<Position> positions;
    while (positions.size() < shape_.changed) positions.push_back(in_box(kBox));
    Position step;
    for (std::size_t k = 0; positions.size() < shape_.samples; ++k) {
      if (k % 4 == 0) step = in_box(kStep);
      add_near(positions, (k / 4) % shape_.changed, step, std::array<std::int64_t, 4>{1, -1, 2, -2}[k % 4]);
    }
    return positions;
  }

 private:
  // Coordinates from -size to size.
  Position in_box(std::int64_t size) {
    Position position;
    for (std::size_t j = 0; j < shape_.dimension; ++j)
      position.push_back(static_cast<std::int64_t>(generator_.next() % static_cast<std::uint64_t>(2 * size + 1)) -
                         size);
    return position;
  }
  static void add_near(std::vector<Position>& positions, std::size_t centre, const Position& step,
                       std::int64_t factor) {
    Position position = positions[centre];
    for (std::size_t j = 0; j < position.size(); ++j) position[j] += factor * step[j];
    positions.push_back(std::move(position));
  }
  static std::int64_t square(const Position& position) {
    return std::inner_product(position.begin(), position.end(), position.begin(), std::int64_t{0});
  }

  const SpaceShape& shape_;
  SplitMix generator_;
};

}  // namespace

SpaceData space_data(const SpaceShape& shape, std::size_t number, std::uint64_t seed) {
  require(2 <= shape.dimension && shape.dimension <= 1000 && 1 <= shape.changed && shape.changed <= shape.samples &&
              shape.samples <= 1'000'000,
          "space_data: needs 2 <= d <= 1000 and 1 <= N <= K <= 10^6");
  constexpr std::array<std::string_view, kSpaceFamilies> kNames = {"cloud", "stars", "rays"};
  SpaceData data;
  data.family = kNames[number % kSpaceFamilies];
  data.prime = prime_from(shape.samples);
  Positions maker(shape, splitmix(splitmix(seed) ^ number));
  const std::vector<Position> positions = data.family == "cloud"   ? maker.cloud()
                                          : data.family == "stars" ? maker.stars()
                                                                   : maker.rays();
  for (std::size_t i = 0; i < shape.samples; ++i) {
    std::uint64_t residue = 1;
    for (std::size_t j = 0; j < shape.dimension; ++j) {
      residue = residue * i % data.prime;
      data.points.push_back(positions[i][j] * static_cast<std::int64_t>(data.prime) +
                            static_cast<std::int64_t>(residue));
    }
    data.labels.push_back(i >= shape.changed ? 0 : i % 2 == 0 ? 1 : -1);
  }
  return data;
}

}  // namespace ftcert
