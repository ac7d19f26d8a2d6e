#include <algorithm>
#include <vector>

#include "ftcert/audit/report/html_text.hpp"
#include "ftcert/explain/text.hpp"

namespace ftcert::audit {

namespace {

constexpr std::size_t kLongTable = 14, kLongList = 8;

std::string link(const std::string& file) {
  return "<a href=\"" + escaped(file) + "\"><code>" + escaped(file.substr(file.find('/') + 1)) + "</code></a>";
}

void part(std::string& out, const char* name, const std::string& content, const char* kind = "") {
  if (content.empty()) return;
  out += "<dt>" + std::string(name) + "</dt><dd" +
         (*kind == '\0' ? std::string() : " class=\"" + std::string(kind) + "\"") + ">" + content + "</dd>\n";
}

std::string list(const std::vector<std::string>& sentences) {
  if (sentences.empty()) return "";
  if (sentences.size() == 1) return escaped(sentences[0]);
  std::string out = "<ul>";
  for (const std::string& sentence : sentences) out += "<li>" + escaped(sentence) + "</li>\n";
  return out + "</ul>";
}

std::string values(const std::vector<Value>& values) {
  if (values.empty()) return "";
  std::string out = "<dl class=\"values\">";
  for (const Value& v : values) out += "<dt>" + escaped(v.name) + "</dt><dd>" + escaped(v.value) + "</dd>\n";
  return out + "</dl>";
}

std::string theorems(const std::vector<Theorem>& theorems) {
  std::string out;
  for (const Theorem& t : theorems) {
    out += (out.empty() ? "Theorem <code>" : "; <code>") + escaped(t.name) + "</code> in <code>" + escaped(t.file) +
           "</code>";
  }
  return out;
}

std::string method(const Row& row) {
  std::string out = escaped(row.claim->method) + ".";
  if (row.finding.cases != 0)
    out += " Set: " + escaped(row.finding.set) + " (" + counted(row.finding.cases, "case") + ").";
  return out;
}

// Whether the column holds numbers and intervals only.
bool numeric(const Table& table, std::size_t column) {
  return std::all_of(table.rows.begin(), table.rows.end(), [column](const auto& row) {
    return row[column].find_first_not_of("0123456789./- ") == std::string::npos;
  });
}

std::string table_html(const Table& table) {
  const std::size_t columns = table.columns.size(), rows = table.rows.size();
  const std::string caption = escaped(table.caption);
  std::string out = "<div class=\"scroll";
  out += rows > kLongTable ? " long\" tabindex=\"0\" role=\"region\" aria-label=\"" + caption + "\">" : "\">";
  out += "<table><caption>" + caption + (rows > kLongTable ? " (" + counted(rows, "row") + ")" : "") +
         "</caption><thead><tr>";
  std::vector<std::string> cell;
  for (std::size_t c = 0; c < columns; ++c) {
    cell.push_back(numeric(table, c) ? " class=\"n\"" : "");
    out += "<th scope=\"col\"" + cell[c] + ">" + escaped(table.columns[c]) + "</th>";
  }
  out += "</tr></thead><tbody>\n";
  for (const std::vector<std::string>& row : table.rows) {
    out += "<tr>";
    for (std::size_t c = 0; c < columns; ++c) out += "<td" + cell[c] + ">" + escaped(row[c]) + "</td>";
    out += "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

std::string figures(const std::vector<Picture>& pictures) {
  std::string out;
  for (const Picture& p : pictures) {
    out += "<figure>\n" + p.svg.finish() + "<figcaption>" + escaped(p.caption) +
           (p.file.empty() ? "" : " " + link(p.file)) + "</figcaption></figure>\n";
  }
  return out.empty() ? "" : "<div class=\"figures\">\n" + out + "</div>\n";
}

std::string certificates(const std::vector<CertificateFile>& all, bool checker) {
  if (all.empty()) return "";
  std::string out = "<div class=\"files" + std::string(all.size() > kLongList ? " long" : "") +
                    "\"><span class=\"label\">" + counted(all.size(), "certificate") + "</span>\n<ul" +
                    (all.size() > kLongList ? " tabindex=\"0\" aria-label=\"certificates\">" : ">");
  for (const CertificateFile& c : all) {
    const bool against = c.role == Role::kContradicts;
    out += "<li>" + link(c.file()) + " <span class=\"" + (against ? "against\">against" : "for\">for") + "</span> " +
           escaped(c.says) + (checker ? checker_link(c) : "") + "</li>\n";
  }
  return out + "</ul></div>\n";
}

}  // namespace

std::string html_card(const Row& row, bool checker) {
  const Claim& claim = *row.claim;
  const Finding& finding = row.finding;
  const std::string id = escaped(claim.id), shape = status_class(finding.status);
  std::string out = "<article id=\"" + id + "\" class=\"" + shape + "\">\n<div class=\"top\"><h3>" +
                    escaped(claim.place) + "</h3>" + badge(finding.status) + "<code><a href=\"#" + id + "\">" + id +
                    "</a></code></div>\n<dl class=\"parts\">\n";
  part(out, "Claimed",
       escaped(claim.statement) + (claim.formula.empty() ? "" : "<pre>" + escaped(claim.formula) + "</pre>"));
  part(out, "Found", escaped(finding.verdict), "found");
  part(out, "Missing", escaped(finding.missing));
  part(out, "Numbers", values(finding.values));
  part(out, "Evidence", list(finding.evidence));
  part(out, "Proof", theorems(finding.theorems));
  part(out, "Checked by", method(row), "method");
  out += "</dl>\n";
  out += figures(row.pictures);
  for (const Table& table : finding.tables) out += table_html(table);
  out += certificates(finding.certificates, checker);
  return out + "<p class=\"back\"><a href=\"#contents\">contents</a></p>\n</article>\n";
}

}  // namespace ftcert::audit
