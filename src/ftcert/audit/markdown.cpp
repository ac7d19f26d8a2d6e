#include "ftcert/audit/pictures.hpp"

namespace ftcert::audit {

namespace {

std::string text(const Json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

// Bytes that mean something in a table cell or in a paragraph.
std::string escaped(const std::string& plain) {
  std::string result;
  for (const char c : plain) {
    if (c == '|' || c == '*' || c == '_' || c == '<' || c == '[' || c == ']' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

void write_table(std::string& out, const Json& table) {
  out += escaped(text(table["caption"])) + ":\n\n|";
  for (const Json& column : table["columns"]) out += " " + escaped(text(column)) + " |";
  out += "\n|";
  for (std::size_t i = 0; i < table["columns"].size(); ++i) out += "---|";
  out += "\n";
  for (const Json& row : table["rows"]) {
    out += "|";
    for (const Json& cell : row) out += " " + escaped(text(cell)) + " |";
    out += "\n";
  }
  out += "\n";
}

void write_row(std::string& out, const Json& row, const ReadFile& read) {
  out += "<a id=\"" + text(row["id"]) + "\"></a>\n\n## " + text(row["id"]) + ": " + text(row["status"]) + "\n\n";
  out += "*" + text(row["place"]) + ".* " + escaped(text(row["statement"])) + "\n\n";
  if (!text(row["formula"]).empty()) out += "    " + text(row["formula"]) + "\n\n";
  out += "**" + text(row["status"]) + ".** " + escaped(text(row["verdict"])) + "\n\n";
  if (!text(row["missing"]).empty()) out += "Missing: " + escaped(text(row["missing"])) + "\n\n";
  out += "Checked by: " + escaped(text(row["method"])) + ".";
  if (row["cases"] != 0) out += " Set: " + escaped(text(row["set"])) + " (" + text(row["cases"]) + " cases).";
  out += "\n\n";
  for (const Json& sentence : row["evidence"]) out += "- " + escaped(text(sentence)) + "\n";
  for (const Json& value : row["values"])
    out += "- " + escaped(text(value["name"])) + " = " + escaped(text(value["value"])) + "\n";
  for (const Json& theorem : row["theorems"])
    out += "- theorem `" + text(theorem["name"]) + "` in " + text(theorem["file"]) + "\n";
  for (const Json& c : row["certificates"]) {
    out += "- [" + text(c["file"]) + "](" + text(c["file"]) + ") " + text(c["role"]) + ": " + escaped(text(c["says"])) +
           "\n";
  }
  out += "\n";
  for (const Json& table : row["tables"]) write_table(out, table);
  for (const Picture& p : pictures_of(row, read, Place::kPage)) {
    const std::string caption = escaped(p.caption);
    out += "![" + caption + "](pictures/" + p.name + ".svg)\n\n" + caption +
           (p.file.empty() ? "" : " [" + p.file + "](" + p.file + ")") + "\n\n";
  }
}

}  // namespace

std::string markdown_report(const Json& audit, const ReadFile& read) {
  std::string out =
      "# Audit\n\nWhat was claimed in Sohn, Kwon, An, Lee, *Memorization Capacity for Additive Fine-Tuning with Small "
      "ReLU Networks* (UAI 2024), and "
      "what is true. `ftcheck certificates/*` checks every certificate.\n\n| status | rows |\n|---|---|\n";
  for (const auto& [status, count] : audit["statuses"].items()) out += "| " + status + " | " + text(count) + " |\n";
  out += "\n| row | place | status | verdict |\n|---|---|---|---|\n";
  for (const Json& row : audit["rows"]) {
    out += "| [" + text(row["id"]) + "](#" + text(row["id"]) + ") | " + escaped(text(row["place"])) + " | " +
           text(row["status"]) + " | " + escaped(text(row["verdict"])) + " |\n";
  }
  out += "\n";
  for (const Json& row : audit["rows"]) write_row(out, row, read);
  return out;
}

}  // namespace ftcert::audit
