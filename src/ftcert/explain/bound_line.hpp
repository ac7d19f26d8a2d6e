// The line of a bound certificate as numbers: places, residuals, chords, marked kinks.
//
// Purpose: what words and pictures say of proofs/certificate-format.md, section 9. Nothing here is a check: call check() first.
//
//   BoundLine line = bound_line(certificate, residuals_of(certificate, name, supplied));
//   line.z[r] < line.chord(r);   // a convex kink is forced between line.t[r - 1] and line.t[r + 1]
#pragma once

#include <vector>

#include "ftcert/check/methods/alternation.hpp"
#include "ftcert/explain/residuals.hpp"

namespace ftcert {

struct BoundLine {
  std::vector<Rational> t;  // 0 at the first sample, 1 at the last one; strictly increasing
  std::vector<Rational> z;  // residuals of the output that is looked at
  ForcedKinks kinks;        // marked, by their positions on the line

  // Where the segment between the neighbours of position r is at t[r]. Contract: 0 < r < t.size() - 1.
  Rational chord(std::size_t r) const;
  // Then no kink is needed, nor any neuron.
  bool constant() const;
};

// Contract: the certificate is verified.
BoundLine bound_line(const BoundCertificate& certificate, const Residuals& residuals);

}  // namespace ftcert
