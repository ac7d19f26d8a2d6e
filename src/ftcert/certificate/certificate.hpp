// Certificates in memory, and their one reader.
//
// Purpose: the statements of a certificate file (proofs/certificate-format.md), each with the line it stands on. The reader checks the
// grammar and nothing else; whether the statements are true is the checker's business (check/check.hpp).
//
//   Certificate certificate = read_certificate("a.ftc", text, methods());   // throws Error 3xx with file:line
//   if (auto* c = std::get_if<InterpolationCertificate>(&certificate)) c->g.neurons();
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ftcert/certificate/bound.hpp"
#include "ftcert/certificate/execution.hpp"
#include "ftcert/certificate/interpolation.hpp"

namespace ftcert {

// The newest version that is read. A file states the oldest version that has its words.
inline constexpr unsigned kFormatMajor = 1;
inline constexpr unsigned kFormatMinor = 6;

using Certificate = std::variant<InterpolationCertificate, BoundCertificate, ExecutionCertificate>;

// `name` is for messages; `methods` are those that a bound certificate may use. check/check.hpp reads with all there are. Errors: 3xx.
Certificate read_certificate(const std::string& name, std::string_view text, Methods methods);

}  // namespace ftcert
