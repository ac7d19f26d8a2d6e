// Identifiers, exit codes and texts of errors.
#include "ftcert/core/error.hpp"

#include "ftcert/explain/error_table.hpp"

#include <boost/test/unit_test.hpp>
#include <set>
#include <string>

#include "support/checks.hpp"

using namespace ftcert;
using namespace std::string_literals;

BOOST_AUTO_TEST_CASE(identifiers_are_unique_and_documented) {
  std::set<std::string> seen;
  int before = 0;
  for (const ErrorDoc& doc : error_table()) {
    BOOST_TEST(seen.insert(identifier(doc.code)).second);
    BOOST_TEST(static_cast<int>(doc.code) > before);
    before = static_cast<int>(doc.code);
    BOOST_TEST(!doc.meaning.empty());
  }
}

// Walks over all numbers: the switch has no default, so that the compiler demands a line for every code of
// the enumeration, and the table must hold exactly these.
BOOST_AUTO_TEST_CASE(the_table_holds_every_code) {
  const auto is_code = [](Code code) {
    switch (code) {
      case Code::kUsage:
      case Code::kUnknownName:
      case Code::kOverwritesInput:
      case Code::kNotApplicable:
      case Code::kClaimMismatch:
      case Code::kShapeMismatch:
      case Code::kDuplicateSample:
      case Code::kWrongValue:
      case Code::kWrongCount:
      case Code::kWrongMargin:
      case Code::kDigestMismatch:
      case Code::kDataMismatch:
      case Code::kNotBound:
      case Code::kBoundExceeded:
      case Code::kNotOnLine:
      case Code::kNotForced:
      case Code::kNotDisjoint:
      case Code::kNotReached:
      case Code::kNotANumber:
      case Code::kOverflow:
      case Code::kRowTooLong:
      case Code::kNotZero:
      case Code::kDeviation:
      case Code::kOutputDeviation:
      case Code::kPatched:
      case Code::kNotRefuted:
      case Code::kNotARow:
      case Code::kMayBeCovered:
      case Code::kWrongTree:
      case Code::kNotMet:
      case Code::kCannotRead:
      case Code::kVersion:
      case Code::kSyntax:
      case Code::kCount:
      case Code::kTruncated:
      case Code::kTrailing:
      case Code::kEncoding:
      case Code::kNumberSyntax:
      case Code::kColumn:
      case Code::kRowLength:
      case Code::kNoSamples:
      case Code::kContradiction:
      case Code::kNotFinite:
      case Code::kNpy:
      case Code::kModelParse:
      case Code::kModelOperator:
      case Code::kModelType:
      case Code::kModelShape:
      case Code::kModelGraph:
      case Code::kMemory:
      case Code::kInterrupted:
      case Code::kCannotWrite:
      case Code::kWork:
      case Code::kTime:
      case Code::kNotShown:
      case Code::kFileMissing:
      case Code::kNotRead:
      case Code::kContract:
      case Code::kContradictory:
        return true;
    }
    return false;
  };
  std::set<int> table;
  for (const ErrorDoc& doc : error_table()) table.insert(static_cast<int>(doc.code));
  for (int number = 0; number < 1000; ++number) {
    BOOST_TEST(is_code(static_cast<Code>(number)) == table.contains(number), number);
  }
}

BOOST_AUTO_TEST_CASE(the_first_digit_is_the_exit_code) {
  for (const ErrorDoc& doc : error_table()) {
    const std::string id = identifier(doc.code);
    BOOST_TEST(id.size() == 4U);
    const int expected = id[1] == '1' ? 2 : id[1] == '2' ? 1 : id[1] == '9' ? 6 : id[1] - '0';
    BOOST_TEST(static_cast<int>(exit_code(doc.code)) == expected, id);
    BOOST_TEST(exit_code(doc.code) != kExitDone);
  }
  // The contract with scripts, spelled out once.
  BOOST_TEST(exit_code(Code::kUsage) == 2);
  BOOST_TEST(exit_code(Code::kWrongValue) == 1);
  BOOST_TEST(exit_code(Code::kSyntax) == 3);
  BOOST_TEST(exit_code(Code::kMemory) == 4);
  BOOST_TEST(exit_code(Code::kFileMissing) == 5);
  BOOST_TEST(exit_code(Code::kContract) == 6);
}

