#include "ftcert/check/check.hpp"

#include "ftcert/check/kinds.hpp"
#include "ftcert/check/methods/table.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

Certificate read_certificate(const std::string& name, std::string_view text) {
  return read_certificate(name, text, methods());
}

Verdict check(const Certificate& certificate, const std::string& name, const Supplied& supplied) {
  if (const auto* c = std::get_if<ExecutionCertificate>(&certificate)) return check_execution(*c, name, supplied);
  if (supplied.patched) {
    const std::size_t line = std::visit([](const auto& c) { return c.lines.claim; }, certificate);
    throw Error(Code::kNotBound, {name, line},
                "a certificate of this kind binds no patched file, but '" + supplied.patched->name + "' is supplied");
  }
  if (const auto* c = std::get_if<InterpolationCertificate>(&certificate))
    return check_interpolation(*c, name, supplied);
  return check_bound(std::get<BoundCertificate>(certificate), name, supplied);
}

}  // namespace ftcert
