#include "ftcert/construct/space/grid_row.hpp"

#include <flint/fmpz_lll.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

constexpr double kMostWanted = 0x1p62;
constexpr double kMostPull = 0x1p40;
constexpr double kScales = 256;  // the largest s_j: integers, so that the basis is one of integers

double dot(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t j = 0; j < a.size(); ++j) sum += a[j] * b[j];
  return sum;
}

void subtract(std::vector<double>& a, double factor, const std::vector<double>& b) {
  for (std::size_t j = 0; j < a.size(); ++j) a[j] -= factor * b[j];
}

double to_double(const MatrixEntry* a) { return fmpz_get_d(a); }

// The features that matter most at the group: rounds of Gram-Schmidt with pivots, each of which takes as many features as the group has
// independent values, largest values for their spread first.
std::vector<std::size_t> choose(std::span<const std::int64_t> samples, const std::vector<GridFeature>& features,
                                std::size_t count, std::size_t most) {
  std::vector<std::size_t> left, chosen;
  for (std::size_t j = 0; j < features.size(); ++j) {
    if (features[j].spread > 0) left.push_back(j);
  }
  if (left.size() <= most) return left;
  while (chosen.size() < most && !left.empty()) {
    std::vector<std::vector<double>> columns;
    std::vector<double> norms;
    for (const std::size_t j : left) {
      std::vector<double>& column = columns.emplace_back();
      for (std::size_t i = 0; i < count; ++i) {
        column.push_back(static_cast<double>(samples[i * features.size() + j]) / features[j].spread);
      }
      norms.push_back(dot(column, column));
    }
    std::vector<bool> taken(left.size());
    const double least = 1e-6 * *std::max_element(norms.begin(), norms.end());
    for (std::size_t step = 0; step < count && chosen.size() < most; ++step) {
      const auto pivot = static_cast<std::size_t>(std::max_element(norms.begin(), norms.end()) - norms.begin());
      if (norms[pivot] <= least && step > 0) break;
      taken[pivot] = true;
      chosen.push_back(left[pivot]);
      const double norm = norms[pivot];
      norms[pivot] = -1;
      for (std::size_t c = 0; c < columns.size() && norm > 0; ++c) {
        if (taken[c]) continue;
        subtract(columns[c], dot(columns[pivot], columns[c]) / norm, columns[pivot]);
        norms[c] = dot(columns[c], columns[c]);
      }
    }
    std::vector<std::size_t> rest;
    for (std::size_t c = 0; c < left.size(); ++c) {
      if (!taken[c]) rest.push_back(left[c]);
    }
    left = std::move(rest);
  }
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

}  // namespace

std::size_t lattice_work(std::size_t features, std::size_t samples) {
  const std::size_t dimension = std::min(features, std::max(RowLattice::kAllFeatures, 2 * samples + 24)) + 1;
  return dimension * dimension * samples;
}

std::optional<RowLattice> RowLattice::make(std::span<const std::int64_t> samples,
                                           const std::vector<GridFeature>& features, std::size_t count, double pull) {
  require(count > 0 && samples.size() == count * features.size(), "RowLattice: shapes");
  if (count > kMostSamples) return std::nullopt;
  RowLattice lattice;
  lattice.features_ = features;
  lattice.count_ = count;
  lattice.pull_ = pull;
  Integer longest = 1;
  for (std::size_t at = 0; at < samples.size(); ++at) {
    const GridFeature& feature = features[at % features.size()];
    const Integer value = feature.spread > 0 ? Integer(samples[at]) - feature.middle : Integer(0);
    longest = std::max<Integer>(longest, abs(value));
    lattice.samples_.push_back(value.convert_to<std::int64_t>());
  }
  if (count * bit_size(longest) > kMostBits) return std::nullopt;
  lattice.chosen_ = choose(lattice.samples_, features, count, std::max(kAllFeatures, 2 * count + 24));
  lattice.set_scales();
  if (!lattice.reduce()) return std::nullopt;
  lattice.orthogonalize();
  return lattice;
}

void RowLattice::set_scales() {
  double widest = 0;
  for (const std::size_t j : chosen_) widest = std::max(widest, features_[j].spread);
  const double unit = widest > 0 ? kScales / widest : 1;
  for (const std::size_t j : chosen_) {
    scale_.push_back(std::max<std::int64_t>(1, std::llround(features_[j].spread * unit)));
  }
  scale_.push_back(std::max<std::int64_t>(1, std::llround(std::min(unit, kScales))));
  if (pull_ > 0) weight_ = std::max<std::int64_t>(1, std::llround(std::min(pull_ * unit, kMostPull)));
}

