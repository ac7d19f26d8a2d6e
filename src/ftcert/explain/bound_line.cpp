#include "ftcert/explain/bound_line.hpp"

#include <algorithm>

#include "ftcert/core/error.hpp"

namespace ftcert {

Rational BoundLine::chord(std::size_t r, int sign) const {
  require(0 < r && r + 1 < t.size(), "BoundLine: the ends have no chord");
  const Rational &before = beside(r - 1, sign), &after = beside(r + 1, sign);
  return before + (t[r] - t[r - 1]) / (t[r + 1] - t[r - 1]) * (after - before);
}

Rational BoundLine::slope_change(std::size_t r, int sign) const {
  const Rational& at = middle(r, sign);
  return (beside(r + 1, sign) - at) / (t[r + 1] - t[r]) - (at - beside(r - 1, sign)) / (t[r] - t[r - 1]);
}

bool BoundLine::exact() const {
  return std::ranges::all_of(z, [](const Interval& value) { return value.low && value.low == value.high; });
}

bool BoundLine::constant() const {
  std::optional<Rational> low, high;
  for (const Interval& value : z) {
    if (value.low && (!low || *value.low > *low)) low = value.low;
    if (value.high && (!high || *value.high < *high)) high = value.high;
  }
  return !low || !high || *low <= *high;
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
    line.z.push_back(allowed(residuals, sample, c.line.output));
    if (points[r].kink != 0) (points[r].kink > 0 ? line.kinks.convex : line.kinks.concave).push_back(r);
  }
  return line;
}

}  // namespace ftcert
