// Limits of both programs: work, memory, time (proofs/certificate-format.md, section 14).
//
// Purpose: an input that asks for too much ends in exit code 4 and says which limit it met. Work is counted and is the same number on every
// machine; memory is limited by the operating system, time not at all unless asked for.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>

#include "ftcert/common/limits.hpp"

namespace ftcert {

struct Limits {
  std::optional<std::uint64_t> work;       // units
  std::optional<std::uint64_t> megabytes;  // 0: no limit
  std::optional<unsigned> seconds;

  // For inputs of so many bytes.
  Integer most_work(std::size_t bytes) const { return allowed_work(work, bytes); }
};
void add_limit_options(CLI::App& app, Limits& limits);

// --jobs: threads that evaluate networks at samples.
void add_jobs_option(CLI::App& app, unsigned& jobs);

// Bytes of the regular files that the arguments name, outputs aside; for a directory, those of the largest certificate in it.
std::size_t bytes_named(int argc, const char* const* argv);

// A closed standard output must not become the next file that is opened, and a reader that is gone, or a file
// that may not grow, is an error of writing, not a signal.
void keep_standard_descriptors();

// From now on a failed allocation, of a number too, ends the program with exit code 4 behind this line on the descriptor.
// `line` must live as long as the program.
void report_exhausted_memory(int descriptor, const char* line);
// The limit, or 1 GiB, 200 bytes for each byte of the inputs, and 64 MiB for each thread beside the first.
void limit_memory(const Limits& limits, std::size_t input_bytes, std::size_t more_threads = 0);

// After the time has passed: on_time() in a signal handler, where it may only do what such a handler may.
void limit_time(unsigned seconds, void (*on_time)(int));

}  // namespace ftcert
