// Two ends with the theorems that prove them.
#pragma once

#include <cstdint>
#include <string>

namespace ftcert {

struct ProvedEnd {
  std::uint64_t value = 0;
  std::string source;
};

struct ProvedInterval {
  ProvedEnd lower, upper;
};

}  // namespace ftcert
