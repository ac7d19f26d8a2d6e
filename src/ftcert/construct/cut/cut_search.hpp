// One neuron that serves many changed samples: grown from a seed, value by value.
//
// Purpose: s relu(p) with p at most 0 at every finished sample and p = |z| at as many samples of sign s as can be found; what it takes at the others
// changes their residuals. From each of some seeds a group is grown: among the samples whose residual the form of the moment is nearest to, the first
// whose value keeps the margin of the finished samples large. The group that is worth most is taken, samples near the middle counting for more.
// Cost: tries * d programs of a few steps for each seed (cut_program.hpp). Deterministic; nothing that is found is believed.
//
//   std::optional<FoundCut> cut = find_cut(boxes, residuals, 0.25, CutEffort{}, budget);
//   cut->row.at(table.centred().row(cut->group[0]));   // |residual| of that sample, nearly
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ftcert/construct/cut/cut_program.hpp"

namespace ftcert {

struct CutEffort {
  std::size_t seeds = 64;      // samples from which a group is grown, at most
  std::size_t outermost = 32;  // of these: the samples farthest out; at most `seeds`
  std::size_t tries = 25;      // samples that are tried for each value more
  std::size_t most = 0;        // samples in a group; 0: as many as an affine form has entries
  std::uint64_t order = 0;     // which of the other seeds come first
};

// What a group grown from a seed was worth when it was last looked at. It is rarely worth more when more samples are finished.
struct SeedWorth {
  double worth;
  std::size_t seed;
};

struct FoundCut {
  int sign = 1;
  std::vector<std::size_t> group;  // increasing
  FloatRow row;
  double margin = 0;  // of the finished samples
};

// residuals: one for each sample, 0 where it is finished; cap: a margin that is large enough; positive. known: of the cut before, empty for seeds of its own; of
// known seeds only those are grown again that may be worth most. Updated, without those that cannot be cut off. Nothing: no sample can be cut off, or the
// budget is spent.
std::optional<FoundCut> find_cut(const SampleBoxes& samples, const std::vector<double>& residuals, double cap,
                                 const CutEffort& effort, SearchBudget& budget, std::vector<SeedWorth>& known);
// The same with seeds of its own.
std::optional<FoundCut> find_cut(const SampleBoxes& samples, const std::vector<double>& residuals, double cap,
                                 const CutEffort& effort, SearchBudget& budget);

}  // namespace ftcert
