// What manual pages say beside the options: how the last line looks, files, examples, exit codes.
//
//   manual_of("bounds").last_lines[0];   // "s BOUNDS layers=L neurons=M[..M'] .."
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ftcert {

// A command, and what it prints. They are run in the order of the pages, in one folder in which data/ is.
struct ManualExample {
  std::string command;
  std::vector<std::string> output;
};

struct Manual {
  std::string name;                                        // of the verb; of a program "ftcert" or "ftcheck"
  std::vector<std::string> paragraphs;                     // behind the first line of --help
  std::vector<std::string> last_lines;                     // on standard output
  std::vector<std::pair<std::string, std::string>> files;  // read or written, and what they are
  std::vector<ManualExample> examples;
  std::vector<std::pair<int, std::string>> exits;  // exit codes with a meaning of their own here
};

// In the order of ftcert --help; the programs behind the verbs.
const std::vector<Manual>& manuals();
// Contract: there is one of this name.
const Manual& manual_of(std::string_view name);

// Exit codes of both programs, with their meaning.
const std::vector<std::pair<int, std::string>>& exit_codes();

}  // namespace ftcert
