// What a killed program leaves beside a file that it was writing.
//
// Purpose: a file is written beside its place under the name FILE.part-DIGEST and renamed when it is complete. A program that is killed
// leaves it behind; the next one that writes the same FILE removes it if it is provably ours and nobody's any more: its DIGEST is that of
// its own first page (a write of one page is not cut by a signal) or it is empty, and its lock, which the writer holds, is free. A file of
// somebody else that happens to have such a name stays.
//
//   leftover_name("g.ftc", bytes, 0);        // "g.ftc.part-" and 32 hexadecimal digits
//   remove_leftovers("folder", "g.ftc");
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace ftcert {

// The name under which these bytes are written; the number tells writers of the same bytes apart.
std::string leftover_name(const std::string& file, std::string_view bytes, int number);

// Those of this file in the folder. What cannot be removed stays, without an error.
void remove_leftovers(const std::string& folder, const std::string& file);

// Those of all files of ours in the folder, looked for once. Names are given as leftovers have them, at most 200 bytes.
void remove_leftovers(const std::string& folder, const std::function<bool(const std::string& file)>& ours);

}  // namespace ftcert
