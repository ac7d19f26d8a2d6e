#include "ftcert/construct/layers/group_layout.hpp"

#include "ftcert/construct/problem/simplest.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"

namespace ftcert {

OutwardSpline& OutwardSpline::operator+=(const OutwardSpline& other) {
  require(slopes.size() == other.slopes.size(), "OutwardSpline: different layouts");
  flat += other.flat;
  for (std::size_t g = 0; g < slopes.size(); ++g) slopes[g] += other.slopes[g];
  return *this;
}

std::vector<std::size_t> GroupLayout::outward(Facing side) const {
  std::vector<std::size_t> order;
  if (side == Facing::kLeft) {
    for (std::size_t g = left; g > 0; --g) order.push_back(g - 1);
  } else {
    for (std::size_t g = left; g < groups.size(); ++g) order.push_back(g);
  }
  return order;
}

std::optional<Rational> GroupLayout::reach(std::size_t group) const {
  if (!groups[group].far) return std::nullopt;
  return distance(group, *groups[group].far);
}

SplineRow GroupLayout::row(const OutwardSpline& spline) const {
  SplineRow row{spline.flat, spline.slopes};
  for (std::size_t g = 0; g + 1 < left; ++g) row.weights[g] -= spline.slopes[g + 1];
  for (std::size_t g = groups.size(); g > left + 1; --g) row.weights[g - 1] -= spline.slopes[g - 2];
  return row;
}

SplineNet GroupLayout::net(std::size_t outputs) const {
  SplineNet net(outputs);
  for (std::size_t g = 0; g < groups.size(); ++g) net.add_knot(groups[g].knot, side(g));
  return net;
}

GroupLayout lay_out(const LineSamples& samples, const std::vector<RankRange>& ranges, std::size_t left) {
  require(left <= ranges.size(), "lay_out: more groups left of the flat cell than there are");
  GroupLayout layout;
  layout.left = left;
  const std::size_t count = ranges.size();
  // Strictly between ranks r-1 and r.
  const auto gap = [&](std::size_t r) {
    if (r == 0) return simple_below(samples.x(0));
    if (r == samples.size()) return simple_above(samples.x(r - 1));
    return simplest_between(samples.x(r - 1), samples.x(r));
  };
  for (std::size_t g = 0; g < count; ++g) {
    const bool faces_left = g < left;
    require(ranges[g].size() > 0 && (g == 0 || ranges[g - 1].last <= ranges[g].first), "lay_out: groups");
    require(g == 0 || g == left || ranges[g - 1].last == ranges[g].first, "lay_out: samples outside");
    layout.groups.push_back({ranges[g], gap(faces_left ? ranges[g].last : ranges[g].first), std::nullopt});
  }
  for (std::size_t g = 0; g + 1 < left; ++g) layout.groups[g + 1].far = layout.groups[g].knot;
  for (std::size_t g = left; g + 1 < count; ++g) layout.groups[g].far = layout.groups[g + 1].knot;
  return layout;
}

Rational simple_below(const Rational& x) { return x.sign() > 0 ? Rational(0) : Rational(ceil(x) - 1); }
Rational simple_above(const Rational& x) { return -simple_below(-x); }

}  // namespace ftcert
