// Manual pages from the same options that --help shows.
//
// Purpose: roff text with the macros of man(7), a function of its arguments alone. man_pages.cpp writes the files when the programs are built; the programs
// themselves have no part in it.
//
//   man_page(verb, manual_of("certify"), {"0.2.0", "2026-11-29"});   // ".TH FTCERT-CERTIFY 1 .."
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "programs/manual.hpp"

namespace ftcert {

struct Release {
  std::string version, date;  // date: YYYY-MM-DD
};

// The page of a program or of a verb of one. others: the names of the pages that it points to.
std::string man_page(const CLI::App& app, const Manual& manual, const Release& release,
                     const std::vector<std::string>& others);

}  // namespace ftcert
