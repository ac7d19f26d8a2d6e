// Which name may have been meant: for messages about a mistyped one.
//
//   const std::vector<std::string> verbs{"certify", "refute", "solve"};
//   nearest("certfy", verbs);     // "certify"
//   nearest("pieces", verbs);     // "": none is near
//   did_you_mean("cert", verbs);  // ": did you mean 'certify'?"
#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ftcert {

// Least number of letters to insert, to leave out, to replace, or of neighbours to exchange (no letter twice) that makes one word of the other:
// the restricted Damerau-Levenshtein distance. O(|a| |b|).
inline std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before, above(b.size() + 1), row(b.size() + 1);  // the rows of i - 1, i, i + 1 letters of a
  std::iota(above.begin(), above.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      row[j + 1] = std::min({above[j] + (a[i] == b[j] ? 0 : 1), above[j + 1] + 1, row[j] + 1});
      if (i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j]) row[j + 1] = std::min(row[j + 1], before[j - 1] + 1);
    }
    before = std::exchange(above, row);
  }
  return above[b.size()];
}

// The name with the least distance, of several the first: at most a third of the word's letters (rounded up) may be wrong. Else the one name that begins with the word, if
// it has three letters; else nothing.
template <typename Names>
std::string nearest(std::string_view word, const Names& names) {
  std::string found, begun;
  std::size_t least = (word.size() + 2) / 3 + 1, begin = 0;
  for (const auto& item : names) {
    const std::string_view name = item;
    const std::size_t apart = edit_distance(word, name);
    if (apart < least && apart < name.size()) least = apart, found = name;
    if (word.size() >= 3 && name.starts_with(word)) ++begin, begun = name;
  }
  return begin == 1 ? begun : found;
}

// ": did you mean 'certify'?", or nothing.
template <typename Names>
std::string did_you_mean(std::string_view word, const Names& names) {
  const std::string name = nearest(word, names);
  return name.empty() ? name : ": did you mean '" + name + "'?";
}

}  // namespace ftcert
