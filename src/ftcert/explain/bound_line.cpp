#include "ftcert/explain/bound_line.hpp"

#include <algorithm>

#include "ftcert/core/error.hpp"

namespace ftcert {

Rational BoundLine::chord(std::size_t r) const {
  require(0 < r && r + 1 < t.size(), "BoundLine: the ends have no chord");
  return z[r - 1] + (t[r] - t[r - 1]) / (t[r + 1] - t[r - 1]) * (z[r + 1] - z[r - 1]);
}

bool BoundLine::constant() const {
  return std::all_of(z.begin(), z.end(), [this](const Rational& value) { return value == z.front(); });
}

BoundLine bound_line(const BoundCertificate& c, const Residuals& residuals) {
  const auto& points = c.line.points;
  const auto first = residuals.points.row(points.front().sample), last = residuals.points.row(points.back().sample);
  std::size_t lead = 0;  // a component in which the ends differ
  while (lead < c.dimension && first[lead] == last[lead]) ++lead;
  require(lead < c.dimension, "bound_line: the line has one point");
  BoundLine line;
  for (std::size_t r = 0; r < points.size(); ++r) {
    const std::size_t sample = points[r].sample;
    line.t.push_back((residuals.points.row(sample)[lead] - first[lead]) / (last[lead] - first[lead]));
    line.z.push_back(residuals.values.row(sample)[c.line.output.component]);
    if (points[r].kink != 0) (points[r].kink > 0 ? line.kinks.convex : line.kinks.concave).push_back(r);
  }
  return line;
}

}  // namespace ftcert
