#include "ftcert/write/write.hpp"
#include "ftcert/write/parts.hpp"

namespace ftcert {

std::string write_certificate(const Certificate& certificate, const std::vector<std::string>& comments) {
  return std::visit([&](const auto& c) { return write_kind(c, comments); }, certificate);
}

std::string write_certificate(const InterpolationCertificate& c, const std::vector<std::string>& comments) {
  return write_kind(c, comments);
}
std::string write_certificate(const BoundCertificate& c, const std::vector<std::string>& comments) {
  return write_kind(c, comments);
}
std::string write_certificate(const ExecutionCertificate& c, const std::vector<std::string>& comments) {
  return write_kind(c, comments);
}

}  // namespace ftcert
