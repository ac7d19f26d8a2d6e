// The line of a bound certificate as numbers: places, residuals, chords, marked kinks.
//
// Purpose: what words and pictures say of proofs/certificate-format.md, sections 9 and 18. A residual is an interval with equal ends where labels, and not
// specifications, say what it is. Nothing here is a check: call check() first.
//
//   BoundLine line = bound_line(certificate, residuals_of(certificate, name, supplied));
//   line.middle(r, 1) < line.chord(r, 1);   // a convex kink is forced between line.t[r - 1] and line.t[r + 1]
#pragma once

#include <vector>

#include "ftcert/check/methods/alternation.hpp"
#include "ftcert/explain/residuals.hpp"

namespace ftcert {

struct BoundLine {
  std::vector<Rational> t;  // 0 at the first sample, 1 at the last one; strictly increasing
  std::vector<Interval> z;  // residuals of what is looked at
  ForcedKinks kinks;        // marked, by their positions on the line

  // The residuals that make a kink of this sign at r hardest: the greatest one at r and the least ones beside it, of a convex kink. Contract: a kink of
  // this sign is marked at r.
  const Rational& middle(std::size_t r, int sign) const { return *(sign > 0 ? z[r].high : z[r].low); }
  const Rational& beside(std::size_t r, int sign) const { return *(sign > 0 ? z[r].low : z[r].high); }
  // Where the segment between the neighbours of position r is at t[r], with these residuals.
  Rational chord(std::size_t r, int sign) const;
  // By how much the slope changes at r, with these residuals.
  Rational slope_change(std::size_t r, int sign) const;
  // Whether all residuals are single numbers.
  bool exact() const;
  // Whether they may all be equal: then no kink is needed, nor any neuron.
  bool constant() const;
};

// Contract: the certificate is verified.
BoundLine bound_line(const BoundCertificate& certificate, const Residuals& residuals);

}  // namespace ftcert
