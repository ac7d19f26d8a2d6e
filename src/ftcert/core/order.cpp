#include "ftcert/core/order.hpp"

#include <algorithm>
#include <utility>

namespace ftcert {

namespace {

// A key and the place of what it belongs to.
template <typename Key>
using Keyed = std::vector<std::pair<Key, std::size_t>>;

// Sorts by keys, where these are equal by less(place, place), and where this does not decide by places.
template <typename Key, typename Less>
void sort_keyed(Keyed<Key>& keyed, const Less& less) {
  std::sort(keyed.begin(), keyed.end());
  for (auto run = keyed.begin(); run != keyed.end();) {
    const auto end = std::find_if(run, keyed.end(), [&](const auto& entry) { return entry.first != run->first; });
    if (end - run > 1)
      std::stable_sort(run, end, [&](const auto& a, const auto& b) { return less(a.second, b.second); });
    run = end;
  }
}

}  // namespace

std::vector<std::size_t> increasing_order(std::span<const Rational> numbers) {
  long most = 0;  // every number is below 2^most in absolute value
  bool any = false;
  for (const Rational& x : numbers) {
    if (x.is_zero()) continue;
    const long bits =
        static_cast<long>(x.fraction().numerator_bits()) - static_cast<long>(x.fraction().denominator_bits()) + 1;
    most = any ? std::max(most, bits) : bits;
    any = true;
  }
  Keyed<std::int64_t> keyed(numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) keyed[i] = {numbers[i].fraction().scaled_floor(62 - most), i};
  sort_keyed(keyed, [&](std::size_t a, std::size_t b) { return numbers[a] < numbers[b]; });
  std::vector<std::size_t> order(numbers.size());
  std::ranges::transform(keyed, order.begin(), [](const auto& entry) { return entry.second; });
  return order;
}

std::uint64_t fingerprint(std::span<const Rational> point) {
  std::uint64_t hash = 0;
  for (const Rational& x : point) {
    for (const std::uint64_t part : {x.fraction().numerator_hash(), x.fraction().denominator_hash()}) {
      hash = (hash ^ part) * 0x9E3779B97F4A7C15U;
      hash ^= hash >> 32;
    }
  }
  return hash;
}

std::vector<RepeatedRow> repeated_rows(const PointMatrix& points) {
  Keyed<std::uint64_t> keyed(points.count);
  for (std::size_t i = 0; i < points.count; ++i) keyed[i] = {fingerprint(points.row(i)), i};
  sort_keyed(keyed, [&](std::size_t a, std::size_t b) {
    return std::ranges::lexicographical_compare(points.row(a), points.row(b));
  });
  std::vector<RepeatedRow> repeated;
  for (std::size_t r = 1, first = 0; r < keyed.size(); ++r) {
    const bool equal = keyed[r].first == keyed[first].first &&
                       std::ranges::equal(points.row(keyed[r].second), points.row(keyed[first].second));
    if (equal) {
      repeated.push_back({keyed[r].second, keyed[first].second});
    } else {
      first = r;
    }
  }
  std::ranges::sort(repeated, {}, &RepeatedRow::row);
  return repeated;
}

}  // namespace ftcert
