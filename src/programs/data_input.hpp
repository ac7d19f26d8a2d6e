// The data and the model of a verb that reads them.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "ftcert/certify/subject.hpp"
#include "programs/verb.hpp"

namespace ftcert {

struct DataInput {
  std::string data, model, tensor, rounding = "none";
  std::vector<std::string> labels, frozen, features;
  std::vector<std::size_t> components;
  bool external = false;
};
// --data, --model, --tensor, --output, --label, --frozen, --features, --round, --external-data.
void add_data_input(CLI::App& verb, DataInput& input);

// Reads the files as the options say. Errors: kUsage without --data; kCannotRead; those of the readers.
Subject read_subject(const DataInput& input, const Control& control);

}  // namespace ftcert
