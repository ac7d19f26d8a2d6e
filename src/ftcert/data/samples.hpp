// Samples with pairwise distinct points.
//
// Purpose: the merging of proofs/certificate-format.md, section 5. A row whose point equals that of an
// earlier row agrees with it in every label (an empty label standing for the value of f there) and in every
// given value of f, and is dropped; rows that contradict each other are an error. Order and spelling are
// those of the first row of each point. Cost: O(rows log rows) comparisons of points, whatever the data; the
// dataset is moved, not copied.
//
//   Samples samples = merge_duplicates("samples.csv", std::move(data));
//   samples.points.row(i);   // pairwise distinct
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ftcert/data/dataset.hpp"

namespace ftcert {

struct Samples {
  PointMatrix points;                           // K x D
  std::vector<std::optional<Rational>> labels;  // K x P, row-major; nullopt: keep
  std::optional<PointMatrix> frozen;            // K x P
  std::vector<std::size_t> rows;                // row of the dataset that each sample is, increasing
  std::vector<std::size_t> lines;               // its line in the file

  std::size_t count() const { return points.count; }
};

// `name` is the file's name for errors. f_values (rows x P): what f gives at the dataset's rows, equal at
// equal points; null: the dataset's frozen values, or else f = 0. Contract: not both f_values and frozen
// values. Errors: kContradiction, at the earliest row that contradicts one before it, with both lines and
// both values.
Samples merge_duplicates(const std::string& name, Dataset data, const PointMatrix* f_values = nullptr);

}  // namespace ftcert
