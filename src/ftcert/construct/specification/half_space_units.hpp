// Which violated samples share a half-space that holds no kept sample: one neuron for all of them.
//
// Purpose: units relu(p) v of one hidden layer for demands. v is common to the group, so that a multiple between the ends of an interval is all that p has
// to be at a member (demand.hpp); p <= -margin at every other sample, but for those to which more of v does no harm: more of the score of its class, say.
// So a row meets inequalities, not equations: where one class is asked for, any number of samples on one side of a hyperplane takes one neuron.
// A group is grown from a seed by linear programs, a member tried after the other, nearest first; the largest group of some seeds is taken, then what is
// left is served in the same way. Fewest units of some rounds with other seeds. Deterministic; floating point throughout, nothing that is found is believed.
//
//   HalfSpaces found = find_half_spaces(demands, samples, {}, budget);
//   found.units.size();    // neurons
//   found.alone;           // violated samples that no half-space serves
#pragma once

#include <optional>
#include <vector>

#include "ftcert/construct/space/row_program.hpp"
#include "ftcert/construct/specification/common_vector.hpp"

namespace ftcert {

struct HalfSpaceUnit {
  std::vector<std::size_t> members;  // places in Demands::violated(), increasing
  std::vector<Rational> direction;   // v
  FloatRow row;                      // of p
};

struct HalfSpaceRequest {
  Rational step = Rational(1, 32);      // of the components of v, a power of two
  double margin = 1.0 / 32;             // of the samples outside; members have about 1
  std::optional<double> most_size;      // of a row
  std::vector<std::size_t> serve = {};  // places in Demands::violated(); empty: all
  unsigned rounds = 8;
};

struct HalfSpaces {
  std::vector<HalfSpaceUnit> units;
  std::vector<std::size_t> alone;  // places
};

// More of v does no harm at a violated sample, whatever else it has.
bool harmless(const Demands& demands, const Demand& demand, const std::vector<Rational>& v);

HalfSpaces find_half_spaces(const Demands& demands, const CentredSamples& samples, const HalfSpaceRequest& request,
                            SearchBudget& budget);

}  // namespace ftcert
