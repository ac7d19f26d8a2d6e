// Words for numbers, and long names cut short.
#pragma once

#include <cstddef>
#include <string>

namespace ftcert {

// "1 sample", "2 samples".
std::string counted(std::size_t count, const std::string& noun);

// The text, or its beginning and "..." when it is longer than `most` characters.
std::string shortened(const std::string& text, std::size_t most);

}  // namespace ftcert
