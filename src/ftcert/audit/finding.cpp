// Statuses by name, and what a failed check does to a row.
#include "ftcert/audit/finding.hpp"

namespace ftcert::audit {

std::string status_text(Status status) {
  switch (status) {
    case Status::kProved:
      return "proved";
    case Status::kVerified:
      return "verified";
    case Status::kRefuted:
      return "refuted";
    case Status::kProofGap:
      return "proof gap";
    case Status::kTrivial:
      return "trivial";
    case Status::kUndecided:
      break;
  }
  return "undecided";
}

std::string role_text(Role role) { return role == Role::kSupports ? "supports" : "contradicts"; }

void Finding::fail(const std::string& data) {
  check_failed_ = true;
  if (status == Status::kVerified) {
    status = Status::kRefuted;
    verdict = "False: " + data + ".";
    return;
  }
  status = Status::kUndecided;
  verdict = "The computation found otherwise: " + data + ".";
  missing = "why the computation disagrees with this row: " + data;
}

}  // namespace ftcert::audit
