#include "ftcert/files/shared_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/files/leftover.hpp"

namespace ftcert {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kJournalBegin = "# Names of files that ftcert writes here.\n";

fs::file_status what_is(const std::string& path) {
  std::error_code ignored;
  return fs::symlink_status(path, ignored);
}

// Whether somebody else holds the lock; where there are no locks nobody does.
bool is_taken(int descriptor) { return ::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK; }

void append(int descriptor, const std::string& path, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(descriptor, text.data(), text.size());
    if (count < 0 && errno != EINTR)
      throw Error(Code::kCannotWrite, {path, 0}, std::string("cannot write all bytes: ") + std::strerror(errno));
    if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
  }
}

}  // namespace

SharedFolder::Held::~Held() {
  if (descriptor >= 0) ::close(descriptor);
}

SharedFolder::SharedFolder(std::string path, SharedPlaces places, const std::string& writer)
    : path_(std::move(path)), places_(std::move(places)), journal_(places_.journal + writer) {
  std::error_code ignored;
  if (!fs::exists(path_, ignored)) return;
  if (!fs::is_directory(path_, ignored)) throw Error(Code::kCannotWrite, {path_, 0}, "is not a folder");
  const Held folder = locked_folder();  // nobody concludes meanwhile
  list();
  if (fs::exists(what_is(full(journal_)))) open_journal();
}

