#include "programs/verb.hpp"

namespace ftcert {

void add_verbs(CLI::App& app) {
  app.description("Exact certificates for fine-tuning ReLU networks");
  app.name("ftcert");
  app.set_version_flag("--version", std::string("ftcert ") + FTCERT_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Exit codes: 0 done, 1 rejected, 2 usage, 3 malformed input, 4 resources, 5 incomplete, 6 internal error.");
  add_certify(app);
  add_pieces(app);
  add_explain(app);
  add_recheck(app);
  add_evaluate(app);
  add_refute(app);
  add_solve(app);
  add_bounds(app);
  add_worst(app);
  add_patch(app);
  add_audit(app);
  add_sweep(app);
}

}  // namespace ftcert
