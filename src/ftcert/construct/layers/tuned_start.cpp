#include "ftcert/construct/layers/tuned_start.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "ftcert/construct/problem/simplest.hpp"
#include "ftcert/construct/space/centred_samples.hpp"

namespace ftcert {

namespace {

constexpr double kSolved = 1e-9;
constexpr int kMostSteps = 300, kMostRounds = 20, kSweeps = 50;
constexpr double kFurthest = 500;
constexpr double kWidestStart = 2, kLongestStep = 2, kSimple = 0.4;

// The share of the place that lies left of the knot.
double share(double y) { return 1 / (1 + std::exp(-y)); }

// The factor of a knot as one unit sees it: its pivots lie before and behind the knot's place, in units of the place's length.
struct Sight {
  double before = 0, behind = 0;
  double logarithm(double y) const { return std::log((before + share(y)) / (behind + share(-y))); }
  double slope(double y) const { return share(y) * share(-y) * (1 / (before + share(y)) + 1 / (behind + share(-y))); }
};

class Starter {
 public:
  Starter(const TunedSamples& samples, const std::vector<KnotPlace>& places, const std::vector<TunedUnit>& units)
      : samples_(samples),
        places_(places),
        units_(units),
        left_(left_facing(places.size())),
        owner_(places.size()),
        result_{std::vector<Rational>(places.size()), std::vector<double>(units.size()), {}} {
    for (std::size_t u = 0; u < units.size(); ++u) owner_[units[u].knot] = u;
  }

  std::optional<TunedStart> find() {
    place_evenly();
    if (!solve()) return std::nullopt;
    result_.slopes = jacobian(result_.places);
    return std::move(result_);
  }

 private:
  Sight sight(std::size_t unit, std::size_t knot) const {
    const KnotPlace& place = places_[knot];
    const Rational length = place.high - place.low;
    return {to_double((place.low - samples_.x(units_[unit].ranks[knot])) / length),
            to_double((samples_.x(units_[unit].ranks[knot + 1]) - place.high) / length)};
  }

  // From left to right each knot goes to where the units' slopes are, in the mean, as steep as in run 0 (half as steep on both sides of
  // the knot that faces left).
  void place_evenly() {
    const std::size_t count = units_.size();
    std::vector<double> sizes(count, 0);  // log rho
    fixed_.assign(count, 0);
    sights_.assign(count * count, {});
    for (std::size_t k = 0; k < places_.size(); ++k) {
      std::vector<double> factors(count);
      if (places_[k].fixed()) {
        result_.knots[k] = places_[k].low;
      } else {
        std::vector<Sight> seen;
        for (std::size_t u = 0; u < count; ++u) seen.push_back(sight(u, k));
        const double wanted = k + 1 == left_ || k == left_ ? -std::log(2.0) : 0.0;
        const double y = even_place(sizes, seen, wanted);
        if (owner_[k]) {
          result_.places[*owner_[k]] = y;
          for (std::size_t u = 0; u < count; ++u) {
            sights_[u * count + *owner_[k]] = seen[u];
            sizes[u] += seen[u].logarithm(y);
          }
          continue;
        }
        const Rational length = places_[k].high - places_[k].low;
        result_.knots[k] = simplest_between(places_[k].low + length * to_rational(share(y - kSimple)),
                                            places_[k].low + length * to_rational(share(y + kSimple)));
      }
      for (std::size_t u = 0; u < count; ++u) {
        const double factor = std::log(to_double(knot_factor(samples_, units_[u], k, result_.knots[k])));
        sizes[u] += factor;
        if (k < left_) fixed_[u] += factor;
        if (k == left_) fixed_[u] += std::log1p(std::exp(factor));
      }
    }
  }

  double even_place(const std::vector<double>& sizes, const std::vector<Sight>& seen, double wanted) const {
    double low = -kWidestStart, high = kWidestStart;
    for (int step = 0; step < 40; ++step) {
      const double middle = (low + high) / 2;
      double sum = 0;
      for (std::size_t u = 0; u < seen.size(); ++u) sum += sizes[u] + seen[u].logarithm(middle) - wanted;
      (sum < 0 ? low : high) = middle;
    }
    return (low + high) / 2;
  }

