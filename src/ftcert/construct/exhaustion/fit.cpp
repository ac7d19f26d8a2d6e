#include "ftcert/construct/exhaustion/fit.hpp"

#include <array>
#include <map>
#include <optional>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

enum Side : unsigned { kRight = 0, kLeft = 1 };

unsigned pattern(std::size_t cell, Side side, int sign) {
  return static_cast<unsigned>(4 * cell) + 2 * side + (sign < 0 ? 1 : 0);
}

// nullopt: unbounded.
using Bound = std::optional<Rational>;

class Fit {
 public:
  Fit(std::span<const Rational> t, std::span<const Rational> z, const PatternSet& choice)
      : t_(t), z_(z), n_(t.size()), choice_(choice), changes_(slope_changes(t, z)), low_(n_), high_(n_) {}

  FitResult run() {
    for (std::size_t r = 1; r + 1 < n_; ++r) {
      const int sign = changes_[r].sign();
      if (sign != 0 && !has(r, kRight, sign) && !has(r, kLeft, sign)) return KinkCondition{r, sign};
    }
    for (std::size_t r = 1; r < n_; ++r) interval(r);
    // D_1 + (l_2 + .. + l_n) is the weight r_1 of the right-facing kink at t_1.
    const Bound least = total(low_), most = total(high_);
    if (least && least->sign() > 0 && !has(0, kRight, 1)) return smallest(1);
    if (most && most->sign() < 0 && !has(0, kRight, -1)) return smallest(-1);
    return solution();
  }

 private:
  bool chosen(std::size_t cell, Side side, int sign) const { return bit_test(choice_, pattern(cell, side, sign)); }
  // Whether a chosen pattern has an end of its cell at r.
  bool has(std::size_t r, Side side, int sign) const {
    return (r > 0 && chosen(r - 1, side, sign)) || (r + 1 < n_ && chosen(r, side, sign));
  }

  // l_r is between low and high, and r_r = D_r - l_r has a sign that the choice has. There is no condition on r_n.
  void interval(std::size_t r) {
    const bool last = r + 1 == n_;
    if (!has(r, kLeft, -1)) low_[r] = 0;
    if (!has(r, kLeft, 1)) high_[r] = 0;
    if (last) return;
    if (!has(r, kRight, 1) && (!low_[r] || *low_[r] < changes_[r])) low_[r] = changes_[r];
    if (!has(r, kRight, -1) && (!high_[r] || *high_[r] > changes_[r])) high_[r] = changes_[r];
  }

  Bound total(const std::vector<Bound>& bounds) const {
    Rational sum = changes_[0];
    for (std::size_t r = 1; r < n_; ++r) {
      if (!bounds[r]) return std::nullopt;
      sum += *bounds[r];
    }
    return sum;
  }

  // A sum of this sign that the choice does not meet. Position r may be in A unless the choice has a right-facing pattern of this sign
  // there, and out of A unless it has a left-facing one of the other sign. Begins with the largest such sum, then moves positions while
  // that leaves fewer patterns and the sign.
  SlopeSum smallest(int sign) const {
    std::vector<bool> in(n_, false);
    for (std::size_t r = 1; r + 1 < n_; ++r)
      in[r] = has(r, kLeft, -sign) || (!has(r, kRight, sign) && changes_[r].sign() == sign);
    SlopeSum result = condition(in, sign);
    for (bool better = true; better;) {
      better = false;
      for (std::size_t r = 1; r + 1 < n_; ++r) {
        if (in[r] ? has(r, kLeft, -sign) : has(r, kRight, sign)) continue;
        in[r] = !in[r];
        const SlopeSum other = condition(in, sign);
        if (size(other) < size(result) && slope_sum(changes_, other.positions).sign() == sign) {
          result = other;
          better = true;
        } else {
          in[r] = !in[r];
        }
      }
    }
    return result;
  }

  SlopeSum condition(const std::vector<bool>& in, int sign) const {
    SlopeSum result{{}, sign, 0};
    for (std::size_t r = 1; r + 1 < n_; ++r) {
      if (in[r]) result.positions.push_back(r);
    }
    return result;
  }
  std::size_t size(const SlopeSum& c) const { return pattern_count(sum_condition(n_, c.positions, c.sign)); }

  ReluSum solution() {
    // Somewhere in the intervals first, then r_1 is moved where it may be, by the positions in order.
    std::vector<Rational> left(n_);
    Rational first = changes_[0];
    for (std::size_t r = 1; r < n_; ++r) {
      if (low_[r] && *low_[r] > left[r]) left[r] = *low_[r];
      if (high_[r] && *high_[r] < left[r]) left[r] = *high_[r];
      first += left[r];
    }
    if (first.sign() > 0 && !has(0, kRight, 1)) move(left, first, low_);
    if (first.sign() < 0 && !has(0, kRight, -1)) move(left, first, high_);
    place(0, kRight, first);
    for (std::size_t r = 1; r < n_; ++r) {
      place(r, kLeft, left[r]);
      if (r + 1 < n_) place(r, kRight, changes_[r] - left[r]);
    }
    return sum();
  }

  // Moves left[1..] towards the bounds until `first` is 0.
  void move(std::vector<Rational>& left, Rational& first, const std::vector<Bound>& bounds) const {
    for (std::size_t r = 1; r < n_ && !first.is_zero(); ++r) {
      Rational step = -first;
      if (bounds[r] && abs(*bounds[r] - left[r]) < abs(step)) step = *bounds[r] - left[r];
      left[r] += step;
      first += step;
    }
    require(first.is_zero(), "fit: the intervals reach 0");
  }

  // Gives the weight of the kink at t_r to a chosen pattern with an end there.
  void place(std::size_t r, Side side, const Rational& weight) {
    if (weight.is_zero()) return;
    for (std::size_t end = 0; end < 2; ++end) {
      if (end > r || r - end + 1 >= n_) continue;
      if (!chosen(r - end, side, weight.sign())) continue;
      weights_[pattern(r - end, side, weight.sign())][end] = weight;
      return;
    }
    require(false, "fit: a pattern for every weight");
  }

  // u relu(t - t_r) + v relu(t - t_(r+1)) is (u+v) relu(t - k) at the samples, k the mean of the ends with weights u and v.
  ReluSum sum() const {
    ReluSum result(1);
    Rational at_first;  // of the units, at t_1
    for (const auto& [p, ends] : weights_) {
      const auto& [u, v] = ends;
      const std::size_t cell = p / 4;
      const Rational weight = u + v, kink = (u * t_[cell] + v * t_[cell + 1]) / weight;
      const bool left = (p & 2u) != 0;
      result.add(kink, left ? Facing::kLeft : Facing::kRight, std::array{weight});
      if (left) at_first += weight * (kink - t_[0]);
    }
    result.constant[0] = z_[0] - at_first;
    return result;
  }

  std::span<const Rational> t_, z_;
  std::size_t n_;
  const PatternSet& choice_;
  std::vector<Rational> changes_;
  std::vector<Bound> low_, high_;                        // of l_r
  std::map<unsigned, std::array<Rational, 2>> weights_;  // at both ends of the cell, by pattern
};

}  // namespace

FitResult fit(std::span<const Rational> t, std::span<const Rational> z, const PatternSet& choice) {
  require(t.size() == z.size() && t.size() >= kLeastExhaustionPoints, "fit: number of samples");
  return Fit(t, z, choice).run();
}

}  // namespace ftcert
