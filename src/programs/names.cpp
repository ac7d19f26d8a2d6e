#include "programs/names.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "ftcert/common/nearest.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// "--data" of "--data=d.csv"; the word itself where there is no =.
std::string name_of(const std::string& word) { return word.substr(0, word.find('=')); }

// ": did you mean '--label'?", of the options of the app; else the verbs beside it that have the option; else nothing.
std::string hint(const CLI::App& app, const std::string& name) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& known : option->get_lnames()) names.push_back(known);
  }
  const std::string near = nearest(std::string_view(name).substr(2), names);  // the dashes are no letters
  if (!near.empty()) return ": did you mean '--" + near + "'?";
  std::string others;
  if (app.get_parent() == nullptr) return others;
  for (const CLI::App* verb : app.get_parent()->get_subcommands(nullptr)) {
    if (verb->get_option_no_throw(name) != nullptr)
      others += (others.empty() ? ": it belongs to " : ", ") + verb->get_name();
  }
  return others;
}

[[noreturn]] void refuse(const CLI::App& app, const std::string& name) {
  const CLI::App* parent = app.get_parent();
  throw Error(Code::kUsage, "there is no option " + shown(name) + " of " +
                                (parent == nullptr ? app.get_name() : parent->get_name() + " " + app.get_name()) +
                                hint(app, name));
}

}  // namespace

void expect_known_options(const CLI::App& app, int argc, const char* const* argv, int first) {
  for (int i = first; i < argc; ++i) {
    const std::string word = argv[i], name = name_of(word);
    if (word == "--") return;  // nothing behind it is an option
    if (word.size() < 2 || word[0] != '-') continue;
    const CLI::Option* option = app.get_option_no_throw(name);
    if (option == nullptr && word.starts_with("--")) refuse(app, name);
    if (option != nullptr && name == word) i += option->get_expected_min();  // a value, whatever it looks like
  }
}

}  // namespace ftcert
