// ftcheck: reads certificates, checks every statement in them, trusts nothing else.
#include <CLI/CLI.hpp>
#include <iostream>
#include <new>
#include <string>
#include <vector>

#include "ftcert/check/check.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/files/file.hpp"
#include "programs/memory.hpp"

namespace {

using namespace ftcert;

// "E204 line 12: text"; "E301: file: text" when the failure belongs to no line of the certificate.
std::string failure(const Error& error, const std::string& certificate) {
  const bool ours = error.place().file == certificate && error.place().line != 0;
  if (ours) return identifier(error.code()) + " line " + std::to_string(error.place().line) + ": " + error.text();
  return identifier(error.code()) + ": " + error.what_without_identifier();
}

// Prints the first line of a certificate.
void print(const std::string& verdict) {
  std::cout << "s " << verdict << std::endl;
  if (!std::cout) throw Error(Code::kCannotWrite, {"-", 0}, "cannot write to standard output");
}

int reject(const Error& error, const std::string& certificate) {
  print("NOT VERIFIED " + failure(error, certificate));
  return exit_code(error.code());
}

// Prints the verdict on one certificate and returns its exit code.
int check_file(const std::string& path, const Supplied& supplied) {
  std::string claim;
  try {
    claim = check(read_certificate(path, read_file(path)), path, supplied);
  } catch (const Error& error) {
    return reject(error, path);
  } catch (const std::bad_alloc&) {
    return reject(Error(Code::kMemory, "memory ran out"), path);
  }
  print("VERIFIED " + claim);
  return kExitDone;
}

std::optional<NamedBytes> supply(const std::string& path) {
  if (path.empty()) return std::nullopt;
  return NamedBytes{path, read_file(path)};
}

int run(int argc, char** argv) {
  CLI::App app{"Checks ftcert certificates exactly; exit code 0 means that every one was fully verified", "ftcheck"};
  std::vector<std::string> certificates;
  std::string data, model;
  app.set_version_flag("--version", std::string("ftcheck ") + FTCERT_VERSION);
  app.add_option("CERT", certificates, "certificate files (-: standard input; gzip is recognised)")->required();
  app.add_option("--data", data, "the data file that the certificates bind");
  app.add_option("--model", model, "the model file that the certificates bind");
  app.footer(
      "Exit codes: 0 verified, 1 rejected, 2 usage, 3 malformed, 4 resources, 5 a file is missing, 6 internal error.");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    std::cerr << "ftcheck: E101 " << error.what() << "\nTry 'ftcheck --help'.\n";
    return kExitUsage;
  }
  int result = kExitDone;
  Supplied supplied;
  std::optional<Error> unreadable;  // a supplied file: then nothing can be verified
  try {
    supplied = {supply(data), supply(model)};
  } catch (const Error& error) {
    unreadable = error;
  }
  for (const std::string& path : certificates) {
    const int code = unreadable ? reject(*unreadable, path) : check_file(path, supplied);
    if (result == kExitDone) result = code;
  }
  return result;
}

}  // namespace

int main(int argc, char** argv) {
  ftcert::report_exhausted_memory();
  try {
    return run(argc, argv);
  } catch (const Error& error) {
    std::cerr << "ftcheck: " << error.what() << "\n";
    return exit_code(error.code());
  } catch (const std::bad_alloc&) {
    std::cerr << "ftcheck: E401 memory ran out\n";
    return kExitResources;
  } catch (const std::exception& error) {
    std::cerr << "ftcheck: E901 " << error.what() << "\n";
    return kExitInternal;
  }
}
