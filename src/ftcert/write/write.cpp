#include "ftcert/write/write.hpp"
#include "ftcert/write/parts.hpp"

namespace ftcert {

std::string write_certificate(const Certificate& certificate, const std::vector<std::string>& comments) {
  return std::visit([&](const auto& c) { return write_kind(c, comments); }, certificate);
}

}  // namespace ftcert
