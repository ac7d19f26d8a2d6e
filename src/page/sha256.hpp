// SHA-256 (FIPS 180-4), for the page, which links no library.
//
//   sha256("abc");   // ba7816bf.. f20015ad
#pragma once

#include <string>
#include <string_view>

namespace ftcert::page {

// 64 lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);

}  // namespace ftcert::page
