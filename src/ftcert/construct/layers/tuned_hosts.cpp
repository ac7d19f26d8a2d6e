#include "ftcert/construct/layers/tuned_hosts.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

class Host {
 public:
  Host(const SplineNet& net, const TunedSamples& samples, const TunedShape& shape, std::size_t output, int sign)
      : net_(net), samples_(samples), peaks_(net.knots.size()) {
    for (std::size_t k = 0; k < peaks_.size(); ++k) {
      if (!shape.hosted[k]) continue;
      const Rational& label = samples.label(*shape.hosted[k], output);
      if (label.sign() == sign) peaks_[k] = Peak{samples.changed()[*shape.hosted[k]], abs(label)};
    }
  }

  SplineRow row() const {
    Rational depth = 1;  // B
    for (;; depth *= 2) {
      const std::vector<Rational> heights = heights_at(depth);
      const std::vector<Rational> slopes = slopes_at(heights, depth);
      if (negative_elsewhere(slopes)) return row_through(net_, slopes, heights.front());
    }
  }

 private:
  struct Peak {
    std::size_t rank;
    Rational height;
  };

  std::vector<Rational> heights_at(const Rational& depth) const {
    const std::size_t knots = net_.knots.size();
    std::vector<Rational> heights;
    for (const auto& peak : peaks_) heights.push_back(peak ? peak->height : -depth);
    // The knot behind the one that faces left.
    if (knots % 2 == 0) heights.back() = -4 * depth;
    return heights;
  }

  std::vector<Rational> slopes_at(const std::vector<Rational>& heights, const Rational& depth) const {
    const std::size_t knots = heights.size(), left = left_facing(knots);
    std::vector<Rational> slopes(knots + 1);
    for (std::size_t k = 1; k < knots; ++k)
      slopes[k] = (heights[k] - heights[k - 1]) / (net_.knots[k] - net_.knots[k - 1]);
    if (knots % 2 == 1) slopes[knots] = -depth;
    slopes[0] = slopes[left] - slopes[left + 1];
    return slopes;
  }

  // It suffices to look at the neighbours of the peaks: further away the spline falls on, or is negative at both ends of a cell.
  bool negative_elsewhere(const std::vector<Rational>& slopes) const {
    for (std::size_t k = 0; k < peaks_.size(); ++k) {
      if (!peaks_[k]) continue;
      const auto& [rank, height] = *peaks_[k];
      const Rational x = samples_.x(rank);
      if (rank > 0) {
        const Rational left = samples_.x(rank - 1);
        if ((k == 0 || left > net_.knots[k - 1]) && height - slopes[k] * (x - left) >= 0) return false;
      }
      const Rational right = samples_.x(rank + 1);
      if ((k + 1 == peaks_.size() || right < net_.knots[k + 1]) && height + slopes[k + 1] * (right - x) >= 0)
        return false;
    }
    return true;
  }

  const SplineNet& net_;
  const TunedSamples& samples_;
  std::vector<std::optional<Peak>> peaks_;  // one a knot
};

}  // namespace

SplineRow row_through(const SplineNet& net, const std::vector<Rational>& slopes, const Rational& at_first) {
  SplineRow row{at_first, {}};
  for (std::size_t k = 0; k < net.knots.size(); ++k) {
    row.weights.push_back(slopes[k + 1] - slopes[k]);
    if (net.facings[k] != Facing::kLeft) continue;
    require(row.weights[k] == -slopes[0], "row_through: not a row of this first layer");
    row.bias -= row.weights[k] * (net.knots[k] - net.knots[0]);
  }
  return row;
}

void add_hosts(SplineNet& net, const TunedSamples& samples, const TunedShape& shape) {
  for (const auto& [output, sign] : shape.host_rows) {
    std::vector<Rational> outer(net.outputs());
    outer[output] = sign;
    net.add_row(Host(net, samples, shape, output, sign).row(), outer);
  }
}

}  // namespace ftcert
