#include "programs/verb.hpp"

#include <unistd.h>

#include <csignal>
#include <iostream>

#include "ftcert/core/error.hpp"
#include "ftcert/files/file.hpp"

namespace ftcert {

void add_common_options(CLI::App& verb, CommonOptions& options) {
  verb.add_option("--json", options.json, "write a summary for machines to this file (-: standard output)");
  verb.add_flag("--quiet", options.quiet, "print only the last line");
  verb.add_option("--seed", options.seed, "seed of every pseudo-random choice")->capture_default_str();
}

Report::Report(const CommonOptions& options, bool standard_output_taken)
    : options_(options), taken_(standard_output_taken || options.json == "-") {}

std::ostream& Report::out() const { return taken_ ? std::cerr : std::cout; }

void Report::line(const std::string& text) {
  if (!options_.quiet) out() << text << "\n";
}

void Report::finish(const nlohmann::ordered_json& summary, const std::string& last_line) {
  progress(options_, "");
  if (!options_.json.empty()) write_file(options_.json, summary.dump(2) + "\n");
  out() << last_line << std::endl;
}

void refuse_overwrite(const std::string& output, const std::vector<std::string>& inputs) {
  for (const std::string& input : inputs) {
    if (output != "-" && input != "-" && !input.empty() && same_file(output, input)) {
      throw Error(Code::kOverwritesInput,
                  "the output '" + output + "' is the input '" + input + "': choose another name");
    }
  }
}

namespace {

std::atomic<bool> stop_requested = false;
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler sets it");

// The second signal ends the program as it always did.
void request_stop(int signal) {
  stop_requested = true;
  std::signal(signal, SIG_DFL);
}

}  // namespace

Control control_of(const CommonOptions& options) {
  std::signal(SIGINT, &request_stop);
  std::signal(SIGTERM, &request_stop);
  return {[options](const std::string& text) { progress(options, text); }, &stop_requested};
}

void progress(const CommonOptions& options, const std::string& text) {
  if (options.quiet || isatty(STDERR_FILENO) == 0) return;
  std::cerr << "\r\033[K" << text << std::flush;
}

}  // namespace ftcert
