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
  std::span<const Interval> z;  // what the residuals there can be, as many
  const ForcedKinks& kinks;     // the marked ones, each verified

  // A network with a hidden layer without neurons is constant; residuals that may be equal need no more.
  bool constant() const {
    const Rational *low = nullptr, *high = nullptr;
    for (const Interval& value : z) {
      if (value.low && (low == nullptr || *value.low > *low)) low = &*value.low;
      if (value.high && (high == nullptr || *value.high < *high)) high = &*value.high;
    }
    return low == nullptr || high == nullptr || *low <= *high;
  }
};

// What a method without a line has: all samples.
struct SampleEvidence {
  const BoundCertificate& certificate;
  const std::string& name;      // of the certificate, for messages
  const PointMatrix& points;    // K x D, pairwise distinct
  std::span<const Interval> z;  // what the residuals can be, of certificate.patterns.output; K
};

}  // namespace ftcert
