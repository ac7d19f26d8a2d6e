#include "ftcert/files/file.hpp"

#include <nettle/sha2.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "ftcert/core/error.hpp"

namespace ftcert {

std::string read_file(const std::string& path) {
  std::FILE* file = path == "-" ? stdin : std::fopen(path.c_str(), "rb");
  if (file == nullptr) throw Error(Code::kCannotRead, {path, 0}, std::string("cannot open: ") + std::strerror(errno));
  std::string bytes;
  std::array<char, 1 << 16> block;
  std::size_t count = 0;
  while ((count = std::fread(block.data(), 1, block.size(), file)) > 0) bytes.append(block.data(), count);
  const bool failed = std::ferror(file) != 0;
  const int reason = errno;
  if (file != stdin) std::fclose(file);
  if (failed) throw Error(Code::kCannotRead, {path, 0}, std::string("cannot read: ") + std::strerror(reason));
  return bytes;
}

std::optional<NamedBytes> read_if_named(const std::string& path) {
  if (path.empty()) return std::nullopt;
  return NamedBytes{path, read_file(path)};
}

std::string sha256_hex(std::string_view bytes) {
  sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest;
  sha256_digest(&context, digest.size(), digest.data());
  std::string text;
  for (std::uint8_t byte : digest) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

void write_file(const std::string& path, std::string_view bytes) {
  if (path == "-") {
    std::cout.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush();
    if (!std::cout) throw Error(Code::kCannotWrite, {"-", 0}, "cannot write to standard output");
    return;
  }
  // A rename would put a plain file in the place of a device such as /dev/null, or of a symbolic link.
  std::error_code failure;
  const std::filesystem::file_status status = std::filesystem::status(path, failure);
  const bool in_place = std::filesystem::exists(status) && !std::filesystem::is_regular_file(status) &&
                        !std::filesystem::is_directory(status);
  std::filesystem::path target(path);
  for (int links = 0; !in_place && std::filesystem::is_symlink(target, failure); ++links) {
    const std::filesystem::path next = std::filesystem::read_symlink(target, failure);
    if (failure || links == 40) throw Error(Code::kCannotWrite, {path, 0}, "cannot follow the symbolic link");
    target = target.parent_path() / next;
  }
  const std::string beside = in_place ? path : target.string() + ".part" + std::to_string(getpid());
  {
    std::ofstream out(beside, std::ios::binary);
    if (!out) throw Error(Code::kCannotWrite, {path, 0}, std::string("cannot create: ") + std::strerror(errno));
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) {
      if (!in_place) std::filesystem::remove(beside, failure);
      throw Error(Code::kCannotWrite, {path, 0}, "cannot write all bytes");
    }
  }
  if (in_place) return;
  std::filesystem::rename(beside, target, failure);
  if (failure) {
    const std::string reason = failure.message();
    std::error_code ignored;
    std::filesystem::remove(beside, ignored);
    throw Error(Code::kCannotWrite, {path, 0}, "cannot rename into place: " + reason);
  }
}

bool same_file(const std::string& a, const std::string& b) {
  std::error_code failure;
  return std::filesystem::equivalent(a, b, failure) && !failure;
}

}  // namespace ftcert
