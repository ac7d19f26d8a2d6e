// The data and the model of a verb that reads them, on the command line.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "ftcert/verbs/data_options.hpp"
#include "programs/verb.hpp"

namespace ftcert {

// --data, --array, --delimiter, --labels, --labels-array, --model, --tensor, --sample, --output, --label, --label-upper, --tolerance, --class, --margin, --frozen, --features, --round, --external-data.
void add_data_input(CLI::App& verb, DataOptions& input);

// The files that are read, for refuse_outputs().
std::vector<std::string> files_of(const DataOptions& input);

}  // namespace ftcert
