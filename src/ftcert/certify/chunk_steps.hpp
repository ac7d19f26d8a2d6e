// Progress of what is evaluated in chunks, on the threads that a caller allows.
//
//   evaluate_batch(f, points, chunk_steps(control, "evaluating f"));   // "evaluating f: part 3 of 7"
#pragma once

#include <mutex>
#include <string>

#include "ftcert/common/control.hpp"
#include "ftcert/evaluation/batch.hpp"

namespace ftcert {

// The control must outlive the function.
inline ForChunks chunk_steps(const Control& control, std::string what) {
  return [&control, what = std::move(what)](std::size_t chunks, const std::function<void(std::size_t)>& work) {
    std::mutex mutex;
    std::size_t done = 0;
    control.threads()(chunks, [&](std::size_t k) {
      work(k);
      const std::lock_guard lock(mutex);
      control.step(what + ": part " + std::to_string(++done) + " of " + std::to_string(chunks));
    });
  };
}

}  // namespace ftcert
