// What all verbs of ftcert share: options, the summary line, progress.
//
// A verb is one file verb_NAME.cpp that defines `void add_NAME(CLI::App& app)`; verb_list.cpp lists them.
#pragma once

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "ftcert/common/control.hpp"
#include "ftcert/verbs/said.hpp"
#include "programs/limits.hpp"

namespace ftcert {

// The name of the program, its description, and all verbs.
void add_verbs(CLI::App& app);

void add_certify(CLI::App& app);
void add_refute(CLI::App& app);
void add_solve(CLI::App& app);
void add_bounds(CLI::App& app);
void add_worst(CLI::App& app);
void add_pieces(CLI::App& app);
void add_explain(CLI::App& app);
void add_recheck(CLI::App& app);
void add_evaluate(CLI::App& app);
void add_patch(CLI::App& app);
void add_audit(CLI::App& app);
void add_sweep(CLI::App& app);

// Options of every verb.
struct CommonOptions {
  std::string json;  // file for the machine-readable summary, "-" for standard output; empty: none
  bool quiet = false;
  unsigned long seed = 1;
  Limits limits;
  std::uint64_t most_work = kMostWork;  // units; set when the options have been read
  unsigned jobs = 1;                    // threads that evaluate samples
};
// The limits are in force before the verb begins.
void add_common_options(CLI::App& verb, CommonOptions& options);

// An option that the verb itself asks for, as one of its forms does without it: REQUIRED in --help and in the manual all the same.
void mark_required(CLI::Option& option);

// --jobs, of a verb that evaluates networks at samples; unasked, the cores that there are.
void add_jobs_option(CLI::App& verb, CommonOptions& options);

// Bytes of the inputs that the command line names, for limits that grow with them.
void set_input_bytes(std::size_t bytes);

// Said on standard error where fewer threads could be started than were wanted.
void tell_threads(std::size_t started, std::size_t wanted);

// Once the time is over, the seconds until what has not ended is ended (else 1).
void allow_to_finish(unsigned seconds);
// Memory for so many threads, unless --max-memory says how much.
void allow_threads(const CommonOptions& options, std::size_t threads);

// Whether the time limit, and not a signal, has set the stop flag; and its E405.
bool time_is_over();
Error time_error();

// Prints lines for people unless --quiet, then the summary as JSON where asked for, then `last_line` ("s ..."). When `-o -` or
// `--json -` occupies standard output, everything else goes to standard error.
class Report {
 public:
  Report(const CommonOptions& options, bool standard_output_taken);
  void line(const std::string& text);
  void finish(const nlohmann::ordered_json& summary, const std::string& last_line);
  void print(const Said& said);
  // Where work() fails, what was said before is printed.
  template <typename Work>
  auto print_if_failed(const Said& said, const Work& work) {
    try {
      return work();
    } catch (const Error&) {
      print(said);
      throw;
    }
  }

 private:
  std::ostream& out() const;
  CommonOptions options_;
  bool taken_;
};

// Progress of long work, and the stop flag that SIGINT and SIGTERM set.
Control control_of(const CommonOptions& options);
// Of short work: the threads alone. A signal ends the program as it always did.
Control threads_of(const CommonOptions& options);

// Progress on standard error, only when it is a terminal and not --quiet: "text" replaces the line before.
void progress(const CommonOptions& options, const std::string& text);
// "[####......] 3/7 name". Contract: all > 0.
std::string progress_bar(std::size_t done, std::size_t all, std::string_view name);

}  // namespace ftcert