BOOST_AUTO_TEST_CASE(texts_name_the_place) {
  const Error error(Code::kNumberSyntax, {"data.csv", 7}, "column 'bmi': expected a number, found 'n/a'");
  BOOST_TEST(error.what() == "E311 data.csv:7: column 'bmi': expected a number, found 'n/a'"s);
  BOOST_TEST(error.text() == "column 'bmi': expected a number, found 'n/a'");
  BOOST_TEST(error.place().file == "data.csv");
  BOOST_TEST(error.place().line == 7U);
  BOOST_TEST(Error(Code::kCannotRead, {"data.csv", 0}, "cannot open").what() == "E301 data.csv: cannot open"s);
  BOOST_TEST(Error(Code::kWrongValue, {"", 9}, "differs").what() == "E204 line 9: differs"s);
  BOOST_TEST(Error(Code::kUsage, "no verb").what() == "E101 no verb"s);
}

BOOST_AUTO_TEST_CASE(broken_promises_are_internal_errors) {
  BOOST_CHECK_NO_THROW(require(true, "never shown"));
  FTCERT_CHECK_ERROR(require(false, "shown"), Code::kContract);
  FTCERT_CHECK_ERROR(throw_contract("shown"), Code::kContract);
}

BOOST_AUTO_TEST_CASE(shown_text_is_one_line_of_utf8) {
  BOOST_TEST(shown("") == "''");
  BOOST_TEST(shown("n/a") == "'n/a'");
  BOOST_TEST(shown("a\nb\r\t\x1b[0m\x7f\0"s) == "'a\\x0Ab\\x0D\\x09\\x1B[0m\\x7F\\x00'");
  // Letters of two, three and four bytes stay.
  BOOST_TEST(shown("gr\u00f6\u00dfe \u20ac \U0001F600") == "'gr\u00f6\u00dfe \u20ac \U0001F600'");
  // Not UTF-8: a lone continuation, a cut sequence, overlong forms, a surrogate, beyond U+10FFFF; a control
  // character (U+0085).
  BOOST_TEST(shown("\x80") == "'\\x80'");
  BOOST_TEST(shown("\xC3") == "'\\xC3'");
  BOOST_TEST(shown("\xE2\x82") == "'\\xE2\\x82'");
  BOOST_TEST(shown("\xC0\xAF") == "'\\xC0\\xAF'");
  BOOST_TEST(shown("\xE0\x80\xAF") == "'\\xE0\\x80\\xAF'");
  BOOST_TEST(shown("\xED\xA0\x80") == "'\\xED\\xA0\\x80'");
  BOOST_TEST(shown("\xF0\x80\x80\x80") == "'\\xF0\\x80\\x80\\x80'");
  BOOST_TEST(shown("\xF4\x90\x80\x80") == "'\\xF4\\x90\\x80\\x80'");
  BOOST_TEST(shown("\xF0\x9F\x98"
                   "z") == "'\\xF0\\x9F\\x98z'");
  BOOST_TEST(shown("\xFF") == "'\\xFF'");
  BOOST_TEST(shown("\xC2\x85") == "'\\xC2\\x85'");
  // Cut after 60 characters, not bytes.
  BOOST_TEST(shown(std::string(60, 'z')) == "'" + std::string(60, 'z') + "'");
  BOOST_TEST(shown(std::string(61, 'z')) == "'" + std::string(60, 'z') + "...'");
  std::string euros;
  for (int i = 0; i < 60; ++i) euros += "\u20ac";
  BOOST_TEST(shown(euros) == "'" + euros + "'");
}
