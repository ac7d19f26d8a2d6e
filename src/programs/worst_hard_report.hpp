// `ftcert worst --hard`: data of which it is hard to say how many neurons they need.
#pragma once

#include <cstddef>
#include <string>

#include "programs/verb.hpp"

namespace ftcert {

struct WorstHardOptions {
  std::string output;
  std::size_t samples = 0;
  bool subset = false;  // with a target that is a sum
};

// Writes, tells. Errors: kUsage, and then nothing is written.
void write_worst_hard(const CommonOptions& common, const WorstHardOptions& options);

}  // namespace ftcert
