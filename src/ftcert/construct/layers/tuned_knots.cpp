#include "ftcert/construct/layers/tuned_knots.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ftcert/construct/layers/tuned_start.hpp"
#include "ftcert/construct/problem/simplest.hpp"
#include "ftcert/construct/space/centred_samples.hpp"
#include "ftcert/core/dyadic.hpp"
#include "ftcert/core/rounding.hpp"

namespace ftcert {

namespace {

constexpr long kMostPrecision = 4096;
constexpr long kLargestGoal = -3;
constexpr int kMostCorrections = 400, kMostRaises = 4;
constexpr long kRaise = 40;  // in bits

// To so many bits.
Rational rounded(const Rational& value, long bits) {
  const Rational unit = power_of_two(binary_exponent(value) - bits);
  return Rational(floor(value / unit)) * unit;
}

class Tuner {
 public:
  Tuner(const TunedSamples& samples, const std::vector<KnotPlace>& places, const std::vector<TunedUnit>& units,
        TunedStart start)
      : samples_(samples), places_(places), units_(units), start_(std::move(start)), tuned_(places.size()) {
    for (const TunedUnit& unit : units_) tuned_[unit.knot] = true;
    for (std::size_t u = 0; u < units_.size(); ++u) {
      ratios_.push_back(rounded(to_rational(std::exp(start_.places[u])), 40));
      fixed_.push_back(fixed_factor(samples_, units_[u], start_.knots, tuned_));
    }
  }

  std::optional<TunedKnots> tune() {
    if (!set_goals() || !correct()) return std::nullopt;
    // As coarse as will do.
    for (const long slack : {6, 3, 0, -3}) {
      if (auto found = check(simplified(slack))) return found;
    }
    return check(knots());
  }

 private:
  // (t - low) / (high - t) is the ratio.
  Rational knot(std::size_t unit) const {
    const KnotPlace& place = places_[units_[unit].knot];
    return (place.low + ratios_[unit] * place.high) / (1 + ratios_[unit]);
  }
  std::vector<Rational> knots() const {
    std::vector<Rational> result = start_.knots;
    for (std::size_t u = 0; u < units_.size(); ++u) result[units_[u].knot] = knot(u);
    return result;
  }

  // The rest of each unit's equations is to lie between 0 and about right / least for all its bumps.
  bool set_goals() {
    const std::vector<Rational> at = knots();
    for (const TunedUnit& unit : units_) {
      long exponent = kLargestGoal;
      int sign = 0;
      for (const TunedBump& bump : unit.bumps) {
        const TunedEquation found = equation(samples_, unit, bump, at);
        if (found.right.is_zero() || found.right.sign() == -sign) return false;
        sign = found.right.sign();
        if (found.least.sign() > 0) exponent = std::min(exponent, binary_exponent(found.right / found.least) - 1);
      }
      if (exponent < -kMostPrecision) return false;
      goals_.push_back(exponent);
      signs_.push_back(sign);
    }
    precision_ = 48 - *std::min_element(goals_.begin(), goals_.end());
    return true;
  }

  bool correct() {
    const std::size_t count = units_.size();
    for (int step = 0; step < kMostCorrections; ++step) {
      std::vector<Rational> misses(count);
      bool done = true;
      std::optional<long> largest;
      for (std::size_t u = 0; u < count; ++u) {
        Rational product = fixed_[u];
        for (std::size_t l = 0; l < count; ++l) {
          product *= knot_factor(samples_, units_[u], units_[l].knot, knot(l));
        }
        misses[u] = 1 - product - Rational(signs_[u]) * power_of_two(goals_[u]);
        if (misses[u].is_zero()) continue;
        const long exponent = binary_exponent(misses[u]);
        if (exponent >= goals_[u] - 3) done = false;
        if (!largest || exponent > *largest) largest = exponent;
      }
      if (done) return true;
      std::vector<double> right;
      for (const Rational& miss : misses) right.push_back(to_double(miss / power_of_two(*largest)));
      const auto change = solve_square(start_.slopes, right);
      if (!change) return false;
      for (std::size_t u = 0; u < count; ++u) {
        const double size = (*change)[u];
        if (!std::isfinite(size)) return false;
        const Rational factor = 1 + to_rational(size) * power_of_two(*largest);
        if (factor.sign() <= 0 || factor > Rational(2)) return false;
        ratios_[u] = rounded(ratios_[u] * factor, precision_);
      }
    }
    return false;
  }

  // Every knot replaced by the simplest rational that changes no unit's product by more than about 2^slack times a sixteenth of its goal.
  std::vector<Rational> simplified(long slack) const {
    const std::size_t count = units_.size();
    std::vector<Rational> result = start_.knots;
    for (std::size_t l = 0; l < count; ++l) {
      double allowed = -2;  // log2 of the change of the place
      for (std::size_t u = 0; u < count; ++u) {
        const double slope = start_.slopes[u * count + l];
        if (slope > 0) allowed = std::min(allowed, static_cast<double>(goals_[u] + slack - 4) - std::log2(slope));
      }
      const long exponent = static_cast<long>(std::floor(allowed - std::log2(static_cast<double>(count))));
      const KnotPlace& place = places_[units_[l].knot];
      const Rational at = knot(l), onward = 1 + ratios_[l];
      const Rational room = (place.high - place.low) * ratios_[l] / (onward * onward) * power_of_two(exponent);
      result[units_[l].knot] = simplest_between(at - room, at + room);
    }
    return result;
  }

  std::optional<TunedKnots> check(std::vector<Rational> at) const {
    TunedKnots result{std::move(at), {}};
    for (const TunedUnit& unit : units_) {
      result.slopes.emplace_back();
      for (const TunedBump& bump : unit.bumps) {
        std::optional<Rational> slope = equation(samples_, unit, bump, result.knots).first_slope();
        if (!slope) return std::nullopt;
        result.slopes.back().push_back(std::move(*slope));
      }
    }
    return result;
  }

  const TunedSamples& samples_;
  const std::vector<KnotPlace>& places_;
  const std::vector<TunedUnit>& units_;
  TunedStart start_;
  std::vector<bool> tuned_;
  std::vector<Rational> ratios_;  // one a unit
  std::vector<Rational> fixed_;   // the units' factors of the knots that are not tuned
  std::vector<long> goals_;       // exponents of two
  std::vector<int> signs_;
  long precision_ = 0;
};

}  // namespace

std::optional<TunedKnots> tune_knots(const TunedSamples& samples, const std::vector<KnotPlace>& places,
                                     std::vector<TunedUnit>& units) {
  const std::optional<TunedStart> start = start_knots(samples, places, units);
  if (!start) return std::nullopt;
  for (int raise = 0; raise < kMostRaises; ++raise) {
    if (auto found = Tuner(samples, places, units, *start).tune()) return found;
    // For large M all right-hand sides are positive.
    for (TunedUnit& unit : units) {
      for (TunedBump& bump : unit.bumps) bump.raise(kRaise);
    }
  }
  return std::nullopt;
}

}  // namespace ftcert
