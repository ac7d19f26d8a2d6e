#include "ftcert/certify/tables.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/files/file.hpp"

namespace ftcert {

namespace {

// All files; the columns are those of the first.
std::vector<Dataset> read_files(const std::vector<SuppliedData>& data, const TableChoice& tables, ColumnChoice columns,
                                const Control& control) {
  std::vector<Dataset> files;
  std::string labels;
  std::optional<TableFile> of_labels;
  if (tables.labels) {
    labels = decompress_if_gzip(tables.labels->bytes(), tables.labels->name);
    of_labels = {tables.labels->name, labels, tables.labels_form.value_or(TableForm())};
  }
  for (const SuppliedData& file : data) {
    if (data.size() > 1)
      control.step("reading data: file " + std::to_string(files.size() + 1) + " of " + std::to_string(data.size()));
    const std::string bytes = decompress_if_gzip(file.bytes(), file.name);
    files.push_back(read_dataset({file.name, bytes, tables.form.value_or(TableForm())}, of_labels, columns,
                                 Integer(control.most_work), LabelColumns::kNeeded, control.threads()));
    columns = files.front().columns;
  }
  return files;
}

// Label columns with cells like 1..2 make all of them intervals. Errors: of labels, where that is no reading, either.
std::vector<Dataset> read_cells(const std::vector<SuppliedData>& data, const TableChoice& tables,
                                const ColumnChoice& columns, const Control& control) {
  try {
    return read_files(data, tables, columns, control);
  } catch (const Error& error) {
    if (error.code() != Code::kNumberSyntax || columns.specification) throw;
    ColumnChoice intervals = columns;
    intervals.specification = SpecificationTerms{};
    try {
      return read_files(data, tables, intervals, control);
    } catch (const Error& other) {
      if (other.code() != Code::kNumberSyntax) throw;
    }
    throw;
  }
}

// A delimiter is of CSV.
void expect_csv(const TableChoice& tables, const std::vector<Dataset>& files) {
  const auto cut = [](const TableForm& form) { return form.format == DataFormat::kCsv; };
  const bool any = std::ranges::any_of(
      files, [&](const Dataset& file) { return cut(file.form) || (file.labels_form && cut(*file.labels_form)); });
  if (!any && tables.form && tables.form->delimiter != TableForm().delimiter)
    throw Error(Code::kUsage, "--delimiter says what stands between the cells of CSV, and the data are arrays");
}

}  // namespace

std::vector<Dataset> read_tables(const std::vector<SuppliedData>& data, const TableChoice& tables,
                                 const ColumnChoice& columns, const Control& control) {
  if (tables.labels && data.size() > 1)
    throw Error(Code::kUsage, "--labels is the file with the labels of one data file: put several into one");
  std::vector<Dataset> files = read_cells(data, tables, columns, control);
  expect_csv(tables, files);
  return files;
}

}  // namespace ftcert
