// The table of all claims.
//
//   for (const Claim* claim : claims()) Finding finding = claim->decide(Options{});
#pragma once

#include <span>

#include "ftcert/audit/claim.hpp"

namespace ftcert::audit {

// In the order of the paper.
std::span<const Claim* const> claims();

}  // namespace ftcert::audit
