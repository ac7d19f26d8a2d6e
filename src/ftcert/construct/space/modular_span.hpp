// Linear independence of integer vectors, tested modulo a prime.
//
// Purpose: a quick one-sided test. Vectors independent modulo the prime 2^61 - 1 are independent over the
// rationals; the converse fails only when the prime divides a determinant. Whoever uses it must be safe when
// independent vectors are taken for dependent ones (hyperplane_units: a sample is left for another unit).
// Cost: O(rank * (dimension + capacity)) word operations a vector.
//
//   ModularSpan span(3, 2);              // vectors of 3 entries, at most 2 of them
//   span.insert(v); span.insert(w);      // true, true
//   span.support(v_plus_w);              // {0, 1}: both are needed to write it
#pragma once

#include <flint/nmod_vec.h>

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "ftcert/core/rational.hpp"

namespace ftcert {

class ModularSpan {
 public:
  // capacity: how many insertions may succeed.
  ModularSpan(std::size_t dimension, std::size_t capacity);

  // Adds the vector (`dimension` entries) unless it depends on those already there; false: it does, nothing
  // changes.
  bool insert(std::span<const Integer> vector);
  std::size_t rank() const { return basis_.size(); }
  // The inserted vectors (numbered from 0 in order of insertion) with a nonzero coefficient in the
  // combination that gives `vector`; nothing when it is independent of them.
  std::optional<std::vector<std::size_t>> support(std::span<const Integer> vector) const;

 private:
  // `dimension` entries, then the coefficients of the inserted vectors that give them.
  using Row = std::vector<mp_limb_t>;
  struct BasisRow {
    Row row;
    std::size_t pivot;  // entry 1 here, 0 in the basis rows after it
  };
  Row reduce(std::span<const Integer> vector) const;

  std::size_t dimension_;
  std::size_t capacity_;
  nmod_t modulus_;
  std::vector<BasisRow> basis_;
};

}  // namespace ftcert
