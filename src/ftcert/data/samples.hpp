// Samples with pairwise distinct points.
//
// Purpose: the merging of proofs/certificate-format.md, section 5. A row whose point equals that of an
// earlier row agrees with it in every label (an empty label standing for the value of f there) and in every
// given value of f, and is dropped; rows that contradict each other are an error. Order and spelling are
// those of the first row of each point. The message says so where rows became equal by rounding. Cost: O(rows log rows) comparisons of points, whatever the data; the
// dataset is moved, not copied.
//
//   Samples samples = merge_duplicates("samples.csv", std::move(data));
//   samples.points.row(i);   // pairwise distinct
#pragma once

#include <string>

#include "ftcert/core/samples.hpp"
#include "ftcert/data/dataset.hpp"

namespace ftcert {

// `name` is the file's name for errors. f: null: the dataset's frozen values, or else f = 0. Contract: not both f and frozen values.
// Errors: kContradiction, at the earliest row that contradicts one before it, with both lines and both values.
Samples merge_duplicates(const std::string& name, Dataset data, const ValuesAtRows& f = {});

}  // namespace ftcert
