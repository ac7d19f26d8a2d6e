// Runs a program and says what it took.
//
//   measured FILE LIMIT PROGRAM [WORD]..   // to FILE: CPU seconds of all its threads, seconds, peak memory in bytes
//
// After LIMIT seconds of CPU time the program is ended by SIGXCPU.
// Started from here a program begins with the memory of this one; one started from the driver itself would begin with that of an interpreter, and its
// peak would be at least that. The exit code is the program's, or 128 and the signal that ended it.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "benchmarks/stopwatch.hpp"

namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

}  // namespace

int main(int count, char** words) {
  if (count < 4) return std::fputs("usage: measured FILE LIMIT PROGRAM [WORD]..\n", stderr), 2;
  int status = 0;
  rusage used{};
  const ftcert::bench::Timed time = ftcert::bench::timed([&] {
    const pid_t child = fork();
    if (child == 0) {
      const rlim_t limit = std::strtoul(words[2], nullptr, 10);
      const rlimit time_limit{limit, limit + 5}, no_core{0, 0};
      if (setrlimit(RLIMIT_CPU, &time_limit) != 0 || setrlimit(RLIMIT_CORE, &no_core) != 0) std::perror("setrlimit");
      execvp(words[3], words + 3);
      std::perror(words[3]);
      _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &used) != child) status = -1;
  });
  std::FILE* file = std::fopen(words[1], "w");
  if (file == nullptr || status == -1) return std::perror("measured"), 126;
  std::fprintf(file, "%.6f %.6f %ld\n", seconds(used.ru_utime) + seconds(used.ru_stime), time.wall,
               used.ru_maxrss * 1024);
  std::fclose(file);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
