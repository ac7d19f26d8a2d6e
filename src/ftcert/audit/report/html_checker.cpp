#include "ftcert/audit/report/html_text.hpp"

namespace ftcert::audit {

namespace {

// Browsers take addresses of 2 MB.
constexpr std::size_t kLongest = 1'000'000;

// RFC 4648, section 5, without padding: what an address may hold.
std::string base64url(std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string text;
  unsigned held = 0, bits = 0;
  for (const char c : bytes) {
    held = (held << 8 | static_cast<unsigned char>(c)) & 0xFFFU;
    for (bits += 8; bits >= 6; bits -= 6) text += kDigits[held >> (bits - 6) & 63];
  }
  if (bits != 0) text += kDigits[held << (6 - bits) & 63];
  return text;
}

}  // namespace

std::string checker_link(const CertificateFile& certificate) {
  if (certificate.bytes.size() > kLongest) return "";
  const std::string name = certificate.file().substr(certificate.file().find('/') + 1);
  return " <a class=\"check\" href=\"" + std::string(kCheckerPage) + "#" + escaped(name) + "=" +
         base64url(certificate.bytes) + "\" target=\"_blank\" aria-label=\"check " + escaped(name) +
         " here\">check here</a>";
}

std::string_view checker_style() {
  return ".files .check { white-space: nowrap; border: 1px solid currentColor; border-radius: .25rem; padding: 0 "
         ".35rem; "
         "}\n";
}

}  // namespace ftcert::audit
