// Data files: rows and cells are written back and read again; samples are those of the rows; arrays hold what they say.
#include <algorithm>
#include <vector>

#include "ftcert/data/binary_float.hpp"
#include "ftcert/data/csv.hpp"
#include "ftcert/data/dataset.hpp"
#include "ftcert/data/npy.hpp"
#include "ftcert/data/samples.hpp"
#include "target.hpp"

namespace ftcert::fuzz {

namespace {

std::vector<std::vector<std::string>> rows_of(std::string_view bytes, char delimiter) {
  std::vector<std::vector<std::string>> rows;
  CsvReader reader("d.csv", bytes, delimiter);
  while (reader.next()) {
    std::vector<std::string>& row = rows.emplace_back();
    for (const CsvCell& cell : reader.cells()) row.emplace_back(cell.text);
  }
  return rows;
}

std::string quoted(const std::vector<std::vector<std::string>>& rows, char delimiter) {
  std::string out;
  for (const std::vector<std::string>& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += delimiter;
      out += '"';
      for (const char c : row[i]) out += c == '"' ? "\"\"" : std::string(1, c);
      out += '"';
    }
    out += '\n';
  }
  return out;
}

bool same_row(std::span<const Rational> a, std::span<const Rational> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

// Samples of a dataset, by comparing each row with each.
void must_merge(const Dataset& data) {
  Samples samples;
  if (data.rows() > 60 || !accepted([&] { samples = merge_duplicates("d", data); })) return;
  std::vector<std::size_t> firsts;
  for (std::size_t r = 0; r < data.rows(); ++r) {
    const bool first = std::none_of(firsts.begin(), firsts.end(),
                                    [&](std::size_t s) { return same_row(data.points.row(s), data.points.row(r)); });
    if (first) firsts.push_back(r);
  }
  must(samples.count() == firsts.size(), "a sample is the first row of a point");
  for (std::size_t i = 0; i < firsts.size(); ++i) {
    must(same_row(samples.points.row(i), data.points.row(firsts[i])), "samples stand in the order of their first rows");
    must(samples.lines[i] == data.lines[firsts[i]], "a sample stands at the line of its first row");
  }
}

}  // namespace

void csv(std::string_view bytes) {
  for (const char delimiter : {',', ';', '\t'}) {
    std::vector<std::vector<std::string>> rows;
    if (!accepted([&] { rows = rows_of(bytes, delimiter); })) continue;
    must(accepted(
             [&] { must(rows_of(quoted(rows, delimiter), delimiter) == rows, "cells in quotes are the same cells"); }),
         "cells in quotes are read");
  }
}

void table(std::string_view bytes) {
  ColumnChoice choice;
  if (!bytes.empty() &&
      bytes[0] == '#') {  // by the second byte: rounding, the columns named y, z and u, specifications
    const unsigned options = bytes.size() > 1 ? static_cast<unsigned char>(bytes[1]) : 0;
    choice.rounding = static_cast<Rounding>(options % 8 % std::size(kRoundingWords));
    if (options & 8) choice.labels = {"y"};
    if (options & 16) choice.frozen = {"z"};
    if (options & 32)
      choice.specification = SpecificationTerms{SpecificationKind::kIntervals, Rational(options & 64 ? 0 : 1), 1};
    if ((options & 96) == 96) choice.upper = {"u"};
    if ((options & 96) == 64) choice.specification = SpecificationTerms{SpecificationKind::kClasses, Rational(1), 3};
    bytes.remove_prefix(std::min<std::size_t>(bytes.size(), 2));
  }
  constexpr std::string_view kMark = "%LABELS\n";  // behind it a second file
  std::optional<TableFile> labels;
  if (const auto mark = bytes.find(kMark); mark != std::string_view::npos) {
    labels = {"l", bytes.substr(mark + kMark.size())};
    bytes = bytes.substr(0, mark);
  }
  Dataset data;
  if (!accepted([&] { data = read_dataset({"d", bytes}, labels, choice); })) return;
  must(data.rows() > 0 && data.points.dimension == data.columns.features.size(), "there are samples and features");
  const bool classes = choice.specification && choice.specification->classes();
  must((choice.specification ? data.intervals.size() : data.labels.size()) ==
               (classes ? 0 : data.rows() * data.outputs()) &&
           data.classes.size() == (classes ? data.rows() : 0) && data.lines.size() == data.rows(),
       "rows have labels, or what is in their place, and lines");
  for (const auto& allowed : data.intervals)
    must(!allowed || !allowed->low || !allowed->high || *allowed->low <= *allowed->high, "LO <= HI");
  for (const ClassSet& own : data.classes) {
    must(own.size() < data.outputs() &&
             std::adjacent_find(own.begin(), own.end(), std::greater_equal<>()) == own.end() &&
             (own.empty() || own.back() < data.outputs()),
         "classes increase, below P, and are not all");
  }
  if (choice.rounding != Rounding::kNone) {
    const bool alone = choice.rounding >= Rounding::kFeaturesFloat32;
    const bool single = choice.rounding == Rounding::kFloat32 || choice.rounding == Rounding::kFeaturesFloat32;
    const BinaryFormat format = single ? kBinary32 : kBinary64;
    for (const Rational& x : data.points.entries) must(round_to(format, x) == x, "features are rounded");
    for (const auto& y : data.labels) must(alone || !y || round_to(format, *y) == y, "labels are rounded");
  }
  must_merge(data);
}

void npy(std::string_view bytes) {
  accepted([&] {
    const NpyArray array = read_npy("d.npy", bytes);
    if (array.rows() != 0) must(array.columns() <= bytes.size() / array.rows(), "the bytes hold all entries");
    for (std::size_t r = 0; r < array.rows(); ++r) {
      for (std::size_t c = 0; c < array.columns(); ++c) {
        accepted([&] {
          const std::optional<Rational> entry = array.at(r, c);
          if (entry)
            must(entry->is_integer() || round_to(kBinary64, *entry) == entry, "an entry is an integer or a double");
        });
      }
    }
  });
}

}  // namespace ftcert::fuzz
