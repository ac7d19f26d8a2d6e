// The pictures of a row: its plots, and the data and networks that contradict the claim, or that a figure of the paper shows.
//
// Purpose: one list for the page, which holds them, and for report.md, beside which they stand as files.
//
//   for (const Picture& p : pictures_of(row, read, Place::kFile)) write_file("pictures/" + p.name + ".svg", p.svg);
#pragma once

#include <string>
#include <vector>

#include "ftcert/audit/report.hpp"

namespace ftcert::audit {

struct Picture {
  std::string name;  // "sec-7.plot-1", or that of the certificate without .ftc; unique in an audit
  std::string svg;
  std::string caption;
  std::string file;  // the certificate that it shows; empty: a plot
};

enum class Place { kFile, kPage };

// At most six of certificates: those against the claim, and in a row on a figure ("fig-2") all kinds. For a page they need picture_rules().
std::vector<Picture> pictures_of(const Json& row, const ReadFile& read, Place place);
// CSS.
std::string picture_rules();

}  // namespace ftcert::audit
