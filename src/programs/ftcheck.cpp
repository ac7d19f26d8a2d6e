// ftcheck: reads certificates, checks every statement in them, trusts nothing else.
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <new>
#include <string>
#include <vector>

#include "ftcert/check/check.hpp"
#include "ftcert/check/pair.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/supply/supply.hpp"
#include "programs/limits.hpp"

namespace {

using namespace ftcert;

// Bytes that are not printable ASCII as \\xNN.
std::string printable(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c >= ' ' && c <= '~') {
      result += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      result += {'\\', 'x', "0123456789ABCDEF"[byte >> 4], "0123456789ABCDEF"[byte & 15]};
    }
  }
  return result;
}

// "E204 line 12: text"; "E301: file: text" when the failure belongs to no line of the certificate.
std::string failure(const Error& error, const std::string& certificate) {
  const bool ours = error.place().file == certificate && error.place().line != 0;
  if (ours) return identifier(error.code()) + " line " + std::to_string(error.place().line) + ": " + error.text();
  return identifier(error.code()) + ": " + error.what_without_identifier();
}

// Prints one line of the result.
void print(const std::string& line) {
  std::cout << line << std::endl;
  if (!std::cout) throw Error(Code::kCannotWrite, {"-", 0}, "cannot write to standard output");
}

int reject(const Error& error, const std::string& certificate) {
  print("s NOT VERIFIED " + failure(error, certificate));
  return exit_code(error.code());
}

constexpr const char* kOutOfMemory = "memory ran out (--max-memory)";

// Calls work(), and prints the failure where it throws. The exit code.
template <typename Work>
int verdict_of(const std::string& path, const Work& work) {
  try {
    work();
  } catch (const Error& error) {
    return reject(error, path);
  } catch (const std::bad_alloc&) {
    return reject(Error(Code::kMemory, kOutOfMemory), path);
  }
  return kExitDone;
}

// What is to be checked: a file, or why there is none.
struct Item {
  std::string path;
  std::optional<Error> problem;
};

bool is_directory(const std::string& argument) {
  std::error_code ignored;
  return argument != "-" && std::filesystem::is_directory(argument, ignored);
}

// The argument itself; for a directory, the regular files *.ftc in it, in the order of their names.
void add_items(const std::string& argument, std::vector<Item>& items) {
  namespace fs = std::filesystem;
  std::error_code failure;
  if (!is_directory(argument)) return items.push_back({argument, {}});
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
  for (const std::string& name : names) items.push_back({argument + (argument.ends_with('/') ? "" : "/") + name, {}});
}

struct Options {
  std::vector<std::string> certificates;
  std::vector<std::string> data;
  std::string labels, model, patched, tensor;
  bool pair = false;
  unsigned jobs = 1;
  Limits limits;
};

// The line of a certificate whose check the time limit ends.
std::string time_line;

void on_time(int) {
  [[maybe_unused]] const auto written = write(STDOUT_FILENO, time_line.data(), time_line.size());
  std::_Exit(kExitResources);
}

int check_all(const Options& options) {
  if (options.pair && options.certificates.size() != 2)
    throw Error(Code::kUsage, "--pair: expected a network and a bound");
  std::vector<Item> items;
  bool several = options.certificates.size() > 1;
  for (const std::string& argument : options.certificates) {
    if (options.pair) {
      items.push_back({argument, {}});
    } else {
      add_items(argument, items);
    }
    several = several || is_directory(argument);
  }
  Supplied supplied;
  std::optional<Error> unreadable;  // a supplied file: then nothing can be verified
  try {
    supplied = supplied_files(std::nullopt, read_if_named(options.model), read_if_named(options.patched));
    supplied.data = data_files(options.data);
    supplied.labels = labels_file(options.labels, supplied.data);
    supplied.tensor = options.tensor;
    use_threads(supplied, Threads(options.jobs));
  } catch (const Error& error) {
    unreadable = error;
  }
  int result = kExitDone;
  std::vector<Certificate> read;  // of a pair
  Integer pair_work = 0;
  for (const Item& item : items) {
    if (several) print("c file " + printable(item.path));
    const int code = verdict_of(item.path, [&] {
      if (item.problem) throw *item.problem;
      if (unreadable) throw *unreadable;
      const std::string text = decompress_if_gzip(read_file(item.path), item.path);
      Certificate certificate = read_certificate(item.path, text);
      std::size_t bytes = text.size();
      for (const SuppliedData& file : supplied.data) bytes += file.size;
      if (supplied.labels) bytes += supplied.labels->size;
      supplied.most_work = options.limits.most_work(bytes);
      const Verdict verdict = check(certificate, item.path, supplied);
      print("s VERIFIED " + verdict.claim);
      for (const std::string& note : verdict.notes) print("c " + note);
      if (options.pair) read.push_back(std::move(certificate));
      pair_work = std::max(pair_work, *supplied.most_work);
    });
    if (result == kExitDone) result = code;
  }
  if (!options.pair || result != kExitDone) return result;
  supplied.most_work = pair_work;
  return verdict_of("", [&] { print("s VERIFIED " + check_pair(read[0], read[1], supplied)); });
}

int run(int argc, char** argv) {
  CLI::App app{"Checks ftcert certificates exactly; exit code 0 means that every one was fully verified", "ftcheck"};
  Options options;
  app.set_version_flag("--version", std::string("ftcheck ") + FTCERT_VERSION);
  app.add_option("CERT", options.certificates,
                 "certificate files, or directories of *.ftc (-: standard input; gzip is recognised)")
      ->required();
  app.add_option("--data", options.data,
                 "a data file that the certificates bind; of certificates whose samples are in several files, each")
      ->allow_extra_args(false);
  app.add_option("--labels", options.labels, "the file of labels that the certificates bind");
  app.add_option("--model", options.model, "the model file that the certificates bind");
  auto* patched =
      app.add_option("--patched", options.patched, "the patched model that certificates of executions are about");
  app.add_option("--tensor", options.tensor,
                 "the tensor of the model that f is, for --patched (default: its only output)")
      ->needs(patched);
  app.add_flag("--pair", options.pair,
               "a network and a bound for the same data: the least number of neurons, or where it lies");
  add_jobs_option(app, options.jobs);
  add_limit_options(app, options.limits);
  app.footer(
      "Exit codes: 0 verified, 1 rejected, 2 usage, 3 malformed, 4 resources, 5 a file is missing, 6 internal error.");
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
