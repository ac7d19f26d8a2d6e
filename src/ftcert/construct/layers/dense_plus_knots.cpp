#include "ftcert/construct/layers/dense_plus_knots.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "ftcert/construct/layers/dense_plus_correction.hpp"
#include "ftcert/construct/layers/zigzag.hpp"
#include "ftcert/construct/problem/simplest.hpp"
#include "ftcert/core/rounding.hpp"

namespace ftcert {

namespace {

// Precision and ratio grow from 4 and 1 bits up to these; so often are slopes raised and gaps halved.
constexpr std::size_t kMostPrecision = 512, kMostRatio = 1024;
constexpr int kRaises = 40, kHalvings = 4000;

// Large slopes for the zigzags that the knots tune, small ones for the others in the relation.
class KnotSearch {
 public:
  KnotSearch(const BasedLadder& ladder, TuningBudget& budget) : ladder_(ladder), budget_(budget) {
    const std::size_t rows = ladder.rows();
    large_.assign(rows + 1, false);
    large_[0] = large_[rows] = true;
    if (rows % 2 == 0) large_[2] = true;
    least_.resize(rows + 1);
    Rational most = 0;
    for (const std::size_t k : ladder.relation().all) {
      for (std::size_t j = 0; j < ladder.groups(); ++j) {
        data_bits_ = std::max(data_bits_, bit_size(ladder.pivot(k, j)));
        least_[k].push_back(ladder.least_slope(k, j));
        most = std::max(most, least_[k].back());
      }
    }
    small_slopes_.assign(rows + 1, power_above(most));
    large_slope_ = small_slopes_[0];
  }

  // ratio: log2 of that of large to small slopes; precision: bits of a knot's distance to its neighbours. Nothing: the ratio is too small, or
  // the work is too much.
  std::optional<NearKnots> run(std::size_t precision, std::size_t ratio) {
    precision_ = precision;
    bits_ = 64 + 2 * precision + 2 * ratio;
    ratio_ = power_of_two(static_cast<long>(ratio));
    for (int raise = 0; raise < kRaises; ++raise) {
      keep_ratio();
      if (!start() || !follow()) return std::nullopt;
      if (!raise_slopes()) return NearKnots{knots_, found_[0]};
    }
    return std::nullopt;
  }

 private:
  int sign(std::size_t k) const { return ladder_.relation().sign[k]; }
  const std::vector<std::size_t>& in_relation() const { return ladder_.relation().all; }

  // Slopes in group 0 that satisfy the relation, with constant about 0 for an even number of rows.
  bool start() {
    const std::size_t rows = ladder_.rows();
    std::vector<Rational> slopes = small_slopes_;
    Rational others = 0;
    for (const std::size_t k : in_relation()) {
      if (!large_[k]) others += slopes[k];
    }
    if (rows % 2 == 1) {
      slopes[rows] = large_slope_;
      slopes[0] = large_slope_ + others;
    } else {
      const Rational &low = ladder_.pivot(0, 0), &middle = ladder_.pivot(2, 0), &high = ladder_.pivot(rows, 0);
      slopes[0] = large_slope_;
      slopes[rows] = rounded_to(large_slope_ * (middle - low) / (high - middle), bits_);
      slopes[2] = slopes[0] + slopes[rows] - others;
      if (slopes[2].sign() <= 0) return false;
    }
    found_.assign(1, std::move(slopes));
    return true;
  }

  bool follow() {
    knots_.clear();
    for (std::size_t j = 1; j < ladder_.groups(); ++j) {
      const std::optional<Rational> knot = root(j);
      if (!knot) return false;
      knots_.push_back(*knot);
      std::vector<Rational> slopes(ladder_.rows() + 1);
      Rational lack = 0;
      for (const std::size_t k : in_relation()) {
        slopes[k] = rounded_to(ladder_.next_slope(k, found_.back()[k], j, *knot), bits_);
        lack += Rational(sign(k)) * slopes[k];
      }
      slopes[tuned(j)] -= Rational(sign(tuned(j))) * lack;
      found_.push_back(std::move(slopes));
    }
    return true;
  }

