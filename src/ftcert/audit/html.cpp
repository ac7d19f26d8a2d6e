#include "ftcert/audit/report.hpp"

namespace ftcert::audit {

namespace {

constexpr const char* kStyle = R"(
:root { color-scheme: light; }
body { font: 16px/1.5 Georgia, serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
h1, h2, th, .status, .place, summary, nav { font-family: system-ui, sans-serif; }
h2 { font-size: 1.15rem; margin: 0; }
table { border-collapse: collapse; margin: .6rem 0; font-size: .92rem; }
td, th { border-bottom: 1px solid #ddd; padding: .2rem .6rem; text-align: left; vertical-align: top; }
caption { text-align: left; font-style: italic; padding-bottom: .2rem; }
article { border: 1px solid #ddd; border-left: .5rem solid #888; padding: .8rem 1rem; margin: 1rem 0; border-radius: .3rem; }
pre, code { font: .9rem/1.4 ui-monospace, monospace; }
pre { background: #f6f6f6; padding: .4rem .8rem; overflow-x: auto; }
.place { color: #555; }
.status { display: inline-block; color: #fff; border-radius: .8rem; padding: 0 .7rem; font-size: .85rem; white-space: nowrap; background: #888; }
.proved { background: #1b6e3c; } .verified { background: #2a64a8; } .refuted { background: #a8201a; }
.proof-gap { background: #9a6200; } .trivial { background: #666; } .undecided { background: #5b2a86; }
article.proved { border-left-color: #1b6e3c; } article.verified { border-left-color: #2a64a8; } article.refuted { border-left-color: #a8201a; }
article.proof-gap { border-left-color: #9a6200; } article.undecided { border-left-color: #5b2a86; }
article { background: #fff; }
summary { cursor: pointer; margin: .4rem 0; }
ul { margin: .3rem 0; padding-left: 1.2rem; }
)";

std::string text(const Json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

std::string escaped(const std::string& plain) {
  std::string result;
  for (const char c : plain) {
    if (c == '&')
      result += "&amp;";
    else if (c == '<')
      result += "&lt;";
    else if (c == '>')
      result += "&gt;";
    else if (c == '"')
      result += "&quot;";
    else
      result += c;
  }
  return result;
}
std::string escaped(const Json& value) { return escaped(text(value)); }

// The class of a status: "proof gap" is proof-gap.
std::string class_of(const Json& status) {
  std::string name = text(status);
  for (char& c : name) c = c == ' ' ? '-' : c;
  return name;
}
std::string badge(const Json& status) {
  return "<span class=\"status " + class_of(status) + "\">" + escaped(status) + "</span>";
}

void write_table(std::string& out, const Json& table) {
  out += "<table><caption>" + escaped(table["caption"]) + "</caption><thead><tr>";
  for (const Json& column : table["columns"]) out += "<th>" + escaped(column) + "</th>";
  out += "</tr></thead><tbody>\n";
  for (const Json& row : table["rows"]) {
    out += "<tr>";
    for (const Json& cell : row) out += "<td>" + escaped(cell) + "</td>";
    out += "</tr>\n";
  }
  out += "</tbody></table>\n";
}

void write_certificates(std::string& out, const Json& certificates) {
  if (certificates.empty()) return;
  const std::size_t count = certificates.size();
  out += std::string("<details") + (count <= 4 ? " open" : "") + "><summary>" + std::to_string(count) +
         (count == 1 ? " certificate" : " certificates") + "</summary>\n<ul>\n";
  for (const Json& c : certificates) {
    out += "<li><a href=\"" + escaped(c["file"]) + "\"><code>" + escaped(c["file"]) + "</code></a> " +
           escaped(c["role"]) + ": " + escaped(c["says"]) + "</li>\n";
  }
  out += "</ul></details>\n";
}

void write_row(std::string& out, const Json& row) {
  out += "<article id=\"" + escaped(row["id"]) + "\" class=\"" + class_of(row["status"]) + "\">\n<h2>" +
         escaped(row["place"]) + " " + badge(row["status"]) + "</h2>\n";
  out += "<p><b>Claim.</b> " + escaped(row["statement"]) + "</p>\n";
  if (!text(row["formula"]).empty()) out += "<pre>" + escaped(row["formula"]) + "</pre>\n";
  out += "<p><b>Found.</b> " + escaped(row["verdict"]) + "</p>\n";
  if (!text(row["missing"]).empty()) out += "<p><b>Missing.</b> " + escaped(row["missing"]) + "</p>\n";
  for (const Json& sentence : row["evidence"]) out += "<p>" + escaped(sentence) + "</p>\n";
  if (!row["values"].empty()) {
    out += "<table><tbody>\n";
    for (const Json& value : row["values"])
      out += "<tr><td>" + escaped(value["name"]) + "</td><td>" + escaped(value["value"]) + "</td></tr>\n";
    out += "</tbody></table>\n";
  }
  out += "<p class=\"place\">Checked by: " + escaped(row["method"]) + ".";
  if (row["cases"] != 0) out += " Set: " + escaped(row["set"]) + " (" + text(row["cases"]) + " cases).";
  out += "</p>\n";
  for (const Json& theorem : row["theorems"])
    out += "<p>Theorem <code>" + escaped(theorem["name"]) + "</code> in <code>" + escaped(theorem["file"]) +
           "</code></p>\n";
  write_certificates(out, row["certificates"]);
  for (const Json& table : row["tables"]) write_table(out, table);
  out += "</article>\n";
}

}  // namespace

std::string html_report(const Json& audit) {
  std::string out = std::string(
                        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                        "content=\"width=device-width, initial-scale=1\">\n"
                        "<title>Audit: memorization capacity for additive fine-tuning</title>\n<style>") +
                    kStyle + "</style></head><body>\n";
  out +=
      "<h1>What was claimed, and what is true</h1>\n<p>The claims of Sohn, Kwon, An, Lee, <i>Memorization Capacity for "
      "Additive Fine-Tuning with Small ReLU Networks</i> "
      "(UAI 2024), each decided by computation in exact arithmetic. <code>ftcheck certificates/*</code> checks every "
      "certificate that is linked here.</p>\n<p>";
  for (const auto& [status, count] : audit["statuses"].items()) out += badge(status) + " " + text(count) + " &nbsp; ";
  out += "</p>\n<nav><table><thead><tr><th>place</th><th>status</th><th>found</th></tr></thead><tbody>\n";
  for (const Json& row : audit["rows"]) {
    out += "<tr><td><a href=\"#" + escaped(row["id"]) + "\">" + escaped(row["place"]) + "</a></td><td>" +
           badge(row["status"]) + "</td><td>" + escaped(row["verdict"]) + "</td></tr>\n";
  }
  out += "</tbody></table></nav>\n";
  for (const Json& row : audit["rows"]) write_row(out, row);
  return out + "</body></html>\n";
}

}  // namespace ftcert::audit
