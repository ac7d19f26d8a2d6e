// How far a compressed file may unfold (certificate-format.md, section 14).
#pragma once

#include <cstddef>
#include <string>

#include "ftcert/core/error.hpp"

namespace ftcert {

// Bytes that a file of this size may unfold to. Deflate makes up to 1,030 bytes of one; text of numbers, five.
constexpr std::size_t most_unfolded(std::size_t size) { return (std::size_t{1} << 23) + 64 * size; }

// Errors: kWork, if so many bytes came out of a file of this size.
inline void allow_unfolded(std::size_t bytes, std::size_t size, const std::string& name) {
  if (bytes <= most_unfolded(size)) return;
  throw Error(Code::kWork, {name, 0},
              "the file unfolds to more than " + std::to_string(most_unfolded(size)) +
                  " bytes, which is all that its size of " + std::to_string(size) + " bytes allows: unpack it first");
}

}  // namespace ftcert
