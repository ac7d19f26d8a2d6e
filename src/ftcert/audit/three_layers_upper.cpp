// Theorem 5.1.1: the three networks U1, U2, U3, their printed sizes and what rounding to whole neurons makes of them.
#include <algorithm>

#include "ftcert/audit/evidence.hpp"
#include "ftcert/audit/other_claims.hpp"
#include "ftcert/bounds/roots.hpp"
#include "ftcert/bounds/three_layers.hpp"
#include "ftcert/bounds/worst_data.hpp"
#include "ftcert/construct/construction.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert::audit {

namespace {

constexpr std::size_t kMostK = 1999, kMostN = 2999;

// ceil(sqrt n).
std::size_t root_up(std::size_t n) {
  std::size_t r = 0;
  while (r * r < n) ++r;
  return r;
}

// Least first G + second P over rectangles G P >= n.
std::size_t best_rectangle(std::size_t n, std::size_t first, std::size_t second) {
  std::size_t best = first + second * n;
  for (std::size_t g = 1; g <= n && first * g < best; ++g)
    best = std::min(best, first * g + second * ((n + g - 1) / g));
  return best;
}

// The best network of the audit for worst-case data with three layers.
void add_network(Finding& finding, const Evidence& evidence, std::size_t n, std::size_t k, const std::string& says) {
  const LineData data = on_integers(worst_labels(k, n, 3).labels);
  const Network g = best_network(data.problem(), 3);
  finding.certificates.push_back(evidence.network("N" + std::to_string(n) + "-K" + std::to_string(k),
                                                  std::to_string(g.neurons()) + " neurons; " + says, data, g));
}

const std::vector<Theorem> kUpper{{"three_layers_upperT", "proofs/theories/MainThree.v"}};

Finding u1(const Options&) {
  Finding finding(Status::kProved, "True, and half of it suffices: ceil(2 sqrt(K-1)).");
  for (std::size_t k = 3; k <= kMostK; ++k, ++finding.cases) {
    const std::size_t m = least_sum(k - 1);
    finding.check(m * m <= 16 * k, "K", k, "m", m);
  }
  const Evidence evidence("thm-5.1.1-u1", Role::kSupports);
  for (const std::size_t k : {9, 16, 25})
    add_network(finding, evidence, k, k, "4 sqrt(K) = " + std::to_string(4 * root_up(k)));
  finding.set = "the theorem's value against 4 sqrt(K), K <= " + std::to_string(kMostK);
  finding.theorems = {{"three_layers_denseT", "proofs/theories/MainThree.v"}, kUpper[0]};
  return finding;
}

Finding u1_rounding(const Options&) {
  Finding finding(Status::kUndecided, "");
  Table table{"The printed construction in whole neurons (first five)",
              {"K", "2(G+P), G P >= K", "(4 sqrt K)^2 = 16 K", "its square"},
              {}};
  bool exactly_non_squares = true;
  std::size_t first = 0;
  for (std::size_t k = 3; k <= kMostK; ++k, ++finding.cases) {
    const std::size_t m = best_rectangle(k, 2, 2);
    const bool exceeds = m * m > 16 * k, square = root_up(k) * root_up(k) == k;
    exactly_non_squares = exactly_non_squares && exceeds != square;
    if (!exceeds) continue;
    if (first == 0) first = k;
    if (table.rows.size() < 5)
      table.rows.push_back({std::to_string(k), std::to_string(m), std::to_string(16 * k), std::to_string(m * m)});
  }
  finding.tables = {table};
  if (first == 0 || !exactly_non_squares) {
    finding.missing = "the printed count is not exceeded as expected";
    return finding;
  }
  finding.status = Status::kRefuted;
  finding.verdict =
      "Rounded to whole neurons the printed network exceeds 4 sqrt(K) for exactly the K that are not squares. (The "
      "bound itself is true.)";
  finding.values = {{"K", std::to_string(first)},
                    {"neurons", std::to_string(best_rectangle(first, 2, 2))},
                    {"4 sqrt(K) rounded", rounded(root(4, Rational(first), 0))}};
  finding.set = "3 <= K <= " + std::to_string(kMostK);
  if (find_construction("yun-grid") != nullptr) {
    const Evidence evidence("u1-rounding", Role::kContradicts);
    const LineData data = on_integers(alternating_labels(first, first));
    if (const auto g = network_of("yun-grid", data.problem()))
      finding.certificates.push_back(evidence.network(
          "K" + std::to_string(first),
          "the printed network, repaired, for K = " + std::to_string(first) + " samples: more than 4 sqrt(K) neurons",
          data, *g));
  }
  return finding;
}

Finding u2(const Options&) {
  Finding finding(Status::kProved, "True, and never useful: one hidden layer of 3N neurons is smaller.");
  for (std::size_t k = 3; k <= 200; ++k) {
    for (std::size_t n = 1; n <= k; ++n, ++finding.cases) {
      const std::size_t m = upper_three_layers(n, k).value;
      finding.check(m <= 3 * n || (m - 3 * n) * (m - 3 * n) <= 4 * k, "K", k, "N", n, "m", m);
    }
  }
  finding.set = "the theorem's value against 2 sqrt(K) + 3N, 1 <= N <= K <= 200";
  finding.theorems = kUpper;
  return finding;
}

Finding u2_delta(const Options&) {
  Finding finding(Status::kUndecided, "");
  // Printed: 0 < delta < min over i != j of |z_i - z_j| / 2.
  for (std::size_t k = 3; k <= 8 && finding.values.empty(); ++k) {
    for (std::size_t n = 1; n <= k; ++n) {
      ++finding.cases;
      if (k - n < 2) continue;  // all labels can differ
      finding.values = {
          {"K", std::to_string(k)}, {"N", std::to_string(n)}, {"z", "1, 0, 0"}, {"min |z_i - z_j| / 2", "0"}};
      break;
    }
  }
  const char* const outcome =
      "No such delta exists as soon as two labels agree, and with two unchanged samples two labels are 0.";
  if (!finding.decide(!finding.values.empty(), Status::kRefuted, outcome)) return finding;
  finding.set = "(N, K) in the order of K, up to the first counterexample";
  return finding;
}

Finding u2_clipped(const Options&) {
  const Rational z = 1, delta(Integer(2), Integer(5)), clipped(Integer(5), Integer(4));
  // z relu(1 - |p - z| / delta), as three ReLUs.
  AffineMap hidden(3, 1), output(1, 3);
  const Rational kinks[3] = {z - delta, z, z + delta}, weights[3] = {1, -2, 1};
  for (std::size_t j = 0; j < 3; ++j) {
    hidden.weight(j, 0) = 1;
    hidden.bias[j] = -kinks[j];
    output.weight(0, j) = z * weights[j] / delta;
  }
  const Network bump(1, {hidden, output});
  const std::vector<Rational> at{clipped};
  const Rational value = bump.evaluate(at)[0];
  Finding finding(Status::kUndecided, "");
  finding.values = {{"K", "2"},
                    {"z", "1, 0"},
                    {"delta", delta.text()},
                    {"min |z_i - z_j| / 2", "1/2"},
                    {"p at the second sample", clipped.text()},
                    {"bump there", value.text()}};
  if (value.is_zero()) {
    finding.missing = "the bump vanishes there";
    return finding;
  }
  finding.status = Status::kProofGap;
  finding.verdict =
      "delta must also be at most the least |p| elsewhere less |z|; otherwise a bump reaches a sample whose "
      "pre-activation is clipped.";
  const Evidence evidence("u2-clipped", Role::kContradicts);
  finding.certificates.push_back(
      evidence.network("bump", "the bump of label 1 takes " + value.text() + " at p = 5/4, |p| > 1, where it must be 0",
                       LineData{{z, clipped}, {1, value}}, bump));
  return finding;
}

Finding u3(const Options&) {
  Finding finding(Status::kProved, "True, with 4 in place of 6 sqrt(3) = 10.39: ceil(4 sqrt(N+1)).");
  for (std::size_t n = 1; n <= kMostN; ++n, ++finding.cases) {
    const std::size_t m = least_sum(4 * n + 4);
    finding.check(m * m <= 36 * (3 * n + 2), "N", n, "m", m);
  }
  const Evidence evidence("thm-5.1.1-u3", Role::kSupports);
  for (const std::size_t n : {1, 2, 4, 9})
    add_network(finding, evidence, n, 6 * n, "6 sqrt(3N+2) = " + rounded(root(6, Rational(3 * n + 2), 0)));
  finding.set = "the theorem's value against 6 sqrt(3N+2), N <= " + std::to_string(kMostN);
  finding.theorems = {{"three_layers_sparseT", "proofs/theories/MainThree.v"}, kUpper[0]};
  return finding;
}

Finding u3_rounding(const Options&) {
  Finding finding(Status::kUndecided, "");
  std::string exceeding;
  std::size_t first = 0, squares = 0;
  for (std::size_t n = 1; n <= kMostN; ++n, ++finding.cases) {
    const std::size_t j = 3 * n + 2, m = best_rectangle(j, 2, 4), side = root_up(j);
    if (side * side == j) ++squares;
    if (m * m <= 36 * j) continue;
    if (first == 0) first = n;
    exceeding += (exceeding.empty() ? "" : ", ") + std::to_string(n);
  }
  if (first == 0 || squares != 0) {
    finding.missing = "the printed count is not exceeded as expected";
    return finding;
  }
  finding.status = Status::kRefuted;
  finding.verdict =
      "3N+2 is never a square, so a square grid always exceeds 6 sqrt(3N+2); the best rectangle does so for N = " +
      exceeding + " only. (The bound itself is true.)";
  finding.values = {{"N", std::to_string(first)},
                    {"neurons, best rectangle", std::to_string(best_rectangle(3 * first + 2, 2, 4))},
                    {"6 sqrt(3N+2) rounded", rounded(root(6, Rational(3 * first + 2), 0))}};
  finding.set = "N <= " + std::to_string(kMostN);
  if (find_construction("touched-grid") != nullptr) {
    const Evidence evidence("u3-rounding", Role::kContradicts);
    const LineData data = on_integers(alternating_labels(3 * first + 4, first));
    if (const auto g = network_of("touched-grid", data.problem()))
      finding.certificates.push_back(evidence.network(
          "N" + std::to_string(first), "the printed network, repaired: more than 6 sqrt(3N+2) neurons", data, *g));
  }
  return finding;
}

}  // namespace

