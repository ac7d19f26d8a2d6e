#include "ftcert/construct/layers/tuned_zigzag.hpp"

#include <algorithm>
#include <utility>

namespace ftcert {

namespace {

// u_{j+1} = (beta u_j + (-1)^j (v_j - v_{j+1})) / alpha.
struct Step {
  Rational beta, alpha, change;
};

Step step(const TunedSamples& samples, const TunedUnit& unit, const TunedBump& bump, std::size_t run,
          const Rational& knot) {
  Rational change = bump.values[run] - bump.values[run + 1];
  if (run % 2 == 1) change = -change;
  return {knot - samples.x(unit.ranks[run]), samples.x(unit.ranks[run + 1]) - knot, std::move(change)};
}

// The least slope in a run with which the unit is 0 at the run's other samples. It rises in runs with an even index.
Rational needed(const TunedSamples& samples, const TunedUnit& unit, const TunedBump& bump,
                std::span<const Rational> knots, std::size_t run) {
  const std::size_t rank = unit.ranks[run];
  const Rational x = samples.x(rank);
  const Rational& value = bump.values[run];
  const Rational above = 2 * bump.height - value, below = value - bump.lowest();
  const bool rises = run % 2 == 0;
  Rational least = 0;
  if (rank > 0) {
    const Rational left = samples.x(rank - 1);
    if (run == 0 || left >= knots[run - 1]) least = std::max(least, (rises ? below : above) / (x - left));
  }
  const Rational right = samples.x(rank + 1);
  if (run == knots.size() || right <= knots[run]) least = std::max(least, (rises ? above : below) / (right - x));
  return least;
}

}  // namespace

std::optional<Rational> TunedEquation::first_slope() const {
  if (rest.is_zero() || rest.sign() != right.sign()) return std::nullopt;
  Rational slope = right / rest;
  if (slope <= least) return std::nullopt;
  return slope;
}

TunedEquation equation(const TunedSamples& samples, const TunedUnit& unit, const TunedBump& bump,
                       std::span<const Rational> knots) {
  const std::size_t left = left_facing(knots.size());
  TunedEquation result{1, 0, needed(samples, unit, bump, knots, 0)};
  Rational rho = 1, tau = 0;
  for (std::size_t k = 0; k < knots.size(); ++k) {
    const Step s = step(samples, unit, bump, k, knots[k]);
    rho *= s.beta / s.alpha;
    tau = (s.beta * tau + s.change) / s.alpha;
    // Cells left and left + 1 are those on both sides of the knot that faces left.
    if (k + 1 == left || k == left) {
      result.rest -= rho;
      result.right += tau;
    }
    result.least = std::max(result.least, (needed(samples, unit, bump, knots, k + 1) - tau) / rho);
  }
  return result;
}

Rational knot_factor(const TunedSamples& samples, const TunedUnit& unit, std::size_t knot, const Rational& at) {
  return (at - samples.x(unit.ranks[knot])) / (samples.x(unit.ranks[knot + 1]) - at);
}

Rational fixed_factor(const TunedSamples& samples, const TunedUnit& unit, std::span<const Rational> knots,
                      const std::vector<bool>& tuned) {
  const std::size_t left = left_facing(knots.size());
  Rational factor = 1 + knot_factor(samples, unit, left, knots[left]);
  for (std::size_t k = 0; k < left; ++k) {
    if (!tuned[k]) factor *= knot_factor(samples, unit, k, knots[k]);
  }
  return factor;
}

std::vector<Rational> tuned_slopes(const TunedSamples& samples, const TunedUnit& unit, const TunedBump& bump,
                                   std::span<const Rational> knots, const Rational& first) {
  std::vector<Rational> slopes{first};
  Rational slope = first;  // without sign
  for (std::size_t k = 0; k < knots.size(); ++k) {
    const Step s = step(samples, unit, bump, k, knots[k]);
    slope = (s.beta * slope + s.change) / s.alpha;
    slopes.push_back(k % 2 == 0 ? -slope : slope);
  }
  return slopes;
}

}  // namespace ftcert
