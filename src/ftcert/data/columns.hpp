// Which columns of a data file are features, labels and values of f.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "ftcert/core/error.hpp"
#include "ftcert/data/dataset.hpp"

namespace ftcert {

struct ChosenColumns {
  ColumnChoice names;  // the choice with its defaults filled in
  // Places of these columns in the file, counted from 0.
  std::vector<std::size_t> features;
  std::vector<std::size_t> labels;
  std::vector<std::size_t> upper;
  std::vector<std::size_t> frozen;
};

// `header`: the names of all columns; `place`: where they stand. Errors (kColumn): a name that is empty,
// stands twice, is chosen twice or is not there (with the names that are); no feature; frozen columns that
// are not as many as label columns, where there must be labels.
ChosenColumns choose_columns(const Place& place, DataFormat format, std::span<const std::string> header,
                             const ColumnChoice& choice, Labels labels = Labels::kNeeded);

}  // namespace ftcert
