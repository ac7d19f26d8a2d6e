#include "ftcert/files/small_file.hpp"

#include <filesystem>
#include <fstream>

#include "ftcert/files/file.hpp"

namespace ftcert {

bool is_small_file(const std::string& path, std::size_t most_bytes) {
  constexpr int kGzip = 0x1F;
  if (!is_regular_file(path)) return false;
  std::error_code failure;
  const auto size = std::filesystem::file_size(path, failure);
  return !failure && size <= most_bytes && std::ifstream(path, std::ios::binary).peek() != kGzip;
}

}  // namespace ftcert
