#include "ftcert/verbs/bounds.hpp"

#include <algorithm>

#include "ftcert/bounds/deeper.hpp"
#include "ftcert/bounds/general_position.hpp"
#include "ftcert/bounds/three_layers.hpp"
#include "ftcert/bounds/two_layers.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

void expect_consistent(const BoundsJob& job) {
  const auto refuse = [](const std::string& text) { throw Error(Code::kUsage, text); };
  if (job.general_position != job.dimension.has_value()) {
    refuse(job.dimension ? "--dimension: the worst samples of all lie on a line, in every dimension: give "
                           "--general-position to leave such samples out"
                         : "--general-position: give --dimension");
  }
  if (job.general_position && job.layers != 2) refuse("--general-position is for one hidden layer: --layers 2");
  if (!job.samples && !job.general_position) refuse("--samples is required");
  if (job.samples && job.changed.first > job.samples->at(job.samples->size() - 1))
    refuse("--changed " + job.changed.text() + " is more than --samples " + job.samples->text());
}

// The first K of the range that is not less than N, counted from 0; its size, where there is none.
std::uint64_t first_index(const CountRange& samples, std::uint64_t changed) {
  if (changed <= samples.first) return 0;
  return std::min(samples.size(), (changed - samples.first - 1) / samples.step + 1);
}

// Pairs with N <= K. Errors: kUsage where they are too many.
void expect_few_rows(const BoundsJob& job) {
  std::uint64_t rows = 0;
  for (std::uint64_t i = 0; i < job.changed.size() && rows <= kMostBoundsRows; ++i) {
    const std::uint64_t more = job.samples ? job.samples->size() - first_index(*job.samples, job.changed.at(i)) : 1;
    if (more == 0) break;  // nor are there any for a greater N
    rows += std::min(more, kMostBoundsRows + 1);
  }
  if (rows > kMostBoundsRows) {
    throw Error(Code::kUsage, "these ranges have more than " + std::to_string(kMostBoundsRows) +
                                  " pairs of K and N: take steps, as in 10..1000..10");
  }
}

PaperEnd counted_end(std::uint64_t value, std::string formula) {
  return {std::move(formula), std::to_string(value), "equation 7"};
}

BoundsRow row_in_general_position(std::optional<std::uint64_t> samples, std::uint64_t changed, std::uint64_t d) {
  BoundsRow row;
  row.samples = samples;
  row.changed = changed;
  row.large_samples = {worst_general_position(changed, d),
                       d == 1 ? "3N on a line, proofs/theorems.md, 2.5.1"
                              : "3 for each d of them and 1, 3 or 4; proofs/theorems.md, 2.13.6"};
  row.neurons =
      samples ? bounds_general_position(changed, *samples, d) : ProvedInterval{*row.large_samples, *row.large_samples};
  return row;
}

void set_two_layers(BoundsRow& row, std::uint64_t changed, std::uint64_t samples) {
  const ProvedEnd exact{exact_two_layers(changed, samples), samples >= 5 ? "min{3N, K-2} for K >= 5, proofs/theorems.md"
                                                                         : "small K, proofs/theorems.md, section 2.5"};
  row.neurons = {exact, exact};
  if (const auto paper = paper_two_layers(changed, samples)) {
    const std::string n = std::to_string(changed), k = std::to_string(samples);
    row.paper = {counted_end(paper->lower, "min{3*" + n + ", " + k + "-2}"),
                 counted_end(paper->upper, "min{3*" + n + "+1, " + k + "-1}")};
  }
}

BoundsRow row_of(std::uint64_t layers, std::uint64_t samples, std::uint64_t changed) {
  BoundsRow row;
  row.samples = samples;
  row.changed = changed;
  if (layers == 2) {
    set_two_layers(row, changed, samples);
  } else if (layers == 3) {
    row.neurons = bounds_three_layers(changed, samples);
    row.paper = paper_three_layers(changed, samples);
  } else {
    row.neurons = bounds_deeper(changed, samples, layers);
    row.width = bounds_width(changed, samples, layers);
    row.paper_width = paper_width(changed, samples, layers);
  }
  return row;
}

}  // namespace

BoundsTable bounds_table(const BoundsJob& job, const Control& control) {
  expect_consistent(job);
  expect_few_rows(job);
  BoundsTable table{job, {}};
  for (std::uint64_t i = 0; i < job.changed.size(); ++i) {
    const std::uint64_t changed = job.changed.at(i);
    if (!job.samples) {
      table.rows.push_back(row_in_general_position(std::nullopt, changed, *job.dimension));
      continue;
    }
    const std::uint64_t first = first_index(*job.samples, changed);
    if (first == job.samples->size()) break;
    for (std::uint64_t j = first; j < job.samples->size(); ++j) {
      const std::uint64_t samples = job.samples->at(j);
      control.step("K = " + std::to_string(samples) + ", N = " + std::to_string(changed));
      table.rows.push_back(job.dimension ? row_in_general_position(samples, changed, *job.dimension)
                                         : row_of(job.layers, samples, changed));
    }
  }
  return table;
}

}  // namespace ftcert
