// Zip archives (APPNOTE.TXT of PKWARE) in memory, for the page, which links no library.
#include "ftcert/files/archive.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/files/unfolded.hpp"
#include "page/inflate.hpp"

// What the class holds: the central directory.
struct zip {
  struct Member {
    std::string name;
    unsigned flags = 0, method = 0;
    std::uint32_t sum = 0;
    std::uint64_t packed = 0, unpacked = 0, header = 0;  // bytes, bytes, place of the local header
  };
  std::string_view bytes;
  std::vector<Member> members;
};

namespace ftcert {

namespace {

struct Damaged {
  const char* why;
};

constexpr unsigned kEncrypted = 1, kStored = 0, kDeflated = 8;
constexpr std::uint64_t kIn64 = 0xFFFFFFFF;  // the number stands in the zip64 field

// Numbers one after the other, the least byte first.
class Fields {
 public:
  Fields(std::string_view bytes, std::uint64_t at) : bytes_(bytes), at_(at) {
    if (at > bytes.size()) throw Damaged{"a place beyond its end"};
  }

  std::uint64_t take(std::size_t count) {
    const std::string_view field = take_bytes(count);
    std::uint64_t value = 0;
    for (std::size_t i = count; i-- > 0;) value = value << 8 | static_cast<unsigned char>(field[i]);
    return value;
  }
  std::string_view take_bytes(std::uint64_t count) {
    if (count > bytes_.size() - at_) throw Damaged{"it ends too early"};
    at_ += count;
    return bytes_.substr(at_ - count, count);
  }
  void expect(std::string_view signature) {
    if (take_bytes(signature.size()) != signature) throw Damaged{"a signature is not where it should be"};
  }
  void skip(std::uint64_t count) { take_bytes(count); }
  bool at_end() const { return at_ == bytes_.size(); }
  std::uint64_t place() const { return at_; }

