// Corollary 5.2: the capacity of two hidden layers, at its boundaries.
#include <algorithm>

#include "ftcert/audit/evidence.hpp"
#include "ftcert/audit/other_claims.hpp"
#include "ftcert/bounds/worst_data.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert::audit {

namespace {

constexpr std::size_t kMostNeurons = 2000;

const std::vector<Theorem> kSharpened{{"corollary_5_2_sharpenedT", "proofs/theories/MainThree.v"}};

// floor(m^2/108 - 2/3).
Integer printed_lower(std::size_t m) {
  return floor(Rational(Integer(m * m), Integer(108)) - Rational(Integer(2), Integer(3)));
}

Finding first_part(const Options&) {
  Finding finding(Status::kProved, "True for the best split of the m neurons; it holds up to K = floor(m^2/4) + 1.");
  const Evidence evidence("cor-5.2.1", Role::kSupports);
  for (std::size_t m = 4; m <= kMostNeurons; ++m, ++finding.cases)
    require(4 * (m * m / 16 - 1) <= m * m, "audit: Corollary 5.2.1 is not implied");
  for (const std::size_t m : {7, 8, 12, 16}) {
    const std::size_t k = m * m / 16;
    const LineData data = on_integers(alternating_labels(k, k));
    const Network g = best_network(data.problem(), 3);
    require(g.neurons() <= m, "audit: Corollary 5.2.1 fails");
    finding.certificates.push_back(evidence.network(
        "m" + std::to_string(m) + "-K" + std::to_string(k),
        std::to_string(m) + " neurons are allowed for " + std::to_string(k) + " changed labels of as many samples",
        data, g));
  }
  finding.set = "K = floor(m^2/16) satisfies the theorem's 4 (K-1) <= m^2, m <= " + std::to_string(kMostNeurons);
  finding.theorems = kSharpened;
  return finding;
}

Finding every_split(const Options&) {
  Finding finding(Status::kUndecided, "");
  const Evidence evidence("cor-5.2-split", Role::kContradicts);
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
  Finding finding(Status::kProved, "True, and weak: N* >= min{K, floor(m^2/16) - 1}.");
  for (std::size_t m = 1; m <= kMostNeurons; ++m, ++finding.cases) {
    const Integer proved = Integer(m * m / 16) - 1, k = Integer(m * m / 16) + 1;  // the least K of the range
    require(printed_lower(m) <= std::max(Integer(0), std::min(proved, k)), "audit: Corollary 5.2.2 is not implied");
  }
  const Evidence evidence("cor-5.2.2", Role::kSupports);
  for (const std::size_t m : {14, 20}) {
    const std::size_t k = m * m / 16 + 1, n = static_cast<std::size_t>(printed_lower(m));
    const LineData data = on_integers(worst_labels(k, n, 3).labels);
    const Network g = best_network(data.problem(), 3);
    require(g.neurons() <= m, "audit: Corollary 5.2.2 fails");
    finding.certificates.push_back(evidence.network(
        "m" + std::to_string(m) + "-K" + std::to_string(k),
        std::to_string(m) + " neurons are allowed for N = floor(m^2/108 - 2/3) = " + std::to_string(n), data, g));
  }
  finding.set = "the printed lower end against the theorem's, m <= " + std::to_string(kMostNeurons);
  finding.theorems = kSharpened;
  return finding;
}

Finding equations_21_22(const Options&) {
  Finding finding(Status::kProofGap,
                  "The step holds from m = 9 on; for m <= 8 the floor is -1 and the root that of -1. (The corollary is "
                  "true there: it says N* >= -1.)");
  std::size_t last = 0;
  for (std::size_t m = 1; m <= kMostNeurons; ++m, ++finding.cases) {
    const Integer radicand = printed_lower(m) * 3 + 2;
    if (radicand < 0) {
      last = m;
      continue;
    }
    require(radicand * 36 <= Integer(m * m), "audit: equations 21 and 22 fail elsewhere");
  }
  require(last == 8, "audit: the radicand is negative elsewhere");
  finding.values = {{"m", std::to_string(last)},
                    {"floor(m^2/108 - 2/3)", printed_lower(last).str()},
                    {"3N + 2", Integer(printed_lower(last) * 3 + 2).str()}};
  finding.set = "m <= " + std::to_string(kMostNeurons);
  return finding;
}

Finding third_part(const Options&) {
  Finding finding(Status::kProofGap,
                  "True; but the printed step concludes 3N <= B from min{3N, K-2} <= B, which says nothing when K-2 <= "
                  "B: at K = (m^2+m+4)/2.");
  for (std::size_t m = 1; m <= kMostNeurons; ++m, ++finding.cases) {
    const std::size_t b = m * (m + 1) / 2, k = (m * m + m + 4) / 2;
    require(k - 2 == b, "audit: the boundary lies elsewhere");  // so min{3N, K-2} <= B for every N
  }
  finding.values = {{"m", "2"}, {"K", "5"}, {"B = (m^2+m)/2", "3"}, {"min{3N, K-2} for N = 5", "3"}, {"3N", "15"}};
  const Evidence evidence("cor-5.2.3", Role::kSupports);
  finding.certificates.push_back(
      evidence.bound("K8", "K = 8, m = 3: three changed labels, 3N = 9 > 6, need more than 3 neurons",
                     on_integers(alternating_labels(8, 3)), 3));
  require(finding.certificates.back().neurons > 3, "audit: too weak a bound");
  finding.set = "K = (m^2+m+4)/2, m <= " + std::to_string(kMostNeurons);
  finding.theorems = {{"corollary_5_2_3T", "proofs/theories/MainThree.v"}, kSharpened[0]};
  return finding;
}

}  // namespace

const Claim kCorollary521{"cor-5.2.1",
                          "Corollary 5.2.1",
                          "If K <= floor(m^2/16), all labels can be changed with two hidden layers of m neurons.",
                          "K <= floor(m^2/16) implies N* = K",
                          "theorem; networks at the boundary",
                          3,
                          first_part};
const Claim kCorollary52Split{"cor-5.2-split",
                              "Corollary 5.2, its wording",
                              "The capacity is that of \"a 3-layer network with m neurons\".",
                              "",
                              "widths (1, m-1), smallest m",
                              3,
                              every_split};
const Claim kCorollary522{"cor-5.2.2",
                          "Corollary 5.2.2",
                          "Between the two boundaries N* is at least floor(m^2/108 - 2/3).",
                          "floor(m^2/108 - 2/3) <= N* <= K",
                          "theorem; the two lower ends compared",
                          3,
                          second_part};
const Claim kEquation21{"eq-21-22",
                        "Equations 21 and 22",
                        "N = floor(m^2/108 - 2/3) satisfies 6 sqrt(3N+2) <= m.",
                        "6 sqrt(3 floor(m^2/108 - 2/3) + 2) <= m",
                        "all m up to a bound",
                        3,
                        equations_21_22};
const Claim kCorollary523{"cor-5.2.3",
                          "Corollary 5.2.3",
                          "If K >= (m^2+m+4)/2, then N* is at most (m^2+m)/6.",
                          "floor(m^2/108 - 2/3) <= N* <= (m^2+m)/6",
                          "theorem; the printed step at equality",
                          3,
                          third_part};

}  // namespace ftcert::audit
