#include "ftcert/construct/layers/dense_plus_correction.hpp"

#include <utility>

#include "ftcert/construct/layers/zigzag.hpp"
#include "ftcert/construct/space/exact_solution.hpp"
#include "ftcert/core/rounding.hpp"

namespace ftcert {

namespace {

std::size_t longest_weight(const SplineNet& net) {
  std::size_t most = 0;
  for (const SplineRow& row : net.rows) {
    most = std::max(most, bit_size(row.bias));
    for (const Rational& weight : row.weights) most = std::max(most, bit_size(weight));
  }
  return most;
}

// The relation in each group as a linear equation in the first slopes and, perhaps, the value of a dummy: slope = rho * first + tau.
class Correction {
 public:
  Correction(BasedLadder ladder, NearKnots knots) : ladder_(std::move(ladder)), knots_(std::move(knots)) {
    const std::size_t groups = ladder_.groups();
    rho_.assign(ladder_.rows() + 1, {Rational(1)});
    tau_.assign(ladder_.rows() + 1, {Rational(0)});
    for (std::size_t k = 0; k <= ladder_.rows(); ++k) {
      for (std::size_t j = 1; j < groups; ++j) {
        const Rational& knot = knots_.at[j - 1];
        tau_[k].push_back(ladder_.next_slope(k, tau_[k].back(), j, knot));
        rho_[k].push_back(rho_[k].back() * abs(ladder_.pivot(k, j - 1) - knot) / abs(ladder_.pivot(k, j) - knot));
      }
    }
  }

  std::optional<SplineNet> run(TuningBudget& budget) {
    const std::size_t groups = ladder_.groups();
    std::size_t longest = 0;
    for (const std::size_t k : ladder_.relation().all) longest = std::max(longest, bit_size(rho_[k].back()));
    // Their bits grow in step with the groups, and elimination adds those of its rows up.
    if (longest * groups / 2 > budget.bits) {
      budget.too_long = true;
      return std::nullopt;
    }
    budget.spend(groups * groups * groups * (longest / 64 + 1));
    if (budget.work == 0 || !solve()) return std::nullopt;
    std::vector<std::vector<Rational>> slopes(ladder_.rows() + 1);
    for (std::size_t k = 0; k <= ladder_.rows(); ++k) {
      if (ladder_.relation().sign[k] == 0) knots_.slopes[k] = free_slope(k);
      slopes[k].push_back(knots_.slopes[k]);
      for (std::size_t j = 0; j < ladder_.groups(); ++j) {
        if (j > 0) slopes[k].push_back(ladder_.next_slope(k, slopes[k].back(), j, knots_.at[j - 1]));
        if (slopes[k][j] <= ladder_.least_slope(k, j)) return std::nullopt;
      }
    }
    SplineNet net = ladder_.net(knots_.at, slopes);
    if (longest_weight(net) <= budget.bits) return net;
    budget.too_long = true;
    return std::nullopt;
  }

 private:
  struct Unknown {
    std::vector<Rational> column;
    Rational size;  // changes are to be small beside it
    std::size_t zigzag;
    bool dummy;
  };

  std::vector<Unknown> unknowns() const {
    std::vector<Unknown> result;
    const std::size_t groups = ladder_.groups(), last = groups - 1;
    for (const std::size_t k : ladder_.relation().all) {
      Unknown unknown{{}, knots_.slopes[k], k, false};
      for (std::size_t j = 0; j < groups; ++j)
        unknown.column.push_back(Rational(ladder_.relation().sign[k]) * rho_[k][j]);
      result.push_back(std::move(unknown));
    }
    for (const std::size_t k : ladder_.relation().all) {
      if (last == 0 || !ladder_.is_dummy(k, last)) continue;
      Unknown unknown{std::vector<Rational>(groups), 0, k, true};
      const Rational distance = ladder_.pivot(k, last) - knots_.at.back();
      unknown.column[last] = Rational(ladder_.relation().sign[k] * (last % 2 == 0 ? 1 : -1)) / distance;
      unknown.size = knots_.slopes[k] * rho_[k][last] * distance;
      result.push_back(std::move(unknown));
      break;
    }
    return result;
  }

  // Which unknowns to change and which equations determine them: by elimination in rounded numbers, the largest entry of each row. A row that
  // depends on those before it is left out.
  struct Pivots {
    std::vector<std::size_t> rows, columns;
  };

