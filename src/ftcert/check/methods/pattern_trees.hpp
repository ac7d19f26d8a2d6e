// Which trees a bound by patterns must have (proofs/certificate-format.md, section 16, "Which trees there are").
//
//   needs_tree(1, 1, 1, 0, true);   // true: two neurons, a positive constant, and no cover
#pragma once

#include <cstddef>

namespace ftcert {

// For so many neurons of positive and of negative outer weight and a constant of this sign; hyperplanes: of which is shown that they do not
// cover the unchanged samples, of which there are some or none.
bool needs_tree(std::size_t plus, std::size_t minus, int constant, std::size_t hyperplanes, bool some_unchanged);

}  // namespace ftcert
