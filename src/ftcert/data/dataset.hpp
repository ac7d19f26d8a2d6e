// Samples as they stand in a data file.
//
// Purpose: one exact reading of CSV, .npy and .npz files (proofs/certificate-format.md, section 5), used by the
// program that makes certificates and by the one that checks them. Labels may stand in a second file: row i there belongs to row i of the first. Rows
// are not yet merged. Errors name file, line and column.
//
//   Dataset data = read_dataset("samples.csv", bytes, ColumnChoice{});
//   Dataset other = read_dataset({"d.npz", bytes, {.array = "X"}}, TableFile{"d.npz", bytes, {.array = "y"}}, ColumnChoice{});
//   data.points.row(3);       // the fourth row's features, exactly as written
//   data.labels[3];           // std::nullopt: the cell is empty, "keep what f says"
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ftcert/common/threads.hpp"
#include "ftcert/core/samples.hpp"
#include "ftcert/core/work.hpp"
#include "ftcert/data/table.hpp"

namespace ftcert {

struct Dataset {
  TableForm form;                                    // as it was found
  std::optional<TableForm> labels_form;              // of the second file, if there is one
  ColumnChoice columns;                              // with all names filled in
  PointMatrix points;                                // rows x features
  std::vector<std::optional<Rational>> labels;       // rows x P, row-major; nullopt: keep
  std::vector<std::optional<Interval>> intervals{};  // rows x P; with a specification, in place of labels
  std::vector<ClassSet> classes{};                   // rows; likewise
  std::optional<PointMatrix> frozen;                 // rows x P
  std::optional<PointMatrix> written;                // features before rounding, where they are rounded
  std::vector<std::size_t> lines;                    // line in the file of each row (.npy: 1-based row)
  std::size_t unnamed = 0;                           // columns that were left out because they have no name

  std::size_t rows() const { return points.count; }
  std::size_t outputs() const { return columns.outputs(); }
  // Rows of another file behind these: with the same columns, unless there are none yet.
  void append(Dataset more);
};

// Whether a sample must have labels: samples that a network is evaluated at need none, and then an empty choice of labels is none.
enum class LabelColumns { kNeeded, kAsChosen };

// `of_labels`: the file with the columns of labels and upper ends, if it is a second one. Columns that are
// not chosen may hold anything. Errors: those of open_table() and choose_columns(); kNumberSyntax, kNotFinite, kNoSamples; kRowLength, without a line where the second
// file has another number of rows; kEncoding, kSyntax and kTruncated for what is not CSV; kWork when all numbers together take too much (number_work() of data/data_number.hpp).
// The rows of one CSV file without quotes are read on several threads; the result, or the error, is the same.
Dataset read_dataset(const TableFile& data, const std::optional<TableFile>& of_labels, const ColumnChoice& choice,
                     const std::optional<Integer>& most_work = kMostWork, LabelColumns labels = LabelColumns::kNeeded,
                     const Threads& threads = Threads());
inline Dataset read_dataset(const std::string& name, std::string_view bytes, const ColumnChoice& choice,
                            const std::optional<Integer>& most_work = kMostWork,
                            LabelColumns labels = LabelColumns::kNeeded) {
  return read_dataset(TableFile{name, bytes}, std::nullopt, choice, most_work, labels);
}

// The names of all columns: the header of a CSV file, in which they may be empty; 0, 1, .. of an array. Errors: as of read_dataset().
std::vector<std::string> column_names(const TableFile& file);

}  // namespace ftcert