  static Pivots pivots(const std::vector<Unknown>& unknowns, std::size_t rows) {
    constexpr std::size_t kBits = 640;
    const Rational noise = power_of_two(-512);
    std::vector<std::vector<Rational>> matrix(rows);
    std::vector<Rational> largest(rows);
    for (std::size_t r = 0; r < rows; ++r) {
      for (const Unknown& u : unknowns) {
        matrix[r].push_back(rounded_to(u.column[r] * u.size, kBits));
        largest[r] = std::max(largest[r], abs(matrix[r].back()));
      }
    }
    Pivots chosen;
    for (std::size_t r = 0; r < rows; ++r) {
      const auto best = std::max_element(matrix[r].begin(), matrix[r].end(),
                                         [](const Rational& a, const Rational& b) { return abs(a) < abs(b); });
      if (abs(*best) <= largest[r] * noise) continue;
      const auto column = static_cast<std::size_t>(best - matrix[r].begin());
      chosen.rows.push_back(r);
      chosen.columns.push_back(column);
      for (std::size_t below = r + 1; below < rows; ++below) {
        const Rational factor = rounded_to(matrix[below][column] / *best, kBits);
        for (std::size_t c = 0; c < unknowns.size(); ++c) {
          matrix[below][c] = rounded_to(matrix[below][c] - factor * matrix[r][c], kBits);
        }
        matrix[below][column] = 0;
      }
    }
    return chosen;
  }

  // What the relation lacks in each group.
  std::vector<Rational> lacks() const {
    std::vector<Rational> result(ladder_.groups());
    for (const std::size_t k : ladder_.relation().all) {
      Rational slope = knots_.slopes[k];
      for (std::size_t j = 0; j < ladder_.groups(); ++j) {
        if (j > 0) slope = ladder_.next_slope(k, slope, j, knots_.at[j - 1]);
        result[j] += Rational(ladder_.relation().sign[k]) * slope;
      }
    }
    return result;
  }

  bool solve() {
    const std::vector<Unknown> unknowns = this->unknowns();
    const Pivots chosen = pivots(unknowns, ladder_.groups());
    const std::size_t size = chosen.rows.size();
    const std::vector<Rational> lack = lacks();
    PointMatrix matrix(size, size);
    std::vector<Rational> right(size);
    for (std::size_t r = 0; r < size; ++r) {
      right[r] = -lack[chosen.rows[r]];
      for (std::size_t c = 0; c < size; ++c) matrix.row(r)[c] = unknowns[chosen.columns[c]].column[chosen.rows[r]];
    }
    const std::vector<Rational> change = solve_exactly(matrix, right);
    if (change.empty()) return false;
    for (std::size_t c = 0; c < size; ++c) {
      const Unknown& unknown = unknowns[chosen.columns[c]];
      if (unknown.dummy) {
        ladder_.set_value(unknown.zigzag, ladder_.groups() - 1, change[c]);
      } else {
        knots_.slopes[unknown.zigzag] += change[c];
      }
    }
    const std::vector<Rational> left = lacks();
    return std::all_of(left.begin(), left.end(), [](const Rational& v) { return v.is_zero(); });
  }

  // Of a zigzag that is not in the relation.
  Rational free_slope(std::size_t k) const {
    Rational least = 0;
    for (std::size_t j = 0; j < ladder_.groups(); ++j) {
      least = std::max(least, (ladder_.least_slope(k, j) - tau_[k][j]) / rho_[k][j]);
    }
    return power_above(least);
  }

  BasedLadder ladder_;
  NearKnots knots_;
  std::vector<std::vector<Rational>> rho_, tau_;
};

}  // namespace

Rational rounded_to(const Rational& value, std::size_t bits) {
  if (value.is_zero()) return value;
  const long size = static_cast<long>(bit_size(value.numerator())) - static_cast<long>(bit_size(value.denominator()));
  const Rational unit = power_of_two(size - static_cast<long>(bits));
  return Rational(floor(value / unit)) * unit;
}

std::optional<SplineNet> corrected_net(const BasedLadder& ladder, NearKnots knots, TuningBudget& budget) {
  return Correction(ladder, std::move(knots)).run(budget);
}

}  // namespace ftcert
