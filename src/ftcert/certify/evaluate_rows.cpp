#include "ftcert/certify/evaluate_rows.hpp"

#include <algorithm>

#include "ftcert/core/error.hpp"
#include "ftcert/files/file.hpp"

namespace ftcert {

namespace {

using Names = std::vector<std::string>;

bool has(const Names& header, const Names& names) {
  return std::ranges::all_of(names, [&](const auto& name) { return std::ranges::count(header, name) > 0; });
}

class RowReader {
 public:
  RowReader(const EvaluateRequest& request, const std::optional<SpecificationTerms>& classes, std::size_t inputs)
      : request_(request),
        bound_(request.certificate != nullptr && request.certificate->data ? &*request.certificate->data : nullptr),
        classes_(classes),
        inputs_(inputs) {}

  Dataset read(const std::vector<SuppliedData>& data, const Control& control) const {
    const TableChoice& tables = request_.tables;
    std::string more;
    std::optional<TableFile> of_labels;
    if (tables.labels) {
      more = decompress_if_gzip(tables.labels->bytes(), tables.labels->name);
      const bool bound = bound_ != nullptr && bound_->labels;
      of_labels = {tables.labels->name, more, form(more, tables.labels_form, bound ? &*bound_->labels : nullptr)};
    }
    Dataset rows;
    for (const SuppliedData& file : data) {
      const std::string bytes = decompress_if_gzip(file.bytes(), file.name);
      const TableFile table{file.name, bytes, form(bytes, tables.form, bound_ ? &bound_->files.front() : nullptr)};
      const ColumnChoice columns = rows.rows() == 0 ? choice(table, of_labels) : rows.columns;
      rows.append(read_dataset(table, of_labels, columns, Integer(control.most_work), LabelColumns::kAsChosen,
                               control.threads()));
    }
    return rows;
  }

 private:
  // How a table stands in its file: as the user says, or as the certificate says of a file of the same format.
  static TableForm form(std::string_view bytes, const std::optional<TableForm>& said, const BoundFile* bound) {
    if (said) return *said;
    return bound != nullptr && bound->form.format == format_of(bytes) ? bound->form : TableForm();
  }

  // Where labels are looked for that the certificate names. Those of a file of their own, which is not here, are columns of the data where these have
  // names that mean something, and are no features.
  Names names_with_labels(const TableFile& data, const std::optional<TableFile>& of_labels,
                          const Names& features) const {
    if (of_labels) return column_names(*of_labels);
    Names names = column_names(data);
    if (bound_ == nullptr || !bound_->labels) return names;
    if (format_of(data.bytes) != DataFormat::kCsv) return {};
    std::erase_if(names, [&](const std::string& name) { return std::ranges::count(features, name) > 0; });
    return names;
  }

  ColumnChoice choice(const TableFile& data, const std::optional<TableFile>& of_labels) const {
    ColumnChoice columns = request_.columns;
    const ColumnChoice* bound = bound_ != nullptr ? &bound_->columns : nullptr;
    columns.rounding = request_.rounding ? *request_.rounding : bound != nullptr ? bound->rounding : Rounding::kNone;
    if (bound != nullptr && columns.features.empty()) columns.features = bound->features;
    const Names header = column_names(data), with_labels = names_with_labels(data, of_labels, columns.features);
    const auto* c = request_.certificate;
    const bool specified = c != nullptr && c->specification;
    if (classes_) {
      columns.labels = {request_.class_column};
      columns.specification = classes_;
    } else if (specified) {
      const bool known = bound != nullptr && has(with_labels, bound->labels) && has(with_labels, bound->upper);
      if (columns.labels.empty() && known) {
        columns.labels = bound->labels;
        columns.upper = bound->upper;
      }
      if (!columns.labels.empty() || of_labels) columns.specification = c->specification;
    }
    if (bound != nullptr) {
      if (columns.labels.empty() && !specified && has(with_labels, bound->labels)) columns.labels = bound->labels;
      if (columns.frozen.empty() && has(header, bound->frozen)) columns.frozen = bound->frozen;
    }
    // A table of labels has labels by default.
    if (bound == nullptr && columns.labels.empty() && !specified && !of_labels) {
      const bool array = format_of(data.bytes) != DataFormat::kCsv;
      if (!array && has(header, {"label"})) columns.labels = {"label"};
      if (array && columns.features.empty() && header.size() == inputs_ + 1) columns.labels = {header.back()};
    }
    return columns;
  }

  const EvaluateRequest& request_;
  const DataBinding* bound_;
  const std::optional<SpecificationTerms>& classes_;
  std::size_t inputs_;
};

}  // namespace

Dataset rows_to_evaluate(const std::vector<SuppliedData>& data, const EvaluateRequest& request,
                         const std::optional<SpecificationTerms>& classes, std::size_t inputs, const Control& control) {
  if (request.tables.labels && data.size() > 1)
    throw Error(Code::kUsage, "--labels is the file with the labels of one data file: put several into one");
  return RowReader(request, classes, inputs).read(data, control);
}

}  // namespace ftcert
