// The pictures of a row: its plots, and the data and networks that contradict the claim, or that a figure of the paper shows.
//
// Purpose: one list for the page, which holds them, and for report.md, beside which they stand as files: drawn once, styled for either.
//
//   for (const Picture& p : pictures_of(claim, finding)) write_file("pictures/" + p.name + ".svg", p.svg.finish(picture_rules()));
#pragma once

#include <string>
#include <vector>

#include "ftcert/audit/claim.hpp"
#include "ftcert/explain/svg.hpp"

namespace ftcert::audit {

struct Picture {
  std::string name;  // "sec-7.plot-1", or that of the certificate without .ftc; unique in an audit
  Svg svg;           // for a page; finish(picture_rules()): for a file
  std::string caption;
  std::string file;  // the certificate that it shows, "certificates/NAME"; empty: a plot
};

// At most six of certificates: those that claim.draws names. Errors: those of read_certificate().
std::vector<Picture> pictures_of(const Claim& claim, const Finding& finding);
// CSS, which a page that shows them needs.
std::string picture_rules();

}  // namespace ftcert::audit
