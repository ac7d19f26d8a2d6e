// How a lower bound is looked for: --method, --max-nodes, --jobs, --resume, for the verbs that refute.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "ftcert/certify/refute.hpp"
#include "programs/search_state_input.hpp"
#include "programs/verb.hpp"

namespace ftcert {

struct SearchInput {
  std::string method = "auto";
  std::optional<std::size_t> nodes;
  unsigned jobs = 1;
  bool resume = false;

  bool patterns() const { return method == "patterns"; }
};

void add_search_input(CLI::App& verb, SearchInput& input);

// The file that keeps the search beside this output, if one does. Errors: kUsage for --resume without.
SearchStateFile state_file(const SearchInput& input, const std::string& output);

// The best bound, with what the file keeps of an earlier search; memory for the threads, and time to finish, are in force. `state` must outlive
// the request. Errors: those of SearchStateFile::read.
RefuteRequest search_request(const SearchInput& input, SearchStateFile& state, const CommonOptions& common);

}  // namespace ftcert
