// Which changed samples share a hyperplane unit.
//
// Purpose: a partition of the labels into lines of labels (residuals that are multiples of one vector, served
// by hats and waves) and a pool (served by combs), its neuron count for samples in general position, and the
// greedy formation of the groups, which for any samples ends with units that are correct.
//
//   const std::size_t size = largest_group(problem.points());
//   const SteepnessTable table(problem.points());
//   auto units = form_units(problem, table, label_partitions(problem, size).front(), {size});
//
// With a search for rows (FormRequest::rows) each unit has the best row that is found for it within a budget; the units of groups for which none is
// found have some row, by fit_strip().
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "ftcert/construct/problem/problem.hpp"
#include "ftcert/construct/space/row_search.hpp"
#include "ftcert/construct/space/strip.hpp"
#include "ftcert/construct/space/unit_shape.hpp"

namespace ftcert {

// Samples whose residual, or its component `lead` alone, is value * direction with value = residual[lead].
struct LabelLine {
  std::size_t lead = 0;
  std::vector<Rational> direction;  // one entry an output; 1 at lead
  std::vector<std::size_t> plus;    // rows with value > 0
  std::vector<std::size_t> minus;   // rows with value < 0
};

// The residuals are the sum over the lines, and the whole residual for the rows of the pool.
struct LabelPartition {
  std::vector<LabelLine> lines;
  std::vector<std::size_t> pool;
};

// One unit: neurons relu(scale * (p - kink)) with p = strip; without kinks, those of two hidden layers.
struct HyperplaneUnit {
  Strip strip;
  std::vector<std::size_t> group;  // increasing
  UnitShape shape;                 // its targets with the signs that the strip has
  double condition = 0;            // of the row, a kink spacing being 1; infinite where no search was made
  std::optional<FoundRow> found;   // by the search
  std::size_t cost = 0;            // operations for rows of this unit, and of groups that were tried before
};

struct FormRequest {
  std::size_t size = 1;  // most samples in a group
  unsigned order = 0;    // 0 takes the samples as they come, any other number in a shuffled order
  const RowSearch* rows = nullptr;
  std::size_t budget = 0;  // of the search for each unit
  bool tents = false;      // units of two hidden layers
  bool even = false;       // hats alone, in groups of nearly one size
  bool rounded = false;    // rows as found, rounded: the targets are met nearly; none but found rows
};

// The most samples in a group: d, or less when all samples lie in a proper affine subspace. At least 1.
std::size_t largest_group(const PointMatrix& points);
// The same for its points, computed once for all constructions that ask about them in turn.
std::size_t largest_group(const Problem& problem);

// Neurons for samples in general position, groups of at most `size`: hats for full groups of each sign, and
// for the two remainders one wave when they fit in it together, else hats. No mixture of hats and waves has
// fewer (proofs/theorems.md, corollary 2.10.2).
std::size_t signed_neurons(std::size_t plus, std::size_t minus, std::size_t size);
// The same for combs: count + 2 ceil(count / size).
std::size_t comb_neurons(std::size_t count, std::size_t size);
std::size_t generic_neurons(const LabelPartition& partition, std::size_t size);

// The partitions worth trying, in increasing order of generic_neurons: each output alone; parallel residuals
// together and the others in the pool; all in the pool. For one output there is only one.
std::vector<LabelPartition> label_partitions(const Problem& problem, std::size_t size);

// Units that give every sample its residual, for any samples (groups that fail in one order may succeed in another). With `rounded`: nothing where
// no row is found for a sample alone.
std::optional<std::vector<HyperplaneUnit>> form_units(const Problem& problem, const SteepnessTable& table,
                                                      const LabelPartition& partition, const FormRequest& request);

}  // namespace ftcert
