// ftcert: finds networks and writes certificates. Nothing it says need be believed: ftcheck checks what it wrote.
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <new>
#include <numeric>
#include <string_view>
#include <vector>

#include "ftcert/core/error.hpp"
#include "programs/verb.hpp"

namespace {

using namespace ftcert;

// Insertions, deletions and replacements of a letter that make one word of the other.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    ++row[0];
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row[b.size()];
}

// A first word that is no verb: which one may be meant.
void require_verb(const CLI::App& app, std::string_view word) {
  std::string nearest, all;
  std::size_t least = 3;
  for (const CLI::App* verb : app.get_subcommands(nullptr)) {
    const std::string& name = verb->get_name();
    all += (all.empty() ? "" : ", ") + name;
    const std::size_t found = distance(word, name);
    if (found == 0) return;
    if (found < least) least = found, nearest = name;
  }
  throw Error(Code::kUnknownName,
              "there is no verb " + shown(word) +
                  (nearest.empty() ? ": expected one of " + all : ": did you mean '" + nearest + "'?"));
}

int run(int argc, char** argv) {
  CLI::App app{"Exact certificates for fine-tuning ReLU networks", "ftcert"};
  app.set_version_flag("--version", std::string("ftcert ") + FTCERT_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Exit codes: 0 done, 1 rejected, 2 usage, 3 malformed input, 4 resources, 5 incomplete, 6 internal error.");
  ftcert::add_certify(app);
  ftcert::add_pieces(app);
  ftcert::add_explain(app);
  ftcert::add_recheck(app);
  ftcert::add_evaluate(app);
  ftcert::add_refute(app);
  ftcert::add_solve(app);
  ftcert::add_bounds(app);
  ftcert::add_worst(app);
  ftcert::add_patch(app);
  ftcert::add_audit(app);
  ftcert::add_sweep(app);
  if (argc > 1 && argv[1][0] != '-') require_verb(app, argv[1]);
  ftcert::set_input_bytes(ftcert::bytes_named(argc, argv));
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
    std::cerr << "ftcert: E101 " << error.what() << "\nTry 'ftcert --help'.\n";
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