const Claim kYunGridBound{"thm-5.1.1-u1",
                          "Theorem 5.1.1, U1",
                          "Two hidden layers of 4 sqrt(K) neurons always suffice.",
                          "m* <= 4 sqrt(K)",
                          "theorem",
                          3,
                          u1};
const Claim kYunGridRounding{"u1-rounding",
                             "Theorem 5.1.1, U1, the network",
                             "The printed network has at most 4 sqrt(K) neurons.",
                             "2(G + P) <= 4 sqrt(K), G P >= K",
                             "the best rectangle for every K",
                             3,
                             u1_rounding};
const Claim kBumpsBound{"thm-5.1.1-u2",
                        "Theorem 5.1.1, U2",
                        "Two hidden layers of 2 sqrt(K) + 3N neurons always suffice.",
                        "m* <= 2 sqrt(K) + 3N",
                        "theorem",
                        3,
                        u2};
const Claim kBumpsDelta{"u2-delta",
                        "Theorem 5.1.1, U2, the bump's width",
                        "delta is positive and less than half the least distance of two labels.",
                        "0 < delta < min over i != j of |z_i - z_j| / 2",
                        "smallest counterexample",
                        3,
                        u2_delta};
const Claim kBumpsClipped{
    "u2-clipped", "Theorem 5.1.1, U2, proof",   "A bump of this width vanishes at all other samples.",
    "",           "the printed bump evaluated", 3,
    u2_clipped};
const Claim kTouchedBound{"thm-5.1.1-u3",
                          "Theorem 5.1.1, U3",
                          "Two hidden layers of 6 sqrt(3N+2) neurons always suffice.",
                          "m* <= 6 sqrt(3N+2)",
                          "theorem",
                          3,
                          u3};
const Claim kTouchedRounding{"u3-rounding",
                             "Theorem 5.1.1, U3, the network",
                             "The printed network has at most 6 sqrt(3N+2) neurons.",
                             "2G + 4P <= 6 sqrt(3N+2), G P >= 3N+2",
                             "the best rectangle for every N",
                             3,
                             u3_rounding};

}  // namespace ftcert::audit
