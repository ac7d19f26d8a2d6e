#include "programs/search_input.hpp"

#include <algorithm>

#include "ftcert/core/error.hpp"
#include "ftcert/verbs/option_words.hpp"

namespace ftcert {

namespace {

// Seconds that checking and writing what was found may take once the time is over.
constexpr unsigned kToFinish = 30;

}  // namespace

void add_search_input(CLI::App& verb, SearchInput& input) {
  verb.add_option("--method", input.options.method,
                  "alternation: forced kinks; exhaustion: all patterns of neurons on a line; patterns: trees of which "
                  "neurons are active at which samples; the last two for one hidden layer; auto: the first, and the "
                  "others where they may show more")
      ->check(CLI::IsMember(words_in(kMethodWords)))
      ->capture_default_str();
  verb.add_option(
          "--max-nodes", input.options.nodes,
          "nodes that patterns may try for each number of neurons (default: what takes about a minute, 200 to 300000)")
      ->check(CLI::Range(std::size_t{1}, kMostCount));
  verb.add_option("--jobs", input.options.jobs, "threads of patterns; the result is the same")
      ->check(CLI::Range(1, kMostJobs))
      ->capture_default_str();
  verb.add_flag("--resume", input.resume, "go on with the search by patterns that is kept beside the certificate");
}

SearchStateFile state_file(const SearchInput& input, const std::string& output) {
  if (input.resume && (!input.patterns() || output == "-"))
    throw Error(Code::kUsage, "--resume is for --method patterns and an output that is a file");
  return SearchStateFile(input.patterns() ? output : "-");
}

SearchOptions search_options(const SearchInput& input, SearchStateFile& state, const CommonOptions& common) {
  SearchOptions options = input.options;
  options.state = state.read(input.resume);
  if (!state.path().empty()) options.keep = [&state](const std::string& text) { state.keep(text); };
  options.time_is_over = &time_is_over;
  allow_threads(common, options.jobs);
  allow_to_finish(kToFinish);
  return options;
}

void end_search(SearchStateFile& state, const RefuteResult& result) {
  if (state.kept() && std::ranges::none_of(result.decided, is_open)) state.remove();
}

}  // namespace ftcert
