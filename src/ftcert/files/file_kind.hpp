// Files that people give in place of a table or a model: known by their first bytes, so that an error can call them by their name.
//
//   file_kind("PAR1..")->name;     // "a Parquet file"
//   file_kind("PAR1..")->advice;   // "write it as CSV or .npy first, .."
#pragma once

#include <optional>
#include <string_view>

namespace ftcert {

struct FileKind {
  std::string_view name;    // "a Parquet file"
  std::string_view advice;  // what to do to get numbers out of it
};

// nullopt: it may be text, an array or an archive.
std::optional<FileKind> file_kind(std::string_view bytes);

// What stands in a repository in place of a large file that was not fetched.
bool is_git_lfs_pointer(std::string_view bytes);

}  // namespace ftcert
