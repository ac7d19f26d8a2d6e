// Writes the manual pages into a folder: ftcert.1, ftcert-VERB.1 for each verb, ftcheck.1. Run when the programs are built; nobody installs it.
//
// usage: man_pages FOLDER DATE
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "programs/check_options.hpp"
#include "programs/man_page.hpp"
#include "programs/verb.hpp"

int main(int argc, char** argv) {
  using namespace ftcert;
  if (argc != 3) {
    std::cerr << "usage: man_pages FOLDER DATE\n";
    return kExitUsage;
  }
  CLI::App ftcert_app, ftcheck_app;
  CheckOptions options;
  add_verbs(ftcert_app);
  add_check_options(ftcheck_app, options);
  std::vector<const CLI::App*> apps{&ftcert_app, &ftcheck_app};
  std::vector<std::string> names{"ftcert", "ftcheck"};
  for (const CLI::App* verb : static_cast<const CLI::App&>(ftcert_app).get_subcommands(nullptr)) {
    apps.push_back(verb);
    names.push_back("ftcert-" + verb->get_name());
  }
  for (std::size_t i = 0; i < apps.size(); ++i) {
    std::ofstream file(std::string(argv[1]) + "/" + names[i] + ".1", std::ios::binary);
    file << man_page(*apps[i], manual_of(apps[i]->get_name()), {FTCERT_VERSION, argv[2]}, names);
    if (!file.flush()) {
      std::cerr << "man_pages: cannot write " << names[i] << ".1\n";
      return kExitResources;
    }
  }
}
