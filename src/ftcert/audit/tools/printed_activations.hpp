// The activations of section 5 and appendix A: as printed, branch by branch, and as sums of ReLUs.
//
// Purpose: rows of the audit evaluate what the paper prints, and build the networks that it counts. A hinge is one ReLU,
// weight * relu(slope * t + bias); an activation is a constant and some hinges. sigma_L is printed with a jump, which no sum of ReLUs has:
// sigma_l(end) is the printed one with a ramp from 1 to `end` on either side.
//
//   hard_tanh().hinges.size();            // 2: relu(t + 1) - relu(t - 1) - 1
//   sigma_t(Rational(1) / 2).value(2);    // 0
#pragma once

#include <vector>

#include "ftcert/core/network.hpp"

namespace ftcert::audit {

struct Hinge {
  Rational weight, slope, bias;
};

struct Activation {
  std::vector<Hinge> hinges;
  Rational constant;

  Rational value(const Rational& t) const;
  // One hidden layer, one input.
  Network network() const;
};

// Equation 23.
Rational printed_hard_tanh(const Rational& t);
// The bump of U2 at z, of width delta > 0.
Rational printed_sigma_b(const Rational& t, const Rational& z, const Rational& delta);
// U3's activation; at 1 and -1, where two values are printed, that of the branch |t| <= 1.
Rational printed_sigma_l(const Rational& t);
// Appendix A, delta > 0.
Rational printed_sigma_t(const Rational& t, const Rational& delta);

Activation hard_tanh();
Activation sigma_b(const Rational& z, const Rational& delta);
Activation sigma_l(const Rational& end);
Activation sigma_t(const Rational& delta);

}  // namespace ftcert::audit
