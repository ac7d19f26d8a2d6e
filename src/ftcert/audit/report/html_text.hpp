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

// "&nbsp;<a ..>check here</a>": opens the checker's page with the certificate in its address, #NAME=BASE64. Empty for one that is too long for an address.
std::string checker_link(const CertificateFile& certificate);

// CSS of these links.
std::string_view checker_style();

// The card of a row: what was claimed, what was found, evidence, pictures, tables, certificates, each with a link to the checker's page where it is there.
std::string html_card(const Row& row, bool checker);
// All rules of the page.
std::string html_style();

}  // namespace ftcert::audit
