// Files: whole reads, gzip, digests, and writes that leave no half file behind.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ftcert {

// A file's content with the name that errors show.
struct NamedBytes {
  std::string name;
  std::string bytes;
};

// All bytes of a file; "-" is standard input. Errors: kCannotRead.
std::string read_file(const std::string& path);

// The file, or nothing for an empty path.
std::optional<NamedBytes> read_if_named(const std::string& path);

// The bytes themselves, or what they decompress to when they begin with gzip's magic bytes (several members in a row are
// allowed). `name` is for errors: kEncoding; kWork for more than 8 MiB and 64 times the size (certificate-format.md, section 14).
std::string decompress_if_gzip(std::string bytes, const std::string& name);

// SHA-256 as 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

struct FileDigest {
  std::string sha256;
  std::size_t size = 0;  // bytes
};
// Of a file that is read, but not kept. Errors: kCannotRead.
FileDigest file_digest(const std::string& path);

// False for standard input (-), pipes and devices, which may be read only once, and for what is not there.
bool is_regular_file(const std::string& path);

// Replaces the file, or makes it, in one step: the bytes are written beside it, then renamed into place, so that whoever looks, and whenever the
// program ends, finds the old file or the new one (leftover.hpp: what a killed program leaves, and who removes it). A replaced file hands on its
// permissions; one that may not be written is not replaced. A symbolic link stays, and the file that it names is replaced or made. Devices and
// pipes are written as they are; "-", and /dev/stdout and its kin, go where the descriptor goes. Errors: kCannotWrite, and the file is as before.
void write_file(const std::string& path, std::string_view bytes);

// The same for a regular file of ours whose path holds no link; what killed programs left is not looked for, which would read the whole folder each time.
void write_file_alone(const std::string& path, std::string_view bytes);

// Where write_file() puts the bytes, an absolute path: equal for two names of one place, whether or not it exists (hard links apart). Errors:
// kCannotWrite for links in a circle.
std::string written_place(const std::string& path);

// True when both paths name the same existing file.
bool same_file(const std::string& a, const std::string& b);

}  // namespace ftcert
