#include "ftcert/audit/report/json.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

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

template <typename T>
T field(const Json& object, const char* name) {
  return object.at(name).get<T>();
}

template <typename Enum, std::size_t N>
Enum by_text(const Json& text, const Enum (&all)[N], std::string (*text_of)(Enum)) {
  for (const Enum value : all) {
    if (text == text_of(value)) return value;
  }
  throw Error(Code::kSyntax, {"", 0}, "unknown word");
}

Plot plot_of(const Json& json) {
  Plot plot{field<std::string>(json, "caption"), field<std::string>(json, "x"), field<std::string>(json, "y"), {}};
  for (const Json& s : json.at("series")) {
    Series series{field<std::string>(s, "name"), field<std::string>(s, "kind"), {}};
    for (const Json& point : s.at("points")) {
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
  Finding finding(by_text(row.at("status"), statuses, status_text), field<std::string>(row, "verdict"));
  finding.set = field<std::string>(row, "set");
  finding.cases = field<std::size_t>(row, "cases");
  finding.evidence = field<std::vector<std::string>>(row, "evidence");
  for (const Json& v : row.at("values"))
    finding.values.push_back({field<std::string>(v, "name"), field<std::string>(v, "value")});
  for (const Json& t : row.at("theorems"))
    finding.theorems.push_back({field<std::string>(t, "name"), field<std::string>(t, "file")});
  for (const Json& c : row.at("certificates")) {
    const auto file = field<std::string>(c, "file");
    finding.certificates.push_back({file.substr(std::min(file.size(), folder.size())), field<std::string>(c, "kind"),
                                    field<std::size_t>(c, "layers"), field<std::size_t>(c, "neurons"),
                                    field<std::size_t>(c, "samples"), field<std::size_t>(c, "changed"),
                                    by_text(c.at("role"), roles, role_text), field<std::string>(c, "says"), ""});
  }
  for (const Json& t : row.at("tables")) {
    finding.tables.push_back({field<std::string>(t, "caption"), field<std::vector<std::string>>(t, "columns"),
                              field<std::vector<std::vector<std::string>>>(t, "rows")});
  }
  for (const Json& p : row.at("plots")) finding.plots.push_back(plot_of(p));
  finding.missing = field<std::string>(row, "missing");
  return finding;
}

Json options_json(const Report& report) {
  return {{"max_samples", report.options.most_samples}, {"layers", report.layers}, {"seed", report.options.seed}};
}

}  // namespace

std::string row_file(const Report& report, const Claim& claim, const Finding& finding) {
  return Json{{"options", options_json(report)}, {"row", row_json(claim, finding)}}.dump(1) + "\n";
}

std::optional<Finding> read_row_file(const std::string& text, const Report& report, const Claim& claim,
                                     const ReadCertificate& read) {
  try {
    const Json file = Json::parse(text);
    if (file.at("options") != options_json(report)) return std::nullopt;
    Finding finding = finding_of(file.at("row"));
    for (CertificateFile& c : finding.certificates) c.bytes = read(c);
    if (row_json(claim, finding) != file.at("row")) return std::nullopt;
    return finding;
  } catch (const Json::exception&) {
    return std::nullopt;
  } catch (const Error&) {
    return std::nullopt;
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
