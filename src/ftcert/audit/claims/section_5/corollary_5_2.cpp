// Corollary 5.2: the capacity of two hidden layers, at its boundaries.
#include <algorithm>

#include "ftcert/audit/claims/section_5/claims.hpp"
#include "ftcert/audit/tools/evidence.hpp"
#include "ftcert/bounds/few_labels.hpp"
#include "ftcert/bounds/three_layers.hpp"
#include "ftcert/bounds/worst_data.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"

namespace ftcert::audit {

namespace {

constexpr std::size_t kMostNeurons = 2000;

const std::vector<Theorem> kSharpened{{"corollary_5_2_sharpenedT", "proofs/theories/MainThree.v"}};

// floor(m^2/108 - 2/3).
Integer printed_lower(std::size_t m) {
  return floor(Rational(Integer(m * m), Integer(108)) - Rational(Integer(2), Integer(3)));
}

Finding first_part(const Options&) {
  Finding finding(
      Status::kProved,
      "True for the best split of the m neurons; it holds up to K = floor((m+1)^2/4) + 1 for m >= 6, with rational "
      "weights up to floor(m^2/4) + 1.");
  const Evidence evidence(kCorollary521.id, Role::kSupports);
  for (std::size_t m = 4; m <= kMostNeurons; ++m, ++finding.cases) finding.check(4 * (m * m / 16 - 1) <= m * m, "m", m);
  for (const std::size_t m : {7, 8, 12, 16}) {
    const std::size_t k = m * m / 16;
    const LineData data = on_integers(alternating_labels(k, k));
    const Network g = best_network(data.problem(), 3);
    finding.check(g.neurons() <= m, "m", m, "K", k, "neurons", g.neurons());
    finding.certificates.push_back(evidence.network(
        "m" + std::to_string(m) + "-K" + std::to_string(k),
        std::to_string(m) + " neurons are allowed for " + std::to_string(k) + " changed labels of as many samples",
        data, g));
  }
  finding.set = "K = floor(m^2/16) satisfies the theorem's 4 (K-1) <= m^2, m <= " + std::to_string(kMostNeurons);
  finding.theorems = {{"capacity_dense_plusT", "proofs/theories/MainDense.v"}, kSharpened[0]};
  return finding;
}

Finding every_split(const Options&) {
  Finding finding(Status::kUndecided, "");
  const Evidence evidence(kCorollary52Split.id, Role::kContradicts);
  // One neuron in the first layer: g is a network with one hidden layer of m-1 neurons, applied to one ReLU, so it has at most m kinks on a line.
  for (std::size_t m = 2; m <= 40; ++m) {
    ++finding.cases;
    const std::size_t k = m * m / 16;
    if (k < 3) continue;
    CertificateFile bound = evidence.bound("m" + std::to_string(m) + "-K" + std::to_string(k),
                                           "these " + std::to_string(k) + " labels force so many kinks; widths (1, " +
                                               std::to_string(m - 1) + ") have at most " + std::to_string(m),
                                           on_integers(alternating_labels(k, k)), 2);
    if (bound.neurons <= m) continue;
    finding.values = {{"widths", "(1, " + std::to_string(m - 1) + ")"},
                      {"K", std::to_string(k)},
                      {"kinks at most", std::to_string(m)},
                      {"kinks needed", std::to_string(bound.neurons)}};
    finding.certificates.push_back(std::move(bound));
    break;
  }
  const char* const outcome =
      "The capacity depends on how the m neurons are split; read for every split, the corollary is false.";
  if (!finding.decide(!finding.certificates.empty(), Status::kRefuted, outcome)) return finding;
  finding.evidence = {
      "With one neuron in the first layer g(x) = G(relu(a.x + c)), G with one hidden layer of m-1 neurons: at most m-1 "
      "kinks of G and one of the first neuron."};
  finding.set = "d1 = 1, K = floor(m^2/16), m = 2, 3, .. up to the first counterexample";
  return finding;
}

Finding second_part(const Options&) {
  Finding finding(Status::kProved, "True, and weak: N* >= min{K, floor((m+1)^2/16) - 1}.");
  for (std::size_t m = 1; m <= kMostNeurons; ++m, ++finding.cases) {
    const Integer proved = Integer((m + 1) * (m + 1) / 16) - 1,
                  k = Integer(m * m / 16) + 1;  // the least K of the range
    finding.check(printed_lower(m) <= std::max(Integer(0), std::min(proved, k)), "m", m);
    if (proved > 0) finding.check(upper_few_labels(static_cast<std::uint64_t>(proved)).value <= m, "m", m);
  }
  const Evidence evidence(kCorollary522.id, Role::kSupports);
  for (const std::size_t m : {14, 20}) {
    const std::size_t k = m * m / 16 + 1, n = static_cast<std::size_t>(printed_lower(m));
    const LineData data = on_integers(worst_labels(k, n, 3).labels);
    const Network g = best_network(data.problem(), 3);
    finding.check(g.neurons() <= m, "m", m, "K", k, "N", n, "neurons", g.neurons());
    finding.certificates.push_back(evidence.network(
        "m" + std::to_string(m) + "-K" + std::to_string(k),
        std::to_string(m) + " neurons are allowed for N = floor(m^2/108 - 2/3) = " + std::to_string(n), data, g));
  }
  finding.set = "the printed lower end against the theorem's, m <= " + std::to_string(kMostNeurons);
  finding.theorems = {{"3.4.5", "proofs/theorems.md"}, kSharpened[0]};
  return finding;
}

Finding equations_21_22(const Options&) {
  Finding finding(Status::kUndecided, "");
  std::size_t last = 0;
  for (std::size_t m = 1; m <= kMostNeurons; ++m, ++finding.cases) {
    const Integer radicand = printed_lower(m) * 3 + 2;
    if (radicand < 0) {
      last = m;
      continue;
    }
    finding.check(radicand * 36 <= Integer(m * m), "m", m, "3N + 2", radicand);
  }
  const std::string from = std::to_string(last + 1), to = std::to_string(last);
  if (!finding.decide(last > 0, Status::kProofGap,
                      "The step holds from m = " + from + " on; for m <= " + to +
                          " the floor is -1 and the root that of -1. (The corollary is true there: it says N* >= -1.)"))
    return finding;
  finding.values = {{"m", std::to_string(last)},
                    {"floor(m^2/108 - 2/3)", printed_lower(last).str()},
                    {"3N + 2", Integer(printed_lower(last) * 3 + 2).str()}};
  finding.set = "m <= " + std::to_string(kMostNeurons);
  return finding;
}

Finding third_part(const Options&) {
  Finding finding(Status::kUndecided, "");
  Table table{"The step from m^2 + m >= min{6N, m^2+m} to m^2 + m >= 6N at K = (m^2+m+4)/2, N = K",
              {"m", "K", "m^2 + m", "min{6N, m^2+m}", "6N", "needed for N = floor((m^2+m)/6) + 1"},
              {}};
  constexpr std::size_t most = 60;
  for (std::size_t m = 1; m <= most; ++m) {
    const std::size_t b2 = m * m + m, boundary = (b2 + 4) / 2;
    for (std::size_t k = boundary; k <= boundary + 2; ++k) {
      for (std::size_t n = 1; n <= k; ++n, ++finding.cases) {
        // The chain ends in min{sqrt(6N + 1/4) - 1/2, m} <= m.
        const bool premise = std::min(6 * n, b2) <= b2, conclusion = 6 * n <= b2;
        if (premise && !conclusion && finding.values.empty()) {
          finding.values = {{"m", std::to_string(m)},
                            {"K", std::to_string(k)},
                            {"N", std::to_string(n)},
                            {"m^2 + m", std::to_string(b2)},
                            {"min{6N, m^2+m}", std::to_string(std::min(6 * n, b2))},
                            {"6N", std::to_string(6 * n)}};
        }
        // For larger K the first inequality of the chain, m^2 + m >= 2 min{3N, K-2}, gives the conclusion.
        finding.check(k == boundary || 2 * std::min(3 * n, k - 2) > b2 || conclusion, "m", m, "K", k, "N", n);
      }
    }
    const std::size_t beyond = b2 / 6 + 1;
    const std::size_t needed = bounds_three_layers(std::min(beyond, boundary), boundary).lower.value;
    finding.check(needed > m, "m", m, "K", boundary, "neurons needed", needed);
    if (m <= 6)
      table.rows.push_back({std::to_string(m), std::to_string(boundary), std::to_string(b2),
                            std::to_string(std::min(6 * boundary, b2)), std::to_string(6 * boundary),
                            std::to_string(needed)});
  }
  finding.tables = {table};
  const char* const outcome =
      "True; but the printed chain ends in min{.., m} <= m, which says nothing for any K. For K above (m^2+m+4)/2 its "
      "first inequality gives the claim; at K = (m^2+m+4)/2 another proof is needed.";
  if (!finding.decide(!finding.values.empty(), Status::kProofGap, outcome)) return finding;
  const Evidence evidence(kCorollary523.id, Role::kSupports);
  CertificateFile bound =
      evidence.bound("K8", "K = 8, m = 3: three changed labels, 3N = 9 > 6, need more than 3 neurons",
                     on_integers(alternating_labels(8, 3)), 3);
  finding.check(bound.neurons > 3, "neurons needed", bound.neurons);
  finding.certificates.push_back(std::move(bound));
  finding.set = "m <= " + std::to_string(most) + ", the boundary K = (m^2+m+4)/2 and the two K above it, all N";
  finding.theorems = {{"corollary_5_2_3T", "proofs/theories/MainThree.v"}, kSharpened[0]};
  return finding;
}

}  // namespace

const Claim kCorollary521{"cor-5.2.1",
                          Section::kTwoHiddenLayers,
                          "Corollary 5.2.1",
                          "If K <= floor(m^2/16), all labels can be changed with two hidden layers of m neurons.",
                          "K <= floor(m^2/16) implies N* = K",
                          "theorem; networks at the boundary",
                          3,
                          first_part};
const Claim kCorollary52Split{"cor-5.2-split",
                              Section::kTwoHiddenLayers,
                              "Corollary 5.2, its wording",
                              "The capacity is that of \"a 3-layer network with m neurons\".",
                              "",
                              "widths (1, m-1), smallest m",
                              3,
                              every_split};
const Claim kCorollary522{"cor-5.2.2",
                          Section::kTwoHiddenLayers,
                          "Corollary 5.2.2",
                          "Between the two boundaries N* is at least floor(m^2/108 - 2/3).",
                          "floor(m^2/108 - 2/3) <= N* <= K",
                          "theorem; the two lower ends compared",
                          3,
                          second_part};
const Claim kEquation21{"eq-21-22",
                        Section::kTwoHiddenLayers,
                        "Equations 21 and 22",
                        "N = floor(m^2/108 - 2/3) satisfies 6 sqrt(3N+2) <= m.",
                        "6 sqrt(3 floor(m^2/108 - 2/3) + 2) <= m",
                        "all m up to a bound",
                        3,
                        equations_21_22};
const Claim kCorollary523{"cor-5.2.3",
                          Section::kTwoHiddenLayers,
                          "Corollary 5.2.3",
                          "If K >= (m^2+m+4)/2, then N* is at most (m^2+m)/6.",
                          "floor(m^2/108 - 2/3) <= N* <= (m^2+m)/6",
                          "theorem; the printed step at equality",
                          3,
                          third_part};

}  // namespace ftcert::audit
