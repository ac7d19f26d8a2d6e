// Times for ratios within one run.
//
//   Timed t = timed([&] { values = evaluate_batch(network, points); });   // t.cpu, t.wall: seconds
#pragma once

#include <algorithm>
#include <chrono>
#include <ctime>
#include <vector>

namespace ftcert::bench {

struct Timed {
  double cpu, wall;  // cpu: of all threads
};

inline double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

template <typename Work>
Timed timed(Work work) {
  const auto begin = std::chrono::steady_clock::now();
  const double used = cpu_seconds();
  work();
  return {cpu_seconds() - used, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count()};
}

inline double median(std::vector<double> numbers) {
  std::sort(numbers.begin(), numbers.end());
  const std::size_t half = numbers.size() / 2;
  return numbers.size() % 2 == 1 ? numbers[half] : (numbers[half - 1] + numbers[half]) / 2;
}

}  // namespace ftcert::bench
