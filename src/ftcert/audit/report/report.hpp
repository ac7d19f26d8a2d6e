// An audit's result, and its readable forms.
//
// Purpose: the rows as findings; audit.json (json.hpp), report.md and report.html are functions of them. A row holds its pictures, so that each
// is drawn once, whichever form shows it.
//
//   Report report{Options{}, {}, {}};
//   report.rows.push_back({&claim, finding, pictures_of(claim, finding)});
//   std::string page = html_report(report);
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ftcert/audit/claim.hpp"
#include "ftcert/audit/report/pictures.hpp"

namespace ftcert::audit {

struct Row {
  const Claim* claim = nullptr;
  Finding finding;
  std::vector<Picture> pictures;
};

// What a report depends on, apart from the claims.
struct Report {
  Options options;
  std::vector<std::size_t> layers;  // of the claims that were asked for; empty: all claims
  std::vector<Row> rows;            // in the order of the paper
  bool checker = false;             // the checker's page stands beside report.html, as kCheckerPage

  std::map<std::string, std::size_t> statuses() const;  // rows by status text
  std::size_t certificates() const;
};

inline constexpr const char* kCheckerPage = "ftcheck.html";

// Shows the pictures as files of the folder pictures/.
std::string markdown_report(const Report& report);
// Self-contained: no script, nothing from elsewhere but the certificates beside it.
std::string html_report(const Report& report);

}  // namespace ftcert::audit
