#include <algorithm>

#include "ftcert/core/error.hpp"
#include "ftcert/write/number.hpp"
#include "ftcert/write/parts.hpp"
#include "ftcert/write/write.hpp"

namespace ftcert {

namespace {

std::string names(std::string_view keyword, const std::vector<std::string>& list) {
  return std::string(keyword) + " " + joined(list, " ", [](const std::string& n) { return encode_name(n); }) + "\n";
}

void write_data(std::string& out, const DataBinding& data) {
  const std::string rounding =
      " rounding=" + std::string(kRoundingWords[static_cast<std::size_t>(data.columns.rounding)]) + "\n";
  const auto bound = [](const BoundFile& file) {
    return (file.format == DataFormat::kCsv ? "csv sha256=" : "npy sha256=") + file.sha256;
  };
  if (data.in_parts()) {
    out += "data parts " + std::to_string(data.files.size()) + rounding;
    for (const BoundFile& file : data.files)
      out += "part " + bound(file) + " samples=" + std::to_string(*file.samples) + "\n";
  } else {
    out += "data " + bound(data.files.front()) + rounding;
  }
  out += names("features", data.columns.features) + names("labels", data.columns.labels);
  if (data.columns.specification && !data.columns.specification->classes())
    out += data.columns.upper.empty() ? "upper none\n" : names("upper", data.columns.upper);
  out += data.columns.frozen.empty() ? "frozen-columns none\n" : names("frozen-columns", data.columns.frozen);
}

// About what the lines of the samples take, which is most of a file: memory that grows step by step would be twice as much.
std::size_t bytes_of_samples(const CertificateBody& c) {
  constexpr std::size_t kWords = std::string_view("sample : :\n").size();
  std::size_t bytes = c.sample_count * kWords + bytes_of(c.samples.points.entries);
  for (const auto& label : c.samples.labels) bytes += label ? bytes_of({&*label, 1}) : 5;
  return bytes + (c.samples.frozen ? bytes_of(c.samples.frozen->entries) : 0);
}

}  // namespace

std::string head(unsigned minor, const CertificateBody& c, const std::string& claim,
                 const std::vector<std::string>& comments) {
  if (c.data && c.data->columns.rounding > Rounding::kFloat64) minor = std::max(minor, 2U);
  if (c.specification) minor = 4;
  if (c.data && c.data->in_parts()) minor = 5;
  std::string out = "FTCERT " + std::to_string(kFormatMajor) + "." + std::to_string(minor) + "\nclaim " + claim + "\n";
  for (const std::string& comment : comments) {
    require(comment.find('\n') == std::string::npos, "write_certificate: a comment is one line");
    out += "% " + comment + "\n";
  }
  return out;
}

void write_sizes(std::string& out, const CertificateBody& c) {
  out += "dimension " + std::to_string(c.dimension) + "\n";
  out += "outputs " + std::to_string(c.outputs) + "\n";
  if (c.specification)
    out += (c.specification->classes() ? "specification classes margin=" : "specification intervals tolerance=") +
           c.specification->number.text() + "\n";
}

void write_origins(std::string& out, const CertificateBody& c) {
  if (c.data) {
    write_data(out, *c.data);
  } else {
    out += "data none\n";
  }
  out += c.model
             ? "model onnx sha256=" + c.model->sha256 +
                   " outputs=" + joined(c.model->outputs, ",", [](std::size_t j) { return std::to_string(j); }) + "\n"
             : "model none\n";
  out += c.frozen == FrozenKind::kZero     ? "frozen zero\n"
         : c.frozen == FrozenKind::kValues ? "frozen values\n"
                                           : "frozen network\n";
}

void write_layer(std::string& out, const AffineMap& map) {
  out += "layer " + std::to_string(map.rows) + " " + std::to_string(map.columns) + "\n";
  for (std::size_t r = 0; r < map.rows; ++r) {
    append(out += "row ", map.bias[r]);
    append_each(out, map.row(r));
    out += '\n';
  }
}

void write_network(std::string& out, std::string_view name, const Network& network) {
  out += "network " + std::string(name) + " " + std::to_string(network.depth()) + "\n";
  for (const AffineMap& map : network.layers()) write_layer(out, map);
}

void write_samples(std::string& out, const CertificateBody& c) {
  out += (c.external ? "samples external " : "samples embedded ") + std::to_string(c.sample_count) + "\n";
  if (!c.external) out.reserve(out.size() + bytes_of_samples(c));
  for (std::size_t i = 0; !c.external && i < c.sample_count; ++i) {
    out += "sample";
    append_each(out, c.samples.points.row(i));
    out += " :";
    const std::size_t classes = c.specification && c.specification->classes() ? 1 : 0;
    if (classes != 0) out += c.samples.classes[i].empty() ? " keep" : " " + text(c.samples.classes[i]);
    for (std::size_t k = 0; classes == 0 && k < c.outputs; ++k) {
      const std::size_t at = i * c.outputs + k;
      if (c.specification ? !c.samples.intervals[at] : !c.samples.labels[at]) {
        out += " keep";
      } else if (c.specification) {
        (out += ' ') += text(*c.samples.intervals[at]);
      } else {
        append(out += ' ', *c.samples.labels[at]);
      }
    }
    if (c.frozen == FrozenKind::kValues) {
      out += " :";
      append_each(out, c.samples.frozen->row(i));
    }
    out += '\n';
  }
}

}  // namespace ftcert
