#include "ftcert/certificate/certificate.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

std::string text(const std::optional<Rational>& value) { return value ? value->text() : "none"; }

template <typename Range, typename Print>
std::string joined(const Range& range, std::string_view separator, Print print) {
  std::string result;
  for (const auto& item : range) {
    if (!result.empty()) result += separator;
    result += print(item);
  }
  return result;
}

std::string names(std::string_view keyword, const std::vector<std::string>& list) {
  return std::string(keyword) + " " + joined(list, " ", [](const std::string& n) { return encode_name(n); }) + "\n";
}

void write_data(std::string& out, const DataBinding& data) {
  const std::string_view rounding = data.columns.rounding == Rounding::kNone      ? "none"
                                    : data.columns.rounding == Rounding::kFloat32 ? "float32"
                                                                                  : "float64";
  out += data.format == DataFormat::kCsv ? "data csv sha256=" : "data npy sha256=";
  out += data.sha256 + " rounding=" + std::string(rounding) + "\n";
  out += names("features", data.columns.features) + names("labels", data.columns.labels);
  out += data.columns.frozen.empty() ? "frozen-columns none\n" : names("frozen-columns", data.columns.frozen);
}

void write_network(std::string& out, std::string_view name, const Network& network) {
  out += "network " + std::string(name) + " " + std::to_string(network.depth()) + "\n";
  for (const AffineMap& map : network.layers()) {
    out += "layer " + std::to_string(map.rows) + " " + std::to_string(map.columns) + "\n";
    for (std::size_t r = 0; r < map.rows; ++r) {
      out += "row " + map.bias[r].text();
      for (const Rational& weight : map.row(r)) (out += ' ') += weight.text();
      out += '\n';
    }
  }
}

void write_samples(std::string& out, const InterpolationCertificate& c) {
  out += (c.external ? "samples external " : "samples embedded ") + std::to_string(c.sample_count) + "\n";
  for (std::size_t i = 0; !c.external && i < c.sample_count; ++i) {
    out += "sample";
    for (const Rational& x : c.samples.points.row(i)) (out += ' ') += x.text();
    out += " :";
    for (std::size_t k = 0; k < c.outputs; ++k) {
      const auto& label = c.samples.labels[i * c.outputs + k];
      (out += ' ') += label ? label->text() : "keep";
    }
    if (c.frozen == FrozenKind::kValues) {
      out += " :";
      for (const Rational& value : c.samples.frozen->row(i)) (out += ' ') += value.text();
    }
    out += '\n';
  }
}

void write_margins(std::string& out, const Margins& margins) {
  out += "margins\n";
  for (std::size_t l = 0; l < margins.layers.size(); ++l) {
    out += "preactivation " + std::to_string(l + 1) + " least=" + text(margins.layers[l].least) +
           " nonzero=" + text(margins.layers[l].nonzero) + "\n";
  }
  if (margins.projection) {
    out += "projection direction=" + joined(margins.projection->direction, ",", [](const Integer& a) { return a.str(); }) +
           " gap=" + text(margins.projection->gap) + "\n";
  } else {
    out += "projection none\n";
  }
  out += "bits most=" + std::to_string(margins.bits.most) + " total=" + std::to_string(margins.bits.total) + "\n";
}

void write_comments(std::string& out, const std::vector<std::string>& comments) {
  for (const std::string& comment : comments) {
    require(comment.find('\n') == std::string::npos, "write_certificate: a comment is one line");
    out += "% " + comment + "\n";
  }
}

std::string write(const InterpolationCertificate& c, const std::vector<std::string>& comments) {
  std::string out = "FTCERT " + std::to_string(kFormatMajor) + "." + std::to_string(kFormatMinor) + "\n";
  out += "claim " + c.claim.text() + "\n";
  write_comments(out, comments);
  out += "dimension " + std::to_string(c.dimension) + "\n";
  out += "outputs " + std::to_string(c.outputs) + "\n";
  out += c.construction ? "construction " + encode_name(c.construction->name) + " bound=" +
                              std::to_string(c.construction->bound) + "\n"
                        : "construction none\n";
  if (c.data) {
    write_data(out, *c.data);
  } else {
    out += "data none\n";
  }
  out += c.model ? "model onnx sha256=" + c.model->sha256 + " outputs=" +
                       joined(c.model->outputs, ",", [](std::size_t j) { return std::to_string(j); }) + "\n"
                 : "model none\n";
  out += c.frozen == FrozenKind::kZero     ? "frozen zero\n"
         : c.frozen == FrozenKind::kValues ? "frozen values\n"
                                           : "frozen network\n";
  if (c.f) write_network(out, "f", *c.f);
  write_network(out, "g", c.g);
  write_samples(out, c);
  write_margins(out, c.margins);
  return out + "END\n";
}

}  // namespace

std::string InterpolationClaim::text() const {
  return "interpolation layers=" + std::to_string(layers) + " neurons=" + std::to_string(neurons) +
         " samples=" + std::to_string(samples) + " changed=" + std::to_string(changed);
}

std::string write_certificate(const Certificate& certificate, const std::vector<std::string>& comments) {
  return std::visit([&](const auto& c) { return write(c, comments); }, certificate);
}

}  // namespace ftcert
