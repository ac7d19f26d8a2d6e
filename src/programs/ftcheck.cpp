// ftcheck: reads certificates, checks every statement in them, trusts nothing else.
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <new>
#include <string>
#include <vector>

#include "ftcert/core/error.hpp"
#include "ftcert/supply/verdicts.hpp"
#include "programs/check_options.hpp"
#include "programs/names.hpp"

namespace {

using namespace ftcert;

// Prints one line of the result.
void print(const std::string& line) {
  std::cout << line << std::endl;
  if (!std::cout) throw Error(Code::kCannotWrite, {"-", 0}, "cannot write to standard output");
}

bool is_directory(const std::string& argument) {
  std::error_code ignored;
  return argument != "-" && std::filesystem::is_directory(argument, ignored);
}

// The argument itself; for a directory, the regular files *.ftc in it, in the order of their names.
void add_items(const std::string& argument, std::vector<VerdictJob::Item>& items) {
  namespace fs = std::filesystem;
  std::error_code failure;
  if (!is_directory(argument)) return items.push_back({argument});
  std::vector<std::string> names;
  for (fs::directory_iterator entry(argument, failure), end; !failure && entry != end; entry.increment(failure)) {
    std::error_code ignored;
    const std::string name = entry->path().filename().string();
    const bool regular = !entry->is_symlink(ignored) && entry->is_regular_file(ignored);
    if (regular && name.ends_with(".ftc")) names.push_back(name);
  }
  const char* why = failure ? "cannot read the directory" : "the directory holds no file *.ftc";
  if (failure || names.empty()) return items.push_back({argument, Error(Code::kCannotRead, {argument, 0}, why)});
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) items.push_back({argument + (argument.ends_with('/') ? "" : "/") + name});
}

// The line of a certificate whose check the time limit ends.
std::string time_line;

void on_time(int) {
  [[maybe_unused]] const auto written = write(STDOUT_FILENO, time_line.data(), time_line.size());
  std::_Exit(kExitResources);
}

int check_all(const CheckOptions& options) {
  VerdictJob job;
  job.several = options.certificates.size() > 1;
  for (const std::string& argument : options.certificates) {
    if (options.pair) {
      job.items.push_back({argument});
    } else {
      add_items(argument, job.items);
    }
    job.several = job.several || is_directory(argument);
  }
  job.pair = options.pair;
  job.supplied = options.supplied;
  job.threads = Threads(options.jobs);
  job.most_work = [&](std::size_t bytes) { return options.limits.most_work(bytes); };
  job.print = print;
  return print_verdicts(job, FilesOnDisk());
}

int run(int argc, char** argv) {
  CLI::App app;
  CheckOptions options;
  add_check_options(app, options);
  expect_known_options(app, argc, argv, 1);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    std::cerr << "ftcheck: E101 " << error.what() << "\nTry 'ftcheck --help'.\n";
    return kExitUsage;
  }
  limit_memory(options.limits, bytes_named(argc, argv), options.jobs - 1);
  if (options.limits.seconds) {
    time_line = "s NOT VERIFIED " + identifier(Code::kTime) + ": " +
                time_error(std::to_string(*options.limits.seconds)).text() + "\n";
    limit_time(*options.limits.seconds, &on_time);
  }
  return check_all(options);
}

}  // namespace

int main(int argc, char** argv) {
  ftcert::keep_standard_descriptors();
  ftcert::report_exhausted_memory(STDOUT_FILENO, "s NOT VERIFIED E401: memory ran out (--max-memory)\n");
  try {
    return run(argc, argv);
  } catch (const ftcert::Error& error) {
    std::cerr << "ftcheck: " << error.what() << "\n";
    return exit_code(error.code());
  } catch (const std::bad_alloc&) {
    std::cerr << "ftcheck: E401 memory ran out (--max-memory)\n";
    return kExitResources;
  } catch (const std::exception& error) {
    std::cerr << "ftcheck: E901 " << error.what() << "\n";
    return kExitInternal;
  }
}
