// Integer rows that take prescribed integer values at a group of integer samples, near a given real row.
//
// Purpose: the hidden rows of networks whose sums are exact in every execution. For n samples X_i in Z^m the integer rows (a, b) with
// a . X_i + b = T_i are a coset of a lattice, or there is none. LLL on the vectors (W H e_j | s_j e_j), H = (X | 1), with W large gives a short
// basis of the rows that vanish on the group and, beside it, rows whose values at the group are a basis of all values that integer rows take
// there: so whether T is among them is decided exactly. Babai's nearest plane then brings the row near the wanted one; s_j says what a change of
// a_j costs (the spread of the feature). With a small W the values are met nearly, and the row can be nearer: for large groups.
// Of many features the lattice has those that matter most at the group; the others get the wanted weight rounded to an integer. How near:
// proofs/theorems.md, section 2.12.
//
//   std::optional<RowLattice> lattice = RowLattice::make(samples, features, 2);   // 2 samples, row-major; once a group
//   std::optional<GridRow> row = lattice->near({5, 7}, {0.3, -1.7, 12.0});        // the last entry is the constant
//
// Exactness: doubles choose the features and the nearest plane alone; the equations are solved, and verified, over the integers. Deterministic.
// Cost: one LLL of lattice_work(m, n) size; of pixels 10^5 take some 0.1 s and 10^6 some 8 s, with a weak pull a tenth of it; more the longer
// the numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ftcert/evaluation/integer_matrix.hpp"

namespace ftcert {

struct GridRow {
  std::vector<Integer> weights;
  Integer constant;
};

// One feature over all samples.
struct GridFeature {
  std::int64_t middle = 0;  // an integer near the mean
  double spread = 0;        // root of the mean square of the distance to it; 0: the feature gets the weight 0
};

// (dimension of the lattice)^2 times the samples.
std::size_t lattice_work(std::size_t features, std::size_t samples);

class RowLattice {
 public:
  static constexpr std::size_t kAllFeatures = 80;     // so many are in the lattice in any case
  static constexpr std::size_t kMostSamples = 128;    // in a group
  static constexpr std::size_t kMostBits = 1u << 11;  // samples in a group times bits of their longest number

  // samples: count >= 1 rows of one integer a feature, row-major. pull: what a distance of 1 from a value costs, beside a change of a weight by
  // 1 / spread; 0: values are met exactly. Nothing: more than is said above, which would take too long.
  static std::optional<RowLattice> make(std::span<const std::int64_t> samples, const std::vector<GridFeature>& features,
                                        std::size_t count, double pull = 0);

  // The integer row near `wanted` (a weight a feature, then the constant) that takes the values `targets`, or values near them if there is a
  // pull. Nothing: no integer row of the chosen features does, or a wanted number is beyond 2^62.
  std::optional<GridRow> near(const std::vector<Integer>& targets, const std::vector<double>& wanted) const;

  // The features of the lattice, increasing.
  const std::vector<std::size_t>& chosen() const { return chosen_; }

 private:
  RowLattice() = default;
  void set_scales();
  IntegerMatrix images() const;
  bool reduce();
  IntegerMatrix reduced(const IntegerMatrix& images, const Integer& weight) const;
  void orthogonalize();
  std::optional<std::vector<Integer>> solution(const std::vector<Integer>& values) const;
  void bring_near(std::vector<Integer>& row, const std::vector<Integer>& missing,
                  const std::vector<double>& left) const;

  std::vector<std::int64_t> samples_;  // minus the middle
  std::vector<GridFeature> features_;
  std::size_t count_ = 0;
  double pull_ = 0;
  std::vector<std::size_t> chosen_;
  std::vector<std::int64_t> scale_;  // s_j of the chosen features and of the constant
  std::int64_t weight_ = 0;          // W, if there is a pull
  IntegerMatrix moves_{0, 0};        // rows: a basis of the changes that are allowed
  IntegerMatrix moved_{0, 0};        // what they do to the values at the samples: nothing without a pull
  IntegerMatrix others_{0, 0};       // without a pull: rows that complete moves_ to a basis of all integer rows
  IntegerMatrix values_{0, 0};       // their values at the samples, a row each
  std::vector<std::vector<double>> directions_, orthogonal_;  // (W moved_ | s moves_), and the same orthogonalized
};

}  // namespace ftcert
