// Small files, which are read as soon as they are looked at: for work that is shared out by size.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace ftcert {

// Whether these are at most so many bytes that do not begin as gzip does, so that they unfold to no more.
inline bool is_small(const std::string& bytes, std::size_t most_bytes) {
  return bytes.size() <= most_bytes && !bytes.starts_with('\x1F');
}

// The bytes of a regular file, if they are small; a larger one is not read. Nothing of standard input, and of what cannot be read: read_file() says why.
std::optional<std::string> read_small_file(const std::string& path, std::size_t most_bytes);

}  // namespace ftcert
