#include <algorithm>
#include <vector>

#include "ftcert/audit/html_text.hpp"
#include "ftcert/audit/pictures.hpp"

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

std::string list(const Json& sentences) {
  if (sentences.empty()) return "";
  if (sentences.size() == 1) return escaped(sentences[0]);
  std::string out = "<ul>";
  for (const Json& sentence : sentences) out += "<li>" + escaped(sentence) + "</li>\n";
  return out + "</ul>";
}

std::string values(const Json& values) {
  if (values.empty()) return "";
  std::string out = "<dl class=\"values\">";
  for (const Json& v : values) out += "<dt>" + escaped(v["name"]) + "</dt><dd>" + escaped(v["value"]) + "</dd>\n";
  return out + "</dl>";
}

std::string theorems(const Json& theorems) {
  std::string out;
  for (const Json& t : theorems) {
    out += (out.empty() ? "Theorem <code>" : "; <code>") + escaped(t["name"]) + "</code> in <code>" +
           escaped(t["file"]) + "</code>";
  }
  return out;
}

std::string method(const Json& row) {
  std::string out = escaped(row["method"]) + ".";
  if (row["cases"] != 0)
    out += " Set: " + escaped(row["set"]) + " (" + counted(row["cases"].get<std::size_t>(), "case") + ").";
  return out;
}

// Whether the column holds numbers and intervals only.
bool numeric(const Json& table, std::size_t column) {
  const Json& rows = table["rows"];
  return std::all_of(rows.begin(), rows.end(), [column](const Json& row) {
    return plain(row[column]).find_first_not_of("0123456789./- ") == std::string::npos;
  });
}

std::string table_html(const Json& table) {
  const std::size_t columns = table["columns"].size(), rows = table["rows"].size();
  const std::string caption = escaped(table["caption"]);
  std::string out = "<div class=\"scroll";
  out += rows > kLongTable ? " long\" tabindex=\"0\" role=\"region\" aria-label=\"" + caption + "\">" : "\">";
  out += "<table><caption>" + caption + (rows > kLongTable ? " (" + counted(rows, "row") + ")" : "") +
         "</caption><thead><tr>";
  std::vector<std::string> cell;
  for (std::size_t c = 0; c < columns; ++c) {
    cell.push_back(numeric(table, c) ? " class=\"n\"" : "");
    out += "<th scope=\"col\"" + cell[c] + ">" + escaped(table["columns"][c]) + "</th>";
  }
  out += "</tr></thead><tbody>\n";
  for (const Json& row : table["rows"]) {
    out += "<tr>";
    for (std::size_t c = 0; c < columns; ++c) out += "<td" + cell[c] + ">" + escaped(row[c]) + "</td>";
    out += "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

std::string figures(const Json& row, const ReadFile& read) {
  std::string out;
  for (const Picture& p : pictures_of(row, read, Place::kPage)) {
    out += "<figure>\n" + p.svg + "<figcaption>" + escaped(p.caption) + (p.file.empty() ? "" : " " + link(p.file)) +
           "</figcaption></figure>\n";
  }
  return out.empty() ? "" : "<div class=\"figures\">\n" + out + "</div>\n";
}

std::string certificates(const Json& row) {
  const Json& all = row["certificates"];
  if (all.empty()) return "";
  std::string out = "<div class=\"files" + std::string(all.size() > kLongList ? " long" : "") +
                    "\"><span class=\"label\">" + counted(all.size(), "certificate") + "</span>\n<ul" +
                    (all.size() > kLongList ? " tabindex=\"0\" aria-label=\"certificates\">" : ">");
  for (const Json& c : all) {
    const bool against = plain(c["role"]) == "contradicts";
    out += "<li>" + link(plain(c["file"])) + " <span class=\"" + (against ? "against\">against" : "for\">for") +
           "</span> " + escaped(c["says"]) + "</li>\n";
  }
  return out + "</ul></div>\n";
}

}  // namespace

std::string html_card(const Json& row, const ReadFile& read) {
  const std::string id = escaped(row["id"]), shape = status_class(row["status"]);
  std::string out = "<article id=\"" + id + "\" class=\"" + shape + "\">\n<div class=\"top\"><h3>" +
                    escaped(row["place"]) + "</h3>" + badge(row["status"]) + "<code><a href=\"#" + id + "\">" + id +
                    "</a></code></div>\n<dl class=\"parts\">\n";
  part(out, "Claimed",
       escaped(row["statement"]) + (plain(row["formula"]).empty() ? "" : "<pre>" + escaped(row["formula"]) + "</pre>"));
  part(out, "Found", escaped(row["verdict"]), "found");
  part(out, "Missing", escaped(row["missing"]));
  part(out, "Numbers", values(row["values"]));
  part(out, "Evidence", list(row["evidence"]));
  part(out, "Proof", theorems(row["theorems"]));
  part(out, "Checked by", method(row), "method");
  out += "</dl>\n";
  out += figures(row, read);
  for (const Json& table : row["tables"]) out += table_html(table);
  out += certificates(row);
  return out + "<p class=\"back\"><a href=\"#contents\">contents</a></p>\n</article>\n";
}

}  // namespace ftcert::audit
