#include "ftcert/files/file.hpp"

#include <nettle/sha2.h>
#include <zlib.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

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

std::string decompress_if_gzip(std::string bytes, const std::string& name) {
  if (!bytes.starts_with("\x1f\x8b")) return bytes;
  std::string result;
  std::array<char, 1 << 16> block;
  std::size_t done = 0;
  while (done < bytes.size()) {
    z_stream stream{};
    if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK) throw Error(Code::kMemory, {name, 0}, "cannot start zlib");
    const std::unique_ptr<z_stream, int (*)(z_stream*)> guard(&stream, inflateEnd);
    stream.next_in = reinterpret_cast<Bytef*>(bytes.data() + done);
    int status = Z_OK;
    while (status == Z_OK) {
      if (stream.avail_in == 0) {
        const std::size_t read = static_cast<std::size_t>(stream.next_in - reinterpret_cast<Bytef*>(bytes.data()));
        stream.avail_in = static_cast<uInt>(std::min<std::size_t>(bytes.size() - read, 1U << 30));
      }
      stream.next_out = reinterpret_cast<Bytef*>(block.data());
      stream.avail_out = static_cast<uInt>(block.size());
      status = inflate(&stream, Z_NO_FLUSH);
      result.append(block.data(), block.size() - stream.avail_out);
    }
    if (status != Z_STREAM_END) throw Error(Code::kEncoding, {name, 0}, "the gzip stream is broken or ends too early");
    done = static_cast<std::size_t>(stream.next_in - reinterpret_cast<Bytef*>(bytes.data()));
  }
  return result;
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

bool same_file(const std::string& a, const std::string& b) {
  std::error_code failure;
  return std::filesystem::equivalent(a, b, failure) && !failure;
}

}  // namespace ftcert
