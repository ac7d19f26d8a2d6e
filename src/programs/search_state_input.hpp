// The file beside an output in which a long search is kept.
//
// Purpose: OUTPUT.state holds what has been done (refute/patterns/search_state.hpp), so that a search that was stopped goes on. Nothing that is no such
// state is read or replaced.
//
//   SearchStateFile state("out.ftc");
//   state.read(true);     // the state, if there is one
//   state.keep(text);
#pragma once

#include <optional>
#include <string>

namespace ftcert {

class SearchStateFile {
 public:
  // "-", and what is no file: nothing is kept.
  explicit SearchStateFile(const std::string& output);

  // Empty where nothing is kept.
  const std::string& path() const { return path_; }
  // What is there, to go on with. Errors: kOverwritesInput for a file that is no state; kUsage for a state without `resume`.
  std::optional<std::string> read(bool resume);
  void keep(const std::string& state);
  // Whether the file is there.
  bool kept() const { return kept_; }
  void remove();

 private:
  std::string path_;
  bool kept_ = false;
};

}  // namespace ftcert
