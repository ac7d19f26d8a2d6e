// Samples with pairwise distinct points, and which columns of a data file they come from.
#pragma once

#include <functional>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ftcert/core/network.hpp"
#include "ftcert/core/specification.hpp"

namespace ftcert {

// Of all cells, or of those of features alone. The words are those of certificates and of --round, in the same order.
enum class Rounding { kNone, kFloat32, kFloat64, kFeaturesFloat32, kFeaturesFloat64 };
inline constexpr std::string_view kRoundingWords[] = {"none", "float32", "float64", "features-float32",
                                                      "features-float64"};
// Of files with tables; the words are those of certificates, in the same order.
enum class DataFormat { kCsv, kNpy, kNpz };
inline constexpr std::string_view kFormatWords[] = {"csv", "npy", "npz"};

// Whether the byte may stand between the cells of a CSV file: a tab, or what is printable and neither part of a name or a number nor a quote.
constexpr bool separates_cells(char c) {
  const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'), digit = c >= '0' && c <= '9';
  return c == '\t' ||
         (c > ' ' && c <= '~' && !letter && !digit && std::string_view("\"+-./_").find(c) == std::string_view::npos);
}

// How a table stands in its file.
struct TableForm {
  DataFormat format = DataFormat::kCsv;
  std::string array{};   // of .npz: the member, without .npy
  char delimiter = ',';  // of CSV: what stands between cells

  bool operator==(const TableForm&) const = default;
};

struct ColumnChoice {
  std::vector<std::string> labels;    // P columns; empty: {"label"} for CSV, the last column for .npy
  std::vector<std::string> frozen;    // P columns with the values of f; empty: none
  std::vector<std::string> features;  // empty: all other columns, in the order of the file
  Rounding rounding = Rounding::kNone;
  // Specifications in place of labels. With classes there is one label column.
  std::optional<SpecificationTerms> specification{};
  std::vector<std::string>
      upper{};  // P columns with the upper ends of intervals, whose lower ends the label columns have; empty: none

  // P, of a choice with its label columns.
  std::size_t outputs() const {
    return specification && specification->classes() ? specification->outputs : labels.size();
  }
};

// Exactly one of labels, intervals and classes is not empty, unless there are no samples.
struct Samples {
  PointMatrix points;                                // K x D
  std::vector<std::optional<Rational>> labels;       // K x P, row-major; nullopt: keep
  std::optional<PointMatrix> frozen;                 // K x P
  std::vector<std::size_t> lines;                    // its line in the file
  std::vector<std::optional<Interval>> intervals{};  // K x P, row-major; nullopt: keep
  std::vector<ClassSet> classes{};                   // K; empty: keep all components
  std::vector<bool> unknown{};  // K: where f is not known, and the row of `frozen` holds 0; empty: known everywhere

  std::size_t count() const { return points.count; }
  // Those of another file behind these: of the same columns, with values of f in both or in none.
  void append(Samples more);
};

// Entries, or rows of the same length, behind these.
template <typename T>
void append(std::vector<T>& entries, std::vector<T> more) {
  entries.insert(entries.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}
inline void append(PointMatrix& rows, PointMatrix more) {
  rows.count += more.count;
  append(rows.entries, std::move(more.entries));
}

inline void Samples::append(Samples more) {
  ftcert::append(points, std::move(more.points));
  ftcert::append(labels, std::move(more.labels));
  if (frozen) ftcert::append(*frozen, *std::move(more.frozen));
  ftcert::append(lines, std::move(more.lines));
  ftcert::append(intervals, std::move(more.intervals));
  ftcert::append(classes, std::move(more.classes));
}

// f at some rows of points: rows x P; asked for where one of two rows with the same point has a label and the other keeps what f says.
// Empty: f is no network.
using ValuesAtRows = std::function<PointMatrix(const PointMatrix& points, std::span<const std::size_t> rows)>;

}  // namespace ftcert
