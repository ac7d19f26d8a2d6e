// Which neurons are active at which samples, as far as a node of a tree of activation patterns has decided it.
//
// Purpose: the assignment of a node (proofs/certificate-format.md, section 16), with what is undone on the way back. Neurons 1, .., plus have positive
// outer weight, the minus others negative; neuron 0 is the constant, if there is one, and active everywhere.
//
//   Assignment a(signs, 100);
//   a.assign(3, 1, 1);              // neuron 1 is active at sample 3
//   a.undo(0);                      // nothing is decided
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace ftcert {

struct Signs {
  std::size_t plus = 0, minus = 0;
  int constant = 0;
  std::size_t neurons() const { return plus + minus; }
  // Of neuron j; 0 where there is no constant.
  int of(std::size_t j) const { return j == 0 ? constant : j <= plus ? 1 : -1; }
  std::size_t first() const { return constant == 0 ? 1 : 0; }
  bool operator==(const Signs&) const = default;
};

// Where a neuron is asked for and there is none.
inline constexpr std::size_t kNoNeuron = static_cast<std::size_t>(-1);

class Assignment {
 public:
  Assignment(const Signs& signs, std::size_t samples)
      : signs_(signs), samples_(samples), state_((signs.neurons() + 1) * samples, 0) {
    if (signs.constant != 0) {
      for (std::size_t i = 0; i < samples; ++i) state_[i] = 1;
    }
  }

  const Signs& signs() const { return signs_; }
  // 1: active, -1: inactive, 0: undecided.
  int at(std::size_t sample, std::size_t neuron) const { return state_[neuron * samples_ + sample]; }
  void assign(std::size_t sample, std::size_t neuron, int value) {
    state_[neuron * samples_ + sample] = static_cast<signed char>(value);
    trail_.emplace_back(sample, neuron);
  }
  std::size_t decided() const { return trail_.size(); }
  // Pairs in the order in which they were decided.
  const std::vector<std::pair<std::size_t, std::size_t>>& trail() const { return trail_; }
  void undo(std::size_t decided) {
    for (; trail_.size() > decided; trail_.pop_back())
      state_[trail_.back().second * samples_ + trail_.back().first] = 0;
  }
  // Neurons of j's sign, other than j, undecided at the sample and with j's assignment everywhere.
  std::vector<std::size_t> twins(std::size_t sample, std::size_t j) const {
    std::vector<std::size_t> result;
    for (std::size_t k = 1; k <= signs_.neurons(); ++k) {
      if (k == j || signs_.of(k) != signs_.of(j) || at(sample, k) != 0) continue;
      bool same = true;
      for (const auto& [i, neuron] : trail_) {
        if (neuron == j || neuron == k) same = same && at(i, j) == at(i, k);
      }
      if (same) result.push_back(k);
    }
    return result;
  }

 private:
  Signs signs_;
  std::size_t samples_;
  std::vector<signed char> state_;  // a column a neuron
  std::vector<std::pair<std::size_t, std::size_t>> trail_;
};

}  // namespace ftcert
