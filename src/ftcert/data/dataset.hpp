// Samples as they stand in a data file.
//
// Purpose: one exact reading of CSV and .npy files (proofs/certificate-format.md, section 5), used by the
// program that makes certificates and by the one that checks them. Rows are not yet merged. Errors name file,
// line and column.
//
//   Dataset data = read_dataset("samples.csv", bytes, ColumnChoice{});
//   data.points.row(3);       // the fourth row's features, exactly as written
//   data.labels[3];           // std::nullopt: the cell is empty, "keep what f says"
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ftcert/core/samples.hpp"
#include "ftcert/core/work.hpp"

namespace ftcert {

struct Dataset {
  DataFormat format = DataFormat::kCsv;
  ColumnChoice columns;                              // with all names filled in
  PointMatrix points;                                // rows x features
  std::vector<std::optional<Rational>> labels;       // rows x P, row-major; nullopt: keep
  std::vector<std::optional<Interval>> intervals{};  // rows x P; with a specification, in place of labels
  std::vector<ClassSet> classes{};                   // rows; likewise
  std::optional<PointMatrix> frozen;                 // rows x P
  std::optional<PointMatrix> written;                // features before rounding, where they are rounded
  std::vector<std::size_t> lines;                    // line in the file of each row (.npy: 1-based row)

  std::size_t rows() const { return points.count; }
  std::size_t outputs() const { return columns.outputs(); }
  // Rows of another file behind these: with the same columns, unless there are none yet.
  void append(Dataset more);
};

// Whether a sample must have labels: samples that a network is evaluated at need none, and then an empty choice of labels is none.
enum class Labels { kNeeded, kAsChosen };

// `name` is the file's name for errors. The format is told by the bytes (.npy begins with \x93NUMPY). Columns that are
// not chosen may hold anything. Errors: kNumberSyntax, kColumn, kRowLength, kNoSamples, kNotFinite, kNpy; kEncoding,
// kSyntax and kTruncated for what is not CSV; kWork when all its numbers together take too much (number_work() of data/data_number.hpp).
Dataset read_dataset(const std::string& name, std::string_view bytes, const ColumnChoice& choice,
                     const std::optional<Integer>& most_work = kMostWork, Labels labels = Labels::kNeeded);

// The names of all columns: the header of a CSV file; 0, 1, .. of an array. Errors: as of read_dataset().
std::vector<std::string> column_names(const std::string& name, std::string_view bytes);

}  // namespace ftcert
