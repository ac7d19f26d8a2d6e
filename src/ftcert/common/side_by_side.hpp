// Independent work on several threads.
//
// Purpose: what is done for each of many things, in any order, by as many threads as can be started; the calling one is among them. The first failure
// ends the rest, and is thrown when all threads have ended.
//
//   side_by_side(units.size(), jobs, [&](std::size_t i) { decide(units[i]); });
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <new>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "ftcert/core/rational.hpp"

namespace ftcert {

struct ThreadCount {
  std::size_t started = 1, wanted = 1;  // no more than there are things to do
};

// work(i) for every i < count. Errors: those of work().
inline ThreadCount side_by_side(std::size_t count, std::size_t jobs, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::exception_ptr failure;
  const auto run = [&] {
    for (;;) {
      const std::size_t i = next++;
      if (i >= count) return;
      try {
        work(i);
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (!failure) failure = std::current_exception();
        next = count;
        return;
      }
    }
  };
  const std::size_t wanted = std::max<std::size_t>(1, std::min(jobs, count));
  std::vector<std::thread> threads;
  // Stacks do not take the last memory: what the work needs is set aside meanwhile.
  constexpr std::size_t kSetAside = std::size_t{1} << 27;
  try {
    std::string set_aside;
    set_aside.reserve(kSetAside);
    for (std::size_t i = 1; i < wanted; ++i) {
      threads.emplace_back([&run] {
        run();
        release_thread_numbers();
      });
    }
  } catch (const std::system_error&) {  // no thread more
  } catch (const std::bad_alloc&) {
  }
  run();
  for (std::thread& thread : threads) thread.join();
  if (failure) std::rethrow_exception(failure);
  return {threads.size() + 1, wanted};
}

}  // namespace ftcert
