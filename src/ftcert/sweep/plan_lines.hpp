// Lines of a plan, and the numbers in them.
//
//   for (PlanLine line; lines.next(line);) line.numbers(1, 100);
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ftcert/core/error.hpp"

namespace ftcert::sweep {

struct PlanLine {
  Place place;
  std::vector<std::string> words;  // at least one

  // Errors: kSyntax at the line, "expected .., found ..".
  [[noreturn]] void fail(const std::string& expected, std::string_view found) const;
  // One number, without leading zeros, between these.
  std::uint64_t number(std::string_view word, std::uint64_t least, std::uint64_t most, const std::string& what) const;
  // All words but the first: each a, a..b or a..b/step. In the order of the line; each once. Errors: also kWork for more than a million.
  std::vector<std::uint64_t> numbers(std::uint64_t least, std::uint64_t most) const;
};

class PlanLines {
 public:
  PlanLines(std::string name, std::string_view text) : place_{std::move(name), 0}, rest_(text) {}
  // The next line that is neither empty nor a comment; false: there is none.
  bool next(PlanLine& line);
  const Place& place() const { return place_; }  // of the last line that was read

 private:
  Place place_;
  std::string_view rest_;
};

// "a, b or c"
std::string one_of(const std::vector<std::string>& names);

}  // namespace ftcert::sweep
