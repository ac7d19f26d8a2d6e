// Finds quickly two samples that a direction does not keep apart.
//
// Purpose: separate() tries many directions, most of which fail. Projections are compared as residues modulo
// the prime 2^61 - 1 in a hash table, sample by sample, so that a direction that lets many samples coincide
// is refused after a few of them; directions are tried first on the pairs that defeated earlier ones.
// Invariant: a pair that is returned coincides exactly (compared as rationals). The reverse is not promised:
// the exact sort of the projections decides.
//
//   SeparationScreen screen(points);
//   if (auto tie = screen.tie(direction)) ...   // a.x of samples tie->first and tie->second are equal
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "ftcert/core/network.hpp"

namespace ftcert {

class SeparationScreen {
 public:
  using Tie = std::pair<std::size_t, std::size_t>;  // rows, first < second

  // The points must live as long as the screen. Memory: 8 bytes a coordinate in use, at most 64 bytes a
  // sample.
  explicit SeparationScreen(const PointMatrix& points);

  // direction: one entry a dimension. O(K d) operations on machine words, or fewer.
  std::optional<Tie> tie(const std::vector<Integer>& direction);
  // A pair to be tried first from now on, unless there are many of them already.
  void remember(Tie tie);

 private:
  struct Slot {
    std::uint64_t residue;
    std::uint32_t direction;  // the slot is empty unless this is the number of the current one
    std::uint32_t row;
  };

  const std::vector<std::uint64_t>& column(std::size_t j);
  bool coincide(const std::vector<Integer>& direction, Tie tie) const;

  const PointMatrix& points_;
  std::vector<std::vector<std::uint64_t>> columns_;  // residues of a coordinate, made when first needed
  std::vector<Slot> table_;
  std::uint32_t current_ = 0;
  std::vector<Tie> remembered_;
};

}  // namespace ftcert
