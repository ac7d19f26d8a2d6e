#include "ftcert/check/check.hpp"

#include "ftcert/check/kinds.hpp"
#include "ftcert/check/methods/table.hpp"

namespace ftcert {

Certificate read_certificate(const std::string& name, std::string_view text) {
  return read_certificate(name, text, methods());
}

Verdict check(const Certificate& certificate, const std::string& name, const Supplied& supplied) {
  if (const auto* c = std::get_if<InterpolationCertificate>(&certificate))
    return check_interpolation(*c, name, supplied);
  if (const auto* c = std::get_if<BoundCertificate>(&certificate)) return check_bound(*c, name, supplied);
  return check_execution(std::get<ExecutionCertificate>(certificate), name, supplied);
}

}  // namespace ftcert
