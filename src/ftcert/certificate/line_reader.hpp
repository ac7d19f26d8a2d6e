// Lines and words of a certificate file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ftcert/core/error.hpp"
#include "ftcert/core/rational.hpp"

namespace ftcert {

// Names in certificates: bytes other than [A-Za-z0-9_.-] as %XX.
std::string encode_name(std::string_view name);

// Items by separators.
template <typename Range, typename Print>
std::string joined(const Range& range, std::string_view separator, Print print) {
  std::string result;
  for (const auto& item : range) {
    if (!result.empty()) result += separator;
    result += print(item);
  }
  return result;
}

// Walks over the statements of a certificate: skips comments, splits words, counts lines. Errors name file:line.
class LineReader {
 public:
  // The text must outlive the reader. Checks bytes and the version line.
  LineReader(std::string name, std::string_view text);

  // Moves to the next statement. Errors: kTruncated, kSyntax (spaces), kEncoding.
  void next();
  // Moves on, and the statement must begin with `keyword` and have `count` words (0: any number). Errors: kSyntax; kCount where
  // lines of a counted kind are too few or too many.
  void expect(std::string_view keyword, std::size_t count = 0);
  // Moves on, and the statement must begin with one of both; counted lines both.
  void expect_any(std::string_view first, std::string_view second);
  // The current statement must have `count` words (kSyntax).
  void expect_words(std::size_t count) const;
  // Whether the current statement begins with the keyword.
  bool at(std::string_view keyword) const { return !words_.empty() && words_[0] == keyword; }
  // Whether the statement behind this one begins with the keyword.
  bool next_is(std::string_view keyword) const {
    LineReader ahead(*this);
    ahead.next();
    return ahead.at(keyword);
  }
  // After END: nothing may follow.
  void finish();

  const std::vector<std::string_view>& words() const { return words_; }
  std::string_view word(std::size_t index) const { return words_[index]; }
  std::size_t line() const { return line_; }
  // Bytes behind the current line.
  std::size_t bytes_left() const { return rest_.size(); }
  // MINOR of the version line.
  unsigned minor() const { return minor_; }
  Place place() const { return {name_, line_}; }

  // Numbers at the current place: the strict readers with file:line.
  std::uint64_t count(std::string_view text) const;
  Rational rational(std::string_view text) const;
  Integer integer(std::string_view text) const;
  // The value of "key=value". Errors: kSyntax.
  std::string_view value(std::size_t index, std::string_view key) const;
  // A name with its %XX undone.
  std::string name(std::string_view text) const;
  std::string digest(std::string_view text) const;

  [[noreturn]] void fail(Code code, const std::string& text) const { throw Error(code, place(), text); }
  [[noreturn]] void unexpected(const std::string& expected) const;

 private:
  [[noreturn]] void wrong_keyword(std::string_view expected) const;
  void version();
  bool take_line(std::string_view& line);

  std::string name_;
  std::string_view rest_;
  std::size_t line_ = 0;
  unsigned minor_ = 0;
  std::vector<std::string_view> words_;
};

}  // namespace ftcert
