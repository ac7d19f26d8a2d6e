// Text and small pieces of the HTML report.
#pragma once

#include <string>

#include "ftcert/audit/report.hpp"

namespace ftcert::audit {

// A string as it is, any other value as JSON writes it.
std::string plain(const Json& value);
// & < > " replaced, and >=, <=, sqrt( by the characters that readers expect.
std::string escaped(const std::string& text);
std::string escaped(const Json& value);
// The class of a status: "proof gap" is "proof-gap".
std::string status_class(const Json& status);
std::string badge(const Json& status);
// "1 certificate", "2 certificates".
std::string counted(std::size_t count, const std::string& noun);

// The card of a row: what was claimed, what was found, evidence, pictures, tables, certificates.
std::string html_card(const Json& row, const ReadFile& read);
// All rules of the page.
std::string html_style();

}  // namespace ftcert::audit
