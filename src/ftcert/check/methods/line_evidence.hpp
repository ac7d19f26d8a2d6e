// What the checker has verified of a line, or of the samples, before it asks a method how many neurons they need.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "ftcert/certificate/bound.hpp"

namespace ftcert {

// Positions on a line where a kink is forced, by its sign: increasing; those of one sign at least 2 apart unless the method has
// kinks_side_by_side.
struct ForcedKinks {
  std::vector<std::size_t> convex;
  std::vector<std::size_t> concave;
  std::size_t size() const { return convex.size() + concave.size(); }
};

struct LineEvidence {
  const BoundCertificate& certificate;
  const std::string& name;      // of the certificate, for messages
  std::span<const Rational> t;  // positions, strictly increasing, at least 2
  std::span<const Rational> z;  // residuals there, as many
  const ForcedKinks& kinks;     // the marked ones, each verified

  // A network with a hidden layer without neurons is constant; equal residuals need no more.
  bool constant() const {
    return std::all_of(z.begin(), z.end(), [this](const Rational& value) { return value == z[0]; });
  }
};

// What a method without a line has: all samples.
struct SampleEvidence {
  const BoundCertificate& certificate;
  const std::string& name;      // of the certificate, for messages
  const PointMatrix& points;    // K x D, pairwise distinct
  std::span<const Rational> z;  // residuals, component certificate.patterns.output; K
};

}  // namespace ftcert
