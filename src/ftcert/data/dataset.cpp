#include "ftcert/data/dataset.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/core/number_text.hpp"
#include "ftcert/data/binary_float.hpp"
#include "ftcert/data/columns.hpp"
#include "ftcert/data/specification_cell.hpp"

namespace ftcert {

namespace {

// Collects rows of chosen columns; only these are read.
class Builder {
 public:
  Builder(Table& data, Table& of_labels, ChosenColumns columns)
      : table_(data), of_labels_(of_labels), columns_(std::move(columns)) {
    data_.form = data.form();
    if (apart()) data_.labels_form = of_labels.form();
    data_.columns = columns_.names;
    data_.unnamed = columns_.unnamed;
    data_.points.dimension = columns_.features.size();
    if (!columns_.frozen.empty()) data_.frozen = PointMatrix(0, columns_.frozen.size());
    const Rounding rounding = columns_.names.rounding;
    if (rounding == Rounding::kNone) return;
    const bool single = rounding == Rounding::kFloat32 || rounding == Rounding::kFeaturesFloat32;
    of_features_ = {single ? kBinary32 : kBinary64, single ? "float32" : "float64"};
    if (rounding == Rounding::kFloat32 || rounding == Rounding::kFloat64) of_others_ = of_features_;
    data_.written = PointMatrix(0, columns_.features.size());
  }

  // All rows of the tables.
  Dataset read() {
    expect_rows(std::min(table_.most_rows(), of_labels_.most_rows()));
    while (table_.next()) {
      ++rows_;
      if (apart() && !of_labels_.next()) refuse_rows();
      add_row();
    }
    if (apart() && of_labels_.next()) refuse_rows();
    return std::move(data_);
  }

  // Makes room for so many rows.
  void expect_rows(std::size_t rows) {
    const ColumnChoice& names = columns_.names;
    data_.lines.reserve(rows);
    data_.points.entries.reserve(rows * columns_.features.size());
    if (data_.written) data_.written->entries.reserve(rows * columns_.features.size());
    if (data_.frozen) data_.frozen->entries.reserve(rows * columns_.frozen.size());
    if (!names.specification) data_.labels.reserve(rows * columns_.labels.size());
  }

 private:
  struct Target {
    BinaryFormat format;
    const char* name;
  };

  bool apart() const { return &table_ != &of_labels_; }

  void add_row() {
    const ColumnChoice& names = columns_.names;
    for (const std::size_t j : columns_.features) {
      Rational x = table_.number(j);
      if (data_.written) data_.written->entries.push_back(x);
      data_.points.entries.push_back(rounded(std::move(x), of_features_, table_, j));
    }
    if (names.specification) add_specification();
    for (std::size_t c = 0; !names.specification && c < columns_.labels.size(); ++c) {
      const std::size_t j = columns_.labels[c];
      std::optional<Rational>& y = data_.labels.emplace_back(of_labels_.label(j));
      if (y && of_others_) y = rounded(*std::move(y), of_others_, of_labels_, j);
    }
    for (const std::size_t j : columns_.frozen)
      data_.frozen->entries.push_back(rounded(table_.number(j), of_others_, table_, j));
    data_.lines.push_back(table_.line());
    ++data_.points.count;
    if (data_.frozen) ++data_.frozen->count;
    if (data_.written) ++data_.written->count;
  }

  void add_specification() {
    const SpecificationTerms& terms = *columns_.names.specification;
    for (std::size_t c = 0; c < columns_.labels.size(); ++c) {
      const std::size_t j = columns_.labels[c];
      try {
        CellForm form = CellForm::kNumber;
        std::vector<Rational> found;
        if (columns_.upper.empty()) {
          found = of_labels_.numbers(j, terms.classes(), form);
        } else {
          form = ends(of_labels_.label(j), of_labels_.label(columns_.upper[c]), found);
        }
        if (terms.classes()) {
          data_.classes.push_back(found.empty() ? ClassSet() : classes_of(found, terms.outputs));
          continue;
        }
        for (Rational& number : found) number = rounded(std::move(number), of_others_, of_labels_, j);
        data_.intervals.push_back(found.empty() ? std::nullopt : std::optional(interval_of(form, found, terms.number)));
      } catch (const Error& error) {
        if (error.place().line != 0) throw;
        throw Error(error.code(), {of_labels_.name(), of_labels_.line_of(j)},
                    "column " + shown(of_labels_.header()[j]) + ": " + error.text());
      }
    }
  }

