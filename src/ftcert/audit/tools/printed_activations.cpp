#include "ftcert/audit/tools/printed_activations.hpp"

#include <algorithm>

namespace ftcert::audit {

Rational Activation::value(const Rational& t) const {
  Rational sum = constant;
  for (const Hinge& h : hinges) sum += h.weight * std::max(Rational(0), h.slope * t + h.bias);
  return sum;
}

Network Activation::network() const {
  AffineMap hidden(hinges.size(), 1), output(1, hinges.size());
  for (std::size_t j = 0; j < hinges.size(); ++j) {
    hidden.weight(j, 0) = hinges[j].slope;
    hidden.bias[j] = hinges[j].bias;
    output.weight(0, j) = hinges[j].weight;
  }
  output.bias[0] = constant;
  return Network(1, {hidden, output});
}

Rational printed_hard_tanh(const Rational& t) {
  if (t <= Rational(-1)) return -1;
  return t < Rational(1) ? t : Rational(1);
}

Rational printed_sigma_b(const Rational& t, const Rational& z, const Rational& delta) {
  if (t < z - delta || t > z + delta) return 0;
  return t < z ? z / delta * (t - z + delta) : -z / delta * (t - z - delta);
}

Rational printed_sigma_l(const Rational& t) { return abs(t) <= Rational(1) ? t : Rational(0); }

Rational printed_sigma_t(const Rational& t, const Rational& delta) {
  if (t < Rational(1)) return t;
  return t < Rational(1) + delta ? (Rational(1) + delta - t) / delta : Rational(0);
}

Activation hard_tanh() { return {{{1, 1, 1}, {-1, 1, -1}}, -1}; }

Activation sigma_b(const Rational& z, const Rational& delta) {
  const Rational s = z / delta;
  return {{{s, 1, delta - z}, {Rational(-2) * s, 1, -z}, {s, 1, -delta - z}}, 0};
}

Activation sigma_l(const Rational& end) {
  // Slopes 0, -s, 1, -s, 0 between the kinks -end, -1, 1, end.
  const Rational s = Rational(1) / (end - Rational(1)), inner = Rational(1) + s;
  return {{{-s, 1, end}, {inner, 1, 1}, {-inner, 1, -1}, {s, 1, -end}}, 0};
}

Activation sigma_t(const Rational& delta) {
  // Flat on the right: both neurons face left.
  const Rational s = Rational(1) / delta;
  return {{{s, -1, Rational(1) + delta}, {-Rational(1) - s, -1, 1}}, 0};
}

}  // namespace ftcert::audit
