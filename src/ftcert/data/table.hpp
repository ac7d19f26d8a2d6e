// The rows and cells of a table, whatever file it stands in: CSV, .npy, or an array of an .npz archive.
//
// Purpose: one way through a table, row by row, in which a cell is understood only when it is asked for. So columns that nobody asks for may hold anything.
// Errors name file, line and column; the lines of an array are its rows, counted from 1.
//
//   auto table = open_table({"samples.csv", bytes}, work);
//   table->header();                          // {"bmi", "age", "label"}
//   while (table->next()) use(table->number(0), table->label(2));
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ftcert/core/error.hpp"
#include "ftcert/core/samples.hpp"
#include "ftcert/core/work.hpp"
#include "ftcert/data/specification_cell.hpp"

namespace ftcert {

// A file with a table in it, gzip undone. The format is told by the bytes; `form` says between what the cells of CSV stand, and which array of an archive is
// meant (empty: the only one).
struct TableFile {
  std::string name;        // for errors
  std::string_view bytes;  // outlive what is made of them
  TableForm form{};
};

// By the first bytes; what is neither an array nor an archive may be CSV.
DataFormat format_of(std::string_view bytes);

class Table {
 public:
  virtual ~Table() = default;

  const std::string& name() const { return name_; }
  // As it was found: with its format, and the array by its name.
  const TableForm& form() const { return form_; }
  // The names of all columns, which may be empty in CSV; 0, 1, .. of an array.
  const std::vector<std::string>& header() const { return header_; }
  const Place& header_place() const { return header_place_; }

  // No fewer than there are; all of them have bytes behind them.
  virtual std::size_t most_rows() const = 0;
  // The rows that have not been read as so many tables or fewer, which may be read side by side; their rows in order are those of this one, which is not read
  // on. A meter for each, which must outlive it. None: where rows begin is not known before they are read.
  virtual std::vector<std::unique_ptr<Table>> parts(std::span<WorkMeter>) const { return {}; }
  // Goes to the next row; false behind the last one.
  virtual bool next() = 0;
  // The line of the row, and of its cell j.
  virtual std::size_t line() const = 0;
  virtual std::size_t line_of(std::size_t) const { return line(); }

  // The number in cell j of the row. Errors: kNumberSyntax, kNotFinite, kWork.
  virtual Rational number(std::size_t j) = 0;
  // The same, or nullopt where there is none: an empty cell, or NaN.
  virtual std::optional<Rational> label(std::size_t j) = 0;
  // The numbers of a cell of intervals or of classes; none: keep. `form` says what they are.
  virtual std::vector<Rational> numbers(std::size_t j, bool classes, CellForm& form) = 0;

 protected:
  explicit Table(std::string name, TableForm form)
      : name_(std::move(name)), form_(std::move(form)), header_place_{name_, 0} {}
  [[noreturn]] void refuse(Code code, std::size_t j, const std::string& text) const {
    throw Error(code, {name_, line_of(j)}, "column " + shown(header_[j]) + ": " + text);
  }

  std::string name_;
  TableForm form_;
  std::vector<std::string> header_;
  Place header_place_;
};

// `work` counts the numbers of CSV (number_work() of data_number.hpp). Errors: kEncoding for a file of another kind, which is called by its name, kNpy for
// an array or archive that is damaged or not there, kNoSamples for a file without a header or an array without rows.
std::unique_ptr<Table> open_table(const TableFile& file, WorkMeter& work);

// The same of one format, known from the bytes.
std::unique_ptr<Table> open_csv_table(const TableFile& file, WorkMeter& work);
// member: the bytes of an array of an archive.
std::unique_ptr<Table> open_array_table(const TableFile& file, std::optional<std::string> member);

}  // namespace ftcert