  // Both neighbours of the knot before group j are pivots of this zigzag: its slope goes from 0 to infinity as the knot moves.
  std::size_t tuned(std::size_t j) const { return j % 2 == 0 ? 0 : ladder_.rows(); }

  // The simplest number near one where the relation holds in group j, too.
  std::optional<Rational> root(std::size_t j) const {
    const Rational &begin = ladder_.gap_begin(j), &end = ladder_.gap_end(j);
    const Rational fine = power_of_two(-static_cast<long>(precision_));
    Rational low = begin, high = end;
    for (int halving = 0; halving < kHalvings; ++halving) {
      const Rational middle = (low + high) * Rational(1, 2);
      Rational lack = 0;
      for (const std::size_t k : in_relation()) {
        lack += Rational(sign(k) * sign(tuned(j))) * ladder_.next_slope(k, found_.back()[k], j, middle);
      }
      if (lack.is_zero()) return middle;
      (lack.sign() < 0 ? low : high) = middle;
      budget_.spend(in_relation().size() * ((bits_ + data_bits_) / 64 + 1));
      if (budget_.work == 0) return std::nullopt;
      if (high - low <= std::min(low - begin, end - high) * fine) return simplest_between(low, high);
      // No change of sign: the bisection runs into an end.
      if (halving > static_cast<int>(bits_) && (low == begin || high == end)) return std::nullopt;
    }
    return std::nullopt;
  }

  // Does any slope fall short of twice what is needed?
  bool raise_slopes() {
    bool raised = false;
    for (const std::size_t k : in_relation()) {
      Rational factor = 0;
      for (std::size_t j = 0; j < ladder_.groups(); ++j) {
        const Rational& slope = found_[j][k];
        factor = std::max(factor, slope.sign() > 0 ? least_[k][j] * Rational(2) / slope : Rational(4));
      }
      if (factor <= Rational(1)) continue;
      Rational& first = large_[k] ? large_slope_ : small_slopes_[k];
      first = power_above(first * factor);
      raised = true;
    }
    return raised;
  }

  void keep_ratio() {
    for (const Rational& small : small_slopes_) large_slope_ = std::max(large_slope_, small * ratio_);
  }

  const BasedLadder& ladder_;
  TuningBudget& budget_;
  std::size_t precision_ = 0, bits_ = 0, data_bits_ = 0;
  Rational ratio_;
  std::vector<bool> large_;
  std::vector<std::vector<Rational>> least_;
  std::vector<Rational> small_slopes_;
  Rational large_slope_;
  std::vector<Rational> knots_;
  std::vector<std::vector<Rational>> found_;  // found_[j][k]: the slope of Z_k in group j, rounded
};

}  // namespace

bool can_be_tuned(const BasedLadder& ladder) {
  const std::size_t last = ladder.groups() - 1;
  const bool dummy = last > 0 && (ladder.is_dummy(0, last) || ladder.is_dummy(ladder.rows(), last));
  return ladder.groups() <= ladder.relation().all.size() + (dummy ? 1 : 0);
}

std::optional<SplineNet> tuned_net(const BasedLadder& ladder, TuningBudget& budget) {
  if (!can_be_tuned(ladder)) return std::nullopt;
  KnotSearch search(ladder, budget);
  std::size_t precision = 4, ratio = 1;
  while (precision <= kMostPrecision && ratio <= kMostRatio && budget.work > 0) {
    std::optional<NearKnots> knots = search.run(precision, ratio);
    if (!knots) {
      ratio *= 2;
      continue;
    }
    if (auto net = corrected_net(ladder, std::move(*knots), budget)) return net;
    if (budget.too_long) break;
    precision += precision / 2;
  }
  return std::nullopt;
}

}  // namespace ftcert
