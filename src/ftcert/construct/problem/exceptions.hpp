// Exceptional samples: unchanged ones at which neurons are positive and cancel.
//
// Purpose: what a user must know of a network before it runs in floating point. Where no neuron is positive, g is what its constant is, whatever is
// rounded; where some are, g is 0 over the rationals only.
// Cost: at most a multiplication of words for each weight of the first layer and sample; a product of exact numbers where that does not decide a sign.
//
//   exceptions_note(g, problem);   // "exceptions: at 2 of 420 unchanged samples neurons are positive and cancel"
#pragma once

#include <string>

#include "ftcert/construct/problem/problem.hpp"
#include "ftcert/core/network.hpp"

namespace ftcert {

struct Exceptions {
  std::size_t unchanged = 0;  // samples
  std::size_t positive = 0;   // of them, where a neuron of the first layer is positive
  std::size_t zero = 0;       // of the others, where one is exactly 0
};

// g: of the problem's inputs.
Exceptions exceptions_of(const Network& g, const Problem& problem);

// Empty where all samples change, or g has no neuron.
std::string exceptions_note(const Network& g, const Problem& problem);

}  // namespace ftcert
