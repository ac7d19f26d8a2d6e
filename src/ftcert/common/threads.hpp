// Independent chunks of work on several threads.
//
// Purpose: what --jobs asks for. The chunks are the same whatever the number of threads, and each leaves its result in a place of its own, so
// that the result is the same, too. With one thread or one chunk nothing is started. Threads end before the call does; where the system allows
// no further one there are fewer: the calling thread is always among them, and while others are started memory for the work is set aside, so that
// their stacks do not take the last of it.
//
//   Threads threads(2);
//   threads(10, [&](std::size_t k) { results[k] = f(k); });   // a ForChunks of evaluation/batch.hpp
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

#include "ftcert/core/error.hpp"
#include "ftcert/core/rational.hpp"

namespace ftcert {

struct ThreadCount {
  std::size_t started = 1, wanted = 1;  // the calling one among them; no more than there are chunks
};

class Threads {
 public:
  // stop: another thread or a signal handler may set it; null: never.
  explicit Threads(std::size_t jobs = 1, const std::atomic<bool>* stop = nullptr) : jobs_(jobs), stop_(stop) {}

  // Calls work(0), .., work(chunks - 1), in this order with one thread. Errors: that of the least chunk that throws, and chunks above it need
  // not have been begun; kInterrupted once stop is set.
  ThreadCount operator()(std::size_t chunks, const std::function<void(std::size_t)>& work) const {
    Run run(chunks, work, stop_);
    std::vector<std::jthread> threads;
    const std::size_t wanted = std::max<std::size_t>(1, std::min(jobs_, chunks));
    if (wanted > 1) start(threads, wanted - 1, run);
    const std::size_t started = threads.size() + 1;
    run.go();
    threads.clear();
    if (run.failure) std::rethrow_exception(run.failure);
    return {started, wanted};
  }

  std::size_t jobs() const { return jobs_; }

  // The cores that this process may use, at most kMostUnasked.
  static unsigned unasked() { return std::clamp(std::thread::hardware_concurrency(), 1U, kMostUnasked); }
  static constexpr unsigned kMostUnasked = 8;

 private:
  struct Run {
    Run(std::size_t count, const std::function<void(std::size_t)>& call, const std::atomic<bool>* stop_flag)
        : end(count), work(call), stop(stop_flag) {}

    void go() {
      for (std::size_t k = next++; k < end; k = next++) {
        try {
          if (stop != nullptr && stop->load(std::memory_order_relaxed))
            throw Error(Code::kInterrupted, "stopped on request");
          work(k);
        } catch (...) {
          const std::lock_guard lock(mutex);
          if (k >= end) return;  // chunks are begun in order, so that all below have been
          end = k;
          failure = std::current_exception();
          return;
        }
      }
    }

    std::atomic<std::size_t> next = 0, end;
    const std::function<void(std::size_t)>& work;
    const std::atomic<bool>* stop;
    std::mutex mutex;
    std::exception_ptr failure;
  };

  // As many of them as there can be.
  static void start(std::vector<std::jthread>& threads, std::size_t count, Run& run) {
    constexpr std::size_t kSetAside = std::size_t{1} << 27;  // bytes
    try {
      std::string set_aside;
      set_aside.reserve(kSetAside);
      while (threads.size() < count) {
        threads.emplace_back([&run] {
          run.go();
          release_thread_numbers();
        });
      }
    } catch (const std::system_error&) {  // no thread more
    } catch (const std::bad_alloc&) {
    }
  }

  std::size_t jobs_;
  const std::atomic<bool>* stop_;
};

}  // namespace ftcert
