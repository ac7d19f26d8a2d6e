// The data and the model of a verb that reads them.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "ftcert/certify/subject.hpp"
#include "programs/verb.hpp"

namespace ftcert {

struct DataInput {
  std::string data, model, rounding = "none";
  std::vector<std::string> labels, frozen, features;
  std::vector<std::size_t> components;
  bool external = false;
};
// --data, --model, --output, --label, --frozen, --features, --round, --external-data.
void add_data_input(CLI::App& verb, DataInput& input);

// Fills in what the options say about the subject.
void fill(SubjectRequest& request, const DataInput& input, const CommonOptions& common);
// Reads the files. Errors: kUsage without --data; kCannotRead.
NamedBytes data_file(const DataInput& input);
std::optional<NamedBytes> model_file(const DataInput& input);

}  // namespace ftcert
