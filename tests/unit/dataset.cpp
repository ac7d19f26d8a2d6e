// Data files: column choice, errors with their places, rounding, and every file of tests/cases/data.
#include "ftcert/data/dataset.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "ftcert/core/error.hpp"
#include "ftcert/core/number_text.hpp"
#include "ftcert/data/binary_float.hpp"
#include "ftcert/data/data_number.hpp"
#include "ftcert/files/file.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using namespace std::string_literals;
namespace fs = std::filesystem;
using ftcert::test::Generator;
using ftcert::test::rounds;

namespace {

const fs::path kCases = fs::path(FTCERT_SOURCE_DIR) / "tests/cases/data";

std::vector<fs::path> files_of(const std::string& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(kCases / folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

// "LINE: X1 .. XD : Y1 .. YP[ : F1 .. FP]" for each row.
std::string text_of(const Dataset& data) {
  std::string text;
  for (std::size_t i = 0; i < data.rows(); ++i) {
    text += std::to_string(data.lines[i]) + ":";
    for (const Rational& x : data.points.row(i)) text += " " + x.text();
    text += " :";
    for (std::size_t p = 0; p < data.outputs(); ++p) {
      const auto& label = data.labels[i * data.outputs() + p];
      text += " " + (label ? label->text() : "keep");
    }
    if (data.frozen) {
      text += " :";
      for (const Rational& f : data.frozen->row(i)) text += " " + f.text();
    }
    text += "\n";
  }
  return text;
}

std::string read(const std::string& bytes, const ColumnChoice& choice = {}) {
  return text_of(read_dataset("t.csv", bytes, choice));
}

// What what() says, or "none".
std::string refusal(const std::string& bytes, const ColumnChoice& choice = {}) {
  const auto error = test::error_of([&] { read_dataset("t.csv", bytes, choice); });
  return error ? error->what() : "none";
}

ColumnChoice choose(std::vector<std::string> labels, std::vector<std::string> frozen = {},
                    std::vector<std::string> features = {}, Rounding rounding = Rounding::kNone) {
  return {std::move(labels), std::move(frozen), std::move(features), rounding};
}

}  // namespace

// Samples that a network is evaluated at need no label; what is chosen must still be there.
BOOST_AUTO_TEST_CASE(samples_without_labels) {
  const std::string bytes = "a,b\n1,2\n3,4\n";
  BOOST_TEST(column_names({"t.csv", bytes}) == (std::vector<std::string>{"a", "b"}));
  const auto unlabelled = [&](const ColumnChoice& choice) {
    return text_of(read_dataset("t.csv", bytes, choice, kMostWork, LabelColumns::kAsChosen));
  };
  BOOST_TEST(unlabelled({}) == "2: 1 2 :\n3: 3 4 :\n");
  BOOST_TEST(unlabelled(choose({"a"})) == "2: 2 : 1\n3: 4 : 3\n");
  BOOST_TEST(unlabelled(choose({}, {"b"})) == "2: 1 : : 2\n3: 3 : : 4\n");
  BOOST_CHECK_THROW(unlabelled(choose({"c"})), Error);
  BOOST_TEST(refusal(bytes).starts_with("E312 t.csv:1: there is no column 'label'"));
  BOOST_CHECK_THROW(column_names({"t.csv", ""}), Error);
}

BOOST_AUTO_TEST_CASE(example_files_that_are_valid) {
  int count = 0;
  for (const fs::path& path : files_of("valid")) {
    if (path.extension() == ".txt") continue;
    const Dataset data = read_dataset(path.filename(), read_file(path), ColumnChoice{});
    BOOST_TEST(text_of(data) == read_file(path.string() + ".txt"), path.filename());
    BOOST_TEST((data.form.format == DataFormat::kNpy) == (path.extension() == ".npy"));
    ++count;
  }
  BOOST_TEST(count > 10);
}

// The names say what is expected: IDENTIFIER-LLINE-what.
BOOST_AUTO_TEST_CASE(example_files_that_are_malformed) {
  int count = 0;
  for (const fs::path& path : files_of("malformed")) {
    const std::string name = path.filename();
    const auto error = test::error_of([&] { read_dataset(name, read_file(path), ColumnChoice{}); });
    BOOST_REQUIRE_MESSAGE(error.has_value(), name + " is accepted");
    BOOST_TEST(name.starts_with(identifier(error->code()) + "-L" + std::to_string(error->place().line) + "-"),
               error->what());
    BOOST_TEST(error->place().file == name);
    ++count;
  }
  BOOST_TEST(count > 30);
}

// floor((characters + |exponent|) / 16)^2.
BOOST_AUTO_TEST_CASE(work_of_long_numbers) {
  const std::vector<std::pair<std::string, std::uint64_t>> numbers{{"", 0},
                                                                   {"123456789012345", 0},
                                                                   {"1234567890123456", 1},
                                                                   {"1e19999", 1562500},
                                                                   {"1E-19999", 1562500},
                                                                   {"1e20001", 0},
                                                                   {"0x1p-100", 36},
                                                                   {"0xeeeeeeeeeeeeeeeeeeee", 1},
                                                                   {"7/3", 0},
                                                                   {"1e31", 4},
                                                                   {std::string(1600, '7'), 10000}};
  for (const auto& [text, units] : numbers) BOOST_TEST(number_work(text) == units, text);
  const std::string bytes = "a,label\n1e19999,1e31\n2,\n3,1e19999\n";
  BOOST_TEST(read_dataset("t.csv", bytes, {}, Integer(2 * 1562500 + 4)).rows() == 3);
  const auto error = test::error_of([&] { read_dataset("t.csv", bytes, {}, Integer(2 * 1562500 + 3)); });
  BOOST_REQUIRE(error);
  BOOST_TEST(error->code() == Code::kWork);
  BOOST_TEST(error->place().line == 4U);  // before the number is made
  // A column that is not chosen is not read.
  ColumnChoice choice;
  choice.labels = {"label"};
  choice.features = {"b"};
  BOOST_TEST(read_dataset("t.csv", "a,b,label\n1e19999,1,1\n", choice, Integer(10)).rows() == 1);
}

BOOST_AUTO_TEST_CASE(npy_without_rows_has_no_columns) {
  std::string header = "{'descr': '<f8', 'fortran_order': False, 'shape': (0, 199991999919999999), }";
  header.append(117 - header.size(), ' ').push_back('\n');
  const std::string bytes = std::string("\x93NUMPY\x01\x00\x76\x00", 10) + header;
  FTCERT_CHECK_ERROR(read_dataset("t.npy", bytes, {}), Code::kNoSamples);
}

BOOST_AUTO_TEST_CASE(columns_in_the_order_chosen) {
  const std::string bytes = "a,y,b,f,z,g\n1,2,3,4,5,6\n7,,9,10,,12\n";
  BOOST_TEST(read(bytes, choose({"z", "y"})) == "2: 1 3 4 6 : 5 2\n3: 7 9 10 12 : keep keep\n");
  BOOST_TEST(read(bytes, choose({"y", "z"}, {"g", "f"})) == "2: 1 3 : 2 5 : 6 4\n3: 7 9 : keep keep : 12 10\n");
  BOOST_TEST(read(bytes, choose({"y"}, {"f"}, {"b", "a"})) == "2: 3 1 : 2 : 4\n3: 9 7 : keep : 10\n");
  const Dataset data = read_dataset("t.csv", bytes, choose({"y", "z"}, {"g", "f"}));
  BOOST_TEST(data.columns.features == (std::vector<std::string>{"a", "b"}), boost::test_tools::per_element());
  BOOST_TEST(read_dataset("t.csv", "a,label\n1,2\n", {}).columns.labels == std::vector<std::string>{"label"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(columns_that_are_not_chosen_hold_anything) {
  BOOST_TEST(read("id,a,label\nAlice,1,2\n\"Bob\n\",3,4\n,5,\n", choose({"label"}, {}, {"a"})) ==
             "2: 1 : 2\n3: 3 : 4\n5: 5 : keep\n");
}

BOOST_AUTO_TEST_CASE(wrong_columns) {
  BOOST_TEST(refusal("a,b\n1,2\n") ==
             "E312 t.csv:1: there is no column 'label'; the file has 'a', 'b'; choose the column of labels "
             "with --label NAME");
  BOOST_TEST(refusal("a,b\n1,2\n", choose({"y"})) == "E312 t.csv:1: there is no column 'y'; the file has 'a', 'b'");
  BOOST_TEST(refusal("a,b\n1,2\n", choose({"a"}, {"f"})) ==
             "E312 t.csv:1: there is no column 'f'; the file has 'a', 'b'");
  BOOST_TEST(refusal("a,b\n1,2\n", choose({"a"}, {}, {"b", "c"})) ==
             "E312 t.csv:1: there is no column 'c'; the file has 'a', 'b'");
  BOOST_TEST(refusal("a,b\n1,2\n", choose({"a", "a"})) == "E312 t.csv:1: column 'a' is chosen twice");
  BOOST_TEST(refusal("a,b\n1,2\n", choose({"a"}, {}, {"a", "b"})) == "E312 t.csv:1: column 'a' is chosen twice");
  BOOST_TEST(refusal("a,b\n1,2\n", choose({"a"}, {"a"})) == "E312 t.csv:1: column 'a' is chosen twice");
  BOOST_TEST(refusal("a,b,a\n1,2,3\n", choose({"b"})) ==
             "E312 t.csv:1: the header names 'a' twice, in columns 1 and 3");
  BOOST_TEST(refusal("a,b\n1,2\n", choose({"a", "b"})) == "E312 t.csv:1: no column is left for the features");
  BOOST_TEST(refusal("a,b,c,d\n1,2,3,4\n", choose({"a", "b"}, {"c"})) ==
             "E312 t.csv:1: expected as many columns with the values of f as label columns, 2, found 1");
  std::string wide = "c0";
  for (int j = 1; j < 784; ++j) wide += ",c" + std::to_string(j);
  BOOST_TEST(refusal(wide + "\n").find("'c15', .., 'c780', 'c781', 'c782', 'c783' (784 columns)") != std::string::npos);
  BOOST_TEST(refusal(wide + "\n").find("'c20'") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(texts_of_errors) {
  BOOST_TEST(refusal("bmi,label\n1,2\nn/a,3\n") ==
             "E311 t.csv:3: column 'bmi': expected a decimal, a fraction or a hexadecimal float, found 'n/a'");
  BOOST_TEST(refusal("bmi,label\n,2\n") ==
             "E311 t.csv:2: column 'bmi': expected a number, found an empty cell; only a label may be "
             "missing, which keeps the value of f");
  BOOST_TEST(refusal("bmi,f,label\n1,,2\n", choose({"label"}, {"f"}))
                 .starts_with("E311 t.csv:2: column 'f': expected a number, found an empty cell"));
  BOOST_TEST(refusal("bmi,label\n1,2\n1,2,3\n") == "E313 t.csv:3: expected 2 cells as in the header, found 3");
  BOOST_TEST(refusal("bmi,label\n") == "E314 t.csv: expected at least one sample, found none");
  BOOST_TEST(refusal("") == "E314 t.csv: expected a header row, found an empty file");
}

BOOST_AUTO_TEST_CASE(rounding_of_every_cell) {
  const std::string bytes = "a,label,f\n0.1,0.2,0.3\n1e-60,,-1e-60\n";
  for (const auto& [rounding, format] :
       {std::pair(Rounding::kFloat32, kBinary32), std::pair(Rounding::kFloat64, kBinary64)}) {
    const Dataset data = read_dataset("t.csv", bytes, choose({"label"}, {"f"}, {}, rounding));
    BOOST_TEST(data.points.row(0)[0] == *round_to(format, Rational(1, 10)));
    BOOST_TEST(*data.labels[0] == *round_to(format, Rational(1, 5)));
    BOOST_TEST(data.frozen->row(0)[0] == *round_to(format, Rational(3, 10)));
    BOOST_TEST(data.points.row(1)[0].is_zero() == (rounding == Rounding::kFloat32));
    BOOST_TEST(!data.labels[1].has_value());
    BOOST_TEST((data.columns.rounding == rounding));
  }
  BOOST_TEST(refusal("a,label\n1e39,1\n", choose({}, {}, {}, Rounding::kFloat32)) ==
             "E316 t.csv:2: column 'a': the number rounds to infinity in float32");
  BOOST_TEST(refusal("a,label\n1e39,1\n", choose({}, {}, {}, Rounding::kFloat64)) == "none");
  BOOST_TEST(refusal("a,label\n1,-1e309\n", choose({}, {}, {}, Rounding::kFloat64)) ==
             "E316 t.csv:2: column 'label': the number rounds to infinity in float64");
  BOOST_TEST(refusal("a,label\n1,-1e309\n") == "none");
}

BOOST_AUTO_TEST_CASE(rounding_of_features_alone) {
  const std::string bytes = "a,label,f\n0.1,0.2,0.3\n1e-60,,1e39\n";
  for (const auto& [rounding, format] :
       {std::pair(Rounding::kFeaturesFloat32, kBinary32), std::pair(Rounding::kFeaturesFloat64, kBinary64)}) {
    const Dataset data = read_dataset("t.csv", bytes, choose({"label"}, {"f"}, {}, rounding));
    BOOST_TEST(data.points.row(0)[0] == *round_to(format, Rational(1, 10)));
    BOOST_TEST(*data.labels[0] == Rational(1, 5));
    BOOST_TEST(data.frozen->row(0)[0] == Rational(3, 10));
    BOOST_TEST(data.points.row(1)[0].is_zero() == (rounding == Rounding::kFeaturesFloat32));
    BOOST_TEST(!data.labels[1].has_value());
    BOOST_TEST((data.columns.rounding == rounding));
  }
  BOOST_TEST(refusal("a,label\n1e39,1\n", choose({}, {}, {}, Rounding::kFeaturesFloat32)) ==
             "E316 t.csv:2: column 'a': the number rounds to infinity in float32");
  BOOST_TEST(refusal("a,label\n1e39,1\n", choose({}, {}, {}, Rounding::kFeaturesFloat64)) == "none");
  BOOST_TEST(refusal("a,label\n1,-1e309\n", choose({}, {}, {}, Rounding::kFeaturesFloat64)) == "none");
}

BOOST_AUTO_TEST_CASE(columns_of_arrays_are_numbers_from_zero) {
  const std::string bytes = read_file(kCases / "valid/int16.npy");  // rows -32768 1 2 and 32767 3 4
  BOOST_TEST(read(bytes) == "1: -32768 1 : 2\n2: 32767 3 : 4\n");
  BOOST_TEST(read(bytes, choose({"0"}, {"2"})) == "1: 1 : -32768 : 2\n2: 3 : 32767 : 4\n");
  BOOST_TEST(read(bytes, choose({"1"}, {}, {"2", "0"})) == "1: 2 -32768 : 1\n2: 4 32767 : 3\n");
  BOOST_TEST(refusal(bytes, choose({"3"})) == "E312 t.csv: there is no column '3'; the file has '0', '1', '2'");
  BOOST_TEST(refusal(bytes, choose({"00"})).starts_with("E312"));
}

// Cells written in random forms of a known number.
BOOST_AUTO_TEST_CASE(random_tables_are_read_back) {
  Generator random(1);
  for (int round = 0; round < rounds(200); ++round) {
    const std::size_t rows = 1 + random.below(5), columns = 1 + random.below(4);
    std::string bytes, expected;
    for (std::size_t j = 0; j < columns; ++j) bytes += "x" + std::to_string(j) + ",";
    bytes += "label\n";
    for (std::size_t i = 0; i < rows; ++i) {
      expected += std::to_string(i + 2) + ":";
      for (std::size_t j = 0; j <= columns; ++j) {
        const Rational value = random.rational();
        const bool keep = j == columns && random.one_in(2);
        const Integer factor = random.positive();
        const std::string scaled =
            Integer(value.numerator() * factor).str() + "/" + Integer(value.denominator() * factor).str();
        bytes += (keep               ? ""
                  : random.one_in(2) ? "\"" + scaled + "\""
                                     : " " + value.text()) +
                 (j < columns ? "," : "\r\n");
        expected += (j == columns ? " : " : " ") + (keep ? "keep" : value.text());
      }
      expected += "\n";
    }
    BOOST_REQUIRE_EQUAL(read(bytes), expected);
  }
}