// The values at the samples of one row for each chosen feature, and for the constant.
IntegerMatrix RowLattice::images() const {
  IntegerMatrix result(scale_.size(), count_);
  for (std::size_t c = 0; c < scale_.size(); ++c) {
    for (std::size_t i = 0; i < count_; ++i) {
      fmpz_set_si(result.at(c, i), c == chosen_.size() ? 1 : samples_[i * features_.size() + chosen_[c]]);
    }
  }
  return result;
}

// (W H e_j | s_j e_j), reduced.
IntegerMatrix RowLattice::reduced(const IntegerMatrix& images, const Integer& weight) const {
  IntegerMatrix basis(scale_.size(), count_ + scale_.size());
  for (std::size_t c = 0; c < scale_.size(); ++c) {
    for (std::size_t i = 0; i < count_; ++i) basis.set(c, i, weight * to_integer(images.at(c, i)));
    fmpz_set_si(basis.at(c, count_ + c), scale_[c]);
  }
  fmpz_lll_t context;
  fmpz_lll_context_init_default(context);
  fmpz_lll(basis.raw(), nullptr, context);
  return basis;
}

// W is large enough for exact values when the vectors that vanish at the samples are as many as they must be.
bool RowLattice::reduce() {
  const IntegerMatrix values = images();
  const auto rank = static_cast<std::size_t>(fmpz_mat_rank(values.raw()));
  for (unsigned long bits = 20; bits <= 80; bits += 20) {
    const IntegerMatrix basis = reduced(values, weight_ > 0 ? Integer(weight_) : Integer(1) << bits);
    std::vector<std::size_t> moves, rest;
    for (std::size_t r = 0; r < scale_.size(); ++r) {
      std::size_t i = 0;
      while (weight_ == 0 && i < count_ && fmpz_is_zero(basis.at(r, i))) ++i;
      (i == count_ || weight_ > 0 ? moves : rest).push_back(r);
    }
    if (weight_ == 0 && rest.size() != rank) continue;
    const auto rows_of = [&](const std::vector<std::size_t>& rows) {
      IntegerMatrix result(rows.size(), scale_.size());
      for (std::size_t r = 0; r < rows.size(); ++r) {
        for (std::size_t c = 0; c < scale_.size(); ++c) {
          fmpz_divexact_si(result.at(r, c), basis.at(rows[r], count_ + c), scale_[c]);
        }
      }
      return result;
    };
    moves_ = rows_of(moves);
    moved_ = IntegerMatrix(moves.size(), count_);
    moved_.set_product(moves_, values);
    others_ = rows_of(rest);
    values_ = IntegerMatrix(rest.size(), count_);
    values_.set_product(others_, values);
    return true;
  }
  return false;
}

void RowLattice::orthogonalize() {
  for (std::size_t r = 0; r < static_cast<std::size_t>(fmpz_mat_nrows(moves_.raw())); ++r) {
    std::vector<double> row;
    for (std::size_t i = 0; i < count_; ++i) row.push_back(to_double(moved_.at(r, i)) * static_cast<double>(weight_));
    for (std::size_t c = 0; c < scale_.size(); ++c) {
      row.push_back(to_double(moves_.at(r, c)) * static_cast<double>(scale_[c]));
    }
    directions_.push_back(row);
    for (int twice = 0; twice < 2; ++twice) {
      for (const std::vector<double>& before : orthogonal_)
        subtract(row, dot(row, before) / dot(before, before), before);
    }
    orthogonal_.push_back(std::move(row));
  }
}

