#include <algorithm>

#include "ftcert/write/parts.hpp"
#include "ftcert/write/write.hpp"

namespace ftcert {

namespace {

void write_line(std::string& out, const BoundCertificate& c) {
  out += "line " + text(c.line.output) + " points=" + std::to_string(c.line.points.size()) + "\n";
  for (const LinePoint& point : c.line.points) {
    out += "at " + std::to_string(point.sample + 1);
    out += point.kink > 0 ? " convex\n" : point.kink < 0 ? " concave\n" : "\n";
  }
  if (c.method->name == "exhaustion") {
    out += "tree sums=" + std::to_string(c.tree.sums.size()) + " nodes=" + std::to_string(c.tree.nodes) + "\n";
    for (const SlopeSum& sum : c.tree.sums) {
      out += sum.sign > 0 ? "sum positive" : "sum negative";
      for (const std::size_t r : sum.positions) out += " " + std::to_string(r + 1);
      out += "\n";
    }
  }
}

}  // namespace

std::string write_kind(const BoundCertificate& c, const std::vector<std::string>& comments) {
  require(c.method != nullptr, "write_certificate: a bound without its method");
  std::string out = head(std::max(c.method->least_minor, c.method->written_minor), c, c.claim.text(), comments);
  write_sizes(out, c);
  out += "method " + std::string(c.method->name) + "\n";
  write_origins(out, c);
  if (c.f) write_network(out, "f", *c.f);
  write_samples(out, c);
  c.method->on_a_line() ? write_line(out, c) : write_patterns(out, c.patterns);
  return out + "END\n";
}

}  // namespace ftcert
