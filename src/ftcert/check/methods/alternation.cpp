#include "ftcert/check/methods/alternation.hpp"

#include "ftcert/core/error.hpp"

namespace ftcert {

int forced_sign(const Rational& zs, const Rational& zt, const Rational& zu, const Rational& before,
                const Rational& after) {
  return ((zu - zt) * before - (zt - zs) * after).sign();
}

int forced_sign(const Interval& zs, const Interval& zt, const Interval& zu, const Rational& before,
                const Rational& after) {
  if (zs.low && zt.high && zu.low && forced_sign(*zs.low, *zt.high, *zu.low, before, after) > 0) return 1;
  return zs.high && zt.low && zu.high && forced_sign(*zs.high, *zt.low, *zu.high, before, after) < 0 ? -1 : 0;
}

namespace {

// Whether so many neurons, spread evenly, make more pieces than kinks. An even spread makes the most: moving a neuron from a layer to one
// that has at least two fewer increases the product.
bool enough(std::size_t neurons, std::size_t hidden, std::size_t kinks) {
  std::size_t pieces = 1;
  for (std::size_t l = 0; l < hidden; ++l) {
    const std::size_t factor = neurons / hidden + (l < neurons % hidden ? 1 : 0) + 1;
    if (pieces > kinks / factor) return true;  // pieces * factor > kinks, without overflow
    pieces *= factor;
  }
  return pieces > kinks;
}

}  // namespace

std::size_t least_neurons_alternation(std::size_t layers, std::size_t kinks) {
  require(layers >= 2, "least_neurons_alternation: needs a hidden layer");
  const std::size_t hidden = layers - 1;
  if (hidden == 1) return kinks > 0 ? kinks : 1;
  std::size_t neurons = hidden;
  while (!enough(neurons, hidden, kinks)) ++neurons;
  return neurons;
}

namespace {

std::size_t least(const LineEvidence& line) {
  return line.constant() ? 0 : least_neurons_alternation(line.certificate.claim.layers, line.kinks.size());
}

}  // namespace

constinit const Method kAlternation{.name = "alternation", .most_layers = kAnyDepth, .least = &least};

}  // namespace ftcert
