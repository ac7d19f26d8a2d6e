#include "ftcert/check/check.hpp"

#include "ftcert/check/bound.hpp"
#include "ftcert/check/interpolation.hpp"

namespace ftcert {

namespace {

std::string check_kind(const InterpolationCertificate& certificate, const std::string& name, const Supplied& supplied) {
  check_interpolation(certificate, name, supplied);
  return certificate.claim.text();
}

std::string check_kind(const BoundCertificate& certificate, const std::string& name, const Supplied& supplied) {
  check_bound(certificate, name, supplied);
  return certificate.claim.verdict();
}

}  // namespace

std::string check(const Certificate& certificate, const std::string& name, const Supplied& supplied) {
  return std::visit([&](const auto& c) { return check_kind(c, name, supplied); }, certificate);
}

}  // namespace ftcert
