#include "ftcert/files/owned_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

namespace fs = std::filesystem;

fs::file_status what_is(const std::string& path) {
  std::error_code ignored;
  return fs::symlink_status(path, ignored);
}

}  // namespace

OwnedFolder::OwnedFolder(std::string path, FolderPlaces places) : path_(std::move(path)), places_(std::move(places)) {
  std::error_code ignored;
  if (!fs::exists(path_, ignored)) return;
  if (!fs::is_directory(path_, ignored)) throw Error(Code::kCannotWrite, {path_, 0}, "is not a folder");
  lock();
  if (fs::exists(what_is(full(places_.manifest)))) {
    const std::optional<std::string> text = read(places_.manifest);
    std::optional<Manifest> listed = text ? read_manifest(*text) : std::nullopt;
    if (!listed) refuse(places_.manifest);
    for (const auto& [name, digests] : *listed) {
      if (!is_place(name)) refuse(places_.manifest);
    }
    manifest_ = std::move(*listed);
    written_ = *text;
  }
  waits_ = others_in_the_way();
}

OwnedFolder::Lock::~Lock() {
  if (descriptor >= 0) ::close(descriptor);
}

const FolderPlace* OwnedFolder::place_of(const std::string& name) const {
  const std::size_t slash = name.find('/');
  if (slash == std::string::npos || name.find('/', slash + 1) != std::string::npos) return nullptr;
  for (const FolderPlace& place : places_.folders) {
    if (name.starts_with(place.folder + "/") && name.ends_with(place.ending)) return &place;
  }
  return nullptr;
}

bool OwnedFolder::is_place(const std::string& name) const {
  for (const std::string& file : places_.files) {
    if (name == file) return true;
  }
  return place_of(name) != nullptr;
}

std::optional<std::string> OwnedFolder::read(const std::string& name) const {
  if (!fs::is_regular_file(what_is(full(name)))) return std::nullopt;
  return read_file(full(name));
}

bool OwnedFolder::own(const std::string& name) const {
  const auto listed = manifest_.find(name);
  if (listed == manifest_.end() || !fs::is_regular_file(what_is(full(name)))) return false;
  const FolderPlace* place = place_of(name);
  return (place != nullptr && place->working) || listed->second.contains(sha256_hex(read_file(full(name))));
}

bool OwnedFolder::others_in_the_way() const {
  bool found = false;
  for (const std::string& file : places_.files) found = found || (fs::exists(what_is(full(file))) && !own(file));
  for (const FolderPlace& place : places_.folders) {
    std::error_code failure;
    if (!fs::exists(what_is(full(place.folder)))) continue;
    if (!fs::is_directory(full(place.folder), failure)) refuse(place.folder);
    for (fs::directory_iterator entry(full(place.folder), failure), end; !failure && entry != end;
         entry.increment(failure)) {
      const std::string name = place.folder + "/" + entry->path().filename().string();
      found = found || (name.ends_with(place.ending) && !own(name));
    }
    if (failure) throw Error(Code::kCannotWrite, {full(place.folder), 0}, "cannot look into it: " + failure.message());
  }
  return found;
}

void OwnedFolder::refuse(const std::string& name) const {
  throw Error(Code::kOverwritesInput, "'" + full(name) +
                                          "' is in the way, and not as ftcert left it: move it, or choose another "
                                          "folder");
}

void OwnedFolder::lock() {
  lock_.descriptor = ::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock_.descriptor >= 0 && ::flock(lock_.descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    throw Error(Code::kCannotWrite, {path_, 0}, "another ftcert is writing in this folder");
}

// The folders come into being with the first file.
void OwnedFolder::begin() {
  if (begun_) return;
  const auto make = [](const std::string& folder) {
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (failure) throw Error(Code::kCannotWrite, {folder, 0}, "cannot make this folder: " + failure.message());
  };
  make(path_);
  if (lock_.descriptor < 0) {
    lock();
    if (fs::exists(what_is(full(places_.manifest))) || others_in_the_way())
      throw Error(Code::kCannotWrite, {path_, 0}, "another program has written in this folder meanwhile");
  }
  for (const FolderPlace& place : places_.folders) make(full(place.folder));
  begun_ = true;
}

void OwnedFolder::expect_beginning(const std::string& name, const std::string& beginning) const {
  if (!fs::exists(what_is(full(name))) || own(name)) return;
  const std::optional<std::string> found = read(name);
  if (!found || !found->starts_with(beginning)) refuse(name);
}

void OwnedFolder::require_free(const std::vector<NamedBytes>& files) const {
  for (const NamedBytes& file : files) {
    require(is_place(file.name), "a file outside the places of its folder");
    if (fs::exists(what_is(full(file.name))) && !own(file.name) && read(file.name) != file.bytes) refuse(file.name);
  }
}

void OwnedFolder::put(const std::vector<NamedBytes>& files) {
  const std::lock_guard lock(mutex_);
  require_free(files);
  if (waits_) {
    waiting_.insert(waiting_.end(), files.begin(), files.end());
  } else {
    write(files);
  }
}

void OwnedFolder::write(const std::vector<NamedBytes>& files) {
  begin();
  for (const NamedBytes& file : files) manifest_[file.name].insert(sha256_hex(file.bytes));
  write_manifest();
  for (const NamedBytes& file : files) {
    if (read(file.name) != file.bytes) write_file(full(file.name), file.bytes);
    manifest_[file.name] = {sha256_hex(file.bytes)};
  }
}

void OwnedFolder::write_manifest() {
  std::string text = manifest_text(manifest_);
  if (text == written_) return;
  write_file(full(places_.manifest), text);
  written_ = std::move(text);
}

void OwnedFolder::finish(const std::set<std::string>& kept) {
  const std::lock_guard lock(mutex_);
  require_free(waiting_);  // a file of others may have come since
  write(std::exchange(waiting_, {}));
  for (auto listed = manifest_.begin(); listed != manifest_.end();) {
    const std::string& name = listed->first;
    const FolderPlace* place = place_of(name);
    const std::optional<std::string> bytes = read(name);
    const bool unchanged = bytes && listed->second.contains(sha256_hex(*bytes));
    const bool stale = place != nullptr && place->swept && !kept.contains(name);
    if (stale && unchanged) {
      std::error_code failure;
      fs::remove(full(name), failure);
      if (failure) throw Error(Code::kCannotWrite, {full(name), 0}, "cannot remove: " + failure.message());
    }
    const bool damaged = bytes && !unchanged && place != nullptr && place->working;
    const bool stays = stale ? damaged : (unchanged || damaged);
    if (stays && unchanged) listed->second = {sha256_hex(*bytes)};
    listed = stays ? std::next(listed) : manifest_.erase(listed);
  }
  write_manifest();
}

}  // namespace ftcert
