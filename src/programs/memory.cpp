#include "programs/memory.hpp"

#include <flint/flint.h>
#include <gmp.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// No C++ exception may pass through the C code of GMP and FLINT, and nothing that allocates may be called here.
[[noreturn]] void stop(std::string_view message, ExitCode code) {
  [[maybe_unused]] const auto written = write(STDERR_FILENO, message.data(), message.size());
  std::_Exit(code);
}

[[noreturn]] void exhausted() { stop("E401 memory ran out\n", kExitResources); }
[[noreturn]] void flint_stopped() { stop("E901 FLINT stopped with the message above\n", kExitInternal); }

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

}  // namespace

void report_exhausted_memory() {
  mp_set_memory_functions(allocate, reallocate, release);
  __flint_set_memory_functions(allocate, allocate_zeros, reallocate_any, std::free);
  flint_set_abort(flint_stopped);
}

}  // namespace ftcert
