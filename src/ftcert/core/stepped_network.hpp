// A network with operations between its layers, as a model has them.
//
// Purpose: f as the operators of its file, each of which rounds when it runs; as a real function it is composed(f). Invariants (checked by the
// constructor, kShapeMismatch): the layers fit together as those of a Network do, at most kMostSteps stand in one place, and each step has a number for
// every component.
//
//   // relu(x - 1) * 2
//   SteppedNetwork f(1, {AffineMap(1, 1, {1}, {-1}), AffineMap(1, 1, {1}, {0})}, {{}, {}, {{ElementStep::kMul, {2}}}});
#pragma once

#include <vector>

#include "ftcert/core/network.hpp"

namespace ftcert {

// v -> v + C, v - C, v C or v / C, component by component; kDiv: no C is 0.
struct ElementStep {
  enum Operation { kAdd, kSub, kMul, kDiv };
  Operation operation = kAdd;
  std::vector<Rational> numbers;
  bool operator==(const ElementStep&) const = default;
};

// Steps between two layers: composing more of them would take numbers out of proportion to the file.
inline constexpr std::size_t kMostSteps = 8;

struct SteppedNetwork {
  SteppedNetwork(std::size_t inputs_, std::vector<AffineMap> layers_, std::vector<std::vector<ElementStep>> steps_);

  std::size_t inputs;
  std::vector<AffineMap> layers;                // at least one; the ReLU stands between two
  std::vector<std::vector<ElementStep>> steps;  // steps[l] before layer l, behind its ReLU; the last behind all layers
  bool operator==(const SteppedNetwork&) const = default;
};

// The same real function.
Network composed(const SteppedNetwork& network);

}  // namespace ftcert
