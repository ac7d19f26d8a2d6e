// Which program this is.
#pragma once

#include <string_view>

namespace ftcert {

// SHA-256 over the sources that it was built from: of the lines "DIGEST PATH" of all files in src/, in the order of their paths. Taken when it was built
// (src/cmake/source_digest.cmake).
std::string_view program_digest();

}  // namespace ftcert
