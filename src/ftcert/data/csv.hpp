// The rows and cells of a CSV file (RFC 4180), before any cell is understood as a number.
//
// Purpose: one pass over the bytes, O(bytes), without copying a cell unless it holds a doubled quote. Rules
// (proofs/certificate-format.md, section 5): rows end in LF or CR LF, the last one possibly in nothing; empty
// lines are skipped; a UTF-8 byte order mark at the start is skipped; spaces and tabs around an unquoted cell
// do not count (a tab does where it is the delimiter); a quoted cell is taken as it stands. Errors, with the line: kEncoding (a NUL byte, a CR
// without LF), kSyntax (a quote in the wrong place), kTruncated (a quote that is never closed).
//
//   CsvReader reader("samples.csv", bytes);
//   while (reader.next()) use(reader.cells()[0].text, reader.cells()[0].line);
#pragma once

#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ftcert {

struct CsvCell {
  std::string_view text;
  std::size_t line;  // 1-based, where the cell begins
};

class CsvReader {
 public:
  // `name` is the file's name for errors. The bytes must outlive the reader; line: that of the file with which they begin. Contract: separates_cells(delimiter).
  CsvReader(std::string name, std::string_view bytes, char delimiter = ',', std::size_t line = 1);

  // Reads the next row that is not an empty line; false at the end of the file.
  bool next();

  // The row's cells, at least one. Valid until the next call of next().
  std::span<const CsvCell> cells() const { return cells_; }
  // Line on which the row begins.
  std::size_t line() const { return cells_.front().line; }
  // What has not been read, and the line with which it begins.
  std::string_view rest() const { return bytes_.substr(at_); }
  std::size_t next_line() const { return line_; }

 private:
  std::string_view trimmed(std::string_view cell) const;
  // What a cell without quotes may not hold.
  bool ends_cell(char c) const { return c == delimiter_ || c == '\n' || c == '\r' || c == '"' || c == '\0'; }
  // Whether a cell may end at the current place.
  bool at_end() const { return at_ == bytes_.size() || bytes_[at_] == delimiter_ || line_end() > 0; }
  // Length of the line end at the current place; 0: none.
  std::size_t line_end() const;
  std::string_view plain_cell();
  std::string_view quoted_cell();
  [[noreturn]] void refuse_byte() const;

  std::string name_;
  std::string_view bytes_;
  char delimiter_;
  std::size_t at_ = 0;
  std::size_t line_;
  std::vector<CsvCell> cells_;
  std::deque<std::string> unescaped_;  // texts of the row's cells with doubled quotes; a deque keeps them in place
};

// "';'? --delimiter ';'" behind "separated by", for what stands where cells should end.
std::string delimiter_hint(char delimiter);

}  // namespace ftcert
