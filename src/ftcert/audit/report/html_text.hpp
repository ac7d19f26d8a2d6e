// Text and small pieces of the HTML report.
#pragma once

#include <string>
#include <string_view>

#include "ftcert/audit/report/report.hpp"

namespace ftcert::audit {

// & < > " replaced, and >=, <=, sqrt( by the characters that readers expect.
std::string escaped(std::string_view text);
// The class of a status: "proof gap" is "proof-gap".
std::string status_class(Status status);
std::string badge(Status status);

// The card of a row: what was claimed, what was found, evidence, pictures, tables, certificates.
std::string html_card(const Row& row);
// All rules of the page.
std::string html_style();

}  // namespace ftcert::audit
