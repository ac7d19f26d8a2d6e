// The audit's result as JSON, and rows kept in files from one run to the next.
//
// Purpose: audit.json is the stable form, described in proofs/audit-format.md. A kept row has the form of its rows, so that a resumed audit writes
// the same bytes. The only file of the audit that knows the JSON library is json.cpp.
//
// A kept row is not believed: it must be byte for byte what row_file() gives for its content, with the digest of the program's sources, the options,
// the words of the claim, and a digest of all that; its certificates are checked again, and must say what the row says. So damage and edits are
// seen, and no certificate is kept that is not valid. Not protected: the sentences and the status of a row whose digest somebody computed anew,
// who could as well have written another report; what rests on a certificate can be checked by everybody.
//
//   std::string text = row_file(report, claim, finding);
//   KeptRow kept = read_row_file(text, report, claim, read);
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "ftcert/audit/report/report.hpp"

namespace ftcert::audit {

// The bytes of a certificate by its file(); nullopt: there is none.
using ReadCertificate = std::function<std::optional<std::string>(const CertificateFile&)>;

struct KeptRow {
  std::optional<Finding> finding;
  std::string reason;  // where there is no finding: why the row must be done again
};

std::string row_file(const Report& report, const Claim& claim, const Finding& finding);
KeptRow read_row_file(const std::string& text, const Report& report, const Claim& claim, const ReadCertificate& read);
std::string json_report(const Report& report);

}  // namespace ftcert::audit
