// The checker: is what a certificate says true?
//
// Purpose: the part of ftcert that has to be trusted, and why a stranger need not trust any other. It shares with the programs that find
// things only rationals, networks and their evaluation (core/), the readers of data files (data/) and of certificates (certificate/). It
// trusts no statement of the certificate: everything is recomputed. Cost: one evaluation of f and g at the samples, a sort, and time
// linear in the file.
//
//   std::string verdict = check(read_certificate(name, bytes), name, {});
//   // "interpolation layers=2 neurons=9 samples=442 changed=20", "bound layers=3 neurons>=25 samples=1000 changed=49",
//   // or an Error 2xx (wrong) or 5xx (a file is missing)
#pragma once

#include <optional>
#include <string>

#include "ftcert/certificate/certificate.hpp"
#include "ftcert/files/file.hpp"

namespace ftcert {

// Files given beside the certificate.
struct Supplied {
  std::optional<NamedBytes> data;
  std::optional<NamedBytes> model;
};

// The claim in the words of the first line that checkers print. Errors carry the certificate's line.
std::string check(const Certificate& certificate, const std::string& name, const Supplied& supplied);

}  // namespace ftcert
