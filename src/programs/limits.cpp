#include "programs/limits.hpp"

#include <fcntl.h>
#include <flint/flint.h>
#include <gmp.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>

#include "ftcert/common/threads.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

int exhausted_descriptor = STDERR_FILENO;
const char* exhausted_line = "E401 memory ran out\n";

// No C++ exception may pass through the C code of GMP and FLINT, and nothing that allocates may be called here.
[[noreturn]] void stop(int descriptor, const char* message, ExitCode code) {
  [[maybe_unused]] const auto written = write(descriptor, message, std::strlen(message));
  std::_Exit(code);
}

[[noreturn]] void exhausted() { stop(exhausted_descriptor, exhausted_line, kExitResources); }
[[noreturn]] void flint_stopped() { stop(STDERR_FILENO, "E901 FLINT stopped with the message above\n", kExitInternal); }

void* allocate(std::size_t size) {
  void* block = std::malloc(size);
  if (block == nullptr && size != 0) exhausted();
  return block;
}

void* reallocate(void* block, std::size_t, std::size_t size) {
  void* moved = std::realloc(block, size);
  if (moved == nullptr && size != 0) exhausted();
  return moved;
}

void release(void* block, std::size_t) { std::free(block); }

void* allocate_zeros(std::size_t count, std::size_t size) {
  void* block = std::calloc(count, size);
  if (block == nullptr && count != 0 && size != 0) exhausted();
  return block;
}

void* reallocate_any(void* block, std::size_t size) { return reallocate(block, 0, size); }

// 0 for what is no regular file.
std::size_t file_bytes(const std::filesystem::path& path) {
  std::error_code failure;
  if (!std::filesystem::is_regular_file(path, failure)) return 0;
  const auto size = std::filesystem::file_size(path, failure);
  return failure ? 0 : static_cast<std::size_t>(size);
}

// Of the certificates in it.
std::size_t largest_file(const std::filesystem::path& directory) {
  namespace fs = std::filesystem;
  std::error_code failure;
  std::size_t most = 0;
  for (fs::directory_iterator entry(directory, failure), end; !failure && entry != end; entry.increment(failure)) {
    if (entry->path().extension() == ".ftc") most = std::max(most, file_bytes(entry->path()));
  }
  return most;
}

}  // namespace

void add_limit_options(CLI::App& app, Limits& limits) {
  app.add_option("--max-work", limits.work,
                 "units of work that the input may ask for (default: 10^10, or the square of the number of bytes read)")
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{kMostCount}));
  app.add_option("--max-memory", limits.megabytes,
                 "megabytes of memory (default: 1024, and 200 bytes for each byte of the files, and 64 MB for each "
                 "further job; 0: no limit)")
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{1'000'000'000}));
  app.add_option("--max-time", limits.seconds, "seconds (default: no limit)")->check(CLI::Range(1U, 1'000'000'000U));
}

void add_jobs_option(CLI::App& app, unsigned& jobs) {
  jobs = Threads::unasked();
  app.add_option(
         "--jobs", jobs,
         "threads that evaluate samples; the result is the same (default: as many as there are cores, at most " +
             std::to_string(Threads::kMostUnasked) + ")")
      ->check(CLI::Range(1, kMostJobs));
}

std::size_t bytes_named(int argc, const char* const* argv) {
  namespace fs = std::filesystem;
  constexpr std::string_view kOutputs[] = {"-o", "--bound", "--json", "--coq", "--patch", "--exact"};
  std::size_t bytes = 0;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const auto equals = word.find('=');
    const std::string option = equals == std::string::npos ? std::string(argv[i - 1]) : word.substr(0, equals);
    if (std::ranges::find(kOutputs, option) != std::end(kOutputs)) continue;
    for (const std::string& path : {word, equals == std::string::npos ? std::string() : word.substr(equals + 1)}) {
      std::error_code ignored;
      bytes += fs::is_directory(path, ignored) ? largest_file(path) : file_bytes(path);
    }
  }
  return bytes;
}

void keep_standard_descriptors() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // writing beyond the limit of a file's size
  // What is opened takes the least free number, and /dev/null opened for reading refuses what is written.
  int descriptor = 0;
  while (descriptor >= 0 && descriptor <= STDERR_FILENO) descriptor = open("/dev/null", O_RDONLY);
  if (descriptor > STDERR_FILENO) close(descriptor);
}

void report_exhausted_memory(int descriptor, const char* line) {
  exhausted_descriptor = descriptor;
  exhausted_line = line;
  mp_set_memory_functions(allocate, reallocate, release);
  __flint_set_memory_functions(allocate, allocate_zeros, reallocate_any, std::free);
  flint_set_abort(flint_stopped);
}

void limit_memory(const Limits& limits, std::size_t input_bytes, std::size_t more_threads) {
  constexpr rlim_t kMegabyte = rlim_t{1} << 20;
  const rlim_t unasked = (1024 + 64 * rlim_t{more_threads}) * kMegabyte + 200 * rlim_t{input_bytes};
  const rlim_t most = limits.megabytes ? *limits.megabytes * kMegabyte : unasked;
  rlimit limit{};
  if (most == 0 || getrlimit(RLIMIT_DATA, &limit) != 0) return;
  limit.rlim_cur = std::min(most, limit.rlim_max);
  setrlimit(RLIMIT_DATA, &limit);
}

void limit_time(unsigned seconds, void (*on_time)(int)) {
  std::signal(SIGALRM, on_time);
  alarm(seconds);
}

}  // namespace ftcert
