// gzip (RFC 1952): one or more members and nothing else, and not more than the size of the file allows.
#include <zlib.h>

#include <algorithm>
#include <array>
#include <memory>

#include "ftcert/core/error.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/files/unfolded.hpp"

namespace ftcert {

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
      allow_unfolded(result.size(), bytes.size(), name);
    }
    if (status != Z_STREAM_END) throw Error(Code::kEncoding, {name, 0}, "the gzip stream is broken or ends too early");
    done = static_cast<std::size_t>(stream.next_in - reinterpret_cast<Bytef*>(bytes.data()));
  }
  return result;
}

}  // namespace ftcert
