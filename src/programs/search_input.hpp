// How a lower bound is looked for: --method, --max-nodes, --jobs, --resume, for the verbs that refute.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "ftcert/verbs/search_options.hpp"
#include "programs/search_state_input.hpp"
#include "programs/verb.hpp"

namespace ftcert {

struct SearchInput {
  SearchOptions options;
  bool resume = false;

  bool patterns() const { return options.method == "patterns"; }
};

void add_search_input(CLI::App& verb, SearchInput& input);

// The file that keeps the search beside this output, if one does. Errors: kUsage for --resume without.
SearchStateFile state_file(const SearchInput& input, const std::string& output);

// With what the file keeps of an earlier search; memory for the threads, and time to finish, are in force. `state` must outlive the options. Errors: those of
// SearchStateFile::read.
SearchOptions search_options(const SearchInput& input, SearchStateFile& state, const CommonOptions& common);
// Nothing is kept of a search that left nothing open.
void end_search(SearchStateFile& state, const RefuteResult& result);

}  // namespace ftcert
