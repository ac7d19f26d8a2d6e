#include "ftcert/certificate/line_reader.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/certificate/certificate.hpp"
#include "ftcert/core/number_text.hpp"

namespace ftcert {

namespace {

bool printable(char c) { return c >= 0x20 && c <= 0x7E; }

bool plain_name_byte(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
}

constexpr std::string_view kHex = "0123456789ABCDEF";

}  // namespace

std::string encode_name(std::string_view name) {
  std::string result;
  for (char c : name) {
    if (plain_name_byte(c)) {
      result += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      result += '%';
      result += kHex[byte >> 4];
      result += kHex[byte & 15];
    }
  }
  return result;
}

LineReader::LineReader(std::string name, std::string_view text) : name_(std::move(name)), rest_(text) { version(); }

bool LineReader::take_line(std::string_view& line) {
  if (rest_.empty()) return false;
  ++line_;
  const auto end = rest_.find('\n');
  line = rest_.substr(0, end);
  rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
  if (const auto bad = std::find_if_not(line.begin(), line.end(), printable); bad != line.end()) {
    const auto byte = static_cast<unsigned char>(*bad);
    fail(Code::kEncoding, std::string("expected printable ASCII, found byte 0x") + kHex[byte >> 4] + kHex[byte & 15] +
                              " in column " + std::to_string(bad - line.begin() + 1));
  }
  if (end == std::string_view::npos) fail(Code::kTruncated, "expected a line feed at the end of " + shown(line));
  return true;
}

void LineReader::version() {
  std::string_view line;
  if (rest_.empty()) throw Error(Code::kVersion, {name_, 1}, "expected 'FTCERT 1.0', found an empty file");
  if (!rest_.starts_with("FTCERT ")) {
    throw Error(Code::kVersion, {name_, 1}, "expected a certificate, whose first line is 'FTCERT MAJOR.MINOR'");
  }
  take_line(line);
  const std::string_view number = line.substr(7);
  const auto dot = number.find('.');
  if (dot == std::string_view::npos) fail(Code::kVersion, "expected 'FTCERT MAJOR.MINOR', found " + shown(line));
  std::uint64_t major = 0, minor = 0;
  try {
    major = read_count(number.substr(0, dot));
    minor = read_count(number.substr(dot + 1));
  } catch (const Error&) {
    fail(Code::kVersion, "expected 'FTCERT MAJOR.MINOR', found " + shown(line));
  }
  if (major != kFormatMajor || minor > kFormatMinor) {
    fail(Code::kVersion, "this checker reads versions 1.0 to " + std::to_string(kFormatMajor) + "." +
                             std::to_string(kFormatMinor) + ", found " + std::string(number));
  }
  minor_ = static_cast<unsigned>(minor);
}

void LineReader::next() {
  std::string_view line;
  do {
    if (!take_line(line)) {
      ++line_;
      fail(Code::kTruncated, "expected another line, found the end of the file");
    }
  } while (line.starts_with('%'));
  words_.clear();
  while (true) {
    const auto space = line.find(' ');
    words_.push_back(line.substr(0, space));
    if (words_.back().empty()) fail(Code::kSyntax, "expected words separated by single spaces");
    if (space == std::string_view::npos) return;
    line.remove_prefix(space + 1);
  }
}

void LineReader::expect(std::string_view keyword, std::size_t count) {
  next();
  if (!at(keyword)) wrong_keyword(keyword);
  if (count != 0) expect_words(count);
}

void LineReader::expect_any(std::string_view first, std::string_view second) {
  next();
  if (!at(first) && !at(second)) wrong_keyword(first);
}

// Where a counted kind of line ends too early or goes on too long, it is the count that is wrong.
void LineReader::wrong_keyword(std::string_view expected) const {
  const auto among = [](std::string_view word, std::initializer_list<std::string_view> list) {
    return std::find(list.begin(), list.end(), word) != list.end();
  };
  const auto counted = [&](std::string_view word) {
    return among(word, {"layer", "row", "sample", "preactivation", "at", "sum", "pair", "split", "leaf", "part"});
  };
  const bool known =
      counted(word(0)) ||
      among(word(0),
            {"claim",          "dimension", "outputs",    "construction", "data",    "features", "labels",
             "frozen-columns", "model",     "frozen",     "network",      "samples", "method",   "line",
             "tree",           "margins",   "projection", "bits",         "step",    "centre",   "output-deviation",
             "patched",        "patterns",  "cover",      "values",       "points",  "trees",    "END"});
  const bool miscounted = known && (counted(expected) || counted(word(0)));
  fail(miscounted ? Code::kCount : Code::kSyntax,
       "expected a line '" + std::string(expected) + "', found " + shown(word(0)));
}

void LineReader::expect_words(std::size_t count) const {
  if (words_.size() == count) return;
  fail(Code::kSyntax, "'" + std::string(words_[0]) + "': expected " + std::to_string(count) + " words, found " +
                          std::to_string(words_.size()));
}

void LineReader::finish() {
  if (!rest_.empty()) {
    ++line_;
    fail(Code::kTrailing, "expected the end of the file after END, found " + shown(rest_.substr(0, rest_.find('\n'))));
  }
}

std::uint64_t LineReader::count(std::string_view text) const {
  try {
    return read_count(text);
  } catch (const Error& error) {
    throw Error(error.code(), place(), error.text());
  }
}

Rational LineReader::rational(std::string_view text) const {
  try {
    return read_rational(text);
  } catch (const Error& error) {
    throw Error(error.code(), place(), error.text());
  }
}

Integer LineReader::integer(std::string_view text) const {
  try {
    return read_integer(text);
  } catch (const Error& error) {
    throw Error(error.code(), place(), error.text());
  }
}

std::string_view LineReader::value(std::size_t index, std::string_view key) const {
  const std::string_view whole = index < words_.size() ? words_[index] : std::string_view();
  if (!whole.starts_with(key) || whole.size() <= key.size() || whole[key.size()] != '=') {
    unexpected("'" + std::string(key) + "=' as word " + std::to_string(index + 1));
  }
  return whole.substr(key.size() + 1);
}

std::string LineReader::name(std::string_view text) const {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      result += text[i];
      continue;
    }
    const auto high = i + 2 < text.size() ? kHex.find(text[i + 1]) : std::string_view::npos;
    const auto low = i + 2 < text.size() ? kHex.find(text[i + 2]) : std::string_view::npos;
    if (high == std::string_view::npos || low == std::string_view::npos) break;
    result += static_cast<char>(high * 16 + low);
    i += 2;
  }
  if (result.empty() || encode_name(result) != text) fail(Code::kSyntax, "expected a name, found " + shown(text));
  return result;
}

std::string LineReader::digest(std::string_view text) const {
  const auto hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  if (text.size() != 64 || !std::all_of(text.begin(), text.end(), hex)) {
    fail(Code::kSyntax, "expected 64 lower-case hexadecimal digits, found " + shown(text));
  }
  return std::string(text);
}

void LineReader::unexpected(const std::string& expected) const {
  std::string_view found = words_.empty() ? std::string_view() : words_[0];
  if (words_.size() > 1)
    found = std::string_view(found.data(),
                             static_cast<std::size_t>(words_.back().data() - found.data()) + words_.back().size());
  fail(Code::kSyntax, "expected " + expected + ", found " + shown(found));
}

}  // namespace ftcert
