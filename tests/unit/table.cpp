// What people's tables are like: columns without a name, words for what is missing, other delimiters, decimal commas, archives, labels in a second file.
#include "ftcert/data/table.hpp"

#include <bit>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "ftcert/data/dataset.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"
#include "support/zip_bytes.hpp"

using namespace ftcert;
using namespace std::string_literals;
using ftcert::test::Generator;
using ftcert::test::little;
using ftcert::test::rounds;
using ftcert::test::zip_bytes;

namespace {

std::string word(const std::optional<Rational>& label) { return label ? label->text() : "keep"; }

// "X1 .. XD : Y1 .. YP; " for each row.
std::string text_of(const Dataset& data) {
  std::string text;
  for (std::size_t i = 0; i < data.rows(); ++i) {
    text += test::text_of(data.points.row(i)) + " :";
    for (std::size_t p = 0; p < data.columns.labels.size() && !data.labels.empty(); ++p)
      text += " " + word(data.labels[i * data.outputs() + p]);
    for (std::size_t p = 0; p < data.outputs() && !data.intervals.empty(); ++p)
      text += " " +
              (data.intervals[i * data.outputs() + p] ? ftcert::text(*data.intervals[i * data.outputs() + p]) : "keep");
    if (!data.classes.empty()) text += " " + (data.classes[i].empty() ? "keep" : ftcert::text(data.classes[i]));
    text += "; ";
  }
  return text;
}

// What the samples are, or what is refused.
std::string outcome(const TableFile& data, const std::optional<TableFile>& labels = {},
                    const ColumnChoice& choice = {}) {
  std::string result;
  const auto error = test::error_of([&] { result = text_of(read_dataset(data, labels, choice)); });
  return error ? error->what() : result;
}
std::string outcome(const std::string& csv, char delimiter = ',', const ColumnChoice& choice = {}) {
  return outcome(TableFile{"t.csv", csv, {.delimiter = delimiter}}, {}, choice);
}

ColumnChoice labels(std::vector<std::string> names) {
  ColumnChoice choice;
  choice.labels = std::move(names);
  return choice;
}

// An array of 16-bit integers.
std::string npy(const std::string& shape, const std::vector<int>& entries) {
  const std::string header = "{'descr': '<i2', 'fortran_order': False, 'shape': " + shape + ", }\n";
  std::string bytes = "\x93NUMPY\1\0"s + little(header.size(), 2) + header;
  for (const int entry : entries) bytes += little(static_cast<std::uint64_t>(entry), 2);
  return bytes;
}
// An array of doubles.
std::string npy(const std::string& shape, const std::vector<double>& entries) {
  const std::string header = "{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + ", }\n";
  std::string bytes = "\x93NUMPY\1\0"s + little(header.size(), 2) + header;
  for (const double entry : entries) bytes += little(std::bit_cast<std::uint64_t>(entry), 8);
  return bytes;
}

}  // namespace

// pandas' to_csv() and R's write.csv() write an index that has no name.
BOOST_AUTO_TEST_CASE(columns_without_a_name) {
  BOOST_TEST(outcome(",bmi,age,label\n0,21.5,34,\n1,30.25,51,2\n") == "43/2 34 : keep; 121/4 51 : 2; ");
  BOOST_TEST(outcome("\"\",\"a\",\"label\"\n\"one\",1.5,NA\n\"two\",2.5,1\n") == "3/2 : keep; 5/2 : 1; ");
  BOOST_TEST(outcome(",a,,label,\nx,1,y,2,z\n") == "1 : 2; ");
  BOOST_TEST(outcome(" ,a,label\n7,1,2\n") == "1 : 2; ");  // a name of spaces is none
  BOOST_TEST(read_dataset("t", ",a,label\n7,1,2\n", {}).columns.features == std::vector<std::string>{"a"},
             boost::test_tools::per_element());
  BOOST_TEST(read_dataset("t", ",a,,label\n7,1,2,3\n", {}).unnamed == 2U);
  BOOST_TEST(read_dataset("t", "a,label\n1,2\n", {}).unnamed == 0U);
  ColumnChoice one;
  one.features = {"a"};
  BOOST_TEST(read_dataset("t", ",a,label\n7,1,2\n", one).unnamed == 0U);  // nobody could have meant them
  // They are never chosen.
  ColumnChoice unnamed;
  unnamed.features = {""};
  BOOST_TEST(outcome(",a,label\n7,1,2\n", ',', unnamed) ==
             "E312 t.csv:1: there is no column ''; the file has 'a', 'label'");
  BOOST_TEST(outcome(",a,label\n7,1,2\n", ',', labels({""})).starts_with("E312 t.csv:1: there is no column ''"));
  BOOST_TEST(outcome(",,label\n1,2,3\n") == "E312 t.csv:1: no column is left for the features");
  BOOST_TEST(outcome(",,\n1,2,3\n")
                 .starts_with("E312 t.csv:1: there is no column 'label'; the file has no column with a name"));
  BOOST_TEST(outcome(",a,a,label\n1,2,3,4\n") == "E312 t.csv:1: the header names 'a' twice, in columns 2 and 3");
  // R's write.table() leaves the name of the index out.
  BOOST_TEST(outcome("\"a\",\"label\"\n\"1\",1.5,NA\n") ==
             "E313 t.csv:2: expected 2 cells as in the header, found 3 (row names without a column name? in R: "
             "write.csv(d, row.names=FALSE))");
  BOOST_TEST(outcome("a,label\n1,2,3,4\n") == "E313 t.csv:2: expected 2 cells as in the header, found 4");
}

