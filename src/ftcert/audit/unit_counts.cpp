// How many ReLUs the paper's units need, and the sums in which appendices A and B count them.
#include <algorithm>

#include "ftcert/audit/evidence.hpp"
#include "ftcert/audit/other_claims.hpp"
#include "ftcert/audit/printed_layers.hpp"

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
  const Evidence evidence("unit-counts", Role::kSupports);
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

Finding appendix_count(const Options& options) {
  Finding finding(Status::kVerified, "True: 2N + 1 hard-tanh units and one sigma_T, two ReLUs each.");
  const Evidence evidence("app-a-count", Role::kSupports);
  Table table{"Neurons of the printed network", {"N", "K", "2 (2N + 1) + 2", "4N + 4", "network"}, {}};
  for (std::size_t n = 1; n <= options.most_samples; ++n, ++finding.cases) {
    // T = {2, 4, .., 2N}: the least K with no empty group. One sample a group: nothing is to be erased, lambda = 0 does.
    const std::size_t k = 2 * n + 1;
    LineData data = on_integers(std::vector<int>(k, 0));
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < k; ++i) {
      if (i % 2 == 1) data.z[i] = i % 4 == 1 ? 1 : -1;
      all.push_back(i);
    }
    const PrintedLayers layers(data.x, groups_of_size(all, 1), 1);
    const Network g = layers.network({{layers.rows(all, data.z).at(0), sigma_t(1)}}, 0);
    finding.check(g.neurons() == 4 * n + 4 && 4 * n + 4 == 2 * (2 * n + 1) + 2, "N", n, "neurons", g.neurons());
    table.rows.push_back({std::to_string(n), std::to_string(k), std::to_string(2 * (2 * n + 1) + 2),
                          std::to_string(4 * n + 4), std::to_string(g.neurons())});
    finding.certificates.push_back(evidence.network(
        "N" + std::to_string(n), "the printed network: " + std::to_string(g.neurons()) + " neurons", data, g));
  }
  finding.tables = {table};
  finding.set = "T = {2, 4, .., 2N}, K = 2N + 1, N <= " + std::to_string(options.most_samples);
  return finding;
}

Finding appendix_b_count(const Options&) {
  Finding finding(Status::kVerified, "True for parts of equal size, give or take one.");
  constexpr std::size_t most_n = 300, most_q = 40;
  for (std::size_t q = 1; q <= most_q; ++q) {
    for (std::size_t n = 1; n <= most_n; ++n, ++finding.cases) {
      const std::size_t part = (n + q - 1) / q;  // the largest |T_i|
      const Rational bound = Rational(3 * n) / Rational(q) + Rational(5);
      const bool printed_size = Rational(part) <= Rational(n) / Rational(q) + Rational(1);
      finding.check(printed_size && Rational(3 * part + 2) <= bound, "N", n, "q", q, "|T_i|", part);
    }
  }
  finding.evidence = {
      "|T_i| <= N/q + 1 gives 3 |T_i| + 2 <= 3N/q + 5. That is stronger than the printed proposition, "
      "which has 3N/sqrt(q)."};
  finding.set = "N <= " + std::to_string(most_n) + ", q <= " + std::to_string(most_q);
  return finding;
}

}  // namespace

const Claim kUnitCounts{"unit-counts",
                        "Section 5.2 and appendix A, the units",
                        "sigma_H is made of 2 ReLUs, sigma_B of 3, sigma_L of 4, sigma_T of 2.",
                        "",
                        "the sums of ReLUs against the printed functions; forced kinks",
                        2,
                        unit_counts};
const Claim kAppendixACount{"app-a-count",
                            "Appendix A, the count",
                            "2N + 1 hard-tanh units and one unit sigma_T are 4N + 4 ReLUs.",
                            "4N + 4 = 2 (2N + 1) + 2",
                            "the printed network counted",
                            3,
                            appendix_count};
const Claim kAppendixBCount{"app-b-count",
                            "Appendix B, equation 36",
                            "With |T_i| <= N/q + 1 the samples that a block keeps are at most 3N/q + 5.",
                            "3 |T_i| + 2 <= 3N/q + 5",
                            "all N and q up to a bound",
                            4,
                            appendix_b_count};

}  // namespace ftcert::audit
