#include "ftcert/audit/report/json.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "ftcert/audit/recheck.hpp"
#include "ftcert/common/json_field.hpp"
#include "ftcert/common/program.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/number_text.hpp"
#include "ftcert/files/file.hpp"

namespace ftcert::audit {

namespace {

using Json = nlohmann::ordered_json;

constexpr unsigned kSchemaVersion = 1;

Json plot_json(const Plot& plot) {
  Json json{{"caption", plot.caption}, {"x", plot.x}, {"y", plot.y}, {"series", Json::array()}};
  for (const Series& s : plot.series) {
    Json points = Json::array();
    for (const auto& [x, y] : s.points) points.push_back({x.text(), y.text()});
    json["series"].push_back({{"name", s.name}, {"kind", s.kind}, {"points", std::move(points)}});
  }
  return json;
}

Json row_json(const Claim& claim, const Finding& finding) {
  Json row{{"id", claim.id},
           {"place", claim.place},
           {"statement", claim.statement},
           {"formula", claim.formula},
           {"method", claim.method},
           {"layers", claim.layers},
           {"status", status_text(finding.status)},
           {"verdict", finding.verdict},
           {"set", finding.set},
           {"cases", finding.cases},
           {"evidence", finding.evidence}};
  for (const char* list : {"values", "theorems", "certificates", "tables"}) row[list] = Json::array();
  for (const Value& v : finding.values) row["values"].push_back({{"name", v.name}, {"value", v.value}});
  for (const Theorem& t : finding.theorems) row["theorems"].push_back({{"name", t.name}, {"file", t.file}});
  for (const CertificateFile& c : finding.certificates) {
    row["certificates"].push_back({{"file", c.file()},
                                   {"kind", c.kind},
                                   {"layers", c.layers},
                                   {"neurons", c.neurons},
                                   {"samples", c.samples},
                                   {"changed", c.changed},
                                   {"role", role_text(c.role)},
                                   {"says", c.says},
                                   {"sha256", sha256_hex(c.bytes)}});
  }
  for (const Table& t : finding.tables)
    row["tables"].push_back({{"caption", t.caption}, {"columns", t.columns}, {"rows", t.rows}});
  row["plots"] = Json::array();
  for (const Plot& p : finding.plots) row["plots"].push_back(plot_json(p));
  row["missing"] = finding.missing;
  return row;
}

struct OtherForm {};

const char* const kOtherForm = "it has not the form of a row";

template <typename Enum, std::size_t N>
Enum by_text(const std::string& text, const Enum (&all)[N], std::string (*text_of)(Enum)) {
  for (const Enum value : all) {
    if (text == text_of(value)) return value;
  }
  throw OtherForm{};
}

Plot plot_of(const Json& json) {
  Plot plot{json_field<std::string>(json, "caption"),
            json_field<std::string>(json, "x"),
            json_field<std::string>(json, "y"),
            {}};
  for (const Json& s : json_list(json, "series")) {
    Series series{json_field<std::string>(s, "name"), json_field<std::string>(s, "kind"), {}};
    for (const Json& point : json_list(s, "points")) {
      series.points.emplace_back(read_rational(point.at(0).get<std::string>()),
                                 read_rational(point.at(1).get<std::string>()));
    }
    plot.series.push_back(std::move(series));
  }
  return plot;
}

// The inverse of row_json(), certificates without their bytes. Errors: nlohmann's, and Error, for another form.
Finding finding_of(const Json& row) {
  constexpr Status statuses[] = {Status::kProved,   Status::kVerified, Status::kRefuted,
                                 Status::kProofGap, Status::kTrivial,  Status::kUndecided};
  constexpr Role roles[] = {Role::kSupports, Role::kContradicts};
  const std::string folder = CertificateFile{}.file();
  Finding finding(by_text(json_field<std::string>(row, "status"), statuses, status_text),
                  json_field<std::string>(row, "verdict"));
  finding.set = json_field<std::string>(row, "set");
  finding.cases = json_field<std::size_t>(row, "cases");
  finding.evidence = json_field<std::vector<std::string>>(row, "evidence");
  for (const Json& v : json_list(row, "values"))
    finding.values.push_back({json_field<std::string>(v, "name"), json_field<std::string>(v, "value")});
  for (const Json& t : json_list(row, "theorems"))
    finding.theorems.push_back({json_field<std::string>(t, "name"), json_field<std::string>(t, "file")});
  for (const Json& c : json_list(row, "certificates")) {
    const auto file = json_field<std::string>(c, "file");
    finding.certificates.push_back(
        {file.substr(std::min(file.size(), folder.size())), json_field<std::string>(c, "kind"),
         json_field<std::size_t>(c, "layers"), json_field<std::size_t>(c, "neurons"),
         json_field<std::size_t>(c, "samples"), json_field<std::size_t>(c, "changed"),
         by_text(json_field<std::string>(c, "role"), roles, role_text), json_field<std::string>(c, "says"), ""});
  }
  for (const Json& t : json_list(row, "tables")) {
    finding.tables.push_back({json_field<std::string>(t, "caption"), json_field<std::vector<std::string>>(t, "columns"),
                              json_field<std::vector<std::vector<std::string>>>(t, "rows")});
  }
  for (const Json& p : json_list(row, "plots")) finding.plots.push_back(plot_of(p));
  finding.missing = json_field<std::string>(row, "missing");
  return finding;
}

Json options_json(const Report& report) {
  return {{"max_samples", report.options.most_samples}, {"layers", report.layers}, {"seed", report.options.seed}};
}

}  // namespace

std::string row_file(const Report& report, const Claim& claim, const Finding& finding) {
  Json file{{"program", program_digest()}, {"options", options_json(report)}, {"row", row_json(claim, finding)}};
  file["sha256"] = sha256_hex(file.dump());
  return file.dump(1) + "\n";
}

KeptRow read_row_file(const std::string& text, const Report& report, const Claim& claim, const ReadCertificate& read) {
  try {
    const Json file = Json::parse(text);
    if (json_field<std::string>(file, "program") != program_digest()) return {{}, "made by a program of other sources"};
    if (file.at("options") != options_json(report)) return {{}, "made with other options"};
    const Json& row = file.at("row");
    Finding finding = finding_of(row);
    for (std::size_t i = 0; i < finding.certificates.size(); ++i) {
      CertificateFile& c = finding.certificates[i];
      if (!is_certificate_name(c.name, claim)) return {{}, kOtherForm};
      const std::optional<std::string> bytes = read(c);
      if (!bytes) return {{}, c.file() + " is missing"};
      if (sha256_hex(*bytes) != json_field<std::string>(json_list(row, "certificates")[i], "sha256"))
        return {{}, c.file() + " is not the file that was written"};
      c.bytes = *bytes;
    }
    if (row_file(report, claim, finding) != text) return {{}, "it was changed after it was written"};
    for (const CertificateFile& c : finding.certificates) {
      if (std::string refusal = refusal_of(c, claim); !refusal.empty()) return {{}, std::move(refusal)};
    }
    return {std::move(finding), {}};
  } catch (const OtherForm&) {
    return {{}, kOtherForm};
  } catch (const Json::exception&) {
    return {{}, kOtherForm};
  } catch (const Error&) {  // of a number
    return {{}, kOtherForm};
  }
}

std::string json_report(const Report& report) {
  Json rows = Json::array();
  for (const Row& row : report.rows) rows.push_back(row_json(*row.claim, row.finding));
  const Json audit{{"schema", "ftcert-audit"},
                   {"version", kSchemaVersion},
                   {"options", options_json(report)},
                   {"statuses", report.statuses()},
                   {"rows", std::move(rows)}};
  return audit.dump(1) + "\n";
}

}  // namespace ftcert::audit
