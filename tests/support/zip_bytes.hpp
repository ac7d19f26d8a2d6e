// Zip archives written byte by byte from the format's description (PKWARE's APPNOTE), stored or deflated, with or without the records of zip64.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <string>
#include <vector>

namespace ftcert::test {

struct ZipMember {
  std::string name, bytes;
  bool deflated = false;
  bool zip64 = false;
};

inline std::string little(std::uint64_t value, std::size_t size) {
  std::string bytes;
  for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(value >> (8 * i));
  return bytes;
}

// Without zlib's header and checksum.
inline std::string raw_deflate(const std::string& bytes) {
  std::string packed(compressBound(bytes.size()), '\0');
  uLongf size = packed.size();
  compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size(),
            9);
  return packed.substr(2, size - 6);
}

inline std::string zip_bytes(const std::vector<ZipMember>& members) {
  std::string archive, directory;
  for (const ZipMember& member : members) {
    const std::string stored = member.deflated ? raw_deflate(member.bytes) : member.bytes;
    const std::uint64_t crc =
        crc32(0, reinterpret_cast<const Bytef*>(member.bytes.data()), static_cast<uInt>(member.bytes.size()));
    const std::string extra =
        member.zip64 ? little(1, 2) + little(16, 2) + little(member.bytes.size(), 8) + little(stored.size(), 8) : "";
    const auto size = [&](std::size_t count) { return little(member.zip64 ? 0xFFFFFFFF : count, 4); };
    const std::string common = little(member.zip64 ? 45 : 20, 2) + little(0, 2) + little(member.deflated ? 8 : 0, 2) +
                               little(0, 2) + little(0x21, 2) + little(crc, 4) + size(stored.size()) +
                               size(member.bytes.size()) + little(member.name.size(), 2) + little(extra.size(), 2);
    directory += "PK\1\2" + little(45, 2) + common + little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4) +
                 little(archive.size(), 4) + member.name + extra;
    archive += "PK\3\4" + common + member.name + extra + stored;
  }
  return archive + directory + "PK\5\6" + little(0, 4) + little(members.size(), 2) + little(members.size(), 2) +
         little(directory.size(), 4) + little(archive.size(), 4) + little(0, 2);
}

}  // namespace ftcert::test
