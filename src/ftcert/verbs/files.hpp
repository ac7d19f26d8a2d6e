// Where a verb's inputs come from, by the names that its options give.
//
// Purpose: a verb reads what it needs when it needs it, and does not know whether that lies on a disk or in memory. Names stand in messages. What a
// model keeps in files of its own is read from the disk in both cases, beside the path that the model's name is.
//
//   FilesInMemory files({{"d.csv", bytes}});
//   files.bytes("d.csv");
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ftcert/check/check.hpp"
#include "ftcert/files/file.hpp"

namespace ftcert {

class Files {
 public:
  virtual ~Files() = default;

  // Errors: kCannotRead.
  virtual std::string bytes(const std::string& name) const = 0;
  virtual std::vector<SuppliedData> data(const std::vector<std::string>& names) const = 0;
  // The file with the labels, which may be one of the data files; nothing for an empty name.
  virtual std::optional<SuppliedData> labels(const std::string& name, const std::vector<SuppliedData>& data) const = 0;

  // The file, or nothing for an empty name.
  std::optional<NamedBytes> named(const std::string& name) const;
};

// Names are paths, and - is standard input.
class FilesOnDisk : public Files {
 public:
  std::string bytes(const std::string& name) const override;
  std::vector<SuppliedData> data(const std::vector<std::string>& names) const override;
  std::optional<SuppliedData> labels(const std::string& name, const std::vector<SuppliedData>& data) const override;
};

class FilesInMemory : public Files {
 public:
  // Errors: kUsage for a file without a name, and for two different ones of one name.
  explicit FilesInMemory(std::vector<NamedBytes> files);

  std::string bytes(const std::string& name) const override { return file(name); }
  std::vector<SuppliedData> data(const std::vector<std::string>& names) const override;
  std::optional<SuppliedData> labels(const std::string& name, const std::vector<SuppliedData>& data) const override;
  // Of all files.
  std::size_t size() const;

 private:
  const std::string& file(const std::string& name) const;
  std::map<std::string, std::string> files_;
};

}  // namespace ftcert
