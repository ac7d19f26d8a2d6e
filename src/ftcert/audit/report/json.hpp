// The audit's result as JSON, and rows kept in files from one run to the next.
//
// Purpose: audit.json is the stable form, described in proofs/audit-format.md. A kept row has the form of its rows, so that a resumed audit writes
// the same bytes. The only file of the audit that knows the JSON library is json.cpp.
//
//   write_file(path, row_file(report, claim, finding));
//   std::optional<Finding> kept = read_row_file(read_file(path), report, claim, read);
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "ftcert/audit/report/report.hpp"

namespace ftcert::audit {

// The bytes of a certificate by its file(). Errors: any Error.
using ReadCertificate = std::function<std::string(const CertificateFile&)>;

std::string row_file(const Report& report, const Claim& claim, const Finding& finding);
// Nullopt unless these bytes are what row_file() gives with the options of `report` and the words of `claim`, for the certificates that `read` finds.
std::optional<Finding> read_row_file(const std::string& text, const Report& report, const Claim& claim,
                                     const ReadCertificate& read);
std::string json_report(const Report& report);

}  // namespace ftcert::audit
