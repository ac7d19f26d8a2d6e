// The CSV tokenizer: a table of bytes and cells, errors with their lines, and random files written and read
// back.
#include "ftcert/data/csv.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>
#include <utility>
#include <vector>

#include "ftcert/core/error.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using namespace std::string_literals;
using ftcert::test::Generator;
using ftcert::test::rounds;

namespace {

// "line[a|b|c] line[...]": every row with its line and its cells.
std::string rows_of(const std::string& bytes, char delimiter = ',') {
  CsvReader reader("t.csv", bytes, delimiter);
  std::string result;
  while (reader.next()) {
    result += (result.empty() ? "" : " ") + std::to_string(reader.line()) + "[";
    for (std::size_t j = 0; j < reader.cells().size(); ++j)
      result += (j == 0 ? "" : "|") + std::string(reader.cells()[j].text);
    result += "]";
  }
  BOOST_TEST(!reader.next());  // stays at the end
  return result;
}

std::string error_of_rows(const std::string& bytes) {
  const auto error = test::error_of([&] { rows_of(bytes); });
  return error ? identifier(error->code()) + ":" + std::to_string(error->place().line) : "none";
}

}  // namespace

BOOST_AUTO_TEST_CASE(rows_and_cells) {
  const std::pair<std::string, std::string> table[] = {{"", ""},
                                                       {"\n", ""},
                                                       {"\r\n\n\r\n", ""},
                                                       {"\xEF\xBB\xBF", ""},
                                                       {"a", "1[a]"},
                                                       {"a\n", "1[a]"},
                                                       {"a\r\n", "1[a]"},
                                                       {"a,b\n1,2\n", "1[a|b] 2[1|2]"},
                                                       {"a,b\r\n1,2\r\n", "1[a|b] 2[1|2]"},
                                                       {"a,b\n1,2", "1[a|b] 2[1|2]"},
                                                       {"a\r\nb\nc", "1[a] 2[b] 3[c]"},
                                                       {"\xEF\xBB\xBF"
                                                        "a,b\n",
                                                        "1[a|b]"},
                                                       {"\xEF\xBB\xBF\"a\",b\n", "1[a|b]"},
                                                       {"a\xEF\xBB\xBF\n", "1[a\xEF\xBB\xBF]"},
                                                       // Empty cells and empty lines.
                                                       {",", "1[|]"},
                                                       {",\n", "1[|]"},
                                                       {"a,", "1[a|]"},
                                                       {"a,\n", "1[a|]"},
                                                       {"a,\r\n", "1[a|]"},
                                                       {",,b", "1[||b]"},
                                                       {"\n\na\n\nb\n\n", "3[a] 5[b]"},
                                                       {"\r\na\r\n\r\nb", "2[a] 4[b]"},
                                                       {" \nx", "1[] 2[x]"},
                                                       {"\"\"\nx", "1[] 2[x]"},
                                                       // Spaces count in quotes only.
                                                       {" a ,\tb\t, c d ", "1[a|b|c d]"},
                                                       {" , ", "1[|]"},
                                                       {"\" a \",\"\tb\"", "1[ a |\tb]"},
                                                       {" a \r\n", "1[a]"},
                                                       // Quotes.
                                                       {"\"a\"", "1[a]"},
                                                       {"\"a\"\n", "1[a]"},
                                                       {"\"a\"\r\n", "1[a]"},
                                                       {"\"a,b\",c", "1[a,b|c]"},
                                                       {"\"\"", "1[]"},
                                                       {"\"\",\"\"", "1[|]"},
                                                       {"\"a\"\"b\"", "1[a\"b]"},
                                                       {"\"\"\"\"", "1[\"]"},
                                                       {"\"\"\"a\"\"\"", "1[\"a\"]"},
                                                       {"\"a\"\"\",b", "1[a\"|b]"},
                                                       {"\"\"\"\"\"\"", "1[\"\"]"},
                                                       {"\"a\"\"b\",\"c\"\"d\"", "1[a\"b|c\"d]"},
                                                       {"\"a\rb\"", "1[a\rb]"},
                                                       // Lines in quotes.
                                                       {"\"a\nb\",c\nd,e", "1[a\nb|c] 3[d|e]"},
                                                       {"\"a\r\nb\"\r\nd", "1[a\r\nb] 3[d]"},
                                                       {"\"\n\n\"\n\nd", "1[\n\n] 5[d]"},
                                                       {"\"\n\"\"\n\"\nd", "1[\n\"\n] 4[d]"}};
  for (const auto& [bytes, rows] : table) BOOST_TEST(rows_of(bytes) == rows);
}

