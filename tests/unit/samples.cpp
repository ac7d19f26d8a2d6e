// Merging of rows with equal points: by hand, against a quadratic definition, and at the size where quadratic
// would hang.
#include "ftcert/data/samples.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <optional>
#include <string>
#include <vector>

#include "ftcert/core/error.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using namespace std::string_literals;
using ftcert::test::Generator;
using ftcert::test::rounds;

namespace {

// f given by its values at all rows; null: no such f.
ValuesAtRows values_of(const PointMatrix* f) {
  if (f == nullptr) return {};
  return [f](const PointMatrix&, std::span<const std::size_t> rows) {
    PointMatrix values(rows.size(), f->dimension);
    for (std::size_t r = 0; r < rows.size(); ++r) std::ranges::copy(f->row(rows[r]), values.row(r).begin());
    return values;
  };
}

Samples merge(const std::string& bytes, const ColumnChoice& choice = {}, const PointMatrix* f_values = nullptr) {
  return merge_duplicates("t.csv", read_dataset("t.csv", bytes, choice), values_of(f_values));
}

// "LINE: X1 .. : Y1 ..[ : F1 ..]; " for each sample.
std::string text_of(const Samples& samples, std::size_t outputs = 1) {
  std::string text;
  for (std::size_t i = 0; i < samples.count(); ++i) {
    text += (i == 0 ? "" : "; ") + std::to_string(samples.lines[i]) + ":";
    for (const Rational& x : samples.points.row(i)) text += " " + x.text();
    text += " :";
    for (std::size_t p = 0; p < outputs; ++p) {
      const auto& label = samples.labels[i * outputs + p];
      text += " " + (label ? label->text() : "keep");
    }
    if (samples.frozen) {
      text += " :";
      for (const Rational& f : samples.frozen->row(i)) text += " " + f.text();
    }
  }
  return text;
}

std::string refusal(const std::string& bytes, const ColumnChoice& choice = {}, const PointMatrix* f_values = nullptr) {
  const auto error = test::error_of([&] { merge(bytes, choice, f_values); });
  return error ? error->what() : "none";
}

PointMatrix column(std::vector<Rational> values) {
  PointMatrix matrix(values.size(), 1);
  matrix.entries = std::move(values);
  return matrix;
}

}  // namespace

BOOST_AUTO_TEST_CASE(rows_that_agree_merge) {
  BOOST_TEST(text_of(merge("a,label\n1,5\n2,6\n1,5\n3,7\n2,6\n1,5\n")) == "2: 1 : 5; 3: 2 : 6; 5: 3 : 7");
  BOOST_TEST(text_of(merge("a,label\n0.5,1/2\n1/2,0.5\n0x.8,2/4\n")) == "2: 1/2 : 1/2");
  BOOST_TEST(text_of(merge("a,label\n1,\n1,\n")) == "2: 1 : keep");
  BOOST_TEST(text_of(merge("a,b,label\n1,2,5\n2,1,6\n1,2,5\n")) == "2: 1 2 : 5; 3: 2 1 : 6");
  BOOST_TEST(text_of(merge("a,label\n0,1\n-0,1\n")) == "2: 0 : 1");
}

BOOST_AUTO_TEST_CASE(keep_stands_for_the_value_of_f) {
  // f = 0; the spelling of the first row stays.
  BOOST_TEST(text_of(merge("a,label\n1,\n1,0\n")) == "2: 1 : keep");
  BOOST_TEST(text_of(merge("a,label\n1,0\n1,\n")) == "2: 1 : 0");
  BOOST_TEST(refusal("a,label\n1,\n1,2\n") ==
             "E315 t.csv:3: line 3 has the same features as line 2 but contradicts it: column 'label': "
             "expected an empty label, "
             "which keeps f = '0', found '2'");
  // f by columns.
  const ColumnChoice frozen{{"label"}, {"f"}, {}, Rounding::kNone};
  BOOST_TEST(text_of(merge("a,f,label\n1,7,\n1,7,7\n", frozen)) == "2: 1 : keep : 7");
  BOOST_TEST(refusal("a,f,label\n1,7,\n1,7,0\n", frozen).starts_with("E315 t.csv:3: "));
  BOOST_TEST(refusal("a,f,label\n1,7,5\n1,8,5\n", frozen) ==
             "E315 t.csv:3: line 3 has the same features as line 2 but contradicts it: column 'f': expected "
             "'7', found '8'");
  BOOST_TEST(refusal("a,f,label\n1,7,\n1,8,\n", frozen).starts_with("E315 t.csv:3: "));
  // f by values.
  const PointMatrix f = column({4, 9, 4});
  BOOST_TEST(text_of(merge("a,label\n1,\n2,\n1,4\n", {}, &f)) == "2: 1 : keep; 3: 2 : keep");
  BOOST_TEST(text_of(merge("a,label\n1,4\n2,\n1,\n", {}, &f)) == "2: 1 : 4; 3: 2 : keep");
  BOOST_TEST(
      refusal("a,label\n1,\n2,\n1,9\n", {}, &f).starts_with("E315 t.csv:4: line 4 has the same features as line 2"));
}

