// The paper's bounds and ours along N and along K, with networks and certified lower bounds for worst-case labels.
//
// Purpose: the rows on Theorems 4.1 and 5.1 as plots, one for either axis, and a table of the marks.
//
//   Finding finding = bounds_and_networks(options, kTheorem41Curves.id, 2);
#pragma once

#include <string_view>

#include "ftcert/audit/claim.hpp"

namespace ftcert::audit {

// Verified (contract: the paper's interval holds ours, and ours the certificates and, with the upper end for rational weights, the networks). `layers`: 2 or 3.
Finding bounds_and_networks(const Options& options, std::string_view row, std::size_t layers);

}  // namespace ftcert::audit
