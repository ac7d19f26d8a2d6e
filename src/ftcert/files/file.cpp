#include "ftcert/files/file.hpp"

#include <nettle/sha2.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// Calls take(block) for the bytes of the file, in order. Errors: kCannotRead.
template <typename Take>
void read_blocks(const std::string& path, const Take& take) {
  std::FILE* file = path == "-" ? stdin : std::fopen(path.c_str(), "rb");
  if (file == nullptr) throw Error(Code::kCannotRead, {path, 0}, std::string("cannot open: ") + std::strerror(errno));
  std::array<char, 1 << 16> block;
  std::size_t count = 0;
  while ((count = std::fread(block.data(), 1, block.size(), file)) > 0) take(std::string_view(block.data(), count));
  const bool failed = std::ferror(file) != 0;
  const int reason = errno;
  if (file != stdin) std::fclose(file);
  if (failed) throw Error(Code::kCannotRead, {path, 0}, std::string("cannot read: ") + std::strerror(reason));
}

class Sha256 {
 public:
  Sha256() { sha256_init(&context_); }
  void update(std::string_view bytes) {
    sha256_update(&context_, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  }
  std::string hex() {
    std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest;
    sha256_digest(&context_, digest.size(), digest.data());
    std::string text;
    for (std::uint8_t byte : digest) {
      text += "0123456789abcdef"[byte >> 4];
      text += "0123456789abcdef"[byte & 15];
    }
    return text;
  }

 private:
  sha256_ctx context_;
};

}  // namespace

std::string read_file(const std::string& path) {
  std::string bytes;
  // Room for all of a regular file, which may still be longer or shorter.
  std::error_code failure;
  if (is_regular_file(path)) {
    if (const auto size = std::filesystem::file_size(path, failure); !failure) bytes.reserve(size);
  }
  read_blocks(path, [&](std::string_view block) { bytes += block; });
  return bytes;
}

std::optional<NamedBytes> read_if_named(const std::string& path) {
  if (path.empty()) return std::nullopt;
  return NamedBytes{path, read_file(path)};
}

std::string sha256_hex(std::string_view bytes) {
  Sha256 digest;
  digest.update(bytes);
  return digest.hex();
}

FileDigest file_digest(const std::string& path) {
  Sha256 digest;
  std::size_t size = 0;
  read_blocks(path, [&](std::string_view block) {
    digest.update(block);
    size += block.size();
  });
  return {digest.hex(), size};
}

bool is_regular_file(const std::string& path) {
  std::error_code failure;
  return path != "-" && std::filesystem::is_regular_file(path, failure);
}

bool same_file(const std::string& a, const std::string& b) {
  std::error_code failure;
  return std::filesystem::equivalent(a, b, failure) && !failure;
}

}  // namespace ftcert
