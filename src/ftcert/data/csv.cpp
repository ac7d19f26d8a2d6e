#include "ftcert/data/csv.hpp"

#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/core/samples.hpp"

namespace ftcert {

namespace {

using namespace std::string_view_literals;

}  // namespace

CsvReader::CsvReader(std::string name, std::string_view bytes, char delimiter, std::size_t line)
    : name_(std::move(name)), bytes_(bytes), delimiter_(delimiter), line_(line) {
  require(separates_cells(delimiter), "CsvReader: this byte separates no cells");
  if (line == 1 && bytes_.starts_with("\xEF\xBB\xBF")) at_ = 3;
}

std::string_view CsvReader::trimmed(std::string_view cell) const {
  const auto is_space = [this](char c) { return c == ' ' || (c == '\t' && delimiter_ != '\t'); };
  while (!cell.empty() && is_space(cell.front())) cell.remove_prefix(1);
  while (!cell.empty() && is_space(cell.back())) cell.remove_suffix(1);
  return cell;
}

std::size_t CsvReader::line_end() const {
  if (at_ == bytes_.size()) return 0;
  if (bytes_[at_] == '\n') return 1;
  return bytes_.substr(at_, 2) == "\r\n" ? 2 : 0;
}

bool CsvReader::next() {
  cells_.clear();
  if (!unescaped_.empty()) unescaped_.clear();
  for (std::size_t length = line_end(); length > 0; length = line_end()) {
    at_ += length;
    ++line_;
  }
  if (at_ == bytes_.size()) return false;
  while (true) {
    const std::size_t line = line_;
    const bool quoted = at_ < bytes_.size() && bytes_[at_] == '"';
    cells_.push_back({quoted ? quoted_cell() : plain_cell(), line});
    if (at_ == bytes_.size()) return true;
    if (const std::size_t length = line_end(); length > 0) {
      at_ += length;
      ++line_;
      return true;
    }
    ++at_;  // the delimiter
  }
}

// Leaves the place at a delimiter, at a line end or at the end of the file, like quoted_cell().
std::string_view CsvReader::plain_cell() {
  const std::size_t begin = at_;
  while (at_ < bytes_.size() && !ends_cell(bytes_[at_])) ++at_;
  if (!at_end()) refuse_byte();
  return trimmed(bytes_.substr(begin, at_ - begin));
}

std::string_view CsvReader::quoted_cell() {
  const std::size_t opened = line_;
  std::size_t begin = ++at_;
  std::string* joined = nullptr;
  while (true) {
    at_ = bytes_.find_first_of("\n\"\0"sv, at_);
    if (at_ == std::string_view::npos) {
      throw Error(Code::kTruncated, {name_, opened}, "expected a closing double quote, found the end of the file");
    }
    if (bytes_[at_] == '\0') refuse_byte();
    if (bytes_[at_] == '\n') {
      ++line_;
      ++at_;
      continue;
    }
    const std::string_view piece = bytes_.substr(begin, at_ - begin);
    ++at_;
    const bool doubled = at_ < bytes_.size() && bytes_[at_] == '"';
    if (!doubled && joined == nullptr) {
      if (!at_end()) refuse_byte();
      return piece;
    }
    if (joined == nullptr) joined = &unescaped_.emplace_back();
    joined->append(piece);
    if (!doubled) {
      if (!at_end()) refuse_byte();
      return *joined;
    }
    joined->push_back('"');
    begin = ++at_;
  }
}

void CsvReader::refuse_byte() const {
  const Place place{name_, line_};
  const char byte = bytes_[at_];
  if (byte == '\0') {
    throw Error(Code::kEncoding, place, "expected text in UTF-8, found a NUL byte (a file in UTF-16?)");
  }
  if (byte == '\r') {
    throw Error(Code::kEncoding, place, "expected a line feed after the carriage return");
  }
  if (byte == '"') {
    throw Error(Code::kSyntax, place, "found a double quote inside an unquoted cell; a cell is quoted as a whole");
  }
  const bool separates = std::string_view(";\t|,").find(byte) != std::string_view::npos;
  throw Error(Code::kSyntax, place,
              "expected " + (delimiter_ == ',' ? std::string("a comma") : shown({&delimiter_, 1})) +
                  " or the end of the line after a quoted cell, found " + shown(bytes_.substr(at_, 1)) +
                  (separates ? ": separated by " + delimiter_hint(byte) : ""));
}

std::string delimiter_hint(char delimiter) {
  return delimiter == '\t' ? "tabs? --delimiter tab"
                           : shown({&delimiter, 1}) + "? --delimiter " + shown({&delimiter, 1});
}

}  // namespace ftcert
