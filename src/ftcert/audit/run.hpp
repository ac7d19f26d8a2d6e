// The whole audit: decides every claim and writes the report.
//
// Purpose: claims are decided side by side and each result is kept as a file as soon as it is there, so that an interrupted audit goes
// on where it stopped. The report is a function of the options that decide claims alone: not of the number of jobs, the time or the folder.
// The folder may hold files of others (files/owned_folder.hpp): none is overwritten or removed.
//
//   AuditSummary summary = run_audit({"out", Options{}, {2, 3}, 2});
//   // out/audit.json, out/report.md, out/report.html, out/certificates/, out/pictures/, out/rows/
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "ftcert/audit/claim.hpp"
#include "ftcert/common/control.hpp"
#include "ftcert/files/owned_folder.hpp"

namespace ftcert::audit {

struct AuditRequest {
  std::string directory;  // made if it is not there
  Options options;
  std::vector<std::size_t> layers;  // claims about other depths are left out; empty: all claims
  std::size_t jobs = 1;
  std::string checker_page;  // the bytes of the checker's page, to stand beside the report; empty: none
  bool resume = false;       // use rows that an audit with the same options left in the directory
  // Told how many claims are decided, of how many, and the last one; from any thread, one call at a time.
  std::function<void(std::size_t, std::size_t, std::string_view)> progress = [](std::size_t, std::size_t,
                                                                                std::string_view) {};
  Control control = {};  // looked at before each claim
};

// The files of an audit in its folder.
FolderPlaces audit_places();

// A row that was there and was decided again, and why.
struct RedoneRow {
  std::string id, reason;
};

struct AuditSummary {
  std::map<std::string, std::size_t> statuses;  // rows by status text
  std::size_t rows = 0, certificates = 0, resumed = 0;
  std::size_t threads = 1, wanted_threads = 1;  // started, the calling one among them; no more than claims are wanted
  std::vector<RedoneRow> redone;                // in the order of the paper
  bool complete() const { return !statuses.contains("undecided"); }
};

// Errors: kCannotWrite; kUsage (the directory holds an audit, and resume is false); kOverwritesInput (a file of others is in the way); kInterrupted;
// kContract (the checker refuses a certificate that a claim made).
AuditSummary run_audit(const AuditRequest& request);

}  // namespace ftcert::audit
