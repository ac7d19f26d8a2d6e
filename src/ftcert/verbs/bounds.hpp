// How many neurons the worst data need, for one K and N or for ranges of them: what `ftcert bounds` does.
//
// Purpose: rows of the paper's interval and of what is proved, of one shape for every depth. K: distinct samples; N: those whose label differs from f.
// A row costs microseconds; with two hidden layers and min{K, 4N+1} of thousands up to a second.
//
//   BoundsJob job;
//   job.samples = read_count_range("--samples", "10..1000", 1);
//   job.changed = read_count_range("--changed", "5", 0);
//   const BoundsTable table = bounds_table(job, Control());
//   table.rows[0].neurons.lower.value;   // 8
//   write_file("table.csv", bounds_csv(table));
//   write_file("plot.svg", bounds_svg(table));
//   bounds_said(table).last_line;        // "s BOUNDS layers=2 neurons=8..15 samples=10..1000 changed=5 rows=991"
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ftcert/bounds/interval.hpp"
#include "ftcert/bounds/paper.hpp"
#include "ftcert/common/control.hpp"
#include "ftcert/verbs/count_range.hpp"
#include "ftcert/verbs/said.hpp"

namespace ftcert {

inline constexpr std::uint64_t kMostBoundsRows = 100'000;

struct BoundsJob {
  std::optional<CountRange> samples;  // K; none with a dimension: for all large K
  CountRange changed;                 // N
  std::uint64_t layers = 2;           // affine maps, 2 to 1000
  bool general_position = false;      // of samples in R^dimension any dimension + 1 are affinely independent
  std::optional<std::uint64_t> dimension;
};

struct BoundsRow {
  std::optional<std::uint64_t> samples;  // none: for all large K
  std::uint64_t changed = 0;
  ProvedInterval neurons;                  // hidden neurons
  std::optional<ProvedEnd> large_samples;  // in general position: enough for every K, and needed for all large ones
  std::optional<PaperInterval> paper;      // of 2 and 3 layers; none where the paper says nothing
  std::optional<ProvedInterval> width;     // of 4 layers and more: neurons in each hidden layer
  std::optional<PaperEnd> paper_width;     // how many of these suffice
};

struct BoundsTable {
  BoundsJob job;
  std::vector<BoundsRow> rows;  // those with N <= K: by N, then by K; at least one

  bool single() const { return job.changed.single() && (!job.samples || job.samples->single()); }
};

// Errors: kUsage for options that do not fit together, for ranges without K >= N, and for more than kMostBoundsRows rows; kInterrupted.
BoundsTable bounds_table(const BoundsJob& job, const Control& control);

// Of a single row its keys are the summary's; of ranges they are those of the elements of "rows".
Said bounds_said(const BoundsTable& table);

// A header and a line for each row, the same columns for every depth; cells that have no value are empty.
std::string bounds_csv(const BoundsTable& table);

// The paper's interval and ours along K or along N; with 4 layers and more those of the width. Errors: kUsage where not exactly one of K and N is a range.
std::string bounds_svg(const BoundsTable& table);

}  // namespace ftcert
