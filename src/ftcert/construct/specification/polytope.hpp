// A polytope that holds some samples and none of some others, with few faces.
//
// Purpose: bumps relu(1 - sum_j relu(q_j)), two hidden layers with a neuron for each face and one for the bump, that are 1 at all samples inside, exactly,
// and 0 at the others by a margin: the units of demands where no half-space serves. Inside all q_j are at most -margin, and at every sample outside some
// q_j is at least 1. Faces are found one after the other, each by linear programs: all samples outside that no face has cut off yet are asked for at a price,
// those that miss most are given up in steps until the rest is met. Deterministic; floating point, nothing that is found is believed.
//
//   auto faces = find_faces(samples, inside, outside, {}, budget);   // nothing: one outside is in the hull of those inside, about
//   faces->size() + 1;                                               // neurons
#pragma once

#include <optional>
#include <vector>

#include "ftcert/construct/space/row_program.hpp"

namespace ftcert {

struct PolytopeRequest {
  double margin = 1.0 / 16;         // inside
  std::optional<double> most_size;  // of a face's row
  std::size_t most_faces = 64;
  unsigned rounds = 4;  // the fewest faces of so many searches
};

// inside, outside: rows of samples.
std::optional<std::vector<FloatRow>> find_faces(const CentredSamples& samples, const std::vector<std::size_t>& inside,
                                                const std::vector<std::size_t>& outside, const PolytopeRequest& request,
                                                SearchBudget& budget);

}  // namespace ftcert
