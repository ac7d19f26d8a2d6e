#include "programs/data_input.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/core/number_text.hpp"
#include "ftcert/data/data_number.hpp"
#include "ftcert/explain/text.hpp"
#include "ftcert/model/input_type.hpp"
#include "ftcert/supply/supply.hpp"

namespace ftcert {

namespace {

constexpr const char* kRestores = "--round none restores";

Rounding rounding_of(const DataInput& input, const std::optional<NamedBytes>& model) {
  if (input.round) {
    return static_cast<Rounding>(std::ranges::find(kRoundingWords, *input.round) - std::begin(kRoundingWords));
  }
  if (!input.implied || !model) return input.implied.value_or(Rounding::kNone);
  switch (const model::ElementType type = input_type(model->name, model->bytes)) {
    case model::ElementType::kFloat32:
      return Rounding::kFeaturesFloat32;
    case model::ElementType::kFloat64:
      return Rounding::kFeaturesFloat64;
    default:
      throw Error(Code::kModelType, {model->name, 0},
                  "its input has type " + model::text(type) + ", to which features are not rounded: give --round");
  }
}

Rational number_of(const char* option, const std::string& text, bool positive) {
  const Rational value = read_data_number(text);
  if (value.sign() < (positive ? 1 : 0)) {
    throw Error(Code::kUsage, std::string(option) + " " + shown(text) + ": expected a number that is " +
                                  (positive ? "positive" : "not negative"));
  }
  return value;
}

std::optional<SpecificationTerms> terms_of(const DataInput& input) {
  const bool intervals = input.tolerance || !input.upper.empty();
  if (input.classes.empty()) {
    if (input.margin) throw Error(Code::kUsage, "--margin says by how much a class leads: give --class");
    if (input.tolerance && !input.upper.empty())
      throw Error(Code::kUsage, "give either --tolerance or --label-upper, not both");
    if (!intervals) return std::nullopt;
    return SpecificationTerms{SpecificationKind::kIntervals,
                              input.tolerance ? number_of("--tolerance", *input.tolerance, false) : Rational(0), 0};
  }
  if (!input.labels.empty() || intervals)
    throw Error(Code::kUsage, "give either --class or labels (--label, --label-upper, --tolerance), not both");
  if (!input.components.empty()) throw Error(Code::kUsage, "--class compares all outputs of f: leave out --output");
  return SpecificationTerms{SpecificationKind::kClasses,
                            input.margin ? number_of("--margin", *input.margin, true) : Rational(0), 0};
}

// ";", or a tab by its name.
char read_delimiter(const std::string& text) {
  if (text == "tab" || text == "\\t") return '\t';
  if (text.size() != 1 || !separates_cells(text[0])) {
    throw Error(Code::kUsage, "--delimiter " + shown(text) +
                                  ": expected one character that is no part of names and numbers, like ';', or tab");
  }
  return text[0];
}

bool single(Rounding rounding) { return rounding == Rounding::kFloat32 || rounding == Rounding::kFeaturesFloat32; }

}  // namespace

void add_data_input(CLI::App& verb, DataInput& input) {
  verb.add_option("--data", input.data,
                  "samples: CSV with a header row, .npy or .npz (-: standard input); several files: give it for each")
      ->allow_extra_args(false);
  verb.add_option("--array", input.array, "the array of an .npz archive that has several");
  verb.add_option("--delimiter", input.delimiter, "what stands between the cells of CSV, tab for a tab (default: ,)");
  auto* labels =
      verb.add_option("--labels", input.labels_file,
                      "a second file, with the labels, whose rows are those of the data (CSV, .npy or .npz)");
  verb.add_option("--labels-array", input.labels_array, "the array of an .npz archive that has the labels")
      ->needs(labels);
  verb.add_option("--model", input.model, "the frozen network f: an ONNX file, or .nnet");
  verb.add_option("--tensor", input.tensor, "the tensor of the model's graph that f is (default: its only output)");
  verb.add_option(
          "--sample", input.sample,
          "what of the model's input is one sample: rows (what lies behind the axis of samples), tensor (all of "
          "it), auto (rows, if the graph keeps them apart and the data have so many features; default)")
      ->check(CLI::IsMember({"auto", "rows", "tensor"}));
  verb.add_option("--output", input.components, "components of f to use, counted from 0")->delimiter(',');
  verb.add_option("--label", input.labels, "label columns (default: label); an empty cell keeps what f says")
      ->delimiter(',');
  verb.add_option("--label-upper", input.upper,
                  "columns with upper ends, which make intervals of the numbers in the label columns (an empty cell: "
                  "no such end)")
      ->delimiter(',');
  verb.add_option(
      "--tolerance", input.tolerance,
      "make intervals of labels: a number Y stands for all from Y - Q to Y + Q; cells may be LO..HI, >=LO or "
      "<=HI as well");
  verb.add_option(
      "--class", input.classes,
      "in place of labels: the column that says which output is to be the greatest, counted from 0; 0|1 is one "
      "of these, an empty cell keeps all outputs");
  verb.add_option("--margin", input.margin,
                  "by how much it is to be greater than all others (default: 1/100 of the gap between the two greatest "
                  "outputs at the kept samples, its median)");
  verb.add_option("--frozen", input.frozen, "columns with the values of f, in place of a model")->delimiter(',');
  verb.add_option("--features", input.features, "feature columns (default: all others)")->delimiter(',');
  verb.add_option("--round", input.round,
                  "round every cell to this type first, or with features- the cells of features alone (default: none)")
      ->check(CLI::IsMember(std::vector<std::string>(std::begin(kRoundingWords), std::end(kRoundingWords))));
  verb.add_flag("--external-data", input.external, "bind the samples by digest instead of embedding them");
}

TableChoice tables_of(const DataInput& input, const std::vector<SuppliedData>& data) {
  TableChoice tables;
  const char delimiter = input.delimiter ? read_delimiter(*input.delimiter) : TableForm().delimiter;
  const auto form = [&](const std::string& array) -> std::optional<TableForm> {
    if (array.empty() && !input.delimiter) return std::nullopt;
    return TableForm{.array = array, .delimiter = delimiter};
  };
  tables.form = form(input.array);
  tables.labels = labels_file(input.labels_file, data);
  tables.labels_form = form(input.labels_array);
  return tables;
}

std::vector<std::string> files_of(const DataInput& input) {
  std::vector<std::string> files = input.data;
  if (!input.labels_file.empty()) files.push_back(input.labels_file);
  return files;
}

ColumnChoice columns_of(const DataInput& input, const std::optional<NamedBytes>& model) {
  ColumnChoice columns;
  columns.specification = terms_of(input);
  columns.labels = input.classes.empty() ? input.labels : std::vector{input.classes};
  columns.upper = input.upper;
  columns.frozen = input.frozen;
  columns.features = input.features;
  columns.rounding = rounding_of(input, model);
  return columns;
}

Subject read_subject(const DataInput& input, const Control& control) {
  if (input.data.empty()) throw Error(Code::kUsage, "--data is required");
  const std::optional<NamedBytes> model = read_if_named(input.model);
  SubjectRequest request;
  request.columns = columns_of(input, model);
  request.tensor = input.tensor;
  request.model_outputs = input.components;
  request.samples = input.sample_rule();
  request.external = input.external;
  request.operators = input.operators;
  std::vector<SuppliedData> data = data_files(input.data);
  request.tables = tables_of(input, data);
  try {
    return read_subject(std::move(data), model, request, control);
  } catch (const Error& error) {
    // Nobody asked for the rounding that may have made the points equal.
    const bool unasked = !input.round && request.columns.rounding != Rounding::kNone;
    if (error.code() != Code::kContradiction || !unasked) throw;
    throw Error(error.code(), error.place(),
                error.text() + " (features are rounded to " +
                    (single(request.columns.rounding) ? "float32" : "float64") + ": " + kRestores + ")");
  }
}

std::optional<std::string> left_out(const Subject& subject) {
  if (subject.unnamed == 0) return std::nullopt;
  return "Left out: " + counted(subject.unnamed, "column") + " without a name.";
}

std::optional<std::string> implied_rounding(const DataInput& input, const CertificateBody& body) {
  if (input.round || !input.implied || !body.data) return std::nullopt;
  return std::string("Features are rounded to ") + (single(body.data->columns.rounding) ? "float32" : "float64") +
         (body.model ? ", as the model reads them (" : ", in which the network runs (") + kRestores + ").";
}

}  // namespace ftcert
