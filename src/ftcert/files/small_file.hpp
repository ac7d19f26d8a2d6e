// How large a file is before it is read: for work that is shared out by size.
#pragma once

#include <cstddef>
#include <string>

namespace ftcert {

// Whether the path is that of a regular file of at most so many bytes that does not begin as gzip does, so that it unfolds to no more. Of standard
// input, and of what cannot be read, nothing is known: false.
bool is_small_file(const std::string& path, std::size_t most_bytes);

}  // namespace ftcert
