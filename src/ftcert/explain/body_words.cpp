#include "ftcert/explain/body_words.hpp"

#include <algorithm>

#include "ftcert/core/error.hpp"
#include "ftcert/explain/decimal.hpp"
#include "ftcert/explain/text.hpp"

namespace ftcert {

namespace {

std::string rounding(Rounding r) {
  if (r == Rounding::kNone) return "Numbers are read exactly as written.";
  const std::string format = r == Rounding::kFloat32 || r == Rounding::kFeaturesFloat32 ? "binary32" : "binary64";
  return r == Rounding::kFloat32 || r == Rounding::kFloat64
             ? "Every number was first rounded to " + format + ", as a program would."
             : "Every feature was first rounded to " + format +
                   ", as a program would; labels and values of f are read exactly as written.";
}

std::string file_text(const BoundFile& file) {
  const TableForm& form = file.form;
  const std::string separated = form.delimiter == '\t' ? "tabs" : "'" + std::string(1, form.delimiter) + "'";
  return (form.format == DataFormat::kCsv   ? "CSV"
          : form.format == DataFormat::kNpy ? ".npy"
                                            : "array " + shown(form.array) + " of a .npz") +
         std::string(" file with SHA-256 ") + file.sha256 +
         (form.format == DataFormat::kCsv && form.delimiter != ',' ? ", cells separated by " + separated : "");
}

std::string labels_text(const ColumnChoice& columns) {
  if (!columns.specification) return "; labels: " + listed(columns.labels);
  if (columns.specification->classes()) return "; classes: " + columns.labels[0];
  return "; intervals: " + listed(columns.labels) +
         (columns.upper.empty() ? "" : ", with upper ends in " + listed(columns.upper));
}

}  // namespace

std::string shape_of(const Network& network) {
  std::string text = std::to_string(network.inputs());
  for (const AffineMap& map : network.layers()) text += "-" + std::to_string(map.rows);
  return text;
}

void say_data(Prose& prose, const CertificateBody& c, const Residuals& residuals) {
  prose.heading("The data");
  prose.say(counted(c.sample_count, "sample") + " with " + counted(c.dimension, "feature") + " and " +
            (c.specification ? counted(c.outputs, "component") + " of f" : counted(c.outputs, "label component")) +
            ", pairwise distinct points.");
  if (c.data) {
    const DataBinding& d = *c.data;
    prose.say((d.in_parts() ? "They come from " + counted(d.files.size(), "file") + ", one after the other"
                            : "They come from a " + file_text(d.files.front())) +
              "; features: " + listed(d.columns.features) + labels_text(d.columns) + ". " +
              rounding(d.columns.rounding));
    if (d.labels)
      prose.say("The columns of labels are those of another file, row by row: a " + file_text(*d.labels) + ".");
    for (std::size_t i = 0; d.in_parts() && i < d.files.size(); ++i)
      prose.say("Part " + std::to_string(i + 1) + ": " + counted(*d.files[i].samples, "sample") + " of a " +
                file_text(d.files[i]) + ".");
  }
  prose.say(c.external ? "The certificate does not hold the samples: the data " +
                             std::string(c.data->in_parts() || c.data->labels ? "files are" : "file is") +
                             " needed to check it."
                       : "The certificate holds all samples.");
  std::vector<std::string> rows;
  const Rational* largest = nullptr;
  Rational magnitude;
  for (std::size_t i = 0; i < residuals.changed.size(); ++i) {
    if (!residuals.changed[i]) continue;
    rows.push_back(std::to_string(i + 1));
    for (const Rational& value : residuals.values.row(i)) {
      if (abs(value) <= magnitude) continue;
      magnitude = abs(value);
      largest = &value;
    }
  }
  if (largest == nullptr && c.specification) return;
  if (largest == nullptr) return prose.say("No label changes.");
  prose.say("Changed samples, counted from 1: " + listed(rows) + ". Largest change " +
            (c.specification ? "g: " : "y - f: ") + readable(*largest) + ".");
}

namespace {

// The file, and what of it f is.
void say_model(Prose& prose, const ModelBinding& model, const std::string& start) {
  prose.say(start + (model.format == ModelFormat::kOnnx ? " an ONNX" : " a .nnet") + " file with SHA-256 " +
            model.sha256 + (model.tensor.empty() ? "" : ": f is its tensor " + shown(model.tensor)) + ".");
  for (const ExternalFile& file : model.external)
    prose.say("Numbers of it are in " + shown(file.name) + " beside it, with SHA-256 " + file.sha256 + ".");
  if (model.folded)
    prose.say(
        "Each of its batch normalizations counts as a x + b with a and b rounded to binary32, as they are when it is "
        "folded into the weights.");
}

}  // namespace

void say_frozen(Prose& prose, const CertificateBody& c) {
  prose.heading("The frozen function f");
  if (c.frozen == FrozenKind::kZero) return prose.say("f is zero: g alone takes the labels.");
  if (c.frozen == FrozenKind::kValues) {
    return prose.say("f is known by its values at the samples only" +
                     (c.data ? ", columns " + listed(c.data->columns.frozen) : std::string()) + ".");
  }
  if (c.f) {
    prose.say("f is a ReLU network " + shape_of(*c.f) + " with " + counted(c.f->neurons(), "hidden neuron") +
              ", written out in the certificate with every weight as an exact rational.");
  } else {
    const auto known = static_cast<std::size_t>(std::ranges::count(c.samples.unknown, false));
    prose.say("f is the function of a model that is not written out: the certificate states its values at " +
              std::to_string(known) + " of " + counted(c.sample_count, "sample") +
              ", all that have a label among them. Nothing depends on f at the others, where g is 0.");
  }
  if (c.model) say_model(prose, *c.model, c.f ? "It was read from" : "It is bound as");
}

void say_how_to_check(Prose& prose, const CertificateBody& c, const FileNames& files, const std::string& recomputed,
                      Theorem theorem) {
  prose.heading("What you have to trust, and how to check");
  prose.say("Not the program that wrote the certificate. Two checkers, in C++ and in Python, recompute " + recomputed +
            "; trust one of them, its arithmetic (GMP and FLINT, or Python's integers) and the machine.");
  if (c.model) {
    prose.say("That the " + std::string(c.f ? "network f in the certificate is" : "values of f are those of") +
              " the function of the model file is the word of ftcert's reader; the digest says which file.");
  }
  std::string arguments = quoted(files.certificate);
  if (c.data && c.external && files.data.empty()) arguments += " --data DATA";
  for (const std::string& data : files.data) arguments += " --data " + quoted(data);
  if (c.data && c.data->labels && (c.external || !files.data.empty()))
    arguments += " --labels " + (files.labels.empty() ? "LABELS" : quoted(files.labels));
  if (c.model && !files.model.empty()) arguments += " --model " + quoted(files.model);
  prose.command("ftcheck " + arguments);
  prose.command("python3 proofs/ftcheck.py " + arguments);
  if (c.data && files.data.empty() && !c.external)
    prose.say("With --data FILE" + std::string(c.data->labels ? " and --labels FILE" : "") +
              " both also compare the samples with the data file.");
  if (theorem == Theorem::kWritten) {
    prose.say(
        "With Coq, whose kernel is then all that has to be trusted, the claim is a theorem about the samples in the "
        "file (proofs/README.md):");
    prose.command("ftcert explain " + arguments + " --coq claim.v");
  }
  prose.say("The format and the meaning of every line: proofs/certificate-format.md.");
}

}  // namespace ftcert
