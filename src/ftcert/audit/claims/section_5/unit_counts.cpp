// How many ReLUs the paper's units need.
#include <algorithm>

#include "ftcert/audit/claims/section_5/claims.hpp"
#include "ftcert/audit/tools/evidence.hpp"
#include "ftcert/audit/tools/printed_layers.hpp"

namespace ftcert::audit {

namespace {

// An activation as sums of ReLUs, the printed function, and samples on both sides of each of its kinks.
struct Unit {
  std::string name, letter;
  std::size_t printed;  // ReLUs
  Activation relus;
  std::function<Rational(const Rational&)> function;
  std::vector<Rational> kinks;
};

std::vector<Unit> units() {
  const Rational half(Integer(1), Integer(2)), end = 2;
  std::vector<Unit> result;
  result.push_back({"sigma-h", "sigma_H", 2, hard_tanh(), printed_hard_tanh, {-1, 1}});
  result.push_back({"sigma-b",
                    "sigma_B (z = 1, delta = 1/2)",
                    3,
                    sigma_b(1, half),
                    [half](const Rational& t) { return printed_sigma_b(t, 1, half); },
                    {half, 1, Rational(1) + half}});
  result.push_back({"sigma-t",
                    "sigma_T (delta = 1/2)",
                    2,
                    sigma_t(half),
                    [half](const Rational& t) { return printed_sigma_t(t, half); },
                    {1, Rational(1) + half}});
  // The jump replaced by a ramp from 1 to 2; elsewhere as printed.
  result.push_back({"sigma-l",
                    "sigma_L (ramps from 1 to 2)",
                    4,
                    sigma_l(end),
                    [end](const Rational& t) {
                      const Rational size = abs(t), sign = t.sign();
                      return Rational(1) < size && size < end ? sign * (end - size) : printed_sigma_l(t);
                    },
                    {-end, -1, 1, end}});
  return result;
}

Finding unit_counts(const Options&) {
  Finding finding(Status::kVerified, "True, and no fewer do; for sigma_L once its jumps are ramps.");
  const Evidence evidence(kUnitCounts.id, Role::kSupports);
  Table table{"ReLUs of a unit", {"activation", "printed", "used", "forced kinks"}, {}};
  for (const Unit& unit : units()) {
    // The kinks, and points between and beyond them: on these a function with the same kinks is determined.
    LineData data;
    const auto add = [&](const Rational& t) {
      data.x.push_back(t);
      data.z.push_back(unit.function(t));
    };
    for (int beyond = 2; beyond >= 1; --beyond) add(unit.kinks.front() - Rational(beyond));
    for (std::size_t i = 0; i < unit.kinks.size(); ++i) {
      add(unit.kinks[i]);
      if (i + 1 < unit.kinks.size()) add((unit.kinks[i] + unit.kinks[i + 1]) / 2);
    }
    for (int beyond = 1; beyond <= 2; ++beyond) add(unit.kinks.back() + Rational(beyond));
    for (std::size_t i = 0; i < data.samples(); ++i, ++finding.cases) {
      finding.check(unit.relus.value(data.x[i]) == data.z[i], "activation", unit.letter, "t", data.x[i], "value",
                    data.z[i]);
    }
    if (!finding.checks_hold()) break;
    const Network g = unit.relus.network();
    finding.check(g.neurons() == unit.printed, "activation", unit.letter, "ReLUs", g.neurons());
    const CertificateFile bound =
        evidence.bound(unit.name + "-least", unit.letter + " has so many kinks, each needs a neuron", data, 2);
    finding.check(bound.neurons == unit.printed, "activation", unit.letter, "forced kinks", bound.neurons);
    finding.certificates.push_back(
        evidence.network(unit.name, unit.letter + " by " + std::to_string(g.neurons()) + " ReLUs", data, g));
    finding.certificates.push_back(bound);
    table.rows.push_back(
        {unit.letter, std::to_string(unit.printed), std::to_string(g.neurons()), std::to_string(bound.neurons)});
  }
  finding.tables = {table};
  finding.set = "each activation at its kinks, between and beyond them";
  return finding;
}

}  // namespace

const Claim kUnitCounts{"unit-counts",
                        Section::kTwoHiddenLayers,
                        "Section 5.2 and appendix A, the units",
                        "sigma_H is made of 2 ReLUs, sigma_B of 3, sigma_L of 4, sigma_T of 2.",
                        "",
                        "the sums of ReLUs against the printed functions; forced kinks",
                        2,
                        unit_counts};

}  // namespace ftcert::audit