BOOST_AUTO_TEST_CASE(words_for_a_missing_label) {
  for (const std::string& missing : {""s, "NaN"s, "nan"s, "NA"s, "null"s, " NA "s, "\"NA\""s}) {
    BOOST_TEST(outcome("a,label\n1," + missing + "\n2,3\n") == "1 : keep; 2 : 3; ", missing);
    ColumnChoice upper = labels({"low"});
    upper.upper = {"high"};
    upper.specification = SpecificationTerms{};
    const std::string table =
        "a,low,high\n1," + missing + "," + missing + "\n2," + missing + ",3\n4,5," + missing + "\n";
    BOOST_TEST(outcome(table, ',', upper) == "1 : keep; 2 : <=3; 4 : >=5; ", missing);
    ColumnChoice classes = labels({"c"});
    classes.specification = SpecificationTerms{SpecificationKind::kClasses, Rational(1), 3};
    BOOST_TEST(outcome("a,c\n1," + missing + "\n2,0|2\n", ',', classes) == "1 : keep; 2 : 0|2; ", missing);
  }
  for (const std::string& other :
       {"NAN"s, "Nan"s, "na"s, "N/A"s, "None"s, "NULL"s, "-"s, "?"s, "NaN NaN"s, "NA|1"s, "inf"s}) {
    BOOST_TEST(outcome("a,label\n1," + other + "\n").starts_with("E311 t.csv:2: column 'label': "), other);
  }
  BOOST_TEST(outcome("a,label\nNA,1\n") ==
             "E311 t.csv:2: column 'a': expected a number, found 'NA'; only a label may be missing, which keeps the "
             "value of f");
  ColumnChoice frozen = labels({"label"});
  frozen.frozen = {"f"};
  BOOST_TEST(outcome("a,f,label\n1,NaN,1\n", ',', frozen)
                 .starts_with("E311 t.csv:2: column 'f': expected a number, found 'NaN'"));
}

BOOST_AUTO_TEST_CASE(headers_that_another_delimiter_cuts) {
  BOOST_TEST(outcome("a;b;label\n1;2;3\n") ==
             "E312 t.csv:1: the header is one column, 'a;b;label': separated by ';'? --delimiter ';'");
  BOOST_TEST(outcome("a\tb\tlabel\n1\t2\t3\n") ==
             "E312 t.csv:1: the header is one column, 'a\\x09b\\x09label': separated by tabs? --delimiter tab");
  BOOST_TEST(outcome("a,label\n1,2\n", ';') ==
             "E312 t.csv:1: the header is one column, 'a,label': separated by ','? --delimiter ','");
  BOOST_TEST(outcome("a|label\n1|2\n").ends_with("separated by '|'? --delimiter '|'"));
  // A column that is meant.
  ColumnChoice evaluated;
  evaluated.features = {"a;b"};
  BOOST_TEST(text_of(read_dataset({"t", "a;b\n1\n"}, std::nullopt, evaluated, kMostWork, LabelColumns::kAsChosen)) ==
             "1 :; ");
  BOOST_TEST(outcome("label\n1\n") == "E312 t.csv:1: no column is left for the features");
  BOOST_TEST(outcome("a;b;label\n1;2;3\n", ';') == "1 2 : 3; ");
  BOOST_TEST(outcome("a\tb\tlabel\n1\t2\t\n", '\t') == "1 2 : keep; ");
}

BOOST_AUTO_TEST_CASE(decimal_commas) {
  BOOST_TEST(
      outcome("a;b;label\n1,5;2,25;\n", ';') ==
      "E311 t.csv:2: column 'a': expected a decimal, a fraction or a hexadecimal float, found '1,5': a decimal comma? "
      "write the number with a point");
  BOOST_TEST(
      outcome("a;label\n1;-2,5e-3\n", ';').ends_with("'-2,5e-3': a decimal comma? write the number with a point"));
  BOOST_TEST(outcome("a;label\n1;1,234,567\n", ';').ends_with("found '1,234,567'"));
  BOOST_TEST(outcome("a;label\n1;x,y\n", ';').ends_with("found 'x,y'"));
}

