#include "ftcert/files/manifest.hpp"

#include "ftcert/files/file.hpp"

namespace ftcert {

namespace {

constexpr std::string_view kBegin = "# Files that ftcert made here. SHA-256 of the lines below: ";
constexpr std::size_t kDigest = 64, kNameAt = kDigest + 2;

}  // namespace

std::string manifest_text(const Manifest& manifest) {
  std::string lines;
  for (const auto& [name, digests] : manifest) {
    for (const std::string& digest : digests) lines += digest + "  " + name + "\n";
  }
  return std::string(kBegin) + sha256_hex(lines) + "\n" + lines;
}

std::optional<Manifest> read_manifest(std::string_view text) {
  Manifest manifest;
  const std::size_t first = text.find('\n');
  for (std::string_view rest = first == text.npos ? "" : text.substr(first + 1); !rest.empty();) {
    const std::size_t end = rest.find('\n');
    if (end == rest.npos || end <= kNameAt) return std::nullopt;
    manifest[std::string(rest.substr(kNameAt, end - kNameAt))].emplace(rest.substr(0, kDigest));
    rest.remove_prefix(end + 1);
  }
  if (manifest_text(manifest) != text) return std::nullopt;
  return manifest;
}

}  // namespace ftcert
