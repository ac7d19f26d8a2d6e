// The tables that samples come from, as a user names them.
//
//   TableChoice tables{.form = TableForm{.delimiter = ';'}};
//   std::vector<Dataset> files = read_tables(data_files({"one.csv", "two.csv"}), tables, columns, control);
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ftcert/common/control.hpp"
#include "ftcert/data/dataset.hpp"
#include "ftcert/supply/supply.hpp"

namespace ftcert {

struct TableChoice {
  std::optional<TableForm>
      form{};  // of each data file; the format is told by the bytes; nullopt: nothing is said of it
  std::optional<SuppliedData> labels{};  // the file with the columns of labels; nullopt: the data file
  std::optional<TableForm> labels_form{};
};

// All files, in their order; the columns are those of the first. Label columns with cells like 1..2 make all labels intervals. Errors: those of read_dataset(); kUsage for
// several data files with a file of labels, and for a delimiter where no table is CSV.
std::vector<Dataset> read_tables(const std::vector<SuppliedData>& data, const TableChoice& tables,
                                 const ColumnChoice& columns, const Control& control);

}  // namespace ftcert
