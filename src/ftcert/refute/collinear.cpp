#include "ftcert/refute/collinear.hpp"

#include <flint/nmod_vec.h>

#include <algorithm>
#include <bit>
#include <numeric>
#include <span>

#include "ftcert/common/mersenne_prime.hpp"
#include "ftcert/common/splitmix.hpp"
#include "ftcert/core/order.hpp"

namespace ftcert {

namespace {

nmod_t modulus() {
  nmod_t result;
  nmod_init(&result, kMersennePrime);
  return result;
}

std::uint64_t residue(const Rational& value, nmod_t mod) {
  const std::uint64_t above = fmpz_fdiv_ui(value.fraction().numerator_raw(), kMersennePrime);
  const std::uint64_t below = fmpz_fdiv_ui(value.fraction().denominator_raw(), kMersennePrime);
  if (below == 1) return above;
  return below == 0 ? 0 : nmod_mul(above, nmod_inv(below, mod), mod);
}

// Fixed coefficients that no data know of.
std::uint64_t coefficient(std::uint64_t index) { return splitmix(index * kGoldenRatio) % kMersennePrime; }

// The samples in a plane modulo the prime.
struct Plane {
  explicit Plane(const PointMatrix& points) : mod(modulus()), u(points.count), v(points.count) {
    for (std::size_t i = 0; i < points.count; ++i) {
      for (std::size_t d = 0; d < points.dimension; ++d) {
        const std::uint64_t x = residue(points.row(i)[d], mod);
        u[i] = nmod_add(u[i], nmod_mul(x, coefficient(2 * d), mod), mod);
        v[i] = nmod_add(v[i], nmod_mul(x, coefficient(2 * d + 1), mod), mod);
      }
    }
  }

  nmod_t mod;
  std::vector<std::uint64_t> u, v;
};

struct Direction {
  std::uint64_t slope;
  std::size_t row;
  auto operator<=>(const Direction&) const = default;
};

// The directions from a sample to all others that at least `fewest` others have, sorted by their slopes.
class Directions {
 public:
  Directions(const Plane& plane, std::size_t fewest)
      : plane_(plane),
        fewest_(std::clamp<std::size_t>(fewest, 1, 255)),
        counts_(std::bit_ceil(4 * std::max<std::size_t>(plane.u.size(), 1))) {}

  std::vector<Direction> of(std::size_t i) {
    slopes(i);
    // Equal slopes share a place, and few others do: what is sorted is nearly nothing where no line holds so many samples.
    std::fill(counts_.begin(), counts_.end(), 0);
    for (const Direction& direction : all_) {
      if (unsigned char& count = counts_[place(direction)]; count < fewest_) ++count;
    }
    std::vector<Direction> result;
    for (const Direction& direction : all_) {
      if (counts_[place(direction)] == fewest_) result.push_back(direction);
    }
    std::sort(result.begin(), result.end());
    return result;
  }

 private:
  std::size_t place(const Direction& direction) const {
    return (direction.slope * kGoldenRatio >> 20U) & (counts_.size() - 1);
  }

  // One inversion for all of them.
  void slopes(std::size_t i) {
    all_.clear();
    across_.clear();
    products_.assign(1, 1);
    for (std::size_t j = 0; j < plane_.u.size(); ++j) {
      const std::uint64_t dv = nmod_sub(plane_.v[j], plane_.v[i], plane_.mod);
      if (j == i || dv == 0) continue;
      all_.push_back({nmod_sub(plane_.u[j], plane_.u[i], plane_.mod), j});
      across_.push_back(dv);
      products_.push_back(multiply_modulo_prime(products_.back(), dv));
    }
    std::uint64_t inverse = nmod_inv(products_.back(), plane_.mod);
    for (std::size_t k = all_.size(); k-- > 0;) {
      all_[k].slope = multiply_modulo_prime(all_[k].slope, multiply_modulo_prime(inverse, products_[k]));
      inverse = multiply_modulo_prime(inverse, across_[k]);
    }
  }

  const Plane& plane_;
  std::size_t fewest_;
  std::vector<Direction> all_;
  std::vector<std::uint64_t> across_, products_;
  std::vector<unsigned char> counts_;  // how many slopes have a place, up to fewest_
};

void sort_along(LineOfSamples& line) {
  LineOfSamples sorted;
  sorted.rows.reserve(line.rows.size());
  sorted.t.reserve(line.rows.size());
  for (const std::size_t k : increasing_order(line.t)) {
    sorted.rows.push_back(line.rows[k]);
    sorted.t.push_back(std::move(line.t[k]));
  }
  line = std::move(sorted);
}

// Sample i and those of the group that are exactly on the line through i and the group's first.
LineOfSamples exact_line(const PointMatrix& points, std::size_t i, std::span<const Direction> group) {
  const auto origin = points.row(i), other = points.row(group[0].row);
  std::size_t lead = 0;
  while (origin[lead] == other[lead]) ++lead;
  LineOfSamples line{{i}, {0}};
  for (const Direction& member : group) {
    const auto x = points.row(member.row);
    const Rational t = (x[lead] - origin[lead]) / (other[lead] - origin[lead]);
    bool on_line = true;
    for (std::size_t d = 0; d < points.dimension && on_line; ++d)
      on_line = x[d] == origin[d] + t * (other[d] - origin[d]);
    if (!on_line) continue;
    line.rows.push_back(member.row);
    line.t.push_back(t);
  }
  sort_along(line);
  return line;
}

LineOfSamples all_samples(const PointMatrix& points) {
  LineOfSamples line{{}, points.entries};
  line.rows.resize(points.count);
  std::iota(line.rows.begin(), line.rows.end(), std::size_t{0});
  sort_along(line);
  return line;
}

}  // namespace

bool visit_lines(const PointMatrix& points, const std::vector<std::size_t>& changed, std::size_t pairs,
                 const std::function<bool(std::size_t)>& worthwhile,
                 const std::function<void(const LineOfSamples&)>& visit) {
  if (points.dimension == 1) {
    if (points.count >= 3 && worthwhile(points.count)) visit(all_samples(points));
    return true;
  }
  const std::size_t most = std::min(changed.size(), pairs / points.count);
  // Samples on a line, the one that it goes through too, from which on it is worth a visit.
  std::size_t fewest = 3;
  while (fewest < points.count && !worthwhile(fewest)) ++fewest;
  const Plane plane(points);
  Directions directions(plane, fewest - 1);
  std::vector<bool> done(points.count);  // changed samples whose lines have been visited
  for (std::size_t k = 0; k < most; ++k) {
    const std::size_t i = changed[k];
    const std::vector<Direction> all = directions.of(i);
    for (std::size_t first = 0, last = 0; first < all.size(); first = last) {
      bool seen = false;
      for (last = first; last < all.size() && all[last].slope == all[first].slope; ++last)
        seen = seen || done[all[last].row];
      if (seen || last - first < 2 || !worthwhile(last - first + 1)) continue;
      const LineOfSamples line = exact_line(points, i, std::span(all).subspan(first, last - first));
      if (line.rows.size() >= 3) visit(line);
    }
    done[i] = true;
  }
  return most == changed.size();
}

}  // namespace ftcert
