// Progress, a stop flag and budgets for long work, handed in by the caller; nothing of this is global.
//
//   std::atomic<bool> stop = false;
//   Control control{[](const std::string& text) { std::cerr << text << "\n"; }, &stop};
//   control.step("reading");   // tells; throws kInterrupted once stop is set
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include "ftcert/common/threads.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/work.hpp"

namespace ftcert {

struct Control {
  std::function<void(const std::string&)> progress;  // what is being done now; empty: nobody is told
  const std::atomic<bool>* stop = nullptr;           // another thread or a signal handler may set it; null: never
  std::size_t most_tree_nodes = 1'000'000;  // of one tree of choices in a search for a bound; beyond, it is not decided

  std::uint64_t most_work = kMostWork;  // units (core/work.hpp) that an input may ask for
  unsigned jobs = 1;                    // threads that evaluate

  Threads threads() const { return Threads(jobs, stop); }
  void step(const std::string& what) const {
    check_stop();
    if (progress) progress(what);
  }
  // Errors: kInterrupted.
  void check_stop() const {
    if (stop != nullptr && stop->load(std::memory_order_relaxed)) throw Error(Code::kInterrupted, "stopped on request");
  }
};

}  // namespace ftcert
