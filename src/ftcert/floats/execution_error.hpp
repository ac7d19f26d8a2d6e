// What every floating-point execution of a network does at given samples, enclosed.
//
// Purpose: whether a network survives arithmetic. Each row is enclosed for every order of its additions, with or without fused operations and flush to
// zero: with u = 2^-p (1 + 2^-10), n products, N = n + 1 terms, inputs known up to e_j, A = |b| + sum |w_j x_j| + C, C = sum |w_j| e_j,
// t = (N + 1) u <= 1/2 and gamma = t + t^2, a computed row differs from the exact one by at most C + gamma A + 4 N lambda, and by C alone where all
// terms are multiples of a power of two q >= lambda with A <= 2^p q. A ReLU whose argument is at most 0 in every execution gives exactly 0.
// Cost: a few exact evaluations of the network at all samples.
//
//   ExecutionError error = execution_error(*to_format(g, points, format), points, residuals);
//   error.kept_zero == error.kept;   // no kept sample changes by a bit
#pragma once

#include "ftcert/floats/float_network.hpp"

namespace ftcert {

struct ExecutionError {
  bool finite = false;                     // no operation can overflow; the rest says nothing otherwise
  std::size_t kept = 0;                    // samples whose residual is 0 in every component
  std::size_t kept_zero = 0;               // those of them at which every execution of g returns 0 in every component
  std::optional<std::size_t> first_moved;  // the first of the others
  Rational kept_error;                     // largest |g| of any execution at a kept sample
  Rational changed_error;                  // largest |g - z| of any execution at the other samples
  std::size_t changed = 0;                 // the other samples

  bool keeps_all() const { return finite && kept_zero == kept; }
};

// points: K x D, numbers of any kind (what is no number of `input` is read with the error of one rounding); residuals: K x P. A network wider than
// `input`, the model's own format, runs between two conversions.
ExecutionError execution_error(const FloatNetwork& g, const PointMatrix& points, const PointMatrix& residuals,
                               FloatFormat input);

}  // namespace ftcert
