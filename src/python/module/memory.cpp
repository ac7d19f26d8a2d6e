#include "memory.hpp"

#include <flint/flint.h>
#include <gmp.h>

#include <cstdlib>
#include <new>

#include "ftcert/core/error.hpp"

// GMP's own functions, which end the process. They are malloc() and its kin, so that blocks of theirs may be handed to ours.
extern "C" {
void* __gmp_default_allocate(std::size_t);
}

namespace ftcert::python {

namespace {

// The C code of both libraries is compiled with tables for unwinding on Debian's machines (-fasynchronous-unwind-tables): an exception passes through it. What
// it held is lost, numbers that it was about to write stay as they were.
void* allocate(std::size_t size) {
  void* block = std::malloc(size);
  if (block == nullptr && size != 0) throw std::bad_alloc();
  return block;
}

void* reallocate(void* block, std::size_t, std::size_t size) {
  void* moved = std::realloc(block, size);
  if (moved == nullptr && size != 0) throw std::bad_alloc();
  return moved;
}

void release(void* block, std::size_t) { std::free(block); }

void* allocate_zeros(std::size_t count, std::size_t size) {
  void* block = std::calloc(count, size);
  if (block == nullptr && count != 0 && size != 0) throw std::bad_alloc();
  return block;
}

void* reallocate_any(void* block, std::size_t size) { return reallocate(block, 0, size); }

[[noreturn]] void flint_stopped() { throw Error(Code::kContract, "FLINT stopped with the message above"); }

}  // namespace

void throw_on_exhausted_memory() {
  void* (*current)(std::size_t) = nullptr;
  mp_get_memory_functions(&current, nullptr, nullptr);
  if (current == &__gmp_default_allocate) mp_set_memory_functions(allocate, reallocate, release);
  __flint_set_memory_functions(allocate, allocate_zeros, reallocate_any, std::free);
  flint_set_abort(flint_stopped);
}

}  // namespace ftcert::python
