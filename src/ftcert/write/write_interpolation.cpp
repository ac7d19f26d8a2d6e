#include "ftcert/write/parts.hpp"
#include "ftcert/write/write.hpp"

namespace ftcert {

namespace {

std::string text(const std::optional<Rational>& value) { return value ? value->text() : "none"; }

void write_margins(std::string& out, const Margins& margins) {
  out += "margins\n";
  for (std::size_t l = 0; l < margins.layers.size(); ++l) {
    out += "preactivation " + std::to_string(l + 1) + " least=" + text(margins.layers[l].least) +
           " nonzero=" + text(margins.layers[l].nonzero) + "\n";
  }
  if (margins.projection) {
    out +=
        "projection direction=" + joined(margins.projection->direction, ",", [](const Integer& a) { return a.str(); }) +
        " gap=" + text(margins.projection->gap) + "\n";
  } else {
    out += "projection none\n";
  }
  out += "bits most=" + std::to_string(margins.bits.most) + " total=" + std::to_string(margins.bits.total) + "\n";
}

}  // namespace

std::string write_kind(const InterpolationCertificate& c, const std::vector<std::string>& comments) {
  std::string out = head(0, c, c.claim.text(), comments);
  write_sizes(out, c);
  out += c.construction ? "construction " + encode_name(c.construction->name) +
                              " bound=" + std::to_string(c.construction->bound) + "\n"
                        : "construction none\n";
  write_origins(out, c);
  if (c.f) write_network(out, "f", *c.f);
  write_network(out, "g", c.g);
  write_samples(out, c);
  write_margins(out, c.margins);
  return out + "END\n";
}

}  // namespace ftcert
