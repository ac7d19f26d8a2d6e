// A number, or a range of numbers with a step, as an option takes it.
//
//   const CountRange k = read_count_range("--samples", "10..1000..10", 1);
//   k.size();   // 100
//   k.at(1);    // 20
//   k.text();   // "10..1000..10"
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ftcert {

// first, first + step, .., not above last. Invariants: first <= last, step >= 1; of a single number first == last and step == 1.
struct CountRange {
  std::uint64_t first = 0, last = 0, step = 1;

  bool single() const { return first == last; }
  std::uint64_t size() const { return (last - first) / step + 1; }
  std::uint64_t at(std::uint64_t index) const { return first + index * step; }
  std::string text() const;
};

inline constexpr std::uint64_t kMostInRange = (std::uint64_t{1} << 60) - 1;

// "N", "A..B" or "A..B..STEP" in decimal digits, from `least` to kMostInRange. `option` is named in errors. Errors: kUsage.
CountRange read_count_range(std::string_view option, std::string_view text, std::uint64_t least);

}  // namespace ftcert
