#include "ftcert/data/dataset.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/core/number_text.hpp"
#include "ftcert/data/binary_float.hpp"
#include "ftcert/data/columns.hpp"
#include "ftcert/data/csv.hpp"
#include "ftcert/data/data_number.hpp"
#include "ftcert/data/npy.hpp"
#include "ftcert/data/specification_cell.hpp"

namespace ftcert {

namespace {

// Collects rows of chosen columns; only these are read.
class Builder {
 public:
  Builder(const std::string& name, DataFormat format, ChosenColumns columns)
      : name_(name), columns_(std::move(columns)) {
    data_.format = format;
    data_.columns = columns_.names;
    data_.points.dimension = columns_.features.size();
    if (!columns_.frozen.empty()) data_.frozen = PointMatrix(0, columns_.frozen.size());
    const Rounding rounding = columns_.names.rounding;
    if (rounding == Rounding::kNone) return;
    const bool single = rounding == Rounding::kFloat32 || rounding == Rounding::kFeaturesFloat32;
    of_features_ = {single ? kBinary32 : kBinary64, single ? "float32" : "float64"};
    if (rounding == Rounding::kFloat32 || rounding == Rounding::kFloat64) of_others_ = of_features_;
    data_.written = PointMatrix(0, columns_.features.size());
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

  // cell(j, name) is the exact value of column j, or nullopt when there is none; numbers(j, name, form) the numbers of a specification, none in an empty
  // cell; line_of(j) its line.
  template <class CellReader, class NumbersReader, class LineOf>
  void add_row(std::size_t line, const CellReader& cell, const NumbersReader& numbers, const LineOf& line_of) {
    const ColumnChoice& names = columns_.names;
    for (std::size_t c = 0; c < columns_.features.size(); ++c) {
      const std::size_t j = columns_.features[c];
      Rational x = needed(cell(j, names.features[c]), names.features[c], line_of(j));
      if (data_.written) data_.written->entries.push_back(x);
      data_.points.entries.push_back(rounded(std::move(x), of_features_, names.features[c], line_of(j)));
    }
    if (names.specification) add_specification(cell, numbers, line_of);
    for (std::size_t c = 0; !names.specification && c < columns_.labels.size(); ++c) {
      const std::size_t j = columns_.labels[c];
      std::optional<Rational>& y = data_.labels.emplace_back(cell(j, names.labels[c]));
      if (y && of_others_) y = rounded(*std::move(y), of_others_, names.labels[c], line_of(j));
    }
    for (std::size_t c = 0; c < columns_.frozen.size(); ++c) {
      const std::size_t j = columns_.frozen[c];
      data_.frozen->entries.push_back(rounded(needed(cell(j, names.frozen[c]), names.frozen[c], line_of(j)), of_others_,
                                              names.frozen[c], line_of(j)));
    }
    data_.lines.push_back(line);
    ++data_.points.count;
    if (data_.frozen) ++data_.frozen->count;
    if (data_.written) ++data_.written->count;
  }

  Dataset finish() {
    if (data_.rows() == 0) {
      throw Error(Code::kNoSamples, {name_, 0}, "expected at least one sample, found none");
    }
    return std::move(data_);
  }

 private:
  struct Target {
    BinaryFormat format;
    const char* name;
  };

  template <class CellReader, class NumbersReader, class LineOf>
  void add_specification(const CellReader& cell, const NumbersReader& numbers, const LineOf& line_of) {
    const ColumnChoice& names = columns_.names;
    const SpecificationTerms& terms = *names.specification;
    for (std::size_t c = 0; c < columns_.labels.size(); ++c) {
      const std::size_t j = columns_.labels[c];
      const std::string& column = names.labels[c];
      try {
        CellForm form = CellForm::kNumber;
        std::vector<Rational> found;
        if (columns_.upper.empty()) {
          found = numbers(j, column, form);
        } else {
          form = ends(cell(j, column), cell(columns_.upper[c], names.upper[c]), found);
        }
        if (terms.classes()) {
          data_.classes.push_back(found.empty() ? ClassSet() : classes_of(found, terms.outputs));
          continue;
        }
        for (Rational& number : found) number = rounded(std::move(number), of_others_, column, line_of(j));
        data_.intervals.push_back(found.empty() ? std::nullopt : std::optional(interval_of(form, found, terms.number)));
      } catch (const Error& error) {
        if (error.place().line != 0) throw;
        throw Error(error.code(), {name_, line_of(j)}, "column " + shown(column) + ": " + error.text());
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

  Rational rounded(Rational value, const std::optional<Target>& to, const std::string& column, std::size_t line) const {
    if (!to) return value;
    std::optional<Rational> result = round_to(to->format, value);
    if (!result) {
      throw Error(Code::kNotFinite, {name_, line},
                  "column " + shown(column) + ": the number rounds to infinity in " + to->name);
    }
    return *std::move(result);
  }

  Rational needed(std::optional<Rational> value, const std::string& column, std::size_t line) const {
    if (!value) {
      const bool csv = data_.format == DataFormat::kCsv;
      throw Error(csv ? Code::kNumberSyntax : Code::kNotFinite, {name_, line},
                  "column " + shown(column) + ": expected a number, found " + (csv ? "an empty cell" : "NaN") +
                      "; only a label may be missing, which keeps the value of f");
    }
    return *std::move(value);
  }

  const std::string& name_;
  ChosenColumns columns_;
  std::optional<Target> of_features_, of_others_;
  Dataset data_;
};

std::vector<std::string> read_header(const std::string& name, CsvReader& reader) {
  if (!reader.next()) throw Error(Code::kNoSamples, {name, 0}, "expected a header row, found an empty file");
  std::vector<std::string> header;
  for (const CsvCell& cell : reader.cells()) header.emplace_back(cell.text);
  return header;
}

std::vector<std::string> numbered_columns(const NpyArray& array) {
  std::vector<std::string> header(array.columns());
  for (std::size_t j = 0; j < header.size(); ++j) header[j] = std::to_string(j);
  return header;
}

Dataset read_csv(const std::string& name, std::string_view bytes, const ColumnChoice& choice,
                 const std::optional<Integer>& most_work, Labels labels) {
  CsvReader reader(name, bytes);
  const std::vector<std::string> header = read_header(name, reader);
  Builder builder(name, DataFormat::kCsv,
                  choose_columns({name, reader.line()}, DataFormat::kCsv, header, choice, labels));

  // A row that counts has as many commas as the header, or a line end where there is none.
  const auto lines = static_cast<std::size_t>(std::ranges::count(bytes, '\n'));
  builder.expect_rows(std::min(lines, bytes.size() / header.size()));
  WorkMeter work(most_work);
  const auto line_of = [&reader](std::size_t j) { return reader.cells()[j].line; };
  const auto number_at = [&](std::string_view text, std::size_t line, const std::string& column) {
    if (const std::uint64_t units = number_work(text); units != 0) work.charge(units, {name, line});
    try {
      return read_data_number(text);
    } catch (const Error& error) {
      throw Error(error.code(), {name, line}, "column " + shown(column) + ": " + error.text());
    }
  };
  const auto value_of = [&](std::size_t j, const std::string& column) -> std::optional<Rational> {
    const CsvCell& cell = reader.cells()[j];
    if (cell.text.empty()) return std::nullopt;
    return number_at(cell.text, cell.line, column);
  };
  const bool classes = choice.specification && choice.specification->classes();
  const auto numbers_of = [&](std::size_t j, const std::string& column, CellForm& form) {
    const CsvCell& cell = reader.cells()[j];
    std::vector<Rational> numbers;
    if (cell.text.empty()) return numbers;
    const SpecificationTexts texts = classes ? split_classes(cell.text) : split_interval(cell.text);
    form = texts.form;
    for (const std::string_view text : texts.numbers) numbers.push_back(number_at(text, cell.line, column));
    return numbers;
  };
  while (reader.next()) {
    if (reader.cells().size() != header.size()) {
      throw Error(Code::kRowLength, {name, reader.line()},
                  "expected " + std::to_string(header.size()) + " cells as in the header, found " +
                      std::to_string(reader.cells().size()));
    }
    builder.add_row(reader.line(), value_of, numbers_of, line_of);
  }
  return builder.finish();
}

Dataset read_npy_dataset(const std::string& name, std::string_view bytes, const ColumnChoice& choice, Labels labels) {
  const NpyArray array = read_npy(name, bytes);
  // Without rows no byte stands behind the number of columns.
  if (array.rows() == 0) throw Error(Code::kNoSamples, {name, 0}, "expected at least one sample, found none");
  const std::vector<std::string> header = numbered_columns(array);
  Builder builder(name, DataFormat::kNpy, choose_columns({name, 0}, DataFormat::kNpy, header, choice, labels));
  builder.expect_rows(array.columns() == 0 ? 0 : array.rows());
  for (std::size_t i = 0; i < array.rows(); ++i) {
    const auto line_of = [i](std::size_t) { return i + 1; };
    const auto value_of = [&](std::size_t j, const std::string&) { return array.at(i, j); };
    const auto numbers_of = [&](std::size_t j, const std::string&, CellForm&) {
      const std::optional<Rational> value = array.at(i, j);
      return value ? std::vector{*value} : std::vector<Rational>();
    };
    builder.add_row(i + 1, value_of, numbers_of, line_of);
  }
  return builder.finish();
}

}  // namespace

Dataset read_dataset(const std::string& name, std::string_view bytes, const ColumnChoice& choice,
                     const std::optional<Integer>& most_work, Labels labels) {
  return is_npy(bytes) ? read_npy_dataset(name, bytes, choice, labels)
                       : read_csv(name, bytes, choice, most_work, labels);
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

std::vector<std::string> column_names(const std::string& name, std::string_view bytes) {
  if (is_npy(bytes)) {
    const NpyArray array = read_npy(name, bytes);
    // As many names as columns that have bytes behind them.
    if (array.rows() == 0) throw Error(Code::kNoSamples, {name, 0}, "expected at least one sample, found none");
    return numbered_columns(array);
  }
  CsvReader reader(name, bytes);
  return read_header(name, reader);
}

}  // namespace ftcert
