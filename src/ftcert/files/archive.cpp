#include "ftcert/files/archive.hpp"

#include <zip.h>

#include <algorithm>
#include <array>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/files/archive_directory.hpp"
#include "ftcert/files/unfolded.hpp"

namespace ftcert {

Archive::Archive(std::string name, std::string_view bytes) : name_(std::move(name)), size_(bytes.size()) {
  if (!is_archive(bytes)) refuse("expected a zip archive, found other first bytes");
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) throw Error(Code::kMemory, {name_, 0}, "cannot start libzip");
  zip_t* const opened = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
  const auto refuse_damaged = [&](const std::string& why) {
    refuse("expected a zip archive with members of different names, found a damaged one (" + why + ")");
  };
  if (opened == nullptr) {
    zip_source_free(source);
    const std::string why = zip_error_strerror(&error);
    zip_error_fini(&error);
    refuse_damaged(why);
  }
  zip_ = std::shared_ptr<zip_t>(opened, zip_discard);
  try {
    archive_directory(bytes);
  } catch (const DamagedArchive& damaged) {
    refuse_damaged(damaged.why);
  }
  const zip_int64_t count = zip_get_num_entries(opened, 0);
  for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
    const char* const member = zip_get_name(opened, i, ZIP_FL_ENC_RAW);
    if (member == nullptr) refuse("the zip archive is broken: a member has no name");
    names_.emplace_back(member);
  }
}

std::string Archive::read(const std::string& member) const {
  const auto place = std::ranges::find(names_, member);
  require(place != names_.end(), "Archive::read: there is no such member");
  const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(
      zip_fopen_index(zip_.get(), static_cast<zip_uint64_t>(place - names_.begin()), 0), zip_fclose);
  if (!file) refuse("cannot read the member " + shown(member) + " (" + zip_strerror(zip_.get()) + ")");
  std::string bytes;
  std::array<char, 1 << 16> block;
  for (;;) {
    const zip_int64_t count = zip_fread(file.get(), block.data(), block.size());
    if (count < 0)
      refuse("the member " + shown(member) + " is damaged (" + zip_error_strerror(zip_file_get_error(file.get())) +
             ")");
    if (count == 0) return bytes;
    bytes.append(block.data(), static_cast<std::size_t>(count));
    allow_unfolded(bytes.size(), size_, name_);
  }
}

void Archive::refuse(const std::string& text) const { throw Error(Code::kNpy, {name_, 0}, text); }

bool is_archive(std::string_view bytes) { return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06"); }

}  // namespace ftcert