BOOST_AUTO_TEST_CASE(contradictions_name_both_rows_and_values) {
  BOOST_TEST(refusal("a,label\n7,1\n1,1\n\n1,1\n1,3/2\n7,2\n") ==
             "E315 t.csv:6: line 6 has the same features as line 3 but contradicts it: column 'label': "
             "expected '1', found "
             "'3/2'");
  // The earliest such row, wherever its point stands in any order.
  BOOST_TEST(
      refusal("a,label\n9,0\n1,0\n9,1\n1,1\n").starts_with("E315 t.csv:4: line 4 has the same features as line 2"));
  BOOST_TEST(
      refusal("a,label\n1,0\n9,0\n1,1\n9,1\n").starts_with("E315 t.csv:4: line 4 has the same features as line 2"));
  // One of several outputs.
  const ColumnChoice two{{"y", "z"}, {}, {}, Rounding::kNone};
  BOOST_TEST(refusal("a,y,z\n1,5,6\n1,5,7\n", two) ==
             "E315 t.csv:3: line 3 has the same features as line 2 but contradicts it: column 'z': expected "
             "'6', found '7'");
  BOOST_TEST(text_of(merge("a,y,z\n1,5,\n1,5,0\n", two), 2) == "2: 1 : 5 keep");
  // Points that only rounding makes equal.
  BOOST_TEST(refusal("a,label\n1,0\n1.00000001,1\n") == "none");
  const ColumnChoice every{{}, {}, {}, Rounding::kFloat32}, features{{}, {}, {}, Rounding::kFeaturesFloat32};
  const std::string by_rounding =
      "E315 t.csv:3: line 3 has, by rounding, the same features as line 2 but contradicts it: column 'label': expected "
      "'0', found '1'; give both rows the same label, leave one out, or do not round";
  BOOST_TEST(refusal("a,label\n1,0\n1.00000001,1\n", every) == by_rounding);
  BOOST_TEST(refusal("a,label\n1,0\n1.00000001,1\n", features) == by_rounding);
  // Those that are equal as they are written, in whatever form, are not told so.
  BOOST_TEST(refusal("a,label\n0.1,0\n1/10,1\n", features) ==
             "E315 t.csv:3: line 3 has the same features as line 2 but contradicts it: column 'label': expected '0', "
             "found '1'");
  // Labels that only rounding makes equal: they agree where they are rounded.
  BOOST_TEST(refusal("a,label\n1,1\n1.00000001,1.00000001\n", every) == "none");
  BOOST_TEST(refusal("a,label\n1,1\n1.00000001,1.00000001\n", features).starts_with("E315 t.csv:3: line 3 has, by"));
  BOOST_TEST(text_of(merge("a,label\n1,1/3\n1.00000001,2/6\n", features)) == "2: 1 : 1/3");
}

BOOST_AUTO_TEST_CASE(wrong_shapes_break_a_contract) {
  const PointMatrix f = column({1, 2});
  const auto two_rows = [&f](const PointMatrix&, std::span<const std::size_t>) { return f; };
  FTCERT_CHECK_ERROR(merge_duplicates("t", read_dataset("t", "a,label\n1,2\n1,\n", {}), two_rows), Code::kContract);
  FTCERT_CHECK_ERROR(merge("a,f,label\n1,2,3\n2,3,4\n", {{"label"}, {"f"}, {}, Rounding::kNone}, &f), Code::kContract);
}

// f may be costly: it is asked for once, and only where one of two equal rows has a label and the other has none.
BOOST_AUTO_TEST_CASE(f_where_it_is_needed) {
  std::vector<std::vector<std::size_t>> asked;
  const auto f = [&asked](const PointMatrix&, std::span<const std::size_t> rows) {
    asked.emplace_back(rows.begin(), rows.end());
    PointMatrix sevens(rows.size(), 1);
    for (Rational& value : sevens.entries) value = 7;
    return sevens;
  };
  const auto count = [&](const std::string& bytes) {
    return merge_duplicates("t", read_dataset("t", bytes, {}), f).count();
  };
  BOOST_TEST(count("a,label\n1,2\n1,2\n3,\n3,\n4,5\n") == 3U);
  BOOST_TEST(asked.empty());
  BOOST_TEST(count("a,label\n9,1\n1,7\n2,\n1,\n2,7\n1,\n") == 3U);
  BOOST_TEST((asked == std::vector<std::vector<std::size_t>>{{1, 2}}));
}

