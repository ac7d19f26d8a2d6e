// The audit's result as JSON, and its readable forms made from that.
//
// Purpose: audit.json is the stable form, described in proofs/audit-format.md; the two reports are functions of it and of the certificates
// that it names. Rows kept in files have the same form, so that a resumed audit writes the same bytes.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "ftcert/audit/claim.hpp"

namespace ftcert::audit {

using Json = nlohmann::ordered_json;

inline constexpr unsigned kSchemaVersion = 1;

// The bytes of a file of the report by its name there, "certificates/eq-7.N1-K5-lower.ftc".
using ReadFile = std::function<std::string(const std::string&)>;

// The fields of a row: proofs/audit-format.md.
Json row_json(const Claim& claim, const Finding& finding);

// Shows the pictures (pictures.hpp) as files of the folder pictures/.
std::string markdown_report(const Json& audit, const ReadFile& read);
// Self-contained: no script, nothing from elsewhere but the certificates beside it.
std::string html_report(const Json& audit, const ReadFile& read);

}  // namespace ftcert::audit