  double miss_of(std::size_t unit, const std::vector<double>& y) const {
    double miss = fixed_[unit];
    for (std::size_t l = 0; l < y.size(); ++l) miss += sights_[unit * y.size() + l].logarithm(y[l]);
    return miss;
  }
  std::vector<double> misses(const std::vector<double>& y) const {
    std::vector<double> result;
    for (std::size_t u = 0; u < units_.size(); ++u) result.push_back(miss_of(u, y));
    return result;
  }

  std::vector<double> jacobian(const std::vector<double>& y) const {
    const std::size_t count = units_.size();
    std::vector<double> result(count * count);
    for (std::size_t i = 0; i < result.size(); ++i) result[i] = sights_[i].slope(y[i % count]);
    return result;
  }

  static double size(const std::vector<double>& v) {
    double sum = 0;
    for (const double x : v) sum += x * x;
    return sum;
  }

  // Where two units see a knot alike, both far from its ends, Newton's system is singular: then one place after the other is corrected, which
  // moves knots towards the ends of their places, where units differ.
  bool solve() {
    const std::vector<double> begin = result_.places;
    if (newton()) return true;
    result_.places = begin;
    for (int round = 0; round < kMostRounds; ++round) {
      for (int sweep = 0; sweep < kSweeps; ++sweep) {
        for (std::size_t u = 0; u < units_.size(); ++u) {
          double& y = result_.places[u];
          y = std::clamp(y - miss_of(u, result_.places), -kFurthest, kFurthest);
        }
      }
      const std::vector<double> reached = result_.places;
      if (newton()) return true;
      result_.places = reached;
    }
    return false;
  }

  bool newton() {
    std::vector<double>& y = result_.places;
    std::vector<double> miss = misses(y);
    for (int step = 0; step < kMostSteps; ++step) {
      if (!std::isfinite(size(miss))) return false;
      if (size(miss) < kSolved * kSolved) return true;
      const auto direction = solve_square(jacobian(y), miss);
      if (!direction) return false;
      double longest = 0;
      for (const double d : *direction) longest = std::max(longest, std::abs(d));
      if (!std::isfinite(longest)) return false;
      double length = std::min(1.0, kLongestStep / longest);
      std::vector<double> next, there;
      for (int halving = 0;; ++halving, length /= 2) {
        if (halving == 30) return false;
        next = y;
        for (std::size_t u = 0; u < y.size(); ++u) next[u] -= length * (*direction)[u];
        there = misses(next);
        if (size(there) < size(miss)) break;
      }
      y = std::move(next);
      miss = std::move(there);
    }
    return false;
  }

  const TunedSamples& samples_;
  const std::vector<KnotPlace>& places_;
  const std::vector<TunedUnit>& units_;
  std::size_t left_;
  std::vector<std::optional<std::size_t>> owner_;  // of each knot: the unit it is tuned for
  std::vector<double> fixed_;                      // log of the units' fixed factors
  std::vector<Sight> sights_;                      // units x units: how a unit sees another one's knot
  TunedStart result_;
};

}  // namespace

std::optional<TunedStart> start_knots(const TunedSamples& samples, const std::vector<KnotPlace>& places,
                                      const std::vector<TunedUnit>& units) {
  return Starter(samples, places, units).find();
}

std::optional<std::vector<double>> solve_square(std::vector<double> matrix, std::vector<double> right) {
  const std::size_t n = right.size();
  for (std::size_t c = 0; c < n; ++c) {
    std::size_t pivot = c;
    for (std::size_t r = c + 1; r < n; ++r) {
      if (std::abs(matrix[r * n + c]) > std::abs(matrix[pivot * n + c])) pivot = r;
    }
    if (!(std::abs(matrix[pivot * n + c]) > 0)) return std::nullopt;
    for (std::size_t k = 0; k < n && pivot != c; ++k) std::swap(matrix[c * n + k], matrix[pivot * n + k]);
    std::swap(right[c], right[pivot]);
    for (std::size_t r = c + 1; r < n; ++r) {
      const double factor = matrix[r * n + c] / matrix[c * n + c];
      for (std::size_t k = c; k < n; ++k) matrix[r * n + k] -= factor * matrix[c * n + k];
      right[r] -= factor * right[c];
    }
  }
  for (std::size_t c = n; c-- > 0;) {
    for (std::size_t k = c + 1; k < n; ++k) right[c] -= matrix[c * n + k] * right[k];
    right[c] /= matrix[c * n + c];
  }
  return right;
}

}  // namespace ftcert
