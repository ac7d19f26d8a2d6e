// Zip archives (APPNOTE.TXT of PKWARE) in memory, for the page, which links no library.
#include "ftcert/files/archive.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/files/archive_directory.hpp"
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

constexpr unsigned kEncrypted = 1, kStored = 0, kDeflated = 8;
constexpr std::uint64_t kIn64 = 0xFFFFFFFF;  // the number stands in the zip64 field

// Puts numbers of the zip64 field in the place of those that stand for them.
void read_extra(std::string_view extra, zip::Member& member) {
  for (ArchiveFields in(extra, 0); !in.at_end();) {
    const std::uint64_t kind = in.take(2);
    const std::string_view value = in.take_bytes(in.take(2));
    if (kind != 1) continue;
    ArchiveFields numbers(value, 0);
    for (std::uint64_t* number : {&member.unpacked, &member.packed, &member.header}) {
      if (*number == kIn64) *number = numbers.take(8);
    }
  }
}

zip::Member read_member(ArchiveFields& in) {
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
  ArchiveFields in(bytes, member.header);
  in.expect("PK\x03\x04");
  in.skip(2);
  const bool same = in.take(2) == member.flags && in.take(2) == member.method;
  in.skip(4 + 4 + 4 + 4);
  const std::uint64_t name = in.take(2), extra = in.take(2);
  if (in.take_bytes(name) != member.name || !same) throw DamagedArchive{"a member's header differs from the directory"};
  in.skip(extra);
  return in.take_bytes(member.packed);
}

std::shared_ptr<zip> read_directory(std::string_view bytes) {
  const ArchiveDirectory directory = archive_directory(bytes);
  const auto read = std::make_shared<zip>();
  read->bytes = bytes;
  ArchiveFields in(bytes, directory.begin);
  while (read->members.size() < directory.entries) read->members.push_back(read_member(in));
  if (in.place() - directory.begin != directory.size) throw DamagedArchive{"its directory has another size"};
  std::vector<std::string_view> names;
  for (const zip::Member& member : read->members) {
    names.push_back(member.name);
    if (member.name.find('\0') != std::string::npos) throw DamagedArchive{"a name has a zero byte"};
    packed_bytes(bytes, member);
  }
  std::sort(names.begin(), names.end());
  if (std::adjacent_find(names.begin(), names.end()) != names.end()) throw DamagedArchive{"two members have one name"};
  return read;
}

}  // namespace

Archive::Archive(std::string name, std::string_view bytes) : name_(std::move(name)), size_(bytes.size()) {
  if (!is_archive(bytes)) refuse("expected a zip archive, found other first bytes");
  try {
    zip_ = read_directory(bytes);
  } catch (const DamagedArchive& damaged) {
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