  // The form of an interval whose ends stand in two columns, and these ends.
  static CellForm ends(std::optional<Rational> low, std::optional<Rational> high, std::vector<Rational>& found) {
    const CellForm form = low && high ? CellForm::kRange : low ? CellForm::kAtLeast : CellForm::kAtMost;
    for (auto* end : {&low, &high}) {
      if (*end) found.push_back(*std::move(*end));
    }
    return form;
  }

  Rational rounded(Rational value, const std::optional<Target>& to, const Table& table, std::size_t j) const {
    if (!to) return value;
    std::optional<Rational> result = round_to(to->format, value);
    if (!result) {
      throw Error(Code::kNotFinite, {table.name(), table.line_of(j)},
                  "column " + shown(table.header()[j]) + ": the number rounds to infinity in " + to->name);
    }
    return *std::move(result);
  }

  // Both tables go on to their ends: the numbers of rows differ.
  [[noreturn]] void refuse_rows() {
    std::size_t labels = data_.rows() + (rows_ == data_.rows() ? 1 : 0);
    while (table_.next()) ++rows_;
    while (of_labels_.next()) ++labels;
    throw Error(Code::kRowLength, {of_labels_.name(), 0},
                "expected a row of labels for each of the " + std::to_string(rows_) + " rows of " +
                    shown(table_.name()) + ", found " + std::to_string(labels) + " rows" +
                    (of_labels_.header().size() == 1 && labels < rows_ && of_labels_.form().format == DataFormat::kCsv
                         ? "; an empty line is none: write NA for a missing label"
                         : ""));
  }

  Table& table_;
  Table& of_labels_;
  ChosenColumns columns_;
  std::size_t rows_ = 0;  // of the first table
  std::optional<Target> of_features_, of_others_;
  Dataset data_;
};

// The rows of the table in parts side by side. Nothing: it has none, or its numbers take work, which is counted in the order of the rows.
std::optional<Dataset> read_parts(const Table& table, const ChosenColumns& columns, const Threads& threads) {
  constexpr std::size_t kFewRows = 10'000;
  if (threads.jobs() == 1 || table.most_rows() < kFewRows) return std::nullopt;
  std::vector<WorkMeter> work(threads.jobs(), WorkMeter(Integer(0)));
  const std::vector<std::unique_ptr<Table>> parts = table.parts(work);
  if (parts.size() < 2) return std::nullopt;
  std::vector<Dataset> read(parts.size());
  try {
    threads(parts.size(), [&](std::size_t k) {
      Builder builder(*parts[k], *parts[k], columns);
      if (k == 0) builder.expect_rows(table.most_rows());  // all rows in the end
      read[k] = builder.read();
    });
  } catch (const Error& error) {
    if (error.code() != Code::kWork) throw;
    return std::nullopt;
  }
  Dataset all;
  for (Dataset& part : read) all.append(std::exchange(part, {}));
  return all;
}

}  // namespace

Dataset read_dataset(const TableFile& data, const std::optional<TableFile>& of_labels, const ColumnChoice& choice,
                     const std::optional<Integer>& most_work, LabelColumns labels, const Threads& threads) {
  WorkMeter work(most_work);
  const std::unique_ptr<Table> table = open_table(data, work);
  const std::unique_ptr<Table> second = of_labels ? open_table(*of_labels, work) : nullptr;
  const ChosenColumns columns = choose_columns(*table, second.get(), choice, labels);
  std::optional<Dataset> result;
  if (!second) result = read_parts(*table, columns, threads);
  if (!result) result = Builder(*table, second ? *second : *table, columns).read();
  if (result->rows() == 0)
    throw Error(Code::kNoSamples, {table->name(), 0}, "expected at least one sample, found none");
  return *std::move(result);
}

void Dataset::append(Dataset more) {
  if (rows() == 0) {
    *this = std::move(more);
    return;
  }
  ftcert::append(points, std::move(more.points));
  ftcert::append(labels, std::move(more.labels));
  ftcert::append(intervals, std::move(more.intervals));
  ftcert::append(classes, std::move(more.classes));
  if (frozen) ftcert::append(*frozen, *std::move(more.frozen));
  if (written) ftcert::append(*written, *std::move(more.written));
  ftcert::append(lines, std::move(more.lines));
}

std::vector<std::string> column_names(const TableFile& file) {
  WorkMeter work;
  return open_table(file, work)->header();
}

}  // namespace ftcert
