#include "ftcert/verbs/data_options.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/core/number_text.hpp"
#include "ftcert/data/data_number.hpp"
#include "ftcert/explain/text.hpp"
#include "ftcert/model/input_type.hpp"

namespace ftcert {

namespace {

constexpr const char* kRestores = "--round none restores";

Rounding rounding_of(const DataOptions& input, const std::optional<NamedBytes>& model) {
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

std::optional<SpecificationTerms> terms_of(const DataOptions& input) {
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

Rational number_of(const char* option, const std::string& text, bool positive) {
  std::optional<Rational> value;
  try {
    value = read_data_number(text);
  } catch (const Error& error) {
    throw Error(error.code(), std::string(option) + ": " + error.text());
  }
  if (value->sign() < (positive ? 1 : 0)) {
    throw Error(Code::kUsage, std::string(option) + " " + shown(text) + ": expected a number that is " +
                                  (positive ? "positive" : "not negative"));
  }
  return *value;
}

TableChoice tables_of(const DataOptions& input, const Files& files, const std::vector<SuppliedData>& data) {
  TableChoice tables;
  const char delimiter = input.delimiter ? read_delimiter(*input.delimiter) : TableForm().delimiter;
  const auto form = [&](const std::string& array) -> std::optional<TableForm> {
    if (array.empty() && !input.delimiter) return std::nullopt;
    return TableForm{.array = array, .delimiter = delimiter};
  };
  tables.form = form(input.array);
  tables.labels = files.labels(input.labels_file, data);
  tables.labels_form = form(input.labels_array);
  return tables;
}

ColumnChoice columns_of(const DataOptions& input, const std::optional<NamedBytes>& model) {
  ColumnChoice columns;
  columns.specification = terms_of(input);
  columns.labels = input.classes.empty() ? input.labels : std::vector{input.classes};
  columns.upper = input.upper;
  columns.frozen = input.frozen;
  columns.features = input.features;
  columns.rounding = rounding_of(input, model);
  return columns;
}

Subject read_subject(const DataOptions& input, const Files& files, const Control& control) {
  if (input.data.empty()) throw Error(Code::kUsage, "--data is required");
  const std::optional<NamedBytes> model = files.named(input.model);
  SubjectRequest request;
  request.columns = columns_of(input, model);
  request.tensor = input.tensor;
  request.model_outputs = input.components;
  request.samples = input.sample_rule();
  request.external = input.external;
  request.operators = input.operators;
  std::vector<SuppliedData> data = files.data(input.data);
  request.tables = tables_of(input, files, data);
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

std::optional<std::string> implied_rounding(const DataOptions& input, const CertificateBody& body) {
  if (input.round || !input.implied || !body.data) return std::nullopt;
  std::string text = "Features are rounded to ";
  text += single(body.data->columns.rounding) ? "float32" : "float64";
  text += body.model ? ", as the model reads them (" : ", in which the network runs (";
  return text + kRestores + ").";
}

}  // namespace ftcert
