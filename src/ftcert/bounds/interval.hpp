// Two ends with the theorems that prove them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ftcert {

struct ProvedEnd {
  std::uint64_t value = 0;
  std::string source;
};

struct ProvedInterval {
  ProvedEnd lower, upper;
};

// Takes a better value: a greater one for a lower end, a smaller one for an upper end. Of equal values the first stays.
inline void raise(ProvedEnd& end, std::uint64_t value, std::string_view source) {
  if (value > end.value) end = {value, std::string(source)};
}
inline void reduce(ProvedEnd& end, std::uint64_t value, std::string_view source) {
  if (value < end.value) end = {value, std::string(source)};
}

}  // namespace ftcert
