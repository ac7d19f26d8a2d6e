// Where the directory of a zip archive stands (APPNOTE.TXT of PKWARE, sections 4.3.14 to 4.3.16).
//
// Purpose: one archive for everyone. A file may hold two records that can be taken for its end, or a record of zip64 that says something else than
// the one behind it; libzip, NumPy and others then find other members, and a certificate would be about samples that its reader never sees.
// Such files are refused; NumPy writes none.
//
//   const ArchiveDirectory directory = archive_directory(bytes);   // bytes [directory.begin, directory.begin + directory.size)
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ftcert {

// Thrown: what is wrong with an archive.
struct DamagedArchive {
  const char* why;
};

// Numbers one after the other, the least byte first. Errors: DamagedArchive beyond the end.
class ArchiveFields {
 public:
  ArchiveFields(std::string_view bytes, std::uint64_t at);

  std::uint64_t take(std::size_t count);  // of so many bytes, 8 at most
  std::string_view take_bytes(std::uint64_t count);
  void expect(std::string_view signature);
  void skip(std::uint64_t count) { take_bytes(count); }
  bool at_end() const { return at_ == bytes_.size(); }
  std::uint64_t place() const { return at_; }

 private:
  std::string_view bytes_;
  std::uint64_t at_;
};

struct ArchiveDirectory {
  std::uint64_t entries = 0;          // members
  std::uint64_t size = 0, begin = 0;  // bytes
};

// The directory that every reader finds: it ends where the record of the end begins, which is the last thing in the file and says nothing else than
// that of zip64, where there is one. Errors: DamagedArchive.
ArchiveDirectory archive_directory(std::string_view bytes);

}  // namespace ftcert
