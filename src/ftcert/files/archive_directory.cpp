#include "ftcert/files/archive_directory.hpp"

#include <algorithm>

namespace ftcert {

namespace {

constexpr std::size_t kRecord = 22, kLocator = 20, kRecord64 = 56, kMostComment = 65535;  // bytes
constexpr std::string_view kEnd = "PK\x05\x06", kEnd64 = "PK\x06\x06", kLocator64 = "PK\x06\x07";
constexpr const char* kParts = "it is one of several parts";

// Whether the record of an end is there, with a comment that ends where the file does.
bool is_end(std::string_view bytes, std::size_t at) {
  if (!bytes.substr(at).starts_with(kEnd)) return false;
  return ArchiveFields(bytes, at + kRecord - 2).take(2) == bytes.size() - at - kRecord;
}

// Where the only one is. Errors: DamagedArchive.
std::size_t place_of_end(std::string_view bytes) {
  if (bytes.size() < kRecord) throw DamagedArchive{"it has no directory at its end"};
  const std::size_t last = bytes.size() - kRecord;
  for (std::size_t at = last - std::min(last, kMostComment); at < last; ++at) {
    if (is_end(bytes, at)) throw DamagedArchive{"it has a comment behind its directory"};
  }
  if (!is_end(bytes, last)) throw DamagedArchive{"it has no directory at its end"};
  return last;
}

// The record of zip64 in front of its locator. small: what the record behind both says.
ArchiveDirectory directory64(std::string_view bytes, std::size_t locator, const ArchiveDirectory& small) {
  ArchiveFields in(bytes, locator + kLocator64.size());
  if (in.take(4) != 0) throw DamagedArchive{kParts};
  const std::uint64_t place = in.take(8);
  if (in.take(4) > 1) throw DamagedArchive{kParts};
  if (locator < kRecord64 || place != locator - kRecord64)
    throw DamagedArchive{"its record of zip64 does not stand in front of its locator"};
  ArchiveFields record(bytes, place);
  record.expect(kEnd64);
  if (record.take(8) != kRecord64 - 12) throw DamagedArchive{"its record of zip64 has another size"};
  record.skip(2 + 2);
  if (record.take(4) != 0 || record.take(4) != 0) throw DamagedArchive{kParts};
  ArchiveDirectory directory;
  const std::uint64_t here = record.take(8);
  directory.entries = record.take(8);
  directory.size = record.take(8);
  directory.begin = record.take(8);
  if (here != directory.entries) throw DamagedArchive{kParts};
  const auto differ = [](std::uint64_t one, std::uint64_t unknown, std::uint64_t other) {
    return one != unknown && one != other;
  };
  if (differ(small.entries, 0xFFFF, directory.entries) || differ(small.size, 0xFFFFFFFF, directory.size) ||
      differ(small.begin, 0xFFFFFFFF, directory.begin))
    throw DamagedArchive{"it has two directories"};
  return directory;
}

}  // namespace

ArchiveFields::ArchiveFields(std::string_view bytes, std::uint64_t at) : bytes_(bytes), at_(at) {
  if (at > bytes.size()) throw DamagedArchive{"a place beyond its end"};
}

std::uint64_t ArchiveFields::take(std::size_t count) {
  const std::string_view field = take_bytes(count);
  std::uint64_t value = 0;
  for (std::size_t i = count; i-- > 0;) value = value << 8 | static_cast<unsigned char>(field[i]);
  return value;
}

std::string_view ArchiveFields::take_bytes(std::uint64_t count) {
  if (count > bytes_.size() - at_) throw DamagedArchive{"it ends too early"};
  at_ += count;
  return bytes_.substr(at_ - count, count);
}

void ArchiveFields::expect(std::string_view signature) {
  if (take_bytes(signature.size()) != signature) throw DamagedArchive{"a signature is not where it should be"};
}

ArchiveDirectory archive_directory(std::string_view bytes) {
  std::size_t end = place_of_end(bytes);
  ArchiveFields in(bytes, end + kEnd.size());
  const std::uint64_t disk = in.take(2), first_disk = in.take(2), here = in.take(2);
  ArchiveDirectory directory;
  directory.entries = in.take(2);
  directory.size = in.take(4);
  directory.begin = in.take(4);
  if (disk != 0 || first_disk != 0 || here != directory.entries) throw DamagedArchive{kParts};
  if (end >= kLocator && bytes.substr(end - kLocator).starts_with(kLocator64)) {
    end -= kLocator;
    directory = directory64(bytes, end, directory);
    end -= kRecord64;
  }
  if (directory.begin > end || directory.size != end - directory.begin)
    throw DamagedArchive{"its directory does not end where the record of its end begins"};
  return directory;
}

}  // namespace ftcert
