// A table that is CSV.
#include <algorithm>
#include <array>
#include <utility>

#include "ftcert/data/csv.hpp"
#include "ftcert/data/data_number.hpp"
#include "ftcert/data/table.hpp"

namespace ftcert {

namespace {

// Cells of labels that say what an empty one says: what pandas, NumPy, R and databases write for a value that there is not.
bool is_missing(std::string_view text) {
  constexpr auto kWords = std::to_array<std::string_view>({"", "NaN", "nan", "NA", "null"});
  return std::ranges::find(kWords, text) != kWords.end();
}

// Like 1,5: digits, one comma, digits.
bool has_decimal_comma(std::string_view text) {
  const auto comma = text.find(',');
  if (comma == std::string_view::npos) return false;
  std::string written(text);
  written[comma] = '.';
  try {
    read_data_number(written);
    return true;
  } catch (const Error&) {
    return false;
  }
}

class CsvTable : public Table {
 public:
  CsvTable(const TableFile& file, WorkMeter& work)
      : Table(file.name, {DataFormat::kCsv, {}, file.form.delimiter}),
        bytes_(file.bytes),
        reader_(name_, bytes_, form_.delimiter),
        work_(work) {
    if (!reader_.next()) throw Error(Code::kNoSamples, {name_, 0}, "expected a header row, found an empty file");
    for (const CsvCell& cell : reader_.cells()) header_.emplace_back(cell.text);
    header_place_.line = reader_.line();
  }

  // Lines are rows where there is no quote.
  std::vector<std::unique_ptr<Table>> parts(std::span<WorkMeter> work) const override {
    std::vector<std::unique_ptr<Table>> result;
    std::string_view rest = reader_.rest();
    if (rest.find('"') != std::string_view::npos) return result;
    std::size_t line = reader_.next_line();
    for (std::size_t k = 0; k < work.size() && !rest.empty(); ++k) {
      const std::size_t end = rest.find('\n', rest.size() / (work.size() - k) - 1);
      const std::string_view bytes = rest.substr(0, end == std::string_view::npos ? end : end + 1);
      result.push_back(std::unique_ptr<CsvTable>(new CsvTable(*this, bytes, line, k == 0 && first_, work[k])));
      line += static_cast<std::size_t>(std::ranges::count(bytes, '\n'));
      rest.remove_prefix(bytes.size());
    }
    return result;
  }

  // A row that counts has as many delimiters as the header, or a line end where there is none.
  std::size_t most_rows() const override {
    const auto lines = static_cast<std::size_t>(std::ranges::count(bytes_, '\n'));
    return std::min(lines, bytes_.size() / header_.size());
  }

  bool next() override {
    if (!reader_.next()) return false;
    const std::size_t found = reader_.cells().size();
    const bool names = std::exchange(first_, false) && found == header_.size() + 1;
    if (found == header_.size()) return true;
    throw Error(Code::kRowLength, {name_, reader_.line()},
                "expected " + std::to_string(header_.size()) + " cells as in the header, found " +
                    std::to_string(found) +
                    (names ? " (row names without a column name? in R: write.csv(d, row.names=FALSE))" : ""));
  }
  std::size_t line() const override { return reader_.line(); }
  std::size_t line_of(std::size_t j) const override { return reader_.cells()[j].line; }

  Rational number(std::size_t j) override {
    const std::string_view text = reader_.cells()[j].text;
    if (is_missing(text)) {
      refuse(Code::kNumberSyntax, j,
             "expected a number, found " + (text.empty() ? "an empty cell" : shown(text)) +
                 "; only a label may be missing, which keeps the value of f");
    }
    return number_in(text, j);
  }

  std::optional<Rational> label(std::size_t j) override {
    const std::string_view text = reader_.cells()[j].text;
    if (is_missing(text)) return std::nullopt;
    return number_in(text, j);
  }

  std::vector<Rational> numbers(std::size_t j, bool classes, CellForm& form) override {
    const std::string_view text = reader_.cells()[j].text;
    std::vector<Rational> found;
    if (is_missing(text)) return found;
    const SpecificationTexts texts = classes ? split_classes(text) : split_interval(text);
    form = texts.form;
    for (const std::string_view number : texts.numbers) found.push_back(number_in(number, j));
    return found;
  }

 private:
  // These rows of it, which begin with that line.
  CsvTable(const CsvTable& whole, std::string_view bytes, std::size_t line, bool first, WorkMeter& work)
      : Table(whole), bytes_(bytes), reader_(name_, bytes, form_.delimiter, line), work_(work), first_(first) {}

  Rational number_in(std::string_view text, std::size_t j) {
    if (const std::uint64_t units = number_work(text); units != 0) work_.charge(units, {name_, line_of(j)});
    try {
      return read_data_number(text);
    } catch (const Error& error) {
      refuse(error.code(), j,
             error.text() + (has_decimal_comma(text) ? ": a decimal comma? write the number with a point" : ""));
    }
  }

  std::string_view bytes_;
  CsvReader reader_;
  WorkMeter& work_;
  bool first_ = true;  // no row has been read
};

}  // namespace

std::unique_ptr<Table> open_csv_table(const TableFile& file, WorkMeter& work) {
  return std::make_unique<CsvTable>(file, work);
}

}  // namespace ftcert
