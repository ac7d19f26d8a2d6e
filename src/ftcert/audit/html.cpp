#include <array>

#include "ftcert/audit/html_text.hpp"
#include "ftcert/audit/sections.hpp"

namespace ftcert::audit {

namespace {

struct Meaning {
  const char *status, *words;
};
constexpr std::array kMeanings{
    Meaning{"refuted",
            "False as printed. The smallest counterexample found is shown, with certificates where they can state it."},
    Meaning{"proof gap",
            "A printed step is wrong or missing. The statement survives, or is decided by another argument."},
    Meaning{"proved", "True, by a theorem that is named; those in .v files are machine-checked."},
    Meaning{"verified", "True on the finite set that is named."},
    Meaning{"trivial", "True for a reason of one line."},
    Meaning{"undecided", "Not decided; the row says what is missing."}};

std::string counts(const Json& audit) {
  std::string out = "<ul class=\"counts\">\n";
  for (const Meaning& m : kMeanings) {
    if (!audit["statuses"].contains(m.status)) continue;
    out += "<li class=\"" + status_class(m.status) + "\"><span class=\"count\">" + plain(audit["statuses"][m.status]) +
           " <small>" + m.status + "</small></span><br>" + m.words;
    std::string rows;
    for (const Json& row : audit["rows"]) {
      if (row["status"] == m.status)
        rows += (rows.empty() ? "" : ", ") + ("<a href=\"#" + escaped(row["id"]) + "\">" + escaped(row["id"]) + "</a>");
    }
    out += "<span class=\"rows\">" + rows + "</span></li>\n";
  }
  return out + "</ul>\n";
}

std::string contents(const Json& audit, const std::vector<Section>& sections) {
  std::string out =
      "<nav class=\"contents\" id=\"contents\" aria-label=\"contents\"><h2>Contents</h2>\n<div "
      "class=\"scroll\"><table><thead><tr><th "
      "scope=\"col\">place in the paper</th><th scope=\"col\">status</th><th scope=\"col\">found</th></tr></thead>\n";
  for (const Section& section : sections) {
    out += "<tbody><tr><th colspan=\"3\" scope=\"rowgroup\"><a href=\"#" + section.id + "\">" + escaped(section.title) +
           "</a></th></tr>\n";
    for (const std::size_t i : section.rows) {
      const Json& row = audit["rows"][i];
      out += "<tr><td class=\"place\"><a href=\"#" + escaped(row["id"]) + "\">" + escaped(row["place"]) +
             "</a></td><td>" + badge(row["status"]) + "</td><td>" + escaped(row["verdict"]) + "</td></tr>\n";
    }
    out += "</tbody>\n";
  }
  return out + "</table></div></nav>\n";
}

}  // namespace

std::string plain(const Json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

std::string escaped(const std::string& text) {
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
std::string escaped(const Json& value) { return escaped(plain(value)); }

std::string status_class(const Json& status) {
  std::string name = plain(status);
  for (char& c : name) c = c == ' ' ? '-' : c;
  return name;
}

std::string badge(const Json& status) {
  return "<span class=\"status " + status_class(status) + "\">" + escaped(status) + "</span>";
}

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string html_report(const Json& audit, const ReadFile& read) {
  std::size_t certificates = 0;
  for (const Json& row : audit["rows"]) certificates += row["certificates"].size();
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\">\n"
      "<title>Audit: memorization capacity for additive fine-tuning</title>\n<style>" +
      html_style() + "</style></head><body>\n<a class=\"skip\" href=\"#contents\">to the contents</a>\n";
  out +=
      "<header class=\"page\"><h1>What was claimed, and what is true</h1>\n<p class=\"lead\">The claims of Sohn, Kwon, "
      "An and Lee, "
      "<i>Memorization Capacity for Additive Fine-Tuning with Small ReLU Networks</i> (UAI 2024), each decided in "
      "exact rational "
      "arithmetic. A frozen network f fits all but N of K samples; the paper asks how many neurons m a network g needs "
      "so that f + g "
      "fits all K.</p>\n<p>" +
      counted(audit["rows"].size(), "row") + ", " + counted(certificates, "certificate") +
      ". Every certificate is a text file that stands beside this page; <code>ftcheck certificates/*</code> checks "
      "them all, and so "
      "does the independent <code>proofs/ftcheck.py</code>. A network certificate holds every weight; a bound "
      "certificate shows that "
      "no smaller network fits its data.</p>\n" +
      counts(audit) + "</header>\n<main>\n";
  const std::vector<Section> sections = sections_of(audit);
  out += contents(audit, sections);
  for (const Section& section : sections) {
    out += "<section aria-labelledby=\"" + section.id + "\"><h2 id=\"" + section.id + "\">" + escaped(section.title) +
           "</h2>\n";
    for (const std::size_t i : section.rows) out += html_card(audit["rows"][i], read);
    out += "</section>\n";
  }
  const Json& options = audit["options"];
  out += "</main>\n<footer>Made by <code>ftcert audit</code> with grids up to K = " + plain(options["max_samples"]) +
         " and seed " + plain(options["seed"]) +
         "; the same run gives the same bytes. The same content for programs: <a "
         "href=\"audit.json\"><code>audit.json</code></a>; as plain text: "
         "<a href=\"report.md\"><code>report.md</code></a>.</footer>\n";
  return out + "</body></html>\n";
}

}  // namespace ftcert::audit
