// Deflate (RFC 1951) undone, and the checksum of gzip and zip.
//
// Purpose: what zlib does for the programs, for the page, which links no library. Bytes go in and bytes come out: what they mean is not decided here.
//
//   std::size_t used = inflate(bytes, result, 1000000);   // of the bytes; 0: they are no deflate stream
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ftcert::page {

// Appends what the stream at the beginning of `bytes` stands for, until the stream ends. The number of its bytes; 0 where it is broken or cut, or unfolds to
// more than `most` bytes: then the result is longer than `most`.
std::size_t inflate(std::string_view bytes, std::string& result, std::size_t most);

// CRC-32 of ISO 3309 (RFC 1952, section 8).
std::uint32_t crc32(std::string_view bytes);

}  // namespace ftcert::page
