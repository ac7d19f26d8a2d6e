// Activations of section 5, evaluated as printed: sigma_L, and the hard-tanh weights of equations 28 and 29.
#include "ftcert/audit/evidence.hpp"
#include "ftcert/audit/other_claims.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert::audit {

namespace {

Finding sigma_l(const Options&) {
  // The two branches of the printed function: t where |t| <= 1, 0 where |t| >= 1.
  const Rational at = 1, inner = at, outer = 0;
  Finding finding(Status::kUndecided, "");
  finding.decide(inner != outer, Status::kRefuted,
                 "Printed with two values at 1 and -1, and a jump there; a ReLU network is continuous and needs ramps "
                 "(four neurons).");
  finding.values = {{"t", at.text()}, {"branch |t| <= 1", inner.text()}, {"branch |t| >= 1", outer.text()}};
  return finding;
}

struct Unit {
  Rational weight, bias;
};

// Equations 28 and 29 without the sign (-1)^j: `last` of the group before, first and last of the group, `next` of the group behind.
Unit printed_unit(const Rational& before, const Rational& first, const Rational& last, const Rational& next) {
  const Rational width = last + next - before - first;
  return {Rational(4) / width, -(last + next + before + first) / width};
}

Finding equation_28(const Options& options) {
  Finding finding(Status::kVerified,
                  "True: each unit runs from -1 to 1 exactly between the two midpoints, and is clipped at all samples "
                  "of other groups.");
  Generator generator(options.seed);
  for (std::size_t trial = 0; trial < 500; ++trial) {
    const LineData data = random_data(generator, 12, 0);
    const std::size_t first = static_cast<std::size_t>(generator.between(1, 10)),
                      last = static_cast<std::size_t>(generator.between(static_cast<std::int64_t>(first), 10));
    const Unit unit = printed_unit(data.x[first - 1], data.x[first], data.x[last], data.x[last + 1]);
    const auto value = [&](const Rational& x) { return unit.weight * x + unit.bias; };
    finding.check(value((data.x[first - 1] + data.x[first]) / 2) == Rational(-1) &&
                      value((data.x[last] + data.x[last + 1]) / 2) == Rational(1),
                  "(x, 0)", data, "first of the group", first + 1, "last", last + 1);
    for (std::size_t i = 0; i < data.samples(); ++i, ++finding.cases) {
      finding.check((abs(value(data.x[i])) < Rational(1)) == (first <= i && i <= last), "(x, 0)", data,
                    "first of the group", first + 1, "last", last + 1, "sample", i + 1);
    }
  }
  // clip(w x + b) = relu(w x + b + 1) - relu(w x + b - 1) - 1 for the group {3, 4} of 1 .. 6.
  const Unit unit = printed_unit(2, 3, 4, 5);
  AffineMap hidden(2, 1, {unit.weight, unit.weight}, {unit.bias + Rational(1), unit.bias - Rational(1)}),
      output(1, 2, {1, -1}, {-1});
  const Network g(1, {hidden, output});
  LineData data = on_integers(std::vector<int>(6, 0));
  for (std::size_t i = 0; i < data.samples(); ++i) data.z[i] = g.evaluate(std::span(&data.x[i], 1))[0];
  const Evidence evidence("eq-28-29", Role::kSupports);
  finding.certificates.push_back(evidence.network(
      "group-3-4", "the unit of the group {3, 4}: -1 at 1 and 2, 1 at 5 and 6, and strictly between at 3 and 4", data,
      g));
  finding.set = "500 random groups among 12 random samples (seed " + std::to_string(options.seed) + ")";
  return finding;
}

}  // namespace

const Claim kSigmaL{"sigma-l",
                    "Theorem 5.1.1, U3, the activation sigma_L",
                    "sigma_L(t) = t on [-1, 1] and 0 elsewhere is computed by a few ReLUs.",
                    "",
                    "the branches at 1",
                    3,
                    sigma_l};
const Claim kEquation28{
    "eq-28-29",
    "Equations 28 and 29",
    "The j-th hard-tanh unit of layer 1 is unclipped exactly on the j-th group, from midpoint to midpoint.",
    "w = 4/(l + n - p - f), b = -(l + n + p + f)/(l + n - p - f), up to the sign (-1)^j",
    "the printed formulas evaluated at midpoints and samples",
    3,
    equation_28};

}  // namespace ftcert::audit
