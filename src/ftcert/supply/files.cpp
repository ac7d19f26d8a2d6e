#include "ftcert/supply/files.hpp"

#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/files/small_file.hpp"
#include "ftcert/supply/supply.hpp"

namespace ftcert {

std::optional<NamedBytes> Files::named(const std::string& name) const {
  if (name.empty()) return std::nullopt;
  return NamedBytes{name, bytes(name)};
}

std::string FilesOnDisk::bytes(const std::string& name) const { return read_file(name); }

std::optional<std::string> FilesOnDisk::small(const std::string& name, std::size_t most_bytes) const {
  return read_small_file(name, most_bytes);
}

std::vector<SuppliedData> FilesOnDisk::data(const std::vector<std::string>& names) const { return data_files(names); }

std::optional<SuppliedData> FilesOnDisk::labels(const std::string& name, const std::vector<SuppliedData>& data) const {
  return labels_file(name, data);
}

FilesInMemory::FilesInMemory(std::vector<NamedBytes> files) {
  for (NamedBytes& file : files) {
    if (file.name.empty()) throw Error(Code::kUsage, "expected a name for every file, found an empty one");
    const auto [known, added] = files_.try_emplace(file.name, std::move(file.bytes));
    if (!added && known->second != file.bytes)
      throw Error(Code::kUsage, "two different files have the name " + shown(file.name) + ": choose another for one");
  }
}

std::optional<std::string> FilesInMemory::small(const std::string& name, std::size_t most_bytes) const {
  const auto found = files_.find(name);
  if (found == files_.end() || !is_small(found->second, most_bytes)) return std::nullopt;
  return found->second;
}

std::vector<SuppliedData> FilesInMemory::data(const std::vector<std::string>& names) const {
  std::vector<SuppliedData> files;
  for (const std::string& name : names) files.push_back(supplied_data({name, file(name)}));
  return files;
}

std::optional<SuppliedData> FilesInMemory::labels(const std::string& name, const std::vector<SuppliedData>&) const {
  if (name.empty()) return std::nullopt;
  return supplied_data({name, file(name)});
}

std::size_t FilesInMemory::size() const {
  std::size_t size = 0;
  for (const auto& [name, bytes] : files_) size += bytes.size();
  return size;
}

const std::string& FilesInMemory::file(const std::string& name) const {
  const auto found = files_.find(name);
  if (found == files_.end()) throw Error(Code::kCannotRead, {name, 0}, "there is no such file in memory");
  return found->second;
}

Supplied supplied_from(const Files& files, const SuppliedNames& names, const Threads& threads) {
  Supplied supplied = supplied_files(std::nullopt, files.named(names.model), files.named(names.patched));
  supplied.data = files.data(names.data);
  supplied.labels = files.labels(names.labels, supplied.data);
  supplied.tensor = names.tensor;
  use_threads(supplied, threads);
  return supplied;
}

std::size_t data_bytes(const Supplied& supplied) {
  std::size_t bytes = supplied.labels ? supplied.labels->size : 0;
  for (const SuppliedData& file : supplied.data) bytes += file.size;
  return bytes;
}

}  // namespace ftcert
