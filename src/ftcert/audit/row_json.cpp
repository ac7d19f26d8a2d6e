#include "ftcert/audit/report.hpp"
#include "ftcert/files/file.hpp"

namespace ftcert::audit {

namespace {

Json plot_json(const Plot& plot) {
  Json json{{"caption", plot.caption}, {"x", plot.x}, {"y", plot.y}, {"series", Json::array()}};
  for (const Series& s : plot.series) {
    Json points = Json::array();
    for (const auto& [x, y] : s.points) points.push_back({x.text(), y.text()});
    json["series"].push_back({{"name", s.name}, {"kind", s.kind}, {"points", std::move(points)}});
  }
  return json;
}

}  // namespace

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
    row["certificates"].push_back({{"file", "certificates/" + c.name},
                                   {"kind", c.kind},
                                   {"layers", c.layers},
                                   {"neurons", c.neurons},
                                   {"samples", c.samples},
                                   {"changed", c.changed},
                                   {"role", c.role == Role::kSupports ? "supports" : "contradicts"},
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

}  // namespace ftcert::audit
