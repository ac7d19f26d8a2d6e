// Activations of section 5, evaluated as printed: sigma_L, and the hard-tanh weights of equations 28 and 29.
#include "ftcert/audit/claims/section_5/claims.hpp"
#include "ftcert/audit/tools/evidence.hpp"
#include "ftcert/audit/tools/printed_layers.hpp"

namespace ftcert::audit {

namespace {

Finding sigma_l(const Options&) {
  Finding finding(Status::kUndecided, "");
  // The two branches as printed: t where |t| <= 1, 0 where |t| >= 1.
  for (Rational t = 0; t <= Rational(2) && finding.values.empty(); t += Rational(1) / 4, ++finding.cases) {
    const bool both = abs(t) <= Rational(1) && abs(t) >= Rational(1);
    if (both && !t.is_zero())
      finding.values = {{"t", t.text()}, {"branch |t| <= 1", t.text()}, {"branch |t| >= 1", Rational(0).text()}};
  }
  const char* const outcome =
      "Printed with two values at 1 and -1, and a jump there; a ReLU network is continuous and needs ramps (four "
      "neurons).";
  if (!finding.decide(!finding.values.empty(), Status::kRefuted, outcome)) return finding;
  finding.set = "t = 0, 1/4, 1/2, .., up to the first with two values";
  return finding;
}

Finding equation_28(const Options& options) {
  Finding finding(
      Status::kVerified,
      "True: each unit runs from -1 to 1, or back, exactly between the two midpoints, and is clipped at all "
      "samples of other groups.");
  Generator generator(options.seed);
  for (std::size_t trial = 0; trial < 150; ++trial) {
    const LineData data = random_data(generator, 12, 0);
    Groups groups{{0}};
    for (std::size_t i = 1; i < data.samples(); ++i) {
      if (generator.between(0, 2) == 0) groups.emplace_back();
      groups.back().push_back(i);
    }
    const PrintedLayers layers(data.x, groups, 1);
    const auto position = [&](std::size_t group, bool last) {
      return data.x[last ? groups[group].back() : groups[group].front()];
    };
    for (std::size_t j = 0; j < groups.size(); ++j) {
      const Rational low = j == 0 ? position(0, false) - Rational(1) : position(j - 1, true),
                     high = j + 1 == groups.size() ? position(j, true) + Rational(1) : position(j + 1, false),
                     sign = j % 2 == 0 ? 1 : -1;
      finding.check(layers.alpha(j, (low + position(j, false)) / 2) == -sign &&
                        layers.alpha(j, (position(j, true) + high) / 2) == sign,
                    "(x, 0)", data, "unit", j + 1);
      for (std::size_t i = 0; i < data.samples(); ++i, ++finding.cases) {
        const bool inside = groups[j].front() <= i && i <= groups[j].back();
        finding.check((abs(layers.alpha(j, data.x[i])) < Rational(1)) == inside, "(x, 0)", data, "unit", j + 1,
                      "sample", i + 1);
      }
    }
  }
  LineData data = on_integers(std::vector<int>(6, 0));
  const PrintedLayers layers(data.x, groups_of_size(members(range(1, 6)), 2), 1);
  for (std::size_t i = 0; i < data.samples(); ++i) data.z[i] = layers.beta(1, data.x[i]);
  const Evidence evidence(kEquation28.id, Role::kSupports);
  finding.certificates.push_back(evidence.network(
      "group-3-4", "the unit of the group {3, 4}: 1 at 1 and 2, -1 at 5 and 6, and strictly between at 3 and 4", data,
      layers.unit_network(1)));
  finding.set =
      "the units of 150 random groupings of 12 random samples (seed " + std::to_string(options.seed) + "), epsilon = 1";
  return finding;
}

}  // namespace

const Claim kSigmaL{"sigma-l",
                    Section::kTwoHiddenLayers,
                    "Theorem 5.1.1, U3, the activation sigma_L",
                    "sigma_L(t) = t on [-1, 1] and 0 elsewhere is computed by a few ReLUs.",
                    "",
                    "the branches compared",
                    3,
                    sigma_l};
const Claim kEquation28{
    "eq-28-29",
    Section::kTwoHiddenLayers,
    "Equations 28 and 29",
    "The j-th hard-tanh unit of layer 1 is unclipped exactly on the j-th group, from midpoint to midpoint.",
    "w = 4/(l + n - p - f), b = -(l + n + p + f)/(l + n - p - f), up to the sign (-1)^j",
    "the printed formulas evaluated at midpoints and samples",
    3,
    equation_28};

}  // namespace ftcert::audit