BOOST_AUTO_TEST_CASE(arrays_in_archives) {
  const std::string x = npy("(2, 3)", std::vector<int>{1, 2, 3, 4, 5, 6}),
                    y = npy("(2,)", std::vector<double>{0.5, std::nan("")});
  for (const bool deflated : {false, true}) {
    const std::string one = zip_bytes({{"x.npy", x, deflated}}),
                      two = zip_bytes({{"x.npy", x, deflated}, {"y.npy", y, deflated}});
    BOOST_TEST(outcome(TableFile{"t.npz", one}) == "1 2 : 3; 4 5 : 6; ");
    BOOST_TEST(outcome(TableFile{"t.npz", two, {.array = "x"}}) == "1 2 : 3; 4 5 : 6; ");
    BOOST_TEST(outcome(TableFile{"t.npz", two, {.array = "x"}}, TableFile{"t.npz", two, {.array = "y"}}) ==
               "1 2 3 : 1/2; 4 5 6 : keep; ");
    BOOST_TEST(outcome(TableFile{"t.npz", two}) ==
               "E317 t.npz: the archive has the arrays 'x', 'y': choose one with --array (of labels: --labels-array)");
    BOOST_TEST(outcome(TableFile{"t.npz", two, {.array = "z"}}) ==
               "E317 t.npz: the archive has no array 'z'; it has 'x', 'y'");
    const Dataset data = read_dataset({"t.npz", one}, std::nullopt, {});
    BOOST_TEST((data.form == TableForm{DataFormat::kNpz, "x", ','}));
    BOOST_TEST((format_of(one) == DataFormat::kNpz));
  }
  // NumPy takes the member 'x' for the array 'x' where there is one.
  for (const std::string& other : {x, y, std::string("text")}) {
    BOOST_TEST(outcome(TableFile{"t.npz", zip_bytes({{"x", other}, {"x.npy", x}})}) ==
               "E317 t.npz: expected one member for the array 'x', found 'x.npy' and 'x', which NumPy takes first");
  }
  // Members that are no arrays do not count.
  BOOST_TEST(outcome(TableFile{"t.npz", zip_bytes({{"about.txt", "x"}, {"x.npy", x}})}) == "1 2 : 3; 4 5 : 6; ");
  BOOST_TEST(outcome(TableFile{"t.npz", zip_bytes({{"x.npy", x.substr(1)}})}) ==
             "E317 t.npz: array 'x': expected a .npy file, found other first bytes");
  BOOST_TEST(outcome(TableFile{"t.npz", zip_bytes({{"x.npy", npy("(1, 2)", std::vector<double>{std::nan(""), 1})}})}) ==
             "E316 t.npz:1: array 'x': column '0': expected a number, found NaN; only a label may be missing, which "
             "keeps the value of f");
  BOOST_TEST(outcome(TableFile{"t.npz", zip_bytes({{"x.npy", npy("(1, 2)", std::vector<double>{1, HUGE_VAL})}})}) ==
             "E316 t.npz:1: array 'x': column '1': expected a number, found an infinity");
  BOOST_TEST(outcome(TableFile{"t.npy", x, {.array = "x"}}) ==
             "E317 t.npy: expected an .npz archive with the array 'x', found a .npy file, which is one array");
  BOOST_TEST(outcome(TableFile{"t.csv", "a,label\n1,2\n", {.array = "x"}}) ==
             "E317 t.csv: expected an .npz archive with the array 'x', found no archive");
}

BOOST_AUTO_TEST_CASE(images_are_rows) {
  const std::string images = npy("(2, 2, 2)", std::vector<int>{1, 2, 3, 4, 5, 6, 7, 8});
  BOOST_TEST(outcome(TableFile{"t.npy", images}, TableFile{"y.npy", npy("(2, 1)", std::vector<int>{9, 10})}) ==
             "1 2 3 4 : 9; 5 6 7 8 : 10; ");
  BOOST_TEST(outcome(TableFile{"t.npy", images}) == "1 2 3 : 4; 5 6 7 : 8; ");
}