// Every pair of rows, straight from the format document.
BOOST_AUTO_TEST_CASE(random_data_against_the_definition) {
  Generator random(1);
  int contradictions = 0, merged = 0;
  for (int round = 0; round < rounds(3000); ++round) {
    const std::size_t outputs = 1 + random.below(2), rows = 1 + random.below(8), dimension = 1 + random.below(2);
    const bool by_columns = random.one_in(2);
    Dataset data;
    data.columns.labels.assign(outputs, "y");
    data.points = PointMatrix(rows, dimension);
    for (Rational& x : data.points.entries) x = Rational(random.below(3), random.below(2) + 1);
    PointMatrix f(rows, outputs);
    for (std::size_t i = 0; i < rows; ++i) {
      for (std::size_t p = 0; p < outputs; ++p) {
        f.row(i)[p] = data.points.row(i)[0];                    // a function of the point,
        if (by_columns && random.one_in(30)) f.row(i)[p] += 1;  // unless the columns say otherwise
        const std::size_t kind = random.below(8);
        data.labels.push_back(kind < 4 ? std::nullopt : std::optional<Rational>(kind < 7 ? f.row(i)[p] : Rational(5)));
      }
      data.lines.push_back(10 * i + 2);
    }
    if (by_columns) {
      data.columns.frozen.assign(outputs, "f");
      data.frozen = f;
    }

    std::optional<std::size_t> contradicting;
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < rows && !contradicting; ++i) {
      bool repeats = false;
      for (std::size_t j = 0; j < i; ++j) {
        bool same_point = true;
        for (std::size_t c = 0; c < dimension; ++c)
          same_point = same_point && data.points.row(i)[c] == data.points.row(j)[c];
        if (!same_point) continue;
        repeats = true;
        for (std::size_t p = 0; p < outputs; ++p) {
          const Rational one = data.labels[i * outputs + p].value_or(f.row(i)[p]);
          const Rational other = data.labels[j * outputs + p].value_or(f.row(j)[p]);
          if (one != other || f.row(i)[p] != f.row(j)[p]) contradicting = i;
        }
      }
      if (!repeats) kept.push_back(i);
    }

    const Dataset original = data;
    const auto error = test::error_of([&] {
      const Samples samples = merge_duplicates("t", data, by_columns ? ValuesAtRows() : values_of(&f));
      BOOST_REQUIRE(samples.count() == kept.size());
      BOOST_REQUIRE(samples.lines.size() == kept.size());
      BOOST_REQUIRE(samples.labels.size() == kept.size() * outputs);
      BOOST_REQUIRE(samples.points.entries.size() == kept.size() * dimension);
      BOOST_REQUIRE(samples.frozen.has_value() == by_columns);
      for (std::size_t k = 0; k < kept.size(); ++k) {
        BOOST_REQUIRE(samples.lines[k] == original.lines[kept[k]]);
        for (std::size_t c = 0; c < dimension; ++c)
          BOOST_REQUIRE(samples.points.row(k)[c] == original.points.row(kept[k])[c]);
        for (std::size_t p = 0; p < outputs; ++p) {
          BOOST_REQUIRE((samples.labels[k * outputs + p] == original.labels[kept[k] * outputs + p]));
          if (by_columns) BOOST_REQUIRE(samples.frozen->row(k)[p] == f.row(kept[k])[p]);
        }
      }
      merged += kept.size() < rows;
    });
    BOOST_REQUIRE(error.has_value() == contradicting.has_value());
    if (error) {
      BOOST_REQUIRE(error->code() == Code::kContradiction);
      BOOST_REQUIRE(error->place().line == original.lines[*contradicting]);
      ++contradictions;
    }
  }
  BOOST_TEST(contradictions > 300);
  BOOST_TEST(merged > 300);
}

// 100,000 rows of 10 features: all different, differing in the last feature only, and all the same.
BOOST_AUTO_TEST_CASE(no_quadratic_step) {
  constexpr std::size_t kRows = 100000, kDimension = 10;
  for (const std::size_t different : {kRows, kRows / 2, std::size_t{1}}) {
    Dataset data;
    data.columns.labels = {"y"};
    data.points = PointMatrix(kRows, kDimension);
    for (std::size_t i = 0; i < kRows; ++i) {
      for (std::size_t c = 0; c < kDimension; ++c) data.points.row(i)[c] = Rational(355, 113);
      data.points.row(i)[kDimension - 1] = Rational(i * 7919 % different, 1000);
    }
    data.labels.resize(kRows);
    data.lines.resize(kRows);
    BOOST_TEST(merge_duplicates("t", std::move(data)).count() == different);
  }
}
