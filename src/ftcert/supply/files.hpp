// Where inputs come from, by the names that options give.
//
// Purpose: what checks and what a verb does read what they need when they need it, and do not know whether that lies on a disk or in memory. Names
// stand in messages. What a model keeps in files of its own is read from the disk in both cases, beside the path that the model's name is.
//
//   FilesInMemory files({{"d.csv", bytes}});
//   files.bytes("d.csv");
//   check(certificate, "c.ftc", supplied_from(files, {.data = {"d.csv"}}, Threads()));
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ftcert/check/check.hpp"
#include "ftcert/common/threads.hpp"
#include "ftcert/files/file.hpp"

namespace ftcert {

class Files {
 public:
  virtual ~Files() = default;

  // Errors: kCannotRead.
  virtual std::string bytes(const std::string& name) const = 0;
  // As read_small_file(): the bytes, or nothing of what is not small.
  virtual std::optional<std::string> small(const std::string& name, std::size_t most_bytes) const = 0;
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
  std::optional<std::string> small(const std::string& name, std::size_t most_bytes) const override;
  std::vector<SuppliedData> data(const std::vector<std::string>& names) const override;
  std::optional<SuppliedData> labels(const std::string& name, const std::vector<SuppliedData>& data) const override;
};

class FilesInMemory : public Files {
 public:
  // Errors: kUsage for a file without a name, and for two different ones of one name.
  explicit FilesInMemory(std::vector<NamedBytes> files);

  std::string bytes(const std::string& name) const override { return file(name); }
  std::optional<std::string> small(const std::string& name, std::size_t most_bytes) const override;
  std::vector<SuppliedData> data(const std::vector<std::string>& names) const override;
  std::optional<SuppliedData> labels(const std::string& name, const std::vector<SuppliedData>& data) const override;
  // Of all files.
  std::size_t size() const;

 private:
  const std::string& file(const std::string& name) const;
  std::map<std::string, std::string> files_;
};

// The files beside certificates, by their names; empty: not supplied.
struct SuppliedNames {
  std::vector<std::string> data{};
  std::string labels{}, model{}, patched{};
  std::string tensor{};  // of the model: Supplied::tensor

  bool none() const { return data.empty() && labels.empty() && model.empty() && patched.empty(); }
};

// These files, for the checker, whose samples are read and evaluated on the threads. What stops them must live as long as what is returned. Errors:
// kCannotRead; those of data_files().
Supplied supplied_from(const Files& files, const SuppliedNames& names, const Threads& threads);
// Bytes of the files with samples and labels.
std::size_t data_bytes(const Supplied& supplied);

}  // namespace ftcert
