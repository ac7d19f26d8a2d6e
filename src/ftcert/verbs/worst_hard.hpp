// Data of which it is hard to say how many neurons they need.
#pragma once

#include <cstddef>
#include <cstdint>

#include "ftcert/verbs/worst.hpp"

namespace ftcert {

// subset: with a target that is a sum. Errors: kUsage.
WorstOutcome worst_hard(std::size_t samples, bool subset, std::uint64_t seed);

}  // namespace ftcert