BOOST_AUTO_TEST_CASE(labels_in_a_second_file) {
  const TableFile data{"x.csv", "id,a,b\nr,1,2\ns,3,4\n"};
  ColumnChoice features;
  features.features = {"a", "b"};
  const auto second = [&](const std::string& csv, ColumnChoice choice = {}) {
    choice.features = {"a", "b"};
    return outcome(data, TableFile{"y.csv", csv}, choice);
  };
  BOOST_TEST(second("y\n5\n\"\"\n") == "1 2 : 5; 3 4 : keep; ");  // the only column
  BOOST_TEST(second(",y\n0,5\n1,6\n") == "1 2 : 5; 3 4 : 6; ");   // the only one with a name
  BOOST_TEST(second("y,label\n5,7\n6,8\n") == "1 2 : 7; 3 4 : 8; ");
  BOOST_TEST(second("a,id\n5,7\n6,8\n", labels({"id", "a"})) == "1 2 : 7 5; 3 4 : 8 6; ");  // names of the first file
  BOOST_TEST(
      second("y,z\n5,7\n6,8\n") ==
      "E312 y.csv:1: there is no column 'label'; the file has 'y', 'z'; choose the column of labels with --label NAME");
  BOOST_TEST(second("y,y\n5,7\n6,8\n").starts_with("E312 y.csv:1: the header names 'y' twice"));
  BOOST_TEST(second("y\n5\nx\n").starts_with("E311 y.csv:3: column 'y': "));
  BOOST_TEST(second("y\n5\n6,7\n").starts_with("E313 y.csv:3: "));
  BOOST_TEST(
      outcome({"x.csv", "a,b\n1,2\n3,x\n"}, TableFile{"y.csv", "y\n5\n6\n"}).starts_with("E311 x.csv:3: column 'b': "));
  BOOST_TEST(outcome({"x.csv", "a,b\n1,2\n3,4\n"}, TableFile{"y.npy", npy("(2, 2)", std::vector<int>{5, 6, 7, 8})}) ==
             "1 2 : 5 6; 3 4 : 7 8; ");
  // The files' own forms.
  BOOST_TEST(outcome({"x.csv", "a;b\n1;2\n3;4\n", {.delimiter = ';'}},
                     TableFile{"y.csv", "y\tz\n5\t6\n7\t8\n", {.delimiter = '\t'}},
                     labels({"z"})) == "1 2 : 6; 3 4 : 8; ");
  // The columns of one file are chosen once; values of f are in the first.
  ColumnChoice twice = labels({"y", "y"});
  BOOST_TEST(second("y\n5\n6\n", twice) == "E312 y.csv:1: column 'y' is chosen twice");
  ColumnChoice frozen;
  frozen.frozen = {"b"};
  BOOST_TEST(outcome({"x.csv", "a,b\n1,2\n"}, TableFile{"y.csv", "y,b\n5,6\n"}, [&] {
               ColumnChoice both = frozen;
               both.labels = {"y"};
               return both;
             }()) == "1 : 5; ");
  // Specifications.
  ColumnChoice upper = labels({"low"});
  upper.upper = {"high"};
  upper.specification = SpecificationTerms{};
  BOOST_TEST(second("low,high\n1,2\nNA,3\n", upper) == "1 2 : 1..2; 3 4 : <=3; ");
  ColumnChoice classes;
  classes.specification = SpecificationTerms{SpecificationKind::kClasses, Rational(1), 3};
  BOOST_TEST(outcome({"x.csv", "a\n1\n2\n"}, TableFile{"y.npy", npy("(2,)", std::vector<int>{2, 0})}, classes) ==
             "1 : 2; 2 : 0; ");
  BOOST_TEST(outcome({"x.csv", "a\n1\n2\n"}, TableFile{"y.npy", npy("(2, 2)", std::vector<int>{2, 0, 1, 1})},
                     classes) == "E312 y.npy: expected one column of classes, found 2: choose one with --class NAME");
}

BOOST_AUTO_TEST_CASE(rows_of_labels_are_as_many) {
  Generator random(3);
  for (int round = 0; round < rounds(60); ++round) {
    const std::size_t rows = random.below(4), labelled = random.below(4);
    std::string x = "a\n", y = "y\n", expected;
    for (std::size_t i = 0; i < rows; ++i) x += std::to_string(i) + "\n";
    for (std::size_t i = 0; i < labelled; ++i) y += std::to_string(10 + i) + "\n";
    for (std::size_t i = 0; i < rows; ++i) expected += std::to_string(i) + " : " + std::to_string(10 + i) + "; ";
    if (rows != labelled) {
      expected = "E313 y.csv: expected a row of labels for each of the " + std::to_string(rows) +
                 " rows of 'x.csv', found " + std::to_string(labelled) + " rows" +
                 (labelled < rows ? "; an empty line is none: write NA for a missing label" : "");
    } else if (rows == 0) {
      expected = "E314 x.csv: expected at least one sample, found none";
    }
    BOOST_TEST(outcome({"x.csv", x}, TableFile{"y.csv", y}) == expected);
  }
}