BOOST_AUTO_TEST_CASE(other_delimiters) {
  BOOST_TEST(rows_of("a;b\n1,5;\"x;y\"\n", ';') == "1[a|b] 2[1,5|x;y]");
  BOOST_TEST(rows_of(";;\n", ';') == "1[||]");
  BOOST_TEST(rows_of("a|b|\r\n \t1\t| 2", '|') == "1[a|b|] 2[1|2]");
  // Between cells a tab is no space around them.
  BOOST_TEST(rows_of("a\tb\tlabel\n 1 \t\t2\n\t\t\n", '\t') == "1[a|b|label] 2[1||2] 3[||]");
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    const std::string bytes = "\"a\""s + c + "\"b\"";
    const bool allowed = byte == '\t' || "!#$%&'()*,:;<=>?@[\\]^`{|}~"s.find(c) != std::string::npos;
    if (allowed && byte != 0) {
      BOOST_TEST(rows_of(bytes, c) == "1[a|b]", byte);
    } else {
      FTCERT_CHECK_ERROR(rows_of(bytes, c), Code::kContract);
    }
  }
}

BOOST_AUTO_TEST_CASE(another_delimiter_is_named) {
  const auto words = [](const std::string& bytes, char delimiter) {
    const auto error = test::error_of([&] { rows_of(bytes, delimiter); });
    return error ? error->what() : "none"s;
  };
  BOOST_TEST(words("\"a\";\"b\"\n", ',') ==
             "E303 t.csv:1: expected a comma or the end of the line after a quoted cell, found ';': separated by ';'? "
             "--delimiter ';'");
  BOOST_TEST(words("\"a\"\t\"b\"\n", ',').ends_with(": separated by tabs? --delimiter tab"));
  BOOST_TEST(words("\"a\",\"b\"\n", ';') ==
             "E303 t.csv:1: expected ';' or the end of the line after a quoted cell, found ',': separated by ','? "
             "--delimiter ','");
  BOOST_TEST(words("\"a\"x\n", ',').ends_with("found 'x'"));
}

BOOST_AUTO_TEST_CASE(cells_know_their_lines) {
  const std::string bytes = "\"a\nb\",c,\"d\n\ne\",f\ng";
  CsvReader reader("t.csv", bytes);
  BOOST_REQUIRE(reader.next());
  std::vector<std::size_t> lines;
  for (const CsvCell& cell : reader.cells()) lines.push_back(cell.line);
  BOOST_TEST(lines == (std::vector<std::size_t>{1, 2, 2, 4}), boost::test_tools::per_element());
  BOOST_TEST(reader.line() == 1U);
  BOOST_REQUIRE(reader.next());
  BOOST_TEST(reader.line() == 5U);
}

