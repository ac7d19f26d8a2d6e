// Which labels chains of ReLUs can serve in a group.
//
// Purpose: the arithmetic of theorem 3.3.6 of proofs/theorems.md. A *chain* of u >= 3 neurons serves in every group a *window*, consecutive
// samples of which the first and the last have nonzero labels, at most u-1 together with dummies of label 0 before and behind them; at
// either end the first label has a prescribed sign, or is a dummy. The signs at the two ends are equal for odd u and opposite for even u, and
// the ends change places from group to group. A hat is a chain of 3; one of 4 does what a wave does, and more.
//
//   ChainLabels labels({4, 5, 9}, {+1, -1, +1});       // ranks and signs of nonzero labels
//   labels.reach({4, +1}, 0);                            // 2: both neighbours, + at the left end and - at the right one
//   GroupFiller filler(labels, {{4, +1}, {3, +1}});
//   filler.group_end(0, false);                          // 3: all three labels fit into one group
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ftcert {

struct ChainType {
  std::size_t neurons = 3;  // u
  int sign = 1;             // at the left end in groups 0, 2, .. from the left
  auto operator<=>(const ChainType&) const = default;

  // The same chain seen in a group of the other parity.
  ChainType in_group(bool odd) const { return {neurons, odd && neurons % 2 == 0 ? -sign : sign}; }
  int right_sign() const { return neurons % 2 == 0 ? -sign : sign; }
};

// Labels first, .., last-1 are served by a chain.
struct ChainWindow {
  std::size_t chain, first, last;
};

// The nonzero labels of one output in projected order.
class ChainLabels {
 public:
  // Strictly increasing ranks among all samples, and signs 1 and -1.
  ChainLabels(std::vector<std::size_t> ranks, std::vector<int> signs);

  std::size_t size() const { return ranks_.size(); }
  std::size_t rank(std::size_t label) const { return ranks_[label]; }
  int sign(std::size_t label) const { return signs_[label]; }
  // By label: one past the last label of the longest window that begins there; the label itself when there is none. Valid as long as the labels are. The
  // first call for a type costs O(u size()).
  std::span<const std::uint32_t> reaches(const ChainType& type) const;
  // Of the window that begins with `first`.
  std::size_t reach(const ChainType& type, std::size_t first) const;
  // Labels in the longest window of the type.
  std::size_t longest(const ChainType& type) const;
  // Whether a chain of so many neurons serves what none of fewer does: some labels span u-3 to u-1 samples.
  bool useful(std::size_t neurons) const;

 private:
  std::vector<std::size_t> ranks_;
  std::vector<int> signs_;
  mutable std::vector<std::vector<std::uint32_t>> tables_;  // by type, made when asked for; none is changed then
};

// What given chains serve together.
class GroupFiller {
 public:
  // The chains are sorted.
  GroupFiller(const ChainLabels& labels, std::vector<ChainType> chains);

  std::size_t neurons() const;
  // One past the last label that a group beginning with `first` can hold. Exact unless there are more than kMostStates ways to have used
  // some of the chains; then each window is the longest.
  std::size_t group_end(std::size_t first, bool odd);
  // Groups needed; `enough` as soon as there are so many.
  std::size_t groups(std::size_t enough);
  // Windows for labels first, .., end-1, where end is at most group_end(first, odd).
  std::vector<ChainWindow> windows(std::size_t first, std::size_t end, bool odd);
  // Steps of all calls so far.
  std::size_t steps() const { return steps_; }

  static constexpr std::size_t kMostStates = 512;

 private:
  struct Kind {
    ChainType type;
    std::size_t begin, count;  // chains begin, .., begin+count-1
    std::size_t stride = 0;    // of its number in a state
  };
  void fill(std::size_t first, bool odd);
  std::vector<ChainWindow> longest_windows(std::size_t first, std::size_t end, bool odd);

  const ChainLabels& labels_;
  std::vector<ChainType> chains_;
  std::vector<Kind> kinds_;
  std::size_t states_ = 1;
  std::vector<std::size_t> ends_, last_kind_;  // by state: how far these chains reach, and which kind was used last
  std::size_t steps_ = 0;
};

}  // namespace ftcert
