// Zip archives in memory, whose members are read whole (libzip): stored or deflated, zip64 too.
//
//   Archive archive("samples.npz", bytes);
//   archive.names();          // {"X.npy", "y.npy"}
//   archive.read("X.npy");    // its bytes
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct zip;  // of libzip

namespace ftcert {

class Archive {
 public:
  // `name` is the file's name for errors. The bytes must outlive the archive. Errors: kNpy for what is no archive, or one with two members of the same name.
  Archive(std::string name, std::string_view bytes);

  // Of all members, in the order of the archive.
  const std::vector<std::string>& names() const { return names_; }

  // The member of this name, of which there is one. Errors: kNpy where it is damaged (its checksum is compared), encrypted, or compressed in
  // another way; kWork for more bytes than most_unfolded() of the archive's size.
  std::string read(const std::string& member) const;

 private:
  [[noreturn]] void refuse(const std::string& text) const;

  std::string name_;
  std::size_t size_;  // bytes
  std::shared_ptr<::zip> zip_;
  std::vector<std::string> names_;
};

// True when the bytes begin as a zip archive does.
bool is_archive(std::string_view bytes);

}  // namespace ftcert
