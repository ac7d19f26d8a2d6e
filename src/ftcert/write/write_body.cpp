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

// "csv sha256=.. delimiter=3B"
std::string bound_file(const BoundFile& file) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  const auto& [format, array, delimiter] = file.form;
  std::string text = std::string(kFormatWords[static_cast<std::size_t>(format)]) + " sha256=" + file.sha256;
  if (format == DataFormat::kNpz) text += " array=" + encode_name(array);
  if (format == DataFormat::kCsv && delimiter != ',')
    (((text += " delimiter=") += kHex[delimiter >> 4]) += kHex[delimiter & 15]);
  return text;
}

void write_data(std::string& out, const DataBinding& data) {
  const std::string rounding =
      " rounding=" + std::string(kRoundingWords[static_cast<std::size_t>(data.columns.rounding)]) + "\n";
  if (data.in_parts()) {
    out += "data parts " + std::to_string(data.files.size()) + rounding;
    for (const BoundFile& file : data.files)
      out += "part " + bound_file(file) + " samples=" + std::to_string(*file.samples) + "\n";
  } else {
    out += "data " + bound_file(data.files.front()) + rounding;
    if (data.labels) out += "labels-file " + bound_file(*data.labels) + "\n";
  }
  out += names("features", data.columns.features) + names("labels", data.columns.labels);
  if (data.columns.specification && !data.columns.specification->classes())
    out += data.columns.upper.empty() ? "upper none\n" : names("upper", data.columns.upper);
  out += data.columns.frozen.empty() ? "frozen-columns none\n" : names("frozen-columns", data.columns.frozen);
}

void write_model(std::string& out, const ModelBinding& model) {
  out += (model.format == ModelFormat::kOnnx ? "model onnx sha256=" : "model nnet sha256=") + model.sha256 +
         (model.tensor.empty() ? "" : " tensor=" + encode_name(model.tensor)) +
         (model.folded ? " folded=float32" : "") +
         " outputs=" + joined(model.outputs, ",", [](std::size_t j) { return std::to_string(j); }) + "\n";
  for (const ExternalFile& file : model.external)
    out += "external " + encode_name(file.name) + " sha256=" + file.sha256 + "\n";
}

// Words of version 1.6.
bool newest_words(const CertificateBody& c) {
  const auto newer = [](const BoundFile& file) {
    return file.form.format == DataFormat::kNpz || (file.form.format == DataFormat::kCsv && file.form.delimiter != ',');
  };
  const bool data = c.data && (c.data->labels || std::ranges::any_of(c.data->files, newer));
  const bool model = c.model && (c.model->format != ModelFormat::kOnnx || !c.model->tensor.empty() || c.model->folded ||
                                 !c.model->external.empty());
  return data || model || c.frozen == FrozenKind::kComputed;
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
  if (newest_words(c)) minor = 6;
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
  if (c.model) {
    write_model(out, *c.model);
  } else {
    out += "model none\n";
  }
  constexpr const char* kFrozenWords[] = {"zero", "values", "network", "computed"};
  out += std::string("frozen ") + kFrozenWords[static_cast<std::size_t>(c.frozen)] + "\n";
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
    if (c.samples.frozen && (c.samples.unknown.empty() || !c.samples.unknown[i])) {
      out += " :";
      append_each(out, c.samples.frozen->row(i));
    }
    out += '\n';
  }
}

}  // namespace ftcert