 private:
  std::string_view bytes_;
  std::uint64_t at_;
};

struct Directory {
  std::uint64_t entries = 0, size = 0, begin = 0, end = 0;  // end: of what it may reach to
};

Directory directory64(std::string_view bytes, std::uint64_t locator) {
  Fields in(bytes, locator);
  in.expect("PK\x06\x07");
  in.skip(4);
  Directory directory;
  directory.end = in.take(8);
  Fields record(bytes, directory.end);
  record.expect("PK\x06\x06");
  record.skip(8 + 2 + 2 + 4 + 4);
  if (record.take(8) != (directory.entries = record.take(8))) throw Damaged{"it is one of several parts"};
  directory.size = record.take(8);
  directory.begin = record.take(8);
  return directory;
}

// The record at the end of the file, behind which there is its comment alone.
Directory directory_of(std::string_view bytes) {
  constexpr std::size_t kRecord = 22, kLocator = 20, kMostComment = 65535;
  constexpr std::string_view kSignature = "PK\x05\x06";
  for (std::size_t back = kRecord; back <= std::min(bytes.size(), kRecord + kMostComment); ++back) {
    const std::size_t at = bytes.size() - back;
    if (!bytes.substr(at).starts_with(kSignature)) continue;
    Fields in(bytes, at + kSignature.size());
    const std::uint64_t disk = in.take(2), first_disk = in.take(2), here = in.take(2);
    Directory directory{in.take(2), in.take(4), in.take(4), at};
    if (in.take(2) != back - kRecord) continue;
    const bool large = directory.entries == 0xFFFF || directory.size == kIn64 || directory.begin == kIn64;
    if (large && at >= kLocator && bytes.substr(at - kLocator).starts_with("PK\x06\x07"))
      return directory64(bytes, at - kLocator);
    if (disk != 0 || first_disk != 0 || here != directory.entries) throw Damaged{"it is one of several parts"};
    return directory;
  }
  throw Damaged{"it has no directory at its end"};
}

// Puts numbers of the zip64 field in the place of those that stand for them.
void read_extra(std::string_view extra, zip::Member& member) {
  for (Fields in(extra, 0); !in.at_end();) {
    const std::uint64_t kind = in.take(2);
    const std::string_view value = in.take_bytes(in.take(2));
    if (kind != 1) continue;
    Fields numbers(value, 0);
    for (std::uint64_t* number : {&member.unpacked, &member.packed, &member.header}) {
      if (*number == kIn64) *number = numbers.take(8);
    }
  }
}

zip::Member read_member(Fields& in) {
  in.expect("PK\x01\x02");
  in.skip(2 + 2);
  zip::Member member;
  member.flags = static_cast<unsigned>(in.take(2));
  member.method = static_cast<unsigned>(in.take(2));
  in.skip(4);
  member.sum = static_cast<std::uint32_t>(in.take(4));
  member.packed = in.take(4);
  member.unpacked = in.take(4);
  const std::uint64_t name = in.take(2), extra = in.take(2), comment = in.take(2);
  in.skip(2 + 2 + 4);
  member.header = in.take(4);
  member.name = in.take_bytes(name);
  read_extra(in.take_bytes(extra), member);
  in.skip(comment);
  return member;
}

// The bytes of a member as they are packed. The local header says the same as the directory.
std::string_view packed_bytes(std::string_view bytes, const zip::Member& member) {
  Fields in(bytes, member.header);
  in.expect("PK\x03\x04");
  in.skip(2);
  const bool same = in.take(2) == member.flags && in.take(2) == member.method;
  in.skip(4 + 4 + 4 + 4);
  const std::uint64_t name = in.take(2), extra = in.take(2);
  if (in.take_bytes(name) != member.name || !same) throw Damaged{"a member's header differs from the directory"};
  in.skip(extra);
  return in.take_bytes(member.packed);
}

std::shared_ptr<zip> read_directory(std::string_view bytes) {
  const Directory directory = directory_of(bytes);
  const auto read = std::make_shared<zip>();
  read->bytes = bytes;
  if (directory.begin > directory.end || directory.size > directory.end - directory.begin)
    throw Damaged{"its directory reaches beyond its end"};
  Fields in(bytes, directory.begin);
  while (read->members.size() < directory.entries) read->members.push_back(read_member(in));
  if (in.place() - directory.begin != directory.size) throw Damaged{"its directory has another size"};
  std::vector<std::string_view> names;
  for (const zip::Member& member : read->members) {
    names.push_back(member.name);
    packed_bytes(bytes, member);
  }
  std::sort(names.begin(), names.end());
  if (std::adjacent_find(names.begin(), names.end()) != names.end()) throw Damaged{"two members have one name"};
  return read;
}

}  // namespace

Archive::Archive(std::string name, std::string_view bytes) : name_(std::move(name)), size_(bytes.size()) {
  if (!is_archive(bytes)) refuse("expected a zip archive, found other first bytes");
  try {
    zip_ = read_directory(bytes);
  } catch (const Damaged& damaged) {
    refuse(std::string("expected a zip archive with members of different names, found a damaged one (") + damaged.why +
           ")");
  }
  for (const ::zip::Member& member : zip_->members) names_.push_back(member.name);
}

std::string Archive::read(const std::string& member) const {
  const auto place = std::find(names_.begin(), names_.end(), member);
  require(place != names_.end(), "Archive::read: there is no such member");
  const ::zip::Member& found = zip_->members[static_cast<std::size_t>(place - names_.begin())];
  if ((found.flags & kEncrypted) != 0) refuse("cannot read the member " + shown(member) + " (it is encrypted)");
  if (found.method != kStored && found.method != kDeflated)
    refuse("cannot read the member " + shown(member) + " (it is compressed in another way)");
  const std::string_view packed = packed_bytes(zip_->bytes, found);
  std::string bytes;
  if (found.method == kStored) {
    bytes = packed;
  } else if (page::inflate(packed, bytes, most_unfolded(size_)) != packed.size()) {
    allow_unfolded(bytes.size(), size_, name_);
    refuse("the member " + shown(member) + " is damaged (it is no deflate stream)");
  }
  if (bytes.size() != found.unpacked || page::crc32(bytes) != found.sum)
    refuse("the member " + shown(member) + " is damaged (another size or checksum)");
  return bytes;
}

void Archive::refuse(const std::string& text) const { throw Error(Code::kNpy, {name_, 0}, text); }

bool is_archive(std::string_view bytes) { return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06"); }

}  // namespace ftcert