BOOST_AUTO_TEST_CASE(what_is_not_csv) {
  const std::pair<std::string, std::string> table[] = {// A quote that is never closed: the line where it opens.
                                                       {"\"", "E305:1"},
                                                       {"a\n\"b", "E305:2"},
                                                       {"a\n\"b\n\n\n", "E305:2"},
                                                       {"\"a\nb\",\"c\n", "E305:2"},
                                                       {"\"a\"\"", "E305:1"},
                                                       {"a\n\"b\"\"\nc,d\n", "E305:2"},
                                                       // A quote in the wrong place.
                                                       {"a\"", "E303:1"},
                                                       {"a\nb,c\"d\n", "E303:2"},
                                                       {"a\n \"b\"\n", "E303:2"},
                                                       {"\"a\"b", "E303:1"},
                                                       {"\"a\" ,b", "E303:1"},
                                                       {"\"a\"\"b\"c", "E303:1"},
                                                       {"\"a\nb\"c", "E303:2"},
                                                       {"\"a\" \"b\"", "E303:1"},
                                                       // Bytes.
                                                       {"a\0"s, "E307:1"},
                                                       {"\0"s, "E307:1"},
                                                       {"a\nb\0,c"s, "E307:2"},
                                                       {"\"a\n\0\""s, "E307:2"},
                                                       {"\"a\"\0"s, "E307:1"},
                                                       {"\xFF\xFE"
                                                        "a\0,\0b\0\n\0"s,
                                                        "E307:1"},
                                                       {"a\rb", "E307:1"},
                                                       {"a\r", "E307:1"},
                                                       {"a\n\r", "E307:2"},
                                                       {"a\r\r\n", "E307:1"},
                                                       {"\"a\"\rb", "E307:1"},
                                                       {"\"a\"\r", "E307:1"}};
  for (const auto& [bytes, expected] : table) BOOST_TEST(error_of_rows(bytes) == expected, shown(bytes));
}

BOOST_AUTO_TEST_CASE(random_files_are_read_back) {
  Generator random(1);
  const std::vector<std::string> pieces = {"a", "7", " ", "\t", ",", "\"", "\n", "\r\n", "\xC3\xB6", "\xFF", "x y"};
  for (int round = 0; round < rounds(3000); ++round) {
    std::string bytes = random.one_in(4) ? "\xEF\xBB\xBF" : "", expected;
    const auto line = [&bytes] { return std::to_string(1 + std::count(bytes.begin(), bytes.end(), '\n')); };
    const std::size_t rows = random.below(5);
    for (std::size_t i = 0; i < rows; ++i) {
      while (random.one_in(4)) bytes += random.one_in(2) ? "\n" : "\r\n";
      expected += (expected.empty() ? "" : " ") + line() + "[";
      const std::size_t cells = 1 + random.below(4);
      for (std::size_t j = 0; j < cells; ++j) {
        std::string text;
        for (std::size_t k = random.below(5); k > 0; --k) text += pieces[random.below(pieces.size())];
        const bool must_quote = text.find_first_of(",\"\n") != std::string::npos || text.find_first_of(" \t") == 0 ||
                                text.find_last_of(" \t") + 1 == text.size() || (text.empty() && cells == 1);
        if (j > 0) bytes += ",";
        expected += (j > 0 ? "|" : "") + text;
        if (must_quote || random.one_in(3)) {
          bytes += '"';
          for (char c : text) bytes += c == '"' ? "\"\"" : std::string(1, c);
          bytes += '"';
        } else {
          bytes += (random.one_in(2) ? " \t" : "") + text + (random.one_in(2) ? "\t " : "");
        }
      }
      expected += "]";
      if (i + 1 < rows || random.one_in(2)) bytes += random.one_in(2) ? "\n" : "\r\n";
    }
    BOOST_REQUIRE_EQUAL(rows_of(bytes), expected);
  }
}

// A quadratic step would take minutes here.
BOOST_AUTO_TEST_CASE(one_pass) {
  std::string quotes = "\"";
  for (int i = 0; i < 1000000; ++i) quotes += "\"\"";
  BOOST_TEST(rows_of(quotes + "\"").size() == 1000003U);
  const std::string many(2000000, ',');
  CsvReader reader("t.csv", many);
  BOOST_TEST(reader.next());
  BOOST_TEST(reader.cells().size() == 2000001U);
  const std::string empty_lines(2000000, '\n');
  BOOST_TEST(rows_of(empty_lines + "a") == "2000001[a]");
}
