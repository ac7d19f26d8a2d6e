// The command line of ftcheck, which its manual page shows, too.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "programs/limits.hpp"

namespace ftcert {

struct CheckOptions {
  std::vector<std::string> certificates;
  std::vector<std::string> data;
  std::string labels, model, patched, tensor;
  bool pair = false;
  unsigned jobs = 1;
  Limits limits;
};
// The name of the program, its description and its options.
void add_check_options(CLI::App& app, CheckOptions& options);

}  // namespace ftcert