// A combination y of others_ with these values at the samples: y V = values, decided by the one least squares solution, since the rows of V
// are independent.
std::optional<std::vector<Integer>> RowLattice::solution(const std::vector<Integer>& values) const {
  const std::size_t n = count_, m = scale_.size();
  const auto r = static_cast<std::size_t>(fmpz_mat_nrows(values_.raw()));
  IntegerMatrix transposed(n, r), gram(r, r), right(n, 1), projected(r, 1), y(r, 1), again(n, 1);
  fmpz_mat_transpose(transposed.raw(), values_.raw());
  gram.set_product(values_, transposed);
  for (std::size_t i = 0; i < n; ++i) right.set(i, 0, values[i]);
  projected.set_product(values_, right);
  fmpz_t denominator;
  fmpz_init(denominator);
  bool solved = fmpz_mat_solve(y.raw(), denominator, gram.raw(), projected.raw()) != 0;
  for (std::size_t s = 0; solved && s < r; ++s) solved = fmpz_divisible(y.at(s, 0), denominator) != 0;
  if (solved) fmpz_mat_scalar_divexact_fmpz(y.raw(), y.raw(), denominator);
  fmpz_clear(denominator);
  if (!solved) return std::nullopt;
  again.set_product(transposed, y);
  if (fmpz_mat_equal(again.raw(), right.raw()) == 0) return std::nullopt;
  IntegerMatrix across(m, r), sum(m, 1);
  fmpz_mat_transpose(across.raw(), others_.raw());
  sum.set_product(across, y);
  std::vector<Integer> row;
  for (std::size_t c = 0; c < m; ++c) row.push_back(to_integer(sum.at(c, 0)));
  return row;
}

// Babai's nearest plane: row, a change of the chosen weights, comes near `left`, and what it does to the values near `missing`. A second pass
// takes what the rounding of doubles left.
void RowLattice::bring_near(std::vector<Integer>& row, const std::vector<Integer>& missing,
                            const std::vector<double>& left) const {
  std::vector<Integer> values(missing);  // without a pull they are met, and no move changes them
  for (int pass = 0; pass < 4; ++pass) {
    std::vector<double> rest;
    for (const Integer& value : values) rest.push_back(-value.convert_to<double>() * static_cast<double>(weight_));
    for (std::size_t c = 0; c < scale_.size(); ++c) {
      rest.push_back((row[c].convert_to<double>() - left[c]) * static_cast<double>(scale_[c]));
    }
    bool moved = false;
    for (std::size_t k = orthogonal_.size(); k-- > 0;) {
      const double multiple = std::nearbyint(dot(rest, orthogonal_[k]) / dot(orthogonal_[k], orthogonal_[k]));
      if (multiple == 0 || !(std::abs(multiple) < kMostWanted)) continue;
      moved = true;
      const Integer exact = static_cast<std::int64_t>(multiple);
      for (std::size_t c = 0; c < scale_.size(); ++c) row[c] -= exact * to_integer(moves_.at(k, c));
      for (std::size_t i = 0; i < count_; ++i) values[i] += exact * to_integer(moved_.at(k, i));
      subtract(rest, multiple, directions_[k]);
    }
    if (!moved) break;
  }
}

std::optional<GridRow> RowLattice::near(const std::vector<Integer>& targets, const std::vector<double>& wanted) const {
  const std::size_t m = features_.size();
  require(targets.size() == count_ && wanted.size() == m + 1, "RowLattice::near: shapes");
  GridRow row;
  double constant = wanted[m];  // of the row in terms of samples minus the middle
  for (std::size_t j = 0; j < m; ++j) {
    if (!(std::abs(wanted[j]) < kMostWanted)) return std::nullopt;
    row.weights.emplace_back(features_[j].spread > 0 ? std::llround(wanted[j]) : 0);
    constant += wanted[j] * static_cast<double>(features_[j].middle);
  }
  if (!(std::abs(constant) < kMostWanted)) return std::nullopt;
  row.constant = std::llround(constant);
  const auto value = [&](std::size_t i) {
    Integer sum = row.constant;
    for (std::size_t j = 0; j < m; ++j) {
      if (samples_[i * m + j] != 0 && !row.weights[j].is_zero()) sum += row.weights[j] * samples_[i * m + j];
    }
    return sum;
  };
  std::vector<Integer> missing;
  for (std::size_t i = 0; i < count_; ++i) missing.push_back(targets[i] - value(i));
  std::optional<std::vector<Integer>> change = std::vector<Integer>(scale_.size());
  if (weight_ == 0) change = solution(missing);
  if (!change) return std::nullopt;
  std::vector<double> left;
  for (const std::size_t j : chosen_) left.push_back(wanted[j] - row.weights[j].convert_to<double>());
  left.push_back(constant - row.constant.convert_to<double>());
  bring_near(*change, missing, left);
  for (std::size_t c = 0; c < chosen_.size(); ++c) row.weights[chosen_[c]] += (*change)[c];
  row.constant += change->back();
  for (std::size_t i = 0; i < count_ && weight_ == 0; ++i) {
    require(value(i) == targets[i], "RowLattice::near: a wrong solution");
  }
  for (std::size_t j = 0; j < m; ++j) row.constant -= row.weights[j] * features_[j].middle;
  return row;
}

}  // namespace ftcert
