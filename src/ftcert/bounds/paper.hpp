// The paper's bounds for two and more hidden layers.
//
// Purpose: the intervals as printed in the paper, with their formulas, exactly. Constant time.
//
//   PaperInterval p = *paper_three_layers(100, 400);
//   p.lower.formula;   // "sqrt(2*300 + 1/4) - 1/2"
//   p.lower.decimal;   // "24.00"
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace ftcert {

struct PaperEnd {
  std::string formula;
  std::string decimal;  // two decimals, correctly rounded
  std::string source;
};

struct PaperInterval {
  PaperEnd lower, upper;
};

// Theorem 5.1 for m*_3(N, K), hidden neurons; the upper end is the least of the theorem's three. nullopt: it says nothing (K < 3 or N = 0).
// Contract of both: N <= K < 2^61.
std::optional<PaperInterval> paper_three_layers(std::uint64_t changed, std::uint64_t samples);

// Proposition 6.1, for `layers` >= 4: neurons in each hidden layer that suffice. nullopt: N = 0.
std::optional<PaperEnd> paper_width(std::uint64_t changed, std::uint64_t samples, std::uint64_t layers);

}  // namespace ftcert
