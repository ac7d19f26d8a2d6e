#include "ftcert/check/check.hpp"

#include "ftcert/check/interpolation.hpp"

namespace ftcert {

std::string check(const Certificate& certificate, const std::string& name, const Supplied& supplied) {
  const auto& interpolation = std::get<InterpolationCertificate>(certificate);
  check_interpolation(interpolation, name, supplied);
  return interpolation.claim.text();
}

}  // namespace ftcert
