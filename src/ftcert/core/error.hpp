// Typed errors of the whole program.
//
// Purpose: every failure has an identifier that scripts and tests can rely on, a place (file:line) and a text that says what
// was expected and what was found. Invariant: the identifier's first digit fixes the exit code (exit_code()).
//
//   throw Error(Code::kNumberSyntax, {"data.csv", 7}, "column 'bmi': expected a number, found 'n/a'");
//   // what(): "E311 data.csv:7: column 'bmi': expected a number, found 'n/a'"
#pragma once

#include <cstddef>
#include <exception>
#include <string>
#include <string_view>

namespace ftcert {

// Numbers are stable: they are never reused for another meaning. explain/error_table.hpp says what each means.
enum class Code : int {
  // 1xx usage
  kUsage = 101,
  kUnknownName = 102,
  kOverwritesInput = 103,
  kNotApplicable = 104,
  // 2xx a certificate that is well formed but wrong
  kClaimMismatch = 201,
  kShapeMismatch = 202,
  kDuplicateSample = 203,
  kWrongValue = 204,
  kWrongCount = 205,
  kWrongMargin = 206,
  kDigestMismatch = 207,
  kDataMismatch = 208,
  kNotBound = 209,
  kBoundExceeded = 210,
  kNotOnLine = 211,
  kNotForced = 212,
  kNotDisjoint = 213,
  kNotReached = 214,
  kNotANumber = 215,
  kOverflow = 216,
  kRowTooLong = 217,
  kNotZero = 218,
  kDeviation = 219,
  kOutputDeviation = 220,
  kPatched = 221,
  kNotRefuted = 222,
  kNotARow = 223,
  kMayBeCovered = 224,
  kWrongTree = 225,
  kNotMet = 226,
  // 3xx malformed input: certificates, data, models
  kCannotRead = 301,
  kVersion = 302,
  kSyntax = 303,
  kCount = 304,
  kTruncated = 305,
  kTrailing = 306,
  kEncoding = 307,
  kNumberSyntax = 311,
  kColumn = 312,
  kRowLength = 313,
  kNoSamples = 314,
  kContradiction = 315,
  kNotFinite = 316,
  kNpy = 317,
  kModelParse = 321,
  kModelOperator = 322,
  kModelType = 323,
  kModelShape = 324,
  kModelGraph = 325,
  // 4xx resources
  kMemory = 401,
  kInterrupted = 402,
  kCannotWrite = 403,
  kWork = 404,
  kTime = 405,
  // 5xx incomplete
  kNotShown = 501,
  kFileMissing = 502,
  kNotRead = 503,
  // 9xx internal
  kContract = 901,
  kContradictory = 902,
};

// Process exit codes, the same for all programs.
enum ExitCode : int {
  kExitDone = 0,
  kExitRejected = 1,
  kExitUsage = 2,
  kExitMalformed = 3,
  kExitResources = 4,
  kExitIncomplete = 5,
  kExitInternal = 6,
};

struct Place {
  std::string file;      // as the user named it; empty: none
  std::size_t line = 0;  // 1-based; 0: none
};

class Error : public std::exception {
 public:
  Error(Code code, Place place, std::string text);
  Error(Code code, std::string text) : Error(code, Place{}, std::move(text)) {}

  Code code() const { return code_; }
  const Place& place() const { return place_; }
  // Without identifier and place.
  const std::string& text() const { return text_; }
  // "E204 file:line: text".
  const char* what() const noexcept override { return what_.c_str(); }
  // "file:line: text".
  std::string what_without_identifier() const { return what_.substr(what_.find(' ') + 1); }

 private:
  Code code_;
  Place place_;
  std::string text_;
  std::string what_;
};

// "E204".
std::string identifier(Code code);
ExitCode exit_code(Code code);

// Text of an input as an error shows it: between single quotes, cut after 60 characters, with control characters and bytes that
// are not UTF-8 as \xNN, so that a message is one line of valid UTF-8 whatever the input holds.
std::string shown(std::string_view text);
// Length of the well-formed UTF-8 sequence of two or more bytes at the start of the text (Unicode 15, table 3-7); 0: none, or a control character
// (U+0080 to U+009F).
std::size_t utf8_length(std::string_view text);

// A broken promise of our own code (never of the input): throws Error(kContract).
[[noreturn]] void throw_contract(const std::string& text);
inline void require(bool condition, const char* text) {
  if (!condition) throw_contract(text);
}

}  // namespace ftcert
