#include "ftcert/construct/problem/direction_candidates.hpp"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

using Vector = std::vector<std::int64_t>;

// Vectors with entries of absolute value at most `most`, all signs; kComplete * 4 when there are more than
// that.
std::size_t cube_size(std::size_t dimension, std::int64_t most) {
  constexpr std::size_t kMany = DirectionCandidates::kComplete * 4;
  std::size_t size = 1;
  for (std::size_t j = 0; j < dimension; ++j) {
    size *= static_cast<std::size_t>(2 * most + 1);
    if (size > kMany) return kMany;
  }
  return size;
}

// Makes the first nonzero entry positive; false for the zero vector.
bool normalise_sign(Vector& v) {
  const auto lead = std::find_if(v.begin(), v.end(), [](std::int64_t e) { return e != 0; });
  if (lead == v.end()) return false;
  if (*lead < 0) {
    for (std::int64_t& e : v) e = -e;
  }
  return true;
}

std::int64_t largest(const Vector& v) {
  std::int64_t result = 0;
  for (std::int64_t e : v) result = std::max(result, std::abs(e));
  return result;
}

std::int64_t sum_of_absolutes(const Vector& v) {
  std::int64_t result = 0;
  for (std::int64_t e : v) result += std::abs(e);
  return result;
}

bool primitive(const Vector& v) {
  std::int64_t divisor = 0;
  for (std::int64_t e : v) divisor = std::gcd(divisor, e);
  return divisor == 1;
}

}  // namespace

DirectionCandidates::DirectionCandidates(std::size_t dimension) : dimension_(dimension) {
  require(dimension > 0, "DirectionCandidates: needs a dimension");
}

std::vector<Integer> DirectionCandidates::next() {
  while (taken_ == candidates_.size() && level_ < kLevels) fill_level();
  if (taken_ < candidates_.size()) {
    const Vector& v = candidates_[taken_++];
    return std::vector<Integer>(v.begin(), v.end());
  }
  ++moment_;
  std::vector<Integer> powers(dimension_, 1);
  for (std::size_t j = 1; j < dimension_; ++j) powers[j] = powers[j - 1] * moment_;
  return powers;
}

void DirectionCandidates::fill_level() {
  ++level_;
  taken_ = 0;
  candidates_.clear();
  // On a line there is one direction, level 1.
  if (dimension_ == 1 && level_ > 1) return;
  // 2^20 entries a dimension are beyond a complete level already.
  const bool few = level_ <= 20 && cube_size(dimension_, (std::int64_t{1} << level_) - 1) <= 2 * kComplete;
  few ? list_level() : sample_level();
}

void DirectionCandidates::list_level() {
  const std::int64_t most = (std::int64_t{1} << level_) - 1;
  const std::int64_t least = std::int64_t{1} << (level_ - 1);
  Vector v(dimension_, -most);
  for (;;) {
    Vector normal = v;
    if (normalise_sign(normal) && normal == v && largest(v) >= least && primitive(v)) candidates_.push_back(v);
    std::size_t j = 0;
    while (j < dimension_ && v[j] == most) v[j++] = -most;
    if (j == dimension_) break;
    ++v[j];
  }
  std::stable_sort(candidates_.begin(), candidates_.end(),
                   [](const Vector& a, const Vector& b) { return sum_of_absolutes(a) < sum_of_absolutes(b); });
}

void DirectionCandidates::sample_level() {
  if (level_ == 1) {
    for (std::size_t j = 0; j < dimension_; ++j) {
      candidates_.emplace_back(dimension_, 0);
      candidates_.back()[j] = 1;
    }
  }
  const std::int64_t least = std::int64_t{1} << (level_ - 1);
  for (std::size_t drawn = 0; drawn < kSample;) {
    Vector v(dimension_);
    for (std::int64_t& e : v) e = draw();
    if (largest(v) < least || !normalise_sign(v) || !primitive(v)) continue;
    candidates_.push_back(std::move(v));
    ++drawn;
  }
}

// Uniform on the absolute values below 2^level.
std::int64_t DirectionCandidates::draw() {
  const std::uint64_t mask = (std::uint64_t{2} << level_) - 1;
  for (;;) {
    const std::uint64_t z = generator_.next() & mask;
    if (z != mask) return static_cast<std::int64_t>(z) - static_cast<std::int64_t>(mask >> 1);
  }
}

}  // namespace ftcert
