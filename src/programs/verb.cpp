#include "programs/verb.hpp"

#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <string_view>

#include "ftcert/core/error.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/verbs/json_text.hpp"

namespace ftcert {

namespace {

std::size_t input_bytes = 0;
std::atomic<bool> stop_requested = false;
std::atomic<bool> time_over = false;
unsigned most_seconds = 0;
std::atomic<unsigned> seconds_to_finish = 1;
std::string time_line;  // E405, for the handler
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler sets it");

// The second signal ends the program as it always did.
void request_stop(int signal) {
  stop_requested = true;
  std::signal(signal, SIG_DFL);
}

// What looks at the stop flag may end in order; the rest is ended soon after.
void on_time(int) {
  if (time_over.exchange(true)) {
    [[maybe_unused]] const auto written = write(STDERR_FILENO, time_line.data(), time_line.size());
    std::_Exit(kExitResources);
  }
  stop_requested = true;
  alarm(seconds_to_finish);
}

void apply(CommonOptions& options) {
  options.most_work = allowed_units(options.limits.work, input_bytes);
  limit_memory(options.limits, input_bytes, options.jobs - 1);
  if (!options.limits.seconds) return;
  most_seconds = *options.limits.seconds;
  time_line = "ftcert: " + std::string(time_error().what()) + "\n";
  limit_time(most_seconds, &on_time);
}

}  // namespace

void set_input_bytes(std::size_t bytes) { input_bytes = bytes; }
void allow_to_finish(unsigned seconds) { seconds_to_finish = seconds; }
void allow_threads(const CommonOptions& options, std::size_t threads) {
  limit_memory(options.limits, input_bytes, threads - 1);
}
void tell_threads(std::size_t started, std::size_t wanted) {
  if (started < wanted)
    std::cerr << "c --jobs: of " << wanted << " only " << started << (started == 1 ? " thread" : " threads")
              << " could be started\n";
}
bool time_is_over() { return time_over; }
Error time_error() { return time_error(std::to_string(most_seconds)); }

void add_common_options(CLI::App& verb, CommonOptions& options) {
  verb.add_option("--json", options.json, "write a summary for machines to this file (-: standard output)");
  verb.add_flag("--quiet", options.quiet, "print only the last line");
  verb.add_option("--seed", options.seed, "seed of every pseudo-random choice")->capture_default_str();
  add_limit_options(verb, options.limits);
  verb.parse_complete_callback([&options] { apply(options); });
}

void mark_required(CLI::Option& option) { option.option_text(option.get_type_name() + " ... REQUIRED"); }

void add_jobs_option(CLI::App& verb, CommonOptions& options) { add_jobs_option(verb, options.jobs); }

Report::Report(const CommonOptions& options, bool standard_output_taken)
    : options_(options), taken_(standard_output_taken || options.json == "-") {}

std::ostream& Report::out() const { return taken_ ? std::cerr : std::cout; }

void Report::line(const std::string& text) {
  if (!options_.quiet) out() << text << "\n";
}

void Report::finish(const nlohmann::ordered_json& summary, const std::string& last_line) {
  progress(options_, "");
  if (!options_.json.empty()) write_file(options_.json, json_text(summary));
  out() << last_line << std::endl;
  if (!out()) throw Error(Code::kCannotWrite, {"-", 0}, "cannot write to standard output");
}

void Report::print(const Said& said) {
  for (const std::string& text : said.lines) line(text);
  if (!said.last_line.empty()) finish(said.summary, said.last_line);
}

Control control_of(const CommonOptions& options) {
  std::signal(SIGINT, &request_stop);
  std::signal(SIGTERM, &request_stop);
  return {.progress = [options](const std::string& text) { progress(options, text); },
          .stop = &stop_requested,
          .most_work = options.most_work,
          .jobs = options.jobs};
}

Control threads_of(const CommonOptions& options) { return {.progress = {}, .jobs = options.jobs}; }

void progress(const CommonOptions& options, const std::string& text) {
  if (options.quiet || isatty(STDERR_FILENO) == 0) return;
  std::cerr << "\r\033[K" << text << std::flush;
}

std::string progress_bar(std::size_t done, std::size_t all, std::string_view name) {
  constexpr std::size_t kWidth = 30;
  const std::size_t filled = done * kWidth / all;
  return "[" + std::string(filled, '#') + std::string(kWidth - filled, '.') + "] " + std::to_string(done) + "/" +
         std::to_string(all) + " " + std::string(name);
}

}  // namespace ftcert
