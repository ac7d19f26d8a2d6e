// The audit's result as JSON, and its readable forms made from that.
//
// Purpose: audit.json is the stable form: {"schema": "ftcert-audit", "version": 1, "options": {..}, "statuses": {..}, "rows": [..]}, each row as
// row_json() makes it. Rows kept in files have the same form, so that a resumed audit writes the same bytes.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "ftcert/audit/claim.hpp"

namespace ftcert::audit {

using Json = nlohmann::ordered_json;

inline constexpr unsigned kSchemaVersion = 1;

// {"id", "place", "statement", "formula", "method", "layers", "status", "verdict", "set", "cases", "evidence": [..], "values": [{"name", "value"}],
// "theorems": [{"name", "file"}], "certificates": [{"file", "kind", "layers", "neurons", "samples", "changed", "role", "says", "sha256"}],
// "tables": [{"caption", "columns", "rows"}], "missing"}
Json row_json(const Claim& claim, const Finding& finding);

std::string markdown_report(const Json& audit);
// Self-contained: no script, nothing from elsewhere but the certificates beside it.
std::string html_report(const Json& audit);

}  // namespace ftcert::audit
