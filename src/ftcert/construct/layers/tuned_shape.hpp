// Runs, units and hosts of tuned networks: the shape of the networks of construct/layers/tuned.hpp.
//
// Purpose: with tuned units n knots cut the line into n + 1 runs, all of which hold changed samples (proofs/theorems.md, theorem 3.3.4). With
// hosts (3.3.5) every odd knot is a changed sample, too, and only the even knots are left for tuning. Which units are cheapest depends on
// the signs of the labels only; no weight is made here, and whether the knots can be tuned for mixed units is not known yet.
//
// Several outputs: a unit serves all components of a sample, with a bump an output (a hat where the output's labels have one sign), which share
// the pivots and the tuned knot. All units are alike, and count as waves here.
//
//   const LabelSigns signs = label_signs(samples, changed);
//   for (const TunedChoice& choice : tuned_choices(signs, cost, most)) TunedShape shape = *cut_for(signs, choice);
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "ftcert/construct/layers/group_layout.hpp"
#include "ftcert/construct/layers/unit_counts.hpp"

namespace ftcert {

// cost(knots, neurons of the second layer); must not decrease in either.
using LayerCost = std::function<std::size_t(std::size_t knots, std::size_t neurons)>;

// What the search reads of the labels.
struct LabelSigns {
  std::vector<std::vector<int>> outputs;  // [c][i]: of output c at the i-th changed sample
  std::vector<std::size_t> active;        // outputs that are not zero
  std::vector<int> units;  // [i]: what a unit meets: the sign of the only active output, +1 where there are several

  bool one_sign(std::size_t output, int sign) const;  // no label has the other sign
};
LabelSigns label_signs(const LineSamples& samples, const std::vector<std::size_t>& changed);
LabelSigns label_signs(std::vector<std::vector<int>> outputs);

// The signs of labels that odd knots may host.
struct HostSigns {
  bool positive = false;
  bool negative = false;
  bool any() const { return positive || negative; }
  bool takes(int sign) const { return sign == 0 || (sign > 0 ? positive : negative); }
};

struct TunedChoice {
  UnitCounts units;
  HostSigns hosts;
  std::size_t cost = 0;
};

// Knot k is between runs k and k+1.
struct TunedShape {
  std::vector<RankRange> runs;                     // of changed samples, by their index; those at the end may be empty
  std::vector<std::optional<std::size_t>> hosted;  // one a knot: the changed sample at it
  UnitCounts units;
  bool hosts = false;
  std::size_t unit_neurons = 0;
  std::vector<std::pair<std::size_t, int>> host_rows;  // output and sign

  std::size_t knots() const { return hosted.size(); }
  std::size_t neurons() const { return unit_neurons + host_rows.size(); }  // of the second layer
};

// The knot that faces left: the last of those with an even index (an odd number, counted from 1). Contract: knots >= 3.
inline std::size_t left_facing(std::size_t knots) { return (knots - 1) / 2 * 2; }
// Knots that can be tuned: those before it; with hosts, those of them with an odd index.
std::vector<std::size_t> tunable_knots(std::size_t knots, bool hosts);

// Nothing where a sample's sign is served by no unit.
std::optional<TunedShape> cut_for(const LabelSigns& signs, const TunedChoice& choice);

// By increasing cost, at most `most`: units of one kind and, where one output alone is not zero, all mixes that are cheaper. The search
// ends after 2^24 steps: better mixes may be missed.
std::vector<TunedChoice> tuned_choices(const LabelSigns& signs, const LayerCost& cost, std::size_t most);

// The least cost(n, 4 c P) with (n+1) P >= count and P tunable knots, or cost(n, 4 c P + 2 c) with (n+1) P + ceil(n/2) >= count and as many
// with hosts, c outputs: theorems 3.3.4 and 3.3.5. Contract: count >= 1.
std::size_t promised_tuned(std::size_t count, std::size_t outputs, const LayerCost& cost);

}  // namespace ftcert
