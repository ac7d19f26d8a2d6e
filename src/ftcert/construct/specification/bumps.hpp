// Bumps for demands: polytopes that hold violated samples which can share a vector, and no other sample.
//
// Purpose: the units of two hidden layers, g = sum_b relu(1 - sum_j relu(q_bj)) v_b, where half-spaces do not serve. Violated samples are put into as
// few groups as share a vector, first come first served in some orders; a group that no polytope holds is parted, nearest samples first.
// Deterministic; floating point, nothing that is found is believed.
//
//   std::vector<Bump> bumps = find_bumps(demands, samples, {}, budget);
//   bumps[0].faces.size() + 1;   // neurons of the first one
#pragma once

#include <optional>
#include <vector>

#include "ftcert/construct/specification/common_vector.hpp"
#include "ftcert/construct/specification/polytope.hpp"

namespace ftcert {

// Samples that share a vector.
struct SharedVector {
  std::vector<std::size_t> members;  // places in Demands::violated(), increasing
  std::vector<Rational> value;
};

// Every violated sample in one of them, as few as are found. step: as for CommonVector.
std::vector<SharedVector> shared_vectors(const Demands& demands, const Rational& step);

struct Bump {
  SharedVector shared;
  std::vector<FloatRow> faces;
};

// Nothing: some sample has no polytope of its own within the limits.
std::optional<std::vector<Bump>> find_bumps(const Demands& demands, const CentredSamples& samples, const Rational& step,
                                            const PolytopeRequest& request, SearchBudget& budget);

}  // namespace ftcert
