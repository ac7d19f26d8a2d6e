// Which columns of a data file are features, labels and values of f.
#pragma once

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
  std::size_t unnamed = 0;  // columns that are no features by default, as they have no name
};

// Features and values of f are columns of `data`; labels and upper ends of `of_labels`, where that is another table, or else (null) of the same one. By
// default the label is the column `label`, or the last one of an array; of a table of labels also the only column that has a name, or all of an array; and the features are all other
// columns that have a name. Errors (kColumn): a name stands twice in a header, is chosen twice in one table or is not there (with the names that are); no feature;
// frozen columns that are not as many as label columns, where there must be labels; a header in one piece, which another delimiter would cut.
ChosenColumns choose_columns(const Table& data, const Table* of_labels, const ColumnChoice& choice,
                             LabelColumns labels = LabelColumns::kNeeded);

}  // namespace ftcert
