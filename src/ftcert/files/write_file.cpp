#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>

#include "ftcert/core/error.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/files/leftover.hpp"

namespace ftcert {

namespace {

namespace fs = std::filesystem;

// A descriptor that is closed at the end, and with it its lock.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

[[noreturn]] void fail(const std::string& path, const char* what, int reason = 0) {
  throw Error(Code::kCannotWrite, {path, 0},
              what + (reason == 0 ? std::string() : ": " + std::string(std::strerror(reason))));
}

// 0, or why not all could be written.
int write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno != EINTR) return errno;
    if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return 0;
}

void write_to(int descriptor, const std::string& path, std::string_view bytes) {
  if (const int reason = write_all(descriptor, bytes); reason != 0) fail(path, "cannot write all bytes", reason);
}

struct Destination {
  fs::path path;        // at the end of all symbolic links
  int descriptor = -1;  // of this process, for /dev/stdout and its kin
};

// The link may be dangling: then the file that it names comes into being.
Destination destination(const std::string& path) {
  constexpr int kMostLinks = 40;
  const fs::path own = "/proc/" + std::to_string(::getpid()) + "/fd";
  std::error_code failure;
  Destination result{path, -1};
  for (int links = 0; fs::is_symlink(result.path, failure); ++links) {
    const fs::path parent = result.path.parent_path();
    const std::string name = result.path.filename().string();
    if (fs::canonical(parent.empty() ? "." : parent, failure) == own && name.size() < 9 &&
        name.find_first_not_of("0123456789") == std::string::npos) {
      result.descriptor = std::stoi(name);
      return result;
    }
    const fs::path next = fs::read_symlink(result.path, failure);
    if (failure || links == kMostLinks) fail(path, "cannot follow the symbolic link");
    result.path = parent / next;
  }
  return result;
}

// What is begun is removed again unless it is renamed into its place. Its lock says that its writer lives.
class Beginning {
 public:
  Beginning(const std::string& shown, const fs::path& target, std::string_view bytes) : shown_(shown) {
    for (int number = 0;; ++number) {
      path_ = target.parent_path() / leftover_name(target.filename().string(), bytes, number);
      descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
      if (descriptor_ < 0 && (errno != EEXIST || number == kMostWriters)) fail(shown, "cannot create", errno);
      if (descriptor_ < 0) continue;
      // Another process that removes leftovers may have been faster: then it has the lock, or the file has no name any more.
      struct stat status {};
      const bool taken = ::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
      if (!taken && ::fstat(descriptor_, &status) == 0 && status.st_nlink > 0) return;
      ::close(descriptor_);
    }
  }
  ~Beginning() {
    if (!path_.empty()) ::unlink(path_.c_str());
    ::close(descriptor_);
  }
  Beginning(const Beginning&) = delete;
  Beginning& operator=(const Beginning&) = delete;

  void fill(std::string_view bytes) { write_to(descriptor_, shown_, bytes); }
  void take_mode(mode_t mode) { [[maybe_unused]] const int ignored = ::fchmod(descriptor_, mode & 0777); }
  void rename_to(const fs::path& target) {
    if (::rename(path_.c_str(), target.c_str()) != 0) fail(shown_, "cannot rename into place", errno);
    path_.clear();
  }

 private:
  static constexpr int kMostWriters = 1000;  // of the same bytes to the same file at once

  std::string shown_;
  fs::path path_;
  int descriptor_ = -1;
};

void replace(const std::string& path, const fs::path& target, std::string_view bytes) {
  struct stat old {};
  const bool exists = ::stat(target.c_str(), &old) == 0;
  if (exists && ::access(target.c_str(), W_OK) != 0) fail(path, "cannot replace", errno);
  Beginning beginning(path, target, bytes);
  if (exists) beginning.take_mode(old.st_mode);
  beginning.fill(bytes);
  beginning.rename_to(target);
}

}  // namespace

void write_file(const std::string& path, std::string_view bytes) {
  if (path == "-") {
    std::cout.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush();
    if (!std::cout) throw Error(Code::kCannotWrite, {"-", 0}, "cannot write to standard output");
    return;
  }
  const Destination where = destination(path);
  if (where.descriptor >= 0) {
    std::cout.flush();  // what was printed before stands before
    return write_to(where.descriptor, path, bytes);
  }
  std::error_code ignored;
  const fs::file_status status = fs::status(where.path, ignored);
  if (fs::is_directory(status)) fail(path, "is a folder: expected a file");
  if (!fs::exists(status) || fs::is_regular_file(status)) {
    const fs::path parent = where.path.parent_path();
    remove_leftovers(parent.empty() ? "." : parent.string(), where.path.filename().string());
    return replace(path, where.path, bytes);
  }
  const Descriptor device(::open(where.path.c_str(), O_WRONLY | O_NOCTTY | O_CLOEXEC));
  if (device.number() < 0) fail(path, "cannot open", errno);
  write_to(device.number(), path, bytes);
}

void write_file_alone(const std::string& path, std::string_view bytes) { replace(path, path, bytes); }

std::string written_place(const std::string& path) {
  const Destination where = path == "-" ? Destination{path, STDOUT_FILENO} : destination(path);
  if (where.descriptor >= 0) return "/dev/fd/" + std::to_string(where.descriptor);
  std::error_code failure;
  const fs::path full = fs::weakly_canonical(fs::absolute(where.path), failure);
  return failure ? path : full.string();
}

}  // namespace ftcert
