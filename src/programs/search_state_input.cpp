#include "programs/search_state_input.hpp"

#include <filesystem>

#include "ftcert/core/error.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/refute/patterns/search_state.hpp"

namespace ftcert {

SearchStateFile::SearchStateFile(const std::string& output) {
  std::error_code ignored;
  const std::filesystem::file_status status = std::filesystem::status(output, ignored);
  if (output == "-" || (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))) return;
  path_ = output + ".state";
}

std::optional<std::string> SearchStateFile::read(bool resume) {
  std::error_code ignored;
  if (path_.empty() || !std::filesystem::exists(path_, ignored)) return std::nullopt;
  std::string text = read_file(path_);
  if (!looks_like_state(text))
    throw Error(Code::kOverwritesInput, "'" + path_ + "' is no state of a search: move it, or choose another output");
  if (!resume)
    throw Error(Code::kUsage,
                "'" + path_ + "' holds a search that was stopped: --resume goes on with it; remove it to begin anew");
  kept_ = true;
  return text;
}

void SearchStateFile::keep(const std::string& state) {
  write_file(path_, state);
  kept_ = true;
}

void SearchStateFile::remove() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
  kept_ = false;
}

}  // namespace ftcert
