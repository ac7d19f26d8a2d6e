#include "ftcert/files/leftover.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <system_error>
#include <vector>

#include "ftcert/files/file.hpp"

namespace ftcert {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPage = 4096;
constexpr std::size_t kDigits = 32;

const std::string kMark = ".part-";

// Names are at most 255 bytes long.
std::string stem(const std::string& file) { return file.substr(0, 200) + kMark; }

std::string digest(std::string_view bytes) { return sha256_hex(bytes.substr(0, kPage)).substr(0, kDigits); }

// The digest in the name; empty: it is not such a name.
std::string named_digest(const std::string& name, const std::string& begin) {
  if (name.size() < begin.size() + kDigits) return {};
  const std::string found = name.substr(begin.size(), kDigits), rest = name.substr(begin.size() + kDigits);
  const bool number = rest.empty() || (rest.size() > 1 && rest[0] == '-' &&
                                       rest.find_first_not_of("0123456789", 1) == std::string::npos);
  return number && found.find_first_not_of("0123456789abcdef") == std::string::npos ? found : std::string();
}

void remove_if_ours(const fs::path& path, const std::string& wanted) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return;
  struct stat opened {
  }, named{};
  std::array<char, kPage> page;
  // Under the lock, the name must still be that of this file: a writer may have renamed it and begun another.
  if (::fstat(descriptor, &opened) == 0 && S_ISREG(opened.st_mode) && ::flock(descriptor, LOCK_EX | LOCK_NB) == 0 &&
      ::lstat(path.c_str(), &named) == 0 && named.st_ino == opened.st_ino && named.st_dev == opened.st_dev) {
    const ssize_t count = ::read(descriptor, page.data(), page.size());
    if (count == 0 || (count > 0 && digest({page.data(), static_cast<std::size_t>(count)}) == wanted)) {
      ::unlink(path.c_str());
    }
  }
  ::close(descriptor);
}

}  // namespace

std::string leftover_name(const std::string& file, std::string_view bytes, int number) {
  return stem(file) + digest(bytes) + (number == 0 ? "" : "-" + std::to_string(number));
}

void remove_leftovers(const std::string& folder, const std::string& file) {
  remove_leftovers(folder, [&](const std::string& found) { return found + kMark == stem(file); });
}

void remove_leftovers(const std::string& folder, const std::function<bool(const std::string& file)>& ours) {
  std::vector<std::pair<fs::path, std::string>> found;
  std::error_code failure;
  for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end; entry.increment(failure)) {
    const std::string name = entry->path().filename().string();
    const std::size_t mark = name.rfind(kMark);
    if (mark == std::string::npos || !ours(name.substr(0, mark))) continue;
    const std::string wanted = named_digest(name, name.substr(0, mark) + kMark);
    if (!wanted.empty()) found.emplace_back(entry->path(), wanted);
  }
  for (const auto& [path, wanted] : found) remove_if_ours(path, wanted);
}

}  // namespace ftcert