// Waits for it.
SharedFolder::Held SharedFolder::locked_folder() const {
  Held held(::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  while (held.descriptor >= 0 && ::flock(held.descriptor, LOCK_EX) != 0 && errno == EINTR) {
  }
  return held;
}

void SharedFolder::refuse(const std::string& name) const {
  throw Error(Code::kOverwritesInput, "'" + full(name) +
                                          "' is in the way, and not as ftcert left it: move it, or choose another "
                                          "folder");
}

std::optional<std::string> SharedFolder::read(const std::string& name) const {
  if (!fs::is_regular_file(what_is(full(name)))) return std::nullopt;
  return read_file(full(name));
}

// What is there: manifest and journals first, as they say what is known.
void SharedFolder::list() {
  if (fs::exists(what_is(full(places_.manifest)))) {
    const std::optional<std::string> text = read(places_.manifest);
    std::optional<Manifest> manifest = text ? read_manifest(*text) : std::nullopt;
    if (!manifest) refuse(places_.manifest);
    listed_ = std::move(*manifest);
    for (const auto& entry : listed_) know(entry.first);
  }
  const auto each = [this](const std::string& folder, const std::function<void(const std::string&)>& use) {
    std::error_code failure;
    std::vector<std::string> names;
    for (fs::directory_iterator entry(full(folder), failure), end; !failure && entry != end; entry.increment(failure))
      names.push_back(entry->path().filename().string());
    if (failure) throw Error(Code::kCannotWrite, {full(folder), 0}, "cannot look into it: " + failure.message());
    for (const std::string& name : names) use(name);
  };
  each(".", [this](const std::string& name) {
    if (name.starts_with(places_.journal) && name.find(".part-") == std::string::npos) read_journal(name);
  });
  for (const std::string& file : places_.files) {
    const fs::file_status status = what_is(full(file));
    if (fs::exists(status) && (!known_.contains(file) || !fs::is_regular_file(status))) refuse(file);
  }
  for (const std::string& folder : places_.folders) {
    if (!fs::exists(what_is(full(folder)))) continue;
    std::error_code failure;
    if (!fs::is_directory(full(folder), failure)) refuse(folder);
    remove_leftovers(full(folder), [&](const std::string& file) { return known_.contains(folder + "/" + file); });
    each(folder, [&](const std::string& name) {
      if (!known_.contains(folder + "/" + name)) unknown_.insert(folder + "/" + name);
    });
  }
}

// A killed writer may leave its last name cut: that file was not begun.
void SharedFolder::read_journal(const std::string& name) {
  const std::optional<std::string> text = read(name);
  if (!text || !std::string_view(*text).starts_with(std::string_view(kJournalBegin).substr(0, text->size())))
    refuse(name);
  for (std::size_t at = kJournalBegin.size(), end = 0; (end = text->find('\n', at)) != std::string::npos; at = end + 1)
    know(text->substr(at, end - at));
}

void SharedFolder::know(const std::string& name) {
  const std::size_t slash = name.find('/');
  const auto& places = slash == std::string::npos ? places_.files : places_.folders;
  const bool place = std::ranges::find(places, name.substr(0, slash)) != places.end();
  if (place && (slash == std::string::npos || name.find('/', slash + 1) == std::string::npos)) known_.insert(name);
}

// Another process may remove it before it is locked: then it is made again.
void SharedFolder::open_journal() {
  while (lock_.descriptor < 0) {
    const int descriptor = ::open(full(journal_).c_str(), O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (descriptor < 0)
      throw Error(Code::kCannotWrite, {full(journal_), 0}, std::string("cannot open: ") + std::strerror(errno));
    Held held(descriptor);
    if (is_taken(descriptor))
      throw Error(Code::kCannotWrite, {path_, 0}, "another ftcert does this part of the work in this folder");
    struct stat opened {
    }, named{};
    if (::fstat(descriptor, &opened) != 0 || ::lstat(full(journal_).c_str(), &named) != 0 ||
        named.st_ino != opened.st_ino)
      continue;
    if (opened.st_size < static_cast<off_t>(kJournalBegin.size())) {
      if (::ftruncate(descriptor, 0) != 0)
        throw Error(Code::kCannotWrite, {full(journal_), 0}, std::string("cannot write: ") + std::strerror(errno));
      append(descriptor, full(journal_), kJournalBegin);
    }
    char last = '\n';
    if (opened.st_size > 0 && ::pread(descriptor, &last, 1, opened.st_size - 1) == 1 && last != '\n')
      append(descriptor, full(journal_), "\n");
    lock_.descriptor = std::exchange(held.descriptor, -1);
  }
}

void SharedFolder::make_folders() {
  const auto make = [](const std::string& folder) {
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (failure) throw Error(Code::kCannotWrite, {folder, 0}, "cannot make this folder: " + failure.message());
  };
  make(path_);
  for (const std::string& folder : places_.folders) make(full(folder));
}

void SharedFolder::take(const std::string& name) {
  const std::lock_guard lock(mutex_);
  unknown_.erase(name);
}

void SharedFolder::announce(const std::vector<std::string>& names) {
  const std::lock_guard lock(mutex_);
  if (lock_.descriptor < 0) {
    make_folders();
    const Held folder = locked_folder();  // who concludes takes the lock of every journal for a moment
    open_journal();
  }
  std::string lines;
  for (const std::string& name : names) {
    if (unknown_.contains(name)) refuse(name);
    if (known_.insert(name).second) lines += name + "\n";
  }
  if (!lines.empty()) append(lock_.descriptor, full(journal_), lines);
}

void SharedFolder::put(const NamedBytes& file) {
  if (read(file.name) != file.bytes) write_file_alone(full(file.name), file.bytes);
}

void SharedFolder::remove(const std::string& name) {
  {
    const std::lock_guard lock(mutex_);
    if (!known_.contains(name)) return;
  }
  if (!fs::is_regular_file(what_is(full(name)))) return;
  std::error_code failure;
  fs::remove(full(name), failure);
  if (failure) throw Error(Code::kCannotWrite, {full(name), 0}, "cannot remove: " + failure.message());
}

// Own files that the result does not name stay, with the digests that they have.
Manifest SharedFolder::manifest_of(const SharedResult& result, Concluded& concluded) const {
  Manifest manifest;
  for (const auto& [name, digest] : result.digests) manifest[name] = {digest};
  for (const NamedBytes& file : result.files) manifest[file.name] = {sha256_hex(file.bytes)};
  for (const std::string& name : known_) {
    if (manifest.contains(name)) continue;
    const std::optional<std::string> bytes = read(name);
    if (!bytes) continue;
    manifest[name] = {sha256_hex(*bytes)};
    ++concluded.others;
  }
  return manifest;
}

Concluded SharedFolder::conclude(const std::function<std::optional<SharedResult>()>& look) {
  const std::lock_guard lock(mutex_);
  make_folders();
  const Held folder = locked_folder();
  Concluded concluded;
  const std::optional<SharedResult> result = look();
  if (!result) return concluded;
  concluded.done = true;
  list();  // what the others have written since
  for (const auto& entry : result->digests) known_.insert(entry.first);
  for (const NamedBytes& file : result->files) {
    const std::optional<std::string> found = read(file.name);
    const auto listed = listed_.find(file.name);
    if (listed != listed_.end() && found != file.bytes && listed->second.contains(sha256_hex(file.bytes)))
      concluded.repaired.push_back(file.name);
  }
  const std::string manifest = manifest_text(manifest_of(*result, concluded));
  // The manifest first: a file at the top is listed before it is there.
  if (read(places_.manifest) != manifest) write_file(full(places_.manifest), manifest);
  for (const NamedBytes& file : result->files) {
    if (read(file.name) != file.bytes) write_file(full(file.name), file.bytes);
  }
  std::error_code failure;
  std::vector<std::string> journals;
  for (fs::directory_iterator entry(path_, failure), end; !failure && entry != end; entry.increment(failure)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with(places_.journal)) journals.push_back(name);
  }
  for (const std::string& name : journals) {
    const Held journal(name == journal_ ? -1 : ::open(full(name).c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    if (name == journal_ || (journal.descriptor >= 0 && !is_taken(journal.descriptor))) ::unlink(full(name).c_str());
  }
  return concluded;
}

}  // namespace ftcert
