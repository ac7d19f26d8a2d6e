// What the page shows of a certificate that was verified, beside its lines: words, a picture, the numbers of its networks.
//
//   const Explanation shown = explain(certificate, "net.ftc", supplied);
//   shown.picture;   // "<svg .."
#pragma once

#include <string>
#include <vector>

#include "ftcert/check/check.hpp"

namespace ftcert::page {

struct Explanation {
  std::vector<std::string> words;     // those of `ftcert explain`
  std::string picture;                // SVG; empty: why stands among the words
  std::vector<std::string> networks;  // g, and f where the certificate holds it, layer by layer
};

// Errors: kWork where it takes too much; kNotApplicable.
Explanation explain(const Certificate& certificate, const std::string& name, const Supplied& supplied);

}  // namespace ftcert::page
