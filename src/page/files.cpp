#include "page/files.hpp"

#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/files/small_file.hpp"
#include "ftcert/files/unfolded.hpp"
#include "page/inflate.hpp"
#include "page/sha256.hpp"

namespace ftcert {

namespace {

const std::string& given(const std::string& path) {
  const auto file = page::given_files().find(path);
  if (file == page::given_files().end())
    throw Error(Code::kCannotRead, {path, 0}, "cannot open: No such file or directory");
  return file->second;
}

struct Broken {};

// Reads the parts of a gzip member in front of its deflate stream, and behind it (RFC 1952).
class Member {
 public:
  explicit Member(std::string_view bytes) : bytes_(bytes) {}

  void header() {
    const std::string_view fixed = take(10);
    const unsigned flags = byte(fixed[3]);
    if (!fixed.starts_with("\x1f\x8b\x08") || (flags & kReserved) != 0) throw Broken();
    if ((flags & kExtra) != 0) take(number(take(2)));
    if ((flags & kName) != 0) text();
    if ((flags & kComment) != 0) text();
    const std::uint32_t sum = page::crc32(bytes_.substr(0, at_)) & 0xFFFFU;
    if ((flags & kHeaderSum) != 0 && number(take(2)) != sum) throw Broken();
  }
  std::string_view rest() const { return bytes_.substr(at_); }
  std::string_view take(std::size_t count) {
    if (count > bytes_.size() - at_) throw Broken();
    at_ += count;
    return bytes_.substr(at_ - count, count);
  }
  // The least byte first.
  static std::uint32_t number(std::string_view bytes) {
    std::uint32_t value = 0;
    for (std::size_t i = bytes.size(); i-- > 0;) value = value << 8 | byte(bytes[i]);
    return value;
  }

 private:
  static constexpr unsigned kHeaderSum = 2, kExtra = 4, kName = 8, kComment = 16, kReserved = 0xE0;
  static unsigned byte(char c) { return static_cast<unsigned char>(c); }
  void text() {
    while (take(1) != std::string_view("\0", 1)) {
    }
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
};

// Appends what the member at the beginning of `bytes` unfolds to. The number of its bytes.
std::size_t unfold(std::string_view bytes, std::string& result, std::size_t most) {
  Member member(bytes);
  member.header();
  const std::size_t begin = result.size();
  const std::size_t used = page::inflate(member.rest(), result, most);
  if (used == 0) throw Broken();
  member.take(used);
  const std::string_view unfolded = std::string_view(result).substr(begin);
  const bool right = Member::number(member.take(4)) == page::crc32(unfolded);
  if (Member::number(member.take(4)) != static_cast<std::uint32_t>(unfolded.size()) || !right) throw Broken();
  return bytes.size() - member.rest().size();
}

}  // namespace

std::map<std::string, std::string>& page::given_files() {
  static std::map<std::string, std::string> files;
  return files;
}

std::string read_file(const std::string& path) { return given(path); }

std::optional<NamedBytes> read_if_named(const std::string& path) {
  if (path.empty()) return std::nullopt;
  return NamedBytes{path, read_file(path)};
}

std::string decompress_if_gzip(std::string bytes, const std::string& name) {
  if (!bytes.starts_with("\x1f\x8b")) return bytes;
  std::string result;
  try {
    for (std::string_view rest = bytes; !rest.empty();)
      rest.remove_prefix(unfold(rest, result, most_unfolded(bytes.size())));
  } catch (const Broken&) {
    allow_unfolded(result.size(), bytes.size(), name);
    throw Error(Code::kEncoding, {name, 0}, "the gzip stream is broken or ends too early");
  }
  return result;
}

std::string sha256_hex(std::string_view bytes) { return page::sha256(bytes); }

FileDigest file_digest(const std::string& path) {
  const std::string& bytes = given(path);
  return {page::sha256(bytes), bytes.size()};
}

bool is_regular_file(const std::string& path) { return page::given_files().contains(path); }

std::optional<std::string> read_small_file(const std::string& path, std::size_t most_bytes) {
  const auto file = page::given_files().find(path);
  if (file == page::given_files().end() || !is_small(file->second, most_bytes)) return std::nullopt;
  return file->second;
}

}  // namespace ftcert
