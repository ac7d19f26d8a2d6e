#include "ftcert/audit/report/report.hpp"

namespace ftcert::audit {

namespace {

// Bytes that mean something in a table cell or in a paragraph.
std::string escaped(std::string_view plain) {
  std::string result;
  for (const char c : plain) {
    if (c == '|' || c == '*' || c == '_' || c == '<' || c == '[' || c == ']' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

void write_table(std::string& out, const Table& table) {
  out += escaped(table.caption) + ":\n\n|";
  for (const std::string& column : table.columns) out += " " + escaped(column) + " |";
  out += "\n|";
  for (std::size_t i = 0; i < table.columns.size(); ++i) out += "---|";
  out += "\n";
  for (const std::vector<std::string>& row : table.rows) {
    out += "|";
    for (const std::string& cell : row) out += " " + escaped(cell) + " |";
    out += "\n";
  }
  out += "\n";
}

void write_row(std::string& out, const Row& row) {
  const Claim& claim = *row.claim;
  const Finding& finding = row.finding;
  const std::string id(claim.id), status = status_text(finding.status);
  out += "<a id=\"" + id + "\"></a>\n\n## " + id + ": " + status + "\n\n";
  out += "*" + std::string(claim.place) + ".* " + escaped(claim.statement) + "\n\n";
  if (!claim.formula.empty()) out += "    " + std::string(claim.formula) + "\n\n";
  out += "**" + status + ".** " + escaped(finding.verdict) + "\n\n";
  if (!finding.missing.empty()) out += "Missing: " + escaped(finding.missing) + "\n\n";
  out += "Checked by: " + escaped(claim.method) + ".";
  if (finding.cases != 0) out += " Set: " + escaped(finding.set) + " (" + std::to_string(finding.cases) + " cases).";
  out += "\n\n";
  for (const std::string& sentence : finding.evidence) out += "- " + escaped(sentence) + "\n";
  for (const Value& value : finding.values) out += "- " + escaped(value.name) + " = " + escaped(value.value) + "\n";
  for (const Theorem& theorem : finding.theorems) out += "- theorem `" + theorem.name + "` in " + theorem.file + "\n";
  for (const CertificateFile& c : finding.certificates)
    out += "- [" + c.file() + "](" + c.file() + ") " + role_text(c.role) + ": " + escaped(c.says) + "\n";
  out += "\n";
  for (const Table& table : finding.tables) write_table(out, table);
  for (const Picture& p : row.pictures) {
    const std::string caption = escaped(p.caption);
    out += "![" + caption + "](pictures/" + p.name + ".svg)\n\n" + caption +
           (p.file.empty() ? "" : " [" + p.file + "](" + p.file + ")") + "\n\n";
  }
}

}  // namespace

std::string markdown_report(const Report& report) {
  std::string out =
      "# Audit\n\nWhat was claimed in Sohn, Kwon, An, Lee, *Memorization Capacity for Additive Fine-Tuning with Small "
      "ReLU Networks* (UAI 2024), and "
      "what is true. `ftcheck certificates/*` checks every certificate.\n\n| status | rows |\n|---|---|\n";
  for (const auto& [status, count] : report.statuses()) out += "| " + status + " | " + std::to_string(count) + " |\n";
  out += "\n| row | place | status | verdict |\n|---|---|---|---|\n";
  for (const Row& row : report.rows) {
    const std::string id(row.claim->id);
    out += "| [" + id + "](#" + id + ") | " + escaped(row.claim->place) + " | " + status_text(row.finding.status) +
           " | " + escaped(row.finding.verdict) + " |\n";
  }
  out += "\n";
  for (const Row& row : report.rows) write_row(out, row);
  return out;
}

}  // namespace ftcert::audit
