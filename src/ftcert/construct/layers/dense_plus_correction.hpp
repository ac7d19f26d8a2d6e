// The slopes of a ladder with a base that satisfy its relation exactly, for given rational knots.
//
// Purpose: for given knots the slope of a zigzag in every group is rho * (its slope in group 0) + tau, and the relation says in each group that a signed sum
// of slopes is 0: one linear equation a group (proofs/theorems.md, theorem 3.2.5). A dummy in the last group has a value that nobody needs: one
// more unknown. Of the unknowns as many as there are groups are changed, chosen by elimination in rounded numbers, such that changes are small
// beside them; the others keep their few bits.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "ftcert/construct/layers/dense_plus_ladder.hpp"

namespace ftcert {

struct NearKnots {
  std::vector<Rational> at;      // before groups 1, 2, ..; final
  std::vector<Rational> slopes;  // of Z_0, .., Z_P in group 0, nearly; those outside the relation are not used
};

// How much may be tried for one network, or for several of which one will do, and how long its weights may be.
struct TuningBudget {
  std::size_t work = 1500000;  // words of the numbers computed, roughly: a second or two
  std::size_t bits = 30000;    // of a weight
  bool too_long = false;       // was there a network with longer weights?

  // Nothing is left when more is asked for than there is.
  void spend(std::size_t words) { work -= std::min(work, words); }
};

// Nothing: the equations are singular, or their solution has slopes that are too small or too long. Exact. Spends its work beforehand.
std::optional<SplineNet> corrected_net(const BasedLadder& ladder, NearKnots knots, TuningBudget& budget);

// A dyadic number near value, not above it, of at most bits + 1 significant bits.
Rational rounded_to(const Rational& value, std::size_t bits);

}  // namespace ftcert
