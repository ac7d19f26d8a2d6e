#include "ftcert/refute/interval_exhaustion.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "ftcert/check/methods/alternation.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// Longer lines have sums as they are found; on shorter ones patterns are taken out of them.
constexpr std::size_t kMostShrunk = 300;

// nullopt: no such number.
using Least = std::optional<Rational>;

class SumSearch {
 public:
  SumSearch(std::span<const Rational> t, std::span<const Interval> z) : t_(t), z_(z), n_(t.size()) {
    for (std::size_t r = 0; r + 1 < n_; ++r) widths_.push_back(t[r + 1] - t[r]);
  }

  // Slope changes that have a sign for all values in the intervals.
  std::vector<KinkCondition> kinks() const {
    std::vector<KinkCondition> result;
    for (std::size_t r = 1; r + 1 < n_; ++r) {
      const int sign = forced_sign(z_[r - 1], z_[r], z_[r + 1], widths_[r - 1], widths_[r]);
      if (sign != 0) result.push_back({r, sign});
    }
    return result;
  }

  std::optional<SlopeSum> missed(const PatternSet& choice) const {
    for (const int sign : {1, -1}) {
      if (auto sum = missed(choice, sign)) return sum;
    }
    return std::nullopt;
  }

 private:
  static Least plus(const Least& a, const Least& b) { return a && b ? Least(*a + *b) : std::nullopt; }

  // Of sign * coefficient * z_i.
  Least least(std::size_t i, const Rational& coefficient, int sign) const {
    const int direction = coefficient.sign() * sign;
    if (direction == 0) return Rational(0);
    const auto& end = direction > 0 ? z_[i].low : z_[i].high;
    if (!end) return std::nullopt;
    return sign > 0 ? coefficient * *end : -(coefficient * *end);
  }

  // The same for the coefficient that z_i has in the sum, by whether i - 1, i and i + 1 are in it: s_r, the slope behind r, has 1 if r is and r + 1 is not, -1 the
  // other way round. The first position is in it, the last one is not.
  Least term(std::size_t i, bool before, bool in, bool behind, int sign) const {
    Rational coefficient;
    if (i > 0 && before != in) coefficient += Rational(before ? 1 : -1) / widths_[i - 1];
    if (i + 1 < n_ && in != behind) coefficient -= Rational(in ? 1 : -1) / widths_[i];
    return least(i, coefficient, sign);
  }

  // Whether the choice has a pattern of this facing (left: 1) and sign with an end of its cell at r.
  bool has(const PatternSet& choice, std::size_t r, unsigned left, int sign) const {
    for (std::size_t cell = r > 0 ? r - 1 : 0; cell <= r && cell + 1 < n_; ++cell) {
      if (bit_test(choice, static_cast<unsigned>(4 * cell) + 2 * left + (sign < 0 ? 1 : 0))) return true;
    }
    return false;
  }

  // A right-facing pattern of the sign keeps a position out of a sum that is not met, a left-facing one of the other sign keeps it in.
  std::optional<SlopeSum> missed(const PatternSet& choice, int sign) const {
    std::vector<std::array<bool, 2>> allowed(n_);
    for (std::size_t r = 0; r < n_; ++r)
      allowed[r] = {r > 0 && !has(choice, r, 1, -sign), r + 1 < n_ && !has(choice, r, 0, sign)};
    std::optional<std::vector<bool>> in = greatest(allowed, sign);
    if (!in) return std::nullopt;
    if (n_ <= kMostShrunk) shrink(*in, allowed, sign);
    return condition(*in, sign);
  }

  // Of all sums that are allowed the one with the greatest least value, if that is positive.
  std::optional<std::vector<bool>> greatest(const std::vector<std::array<bool, 2>>& allowed, int sign) const {
    // For positions r and r + 1 being in or not: the greatest value of the terms before r + 1, and whether r - 1 is in.
    struct State {
      Least value;
      bool before = false;
    };
    using States = std::array<State, 4>;
    std::vector<States> states(n_ - 1);
    for (std::size_t r = 0; r + 1 < n_; ++r) {
      for (unsigned s = 0; s < 4; ++s) {
        const bool in = (s & 1U) != 0, behind = (s & 2U) != 0;
        if (!allowed[r][in ? 1 : 0] || !allowed[r + 1][behind ? 1 : 0]) continue;
        for (const bool before : {false, true}) {
          if (r == 0 && before) continue;
          const Least head = r == 0 ? Least(Rational(0)) : states[r - 1][(before ? 1U : 0U) + (in ? 2U : 0U)].value;
          const Least value = plus(head, head ? term(r, before, in, behind, sign) : head);
          if (value && (!states[r][s].value || *value > *states[r][s].value)) states[r][s] = {value, before};
        }
      }
    }
    Least best;
    unsigned state = 0;
    for (unsigned s = 0; s < 2; ++s) {  // the last position is out
      const Least value = plus(states[n_ - 2][s].value, term(n_ - 1, s != 0, false, false, sign));
      if (value && value->sign() > 0 && (!best || *value > *best)) {
        best = value;
        state = s;
      }
    }
    if (!best) return std::nullopt;
    std::vector<bool> in(n_, false);
    for (std::size_t r = n_ - 1; r-- > 0;) {
      in[r] = (state & 1U) != 0;
      if (r > 0) state = (states[r][state].before ? 1U : 0U) + (in[r] ? 2U : 0U);
    }
    return in;
  }

  // Moves positions while that leaves fewer patterns and the sign.
  void shrink(std::vector<bool>& in, const std::vector<std::array<bool, 2>>& allowed, int sign) const {
    std::size_t size = pattern_count(sum_condition(n_, condition(in, sign).positions, sign));
    for (bool better = true; better;) {
      better = false;
      for (std::size_t r = 1; r + 1 < n_; ++r) {
        if (!allowed[r][in[r] ? 0 : 1]) continue;
        in[r] = !in[r];
        const SlopeSum moved = condition(in, sign);
        const std::size_t other = pattern_count(sum_condition(n_, moved.positions, sign));
        const Least end = other < size ? slope_sum_end(t_, z_, moved.positions, sign) : std::nullopt;
        if (end && end->sign() == sign) {
          size = other;
          better = true;
        } else {
          in[r] = !in[r];
        }
      }
    }
  }

  SlopeSum condition(const std::vector<bool>& in, int sign) const {
    SlopeSum result{{}, sign, 0};
    for (std::size_t r = 1; r + 1 < n_; ++r) {
      if (in[r]) result.positions.push_back(r);
    }
    return result;
  }

  std::span<const Rational> t_;
  std::span<const Interval> z_;
  std::size_t n_;
  std::vector<Rational> widths_;
};

}  // namespace

Exhausted exhaust_intervals(std::span<const Rational> t, std::span<const Interval> z, std::size_t neurons,
                            std::size_t most_nodes) {
  require(t.size() == z.size() && t.size() >= kLeastExhaustionPoints, "exhaust_intervals: number of samples");
  const SumSearch search(t, z);
  return exhaust_conditions(t.size(), search.kinks(), neurons, most_nodes,
                            [&](const PatternSet& choice) { return search.missed(choice); });
}

}  // namespace ftcert
