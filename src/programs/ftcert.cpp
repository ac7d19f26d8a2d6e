// ftcert: finds networks and writes certificates. Nothing it says need be believed: ftcheck checks what it wrote.
#include <csignal>
#include <iostream>
#include <new>

#include "ftcert/core/error.hpp"
#include "programs/memory.hpp"
#include "programs/verb.hpp"

namespace {

int run(int argc, char** argv) {
  CLI::App app{"Exact certificates for fine-tuning ReLU networks", "ftcert"};
  app.set_version_flag("--version", std::string("ftcert ") + FTCERT_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Exit codes: 0 done, 1 rejected, 2 usage, 3 malformed input, 4 resources, 5 incomplete, 6 internal error.");
  ftcert::add_certify(app);
  ftcert::add_pieces(app);
  ftcert::add_explain(app);
  ftcert::add_refute(app);
  ftcert::add_bounds(app);
  ftcert::add_worst(app);
  ftcert::add_audit(app);
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
  ftcert::report_exhausted_memory();
  std::signal(SIGXFSZ, SIG_IGN);  // writing beyond a limit of file sizes is an error that is reported
  try {
    return run(argc, argv);
  } catch (const ftcert::Error& error) {
    std::cerr << "ftcert: " << error.what() << "\n";
    return ftcert::exit_code(error.code());
  } catch (const std::bad_alloc&) {
    std::cerr << "ftcert: E401 memory ran out\n";
    return ftcert::kExitResources;
  } catch (const std::exception& error) {
    std::cerr << "ftcert: E901 " << error.what() << "\n";
    return ftcert::kExitInternal;
  }
}
