// ftcert: finds networks and writes certificates. Nothing it says need be believed: ftcheck checks what it wrote.
#include <unistd.h>

#include <iostream>
#include <new>
#include <string>
#include <vector>

#include "ftcert/common/nearest.hpp"
#include "ftcert/core/error.hpp"
#include "programs/names.hpp"
#include "programs/verb.hpp"

namespace {

using namespace ftcert;

// The verb that the first word is. Errors: kUnknownName, with the verb that may have been meant.
const CLI::App& verb_named(const CLI::App& app, const std::string& word) {
  std::vector<std::string> names;
  std::string all;
  for (const CLI::App* verb : app.get_subcommands(nullptr)) {
    if (verb->get_name() == word) return *verb;
    names.push_back(verb->get_name());
    all += (all.empty() ? "" : ", ") + names.back();
  }
  if (word == "check" || word == "verify")
    throw Error(Code::kUnknownName,
                "there is no verb " + shown(word) + ": ftcheck, another program, checks certificates");
  const std::string meant = did_you_mean(word, names);
  throw Error(Code::kUnknownName,
              "there is no verb " + shown(word) + (meant.empty() ? ": expected one of " + all : meant));
}

int run(int argc, char** argv) {
  CLI::App app;
  add_verbs(app);
  const bool named = argc > 1 && argv[1][0] != '-';
  expect_known_options(named ? verb_named(app, argv[1]) : app, argc, argv, named ? 2 : 1);
  ftcert::set_input_bytes(ftcert::bytes_named(argc, argv));
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
    std::cerr << "ftcert: E101 " << error.what() << "\nTry 'ftcert " << (named ? argv[1] + std::string(" ") : "")
              << "--help'.\n";
    return ftcert::kExitUsage;
  }
  return ftcert::kExitDone;
}

}  // namespace

int main(int argc, char** argv) {
  ftcert::keep_standard_descriptors();
  ftcert::report_exhausted_memory(STDERR_FILENO, "ftcert: E401 memory ran out (--max-memory)\n");
  try {
    return run(argc, argv);
  } catch (const ftcert::Error& thrown) {
    const bool late = thrown.code() == ftcert::Code::kInterrupted && ftcert::time_is_over();
    const ftcert::Error error = late ? ftcert::time_error() : thrown;
    std::cerr << "ftcert: " << error.what() << "\n";
    return ftcert::exit_code(error.code());
  } catch (const std::bad_alloc&) {
    std::cerr << "ftcert: E401 memory ran out (--max-memory)\n";
    return ftcert::kExitResources;
  } catch (const std::exception& error) {
    std::cerr << "ftcert: E901 " << error.what() << "\n";
    return ftcert::kExitInternal;
  }
}
