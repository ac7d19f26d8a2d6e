// Compressed files: what is unpacked is what was packed, and is not out of proportion to the file.
#include <zlib.h>

#include "ftcert/files/file.hpp"
#include "target.hpp"

namespace ftcert::fuzz {

namespace {

constexpr std::size_t kAlways = std::size_t{8} << 20, kForEachByte = 64;  // bytes that a file may unfold to

std::string packed(std::string_view bytes) {
  z_stream stream{};
  must(deflateInit2(&stream, 1, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK, "zlib starts");
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  must(deflate(&stream, Z_FINISH) == Z_STREAM_END, "zlib packs");
  const std::size_t size = stream.total_out;
  deflateEnd(&stream);
  return out.substr(0, size);
}

}  // namespace

void gzip(std::string_view bytes) {
  const std::string file(bytes);
  accepted([&] {
    const std::string unpacked = decompress_if_gzip(file, "c.gz");
    if (!file.starts_with("\x1f\x8b")) {
      must(unpacked == file, "a file that is not compressed is itself");
    } else {
      must(unpacked.size() <= kAlways + kForEachByte * file.size(), "a file unfolds in proportion to its size");
      must(decompress_if_gzip(file + file, "c.gz") == unpacked + unpacked, "members follow each other");
      must(!accepted([&] { decompress_if_gzip(file + '\0', "c.gz"); }), "nothing stands behind the last member");
      must(!accepted([&] { decompress_if_gzip(file.substr(0, file.size() - 1), "c.gz"); }), "nothing is missing");
    }
  });
  must(accepted([&] { must(decompress_if_gzip(packed(file), "c.gz") == file, "what is packed is unpacked"); }),
       "what is packed is accepted");
}

}  // namespace ftcert::fuzz
