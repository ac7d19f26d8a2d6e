#include "ftcert/files/small_file.hpp"

#include <filesystem>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/files/file.hpp"

namespace ftcert {

std::optional<std::string> read_small_file(const std::string& path, std::size_t most_bytes) {
  if (!is_regular_file(path)) return std::nullopt;
  std::error_code failure;
  if (std::filesystem::file_size(path, failure) > most_bytes || failure) return std::nullopt;
  try {
    std::string bytes = read_file(path);
    return is_small(bytes, most_bytes) ? std::optional(std::move(bytes)) : std::nullopt;  // it may have grown meanwhile
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace ftcert
