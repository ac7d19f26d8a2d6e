#include <array>

#include "ftcert/audit/report/html_text.hpp"
#include "ftcert/audit/report/sections.hpp"
#include "ftcert/explain/text.hpp"

namespace ftcert::audit {

namespace {

struct Meaning {
  Status status;
  const char* words;
};
constexpr std::array kMeanings{
    Meaning{Status::kRefuted,
            "False as printed. The smallest counterexample found is shown, with certificates where they can state it."},
    Meaning{Status::kProofGap,
            "A printed step is wrong or missing. The statement survives, or is decided by another argument."},
    Meaning{Status::kProved, "True, by a theorem that is named; those in .v files are machine-checked."},
    Meaning{Status::kVerified, "True on the finite set that is named."},
    Meaning{Status::kTrivial, "True for a reason of one line."},
    Meaning{Status::kUndecided, "Not decided; the row says what is missing."}};

std::string counts(const Report& report) {
  std::string out = "<ul class=\"counts\">\n";
  for (const Meaning& m : kMeanings) {
    std::size_t count = 0;
    std::string rows;
    for (const Row& row : report.rows) {
      if (row.finding.status != m.status) continue;
      const std::string id = escaped(row.claim->id);
      rows += (count++ == 0 ? "" : ", ") + ("<a href=\"#" + id + "\">" + id + "</a>");
    }
    if (count == 0) continue;
    out += "<li class=\"" + status_class(m.status) + "\"><span class=\"count\">" + std::to_string(count) + " <small>" +
           status_text(m.status) + "</small></span><br>" + m.words + "<span class=\"rows\">" + rows + "</span></li>\n";
  }
  return out + "</ul>\n";
}

std::string contents(const std::vector<SectionRows>& sections) {
  std::string out =
      "<nav class=\"contents\" id=\"contents\" aria-label=\"contents\"><h2>Contents</h2>\n<div "
      "class=\"scroll\"><table><thead><tr><th "
      "scope=\"col\">place in the paper</th><th scope=\"col\">status</th><th scope=\"col\">found</th></tr></thead>\n";
  for (const SectionRows& section : sections) {
    out += "<tbody><tr><th colspan=\"3\" scope=\"rowgroup\"><a href=\"#" + section.id + "\">" + escaped(section.title) +
           "</a></th></tr>\n";
    for (const Row* row : section.rows) {
      out += "<tr><td class=\"place\"><a href=\"#" + escaped(row->claim->id) + "\">" + escaped(row->claim->place) +
             "</a></td><td>" + badge(row->finding.status) + "</td><td>" + escaped(row->finding.verdict) +
             "</td></tr>\n";
    }
    out += "</tbody>\n";
  }
  return out + "</table></div></nav>\n";
}

}  // namespace

std::string escaped(std::string_view text) {
  constexpr std::array<std::array<std::string_view, 2>, 10> pairs{{{">=", "\u2265"},
                                                                   {"<=", "\u2264"},
                                                                   {"sqrt(N)", "\u221aN"},
                                                                   {"sqrt(K)", "\u221aK"},
                                                                   {"sqrt(", "\u221a("},
                                                                   {"m^2", "m\u00b2"},
                                                                   {"&", "&amp;"},
                                                                   {"<", "&lt;"},
                                                                   {">", "&gt;"},
                                                                   {"\"", "&quot;"}}};
  std::string result;
  for (std::string_view rest = text; !rest.empty();) {
    std::string_view from = rest.substr(0, 1), to = from;
    for (const auto& pair : pairs) {
      if (to == from && rest.starts_with(pair[0])) from = pair[0], to = pair[1];
    }
    result += to;
    rest.remove_prefix(from.size());
  }
  return result;
}

std::string status_class(Status status) {
  std::string name = status_text(status);
  for (char& c : name) c = c == ' ' ? '-' : c;
  return name;
}

std::string badge(Status status) {
  return "<span class=\"status " + status_class(status) + "\">" + escaped(status_text(status)) + "</span>";
}

std::string html_report(const Report& report) {
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\">\n"
      "<title>Audit: memorization capacity for additive fine-tuning</title>\n<style>" +
      html_style() + (report.checker ? std::string(checker_style()) : "") +
      "</style></head><body>\n<a class=\"skip\" href=\"#contents\">to the contents</a>\n";
  out +=
      "<header class=\"page\"><h1>What was claimed, and what is true</h1>\n<p class=\"lead\">The claims of Sohn, Kwon, "
      "An and Lee, "
      "<i>Memorization Capacity for Additive Fine-Tuning with Small ReLU Networks</i> (UAI 2024), each decided in "
      "exact rational "
      "arithmetic. A frozen network f fits all but N of K samples; the paper asks how many neurons m a network g needs "
      "so that f + g "
      "fits all K.</p>\n<p>" +
      counted(report.rows.size(), "row") + ", " + counted(report.certificates(), "certificate") +
      ". Every certificate is a text file that stands beside this page; <code>ftcheck certificates/*</code> checks "
      "them all, and so "
      "does the independent <code>proofs/ftcheck.py</code>. A network certificate holds every weight; a bound "
      "certificate shows that "
      "no smaller network fits its data." +
      (report.checker ? " <i>check here</i>, behind a certificate, checks it in this browser: <a href=\"" +
                            std::string(kCheckerPage) + "\"><code>" + kCheckerPage + "</code></a>."
                      : "") +
      "</p>\n" + counts(report) + "</header>\n<main>\n";
  const std::vector<SectionRows> sections = sections_of(report);
  out += contents(sections);
  for (const SectionRows& section : sections) {
    out += "<section aria-labelledby=\"" + section.id + "\"><h2 id=\"" + section.id + "\">" + escaped(section.title) +
           "</h2>\n";
    for (const Row* row : section.rows) out += html_card(*row, report.checker);
    out += "</section>\n";
  }
  out += "</main>\n<footer>Made by <code>ftcert audit</code> with grids up to K = " +
         std::to_string(report.options.most_samples) + " and seed " + std::to_string(report.options.seed) +
         "; the same run gives the same bytes. The same content for programs: <a "
         "href=\"audit.json\"><code>audit.json</code></a>; as plain text: "
         "<a href=\"report.md\"><code>report.md</code></a>.</footer>\n";
  return out + "</body></html>\n";
}

}  // namespace ftcert::audit
