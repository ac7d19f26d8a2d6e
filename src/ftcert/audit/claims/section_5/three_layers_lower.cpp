// Theorem 5.1.2, pieces of networks with two hidden layers, and our interval for m*.
#include <algorithm>
#include <array>

#include "ftcert/audit/claims/section_5/claims.hpp"
#include "ftcert/audit/tools/evidence.hpp"
#include "ftcert/bounds/paper.hpp"
#include "ftcert/bounds/three_layers.hpp"
#include "ftcert/bounds/worst_data.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/pieces/line_pieces.hpp"

namespace ftcert::audit {

namespace {

constexpr std::size_t kMostCounted = 300;  // samples, for the ends by closed formulas

std::string pair_name(std::size_t n, std::size_t k) { return "N" + std::to_string(n) + "-K" + std::to_string(k); }

// m >= sqrt(2 p + 1/4) - 1/2, in integers.
bool reaches_paper(std::size_t m, std::size_t pieces) { return m * (m + 1) >= 2 * pieces; }

Finding printed(const Options& options) {
  Finding finding(Status::kUndecided, "");
  const Evidence evidence(kTheorem512Printed.id, Role::kContradicts);
  for (std::size_t k = 3; k <= options.most_samples && finding.certificates.empty(); ++k) {
    for (std::size_t n = 1; n <= k; ++n) {
      ++finding.cases;
      const Network g(1, {AffineMap(0, 1), AffineMap(0, 0), AffineMap(1, 0)});  // residuals 0 on T
      if (reaches_paper(g.neurons(), std::min(3 * n, k - 2))) continue;
      finding.values = {{"K", std::to_string(k)},
                        {"N", std::to_string(n)},
                        {"neurons", "0"},
                        {"the bound", paper_three_layers(n, k)->lower.decimal}};
      finding.certificates.push_back(evidence.network(pair_name(n, k),
                                                      "residuals 0 on T: no neuron, and the claim says more",
                                                      on_integers(std::vector<int>(k, 0)), g));
      break;
    }
  }
  const char* const outcome =
      "False for every N >= 1 and K >= 3, as Theorem 4.1.2 is: residuals 0 on T need no neuron.";
  if (!finding.decide(!finding.certificates.empty(), Status::kRefuted, outcome)) return finding;
  finding.set = "zero residuals, in the order of K and N, up to the first counterexample";
  return finding;
}

Finding intended(const Options& options) {
  Finding finding(Status::kProved, "True with \"there are T, x, z\", and sharpened to 2 sqrt(min{K, 4N+4}) - 4.");
  const Evidence evidence(kTheorem512Intended.id, Role::kSupports);
  for (std::size_t k = 3; k <= options.most_samples; ++k) {
    for (std::size_t n = 1; n <= k; ++n, ++finding.cases) {
      CertificateFile file = evidence.bound(
          pair_name(n, k), "these labels need so many neurons; the claim is " + paper_three_layers(n, k)->lower.decimal,
          on_integers(alternating_labels(k, n)), 3);
      finding.check(reaches_paper(file.neurons, std::min(3 * n, k - 2)), "N", n, "K", k, "neurons", file.neurons);
      finding.certificates.push_back(std::move(file));
    }
  }
  // (d1+1)(d2+1) > p implies the printed bound for d1 + d2: the best split.
  for (std::size_t m = 1; m <= 2000; ++m) finding.check((m / 2 + 1) * ((m + 1) / 2 + 1) - 1 <= m * (m + 1) / 2, "m", m);
  finding.evidence = {
      "The theorem gives (d1+1)(d2+1) > min{3N, K-2}; since (d1+1)(d2+1) - 1 <= (m^2+m)/2 for m = d1+d2 >= 1 (checked "
      "for m <= 2000), the printed bound follows."};
  finding.set = "all 1 <= N <= K, 3 <= K <= " + std::to_string(options.most_samples);
  finding.theorems = {{"three_layers_kink_boundT", "proofs/theories/MainThree.v"},
                      {"three_layers_lowerT", "proofs/theories/MainThree.v"}};
  return finding;
}

Finding pieces(const Options& options) {
  Finding finding(Status::kProved, "True, not sharp: (d1+1)(d2+1) pieces at most.");
  Generator generator(options.seed);
  const auto random_map = [&](std::size_t rows, std::size_t columns) {
    AffineMap map(rows, columns);
    for (Rational& w : map.weights) w = generator.between(-4, 4);
    for (Rational& b : map.bias) b = generator.between(-9, 9);
    return map;
  };
  for (std::size_t d1 = 1; d1 <= 4; ++d1) {
    for (std::size_t d2 = 1; d2 <= 4; ++d2) {
      for (std::size_t trial = 0; trial < 25; ++trial, ++finding.cases) {
        const Network g(1, {random_map(d1, 1), random_map(d2, d1), random_map(1, d2)});
        const std::size_t found = pieces_along(g, std::vector<Rational>{0}, std::vector<Rational>{1}).pieces();
        finding.check(found <= (d1 + 1) * (d2 + 1) && (d1 + 1) * (d2 + 1) <= 2 * d1 * d2 + d2 + 1, "d1", d1, "d2", d2,
                      "pieces", found);
      }
    }
  }
  finding.set = "random networks (seed " + std::to_string(options.seed) + "), 1 <= d1, d2 <= 4";
  finding.theorems = {{"pieces_three_layersT", "proofs/theories/MainThree.v"}};
  return finding;
}

Finding integer_maximum(const Options&) {
  Finding finding(Status::kUndecided, "");
  Table table{"Where the maximum is", {"m", "whole d2", "maximum", "d2 in steps of 1/4", "maximum"}, {}};
  const auto value = [](const Rational& m, const Rational& d2) { return Rational(2) * (m - d2) * d2 + d2; };
  for (std::size_t m = 1; m <= 1000; ++m, ++finding.cases) {
    std::size_t most = 0;
    std::string at;
    for (std::size_t d2 = 0; d2 <= m; ++d2) most = std::max(most, 2 * (m - d2) * d2 + d2);
    finding.check(most == m * (m + 1) / 2, "m", m, "maximum", most);
    if (m > 4) continue;
    for (std::size_t d2 = 0; d2 <= m; ++d2) {
      if (2 * (m - d2) * d2 + d2 == most) at += (at.empty() ? "" : ", ") + std::to_string(d2);
    }
    // The steps of d2 by 1/4.
    Rational best;
    for (Rational d2 = 0; d2 <= Rational(m); d2 += Rational(1) / 4) {
      if (value(Rational(m), d2) > value(Rational(m), best)) best = d2;
    }
    table.rows.push_back({std::to_string(m), at, std::to_string(most), best.text(), value(Rational(m), best).text()});
    if (finding.values.empty() && value(Rational(m), best) > Rational(m * (m + 1) / 2))
      finding.values = {{"m", std::to_string(m)},
                        {"d2", best.text()},
                        {"2 d1 d2 + d2", value(Rational(m), best).text()},
                        {"(m^2+m)/2", std::to_string(m * (m + 1) / 2)}};
  }
  finding.tables = {table};
  const char* const outcome =
      "True for whole numbers, at d2 = m/2 or, for odd m, (m+1)/2; the real maximum, (2m+1)^2/8 at d2 = m/2 + 1/4, is "
      "larger by 1/8.";
  if (!finding.decide(!finding.values.empty(), Status::kProofGap, outcome)) return finding;
  finding.set = "all splits of m <= 1000; the maximum is (m^2+m)/2 for each; d2 in steps of 1/4 for m <= 4";
  return finding;
}

Finding remark_5(const Options& options) {
  Finding finding(Status::kProved, "True, with the exact leading constant: m* = 4 sqrt(N) + O(1) for K >= 4N.");
  finding.theorems = {{"three_layers_headline_4NT", "proofs/theories/MainThree.v"}};
  const Evidence evidence(kRemark5.id, Role::kSupports);
  for (std::size_t n = 1; n <= 2 * options.most_samples; n += 3, ++finding.cases) {
    const LineData data = on_integers(one_sign_labels(4 * n + 1, n));
    finding.certificates.push_back(
        evidence.bound("N" + std::to_string(n), "a lower bound of order sqrt(N), K = 4N + 1", data, 3));
  }
  finding.set = "labels 1, then -1, three zeros between, N <= " + std::to_string(2 * options.most_samples);
  return finding;
}

Finding interval(const Options& options) {
  Finding finding(Status::kProved,
                  "Not in the paper: m* is known up to one neuron for K <= 3N+2, and up to three for all N and K.");
  for (std::size_t k = 3; k <= kMostCounted; ++k) {
    for (std::size_t n = 1; n <= k; ++n) {
      const std::size_t lower = lower_three_layers_closed(n, k).value, upper = upper_three_layers(n, k).value;
      finding.check(lower <= upper && upper <= lower + (k <= 3 * n + 2 ? 1 : 3) &&
                        (lower + 4) * (lower + 4) >= 4 * std::min(k, 4 * n + 4) &&
                        (k < 11 || upper * upper < 4 * std::min(k, 4 * n + 4)),
                    "N", n, "K", k, "at least", lower, "at most", upper);
    }
  }
  const Evidence evidence(kThreeLayersInterval.id, Role::kSupports);
  Table table{"Neurons of two hidden layers in the worst case",
              {"N", "K", "paper", "certified >=", "theorem", "network found"},
              {}};
  const auto add = [&](std::size_t n, std::size_t k, bool certify) {
    const ProvedInterval ours = bounds_three_layers(n, k);
    const PaperInterval paper = paper_three_layers(n, k).value();
    std::string least = "-", found = "-";
    ++finding.cases;
    if (certify) {
      const LineData data = on_integers(worst_labels(k, n, 3).labels);
      const CertificateFile bound =
          evidence.bound(pair_name(n, k) + "-lower", "these labels need so many neurons", data, 3);
      const Network g = best_network(data.problem(), 3);
      finding.check(bound.neurons <= ours.upper.value && bound.neurons <= g.neurons() &&
                        g.neurons() <= upper_three_layers_rational(n, k).value,
                    "N", n, "K", k, "neurons needed", bound.neurons, "network", g.neurons());
      least = std::to_string(bound.neurons);
      found = std::to_string(g.neurons());
      finding.certificates.push_back(bound);
      finding.certificates.push_back(
          evidence.network(pair_name(n, k) + "-upper", "a network for these labels", data, g));
    }
    table.rows.push_back({std::to_string(n), std::to_string(k), paper.lower.decimal + " .. " + paper.upper.decimal,
                          least, std::to_string(ours.lower.value) + " .. " + std::to_string(ours.upper.value), found});
  };
  for (std::size_t k = 3; k <= options.most_samples; ++k) {
    for (std::size_t n = 1; n <= k; ++n) add(n, k, true);
  }
  if (options.most_samples < 10) add(10, 10, true);
  add(49, 1000, false);
  add(100, 400, false);
  add(2500, 1000000, false);
  add(10000, 10000, false);
  finding.set = "1 <= N <= K, 3 <= K <= " + std::to_string(options.most_samples) +
                ", and five larger pairs; the two ends by closed formulas for K <= " + std::to_string(kMostCounted);
  finding.evidence = {
      "The upper end for K <= 4N+4 needs square roots among the weights; with rational ones it is at most one neuron "
      "more."};
  finding.tables = {table};
  finding.theorems = {{"three_layers_headline_plusT", "proofs/theories/MainDense.v"},
                      {"three_layers_gap_oneT", "proofs/theories/MainDense.v"},
                      {"3.9.3", "proofs/theorems.md"},
                      {"three_layers_lowerT", "proofs/theories/MainThree.v"}};
  return finding;
}

}  // namespace

const Claim kTheorem512Printed{"thm-5.1.2-printed",
                               Section::kTwoHiddenLayers,
                               "Theorem 5.1.2, as printed",
                               "For given T, x, z every network with two hidden layers that satisfies the conditions "
                               "has at least so many neurons.",
                               "sqrt(2 min{3N, K-2} + 1/4) - 1/2 <= m",
                               "search for the smallest counterexample",
                               3,
                               printed};
const Claim kTheorem512Intended{
    "thm-5.1.2-intended",
    Section::kTwoHiddenLayers,
    "Theorem 5.1.2, as intended",
    "There are T, x, z for which every network with two hidden layers has at least so many neurons.",
    "sqrt(2 min{3N, K-2} + 1/4) - 1/2 <= m*",
    "theorem; lower bounds on a grid",
    3,
    intended};
const Claim kPiecesThreeLayers{"pieces-3",
                               Section::kTwoHiddenLayers,
                               "Section 5.1 (Yun et al., Theorem 3.3)",
                               "Two hidden layers of d1 and d2 neurons have at most 2 d1 d2 + d2 + 1 pieces on a line.",
                               "",
                               "theorem; random networks",
                               3,
                               pieces};
const Claim kIntegerMaximum{"max-2d1d2",
                            Section::kTwoHiddenLayers,
                            "Section 5.1, proof of Theorem 5.1.2",
                            "For d1 + d2 = m the maximum of 2 d1 d2 + d2 is (m^2+m)/2.",
                            "2 d1 d2 + d2 <= (m^2 + m)/2",
                            "all splits",
                            3,
                            integer_maximum};
const Claim kRemark5{"remark-5",           Section::kTwoHiddenLayers, "Remark 5", "m* is of order sqrt(N).",
                     "m* = Theta(sqrt N)", "theorem; lower bounds",   3,          remark_5};
const Claim kThreeLayersInterval{"three-layers-interval",
                                 Section::kTwoHiddenLayers,
                                 "sharpens Theorem 5.1",
                                 "The least number of neurons of two hidden layers, up to one neuron where at least a "
                                 "third of the labels may change, up to three always.",
                                 "2 sqrt(min{K, 4N+4}) - 4 <= m* < 2 sqrt(min{K, 4N+4}), K >= 11",
                                 "theorem; networks and lower bounds for worst-case data",
                                 3,
                                 interval};

}  // namespace ftcert::audit
