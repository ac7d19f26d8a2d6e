// The command line of ftcheck, which its manual page shows, too.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "ftcert/supply/files.hpp"
#include "programs/limits.hpp"

namespace ftcert {

struct CheckOptions {
  std::vector<std::string> certificates;
  SuppliedNames supplied;
  bool pair = false;
  unsigned jobs = 1;
  Limits limits;
};
// The name of the program, its description and its options.
void add_check_options(CLI::App& app, CheckOptions& options);

}  // namespace ftcert
