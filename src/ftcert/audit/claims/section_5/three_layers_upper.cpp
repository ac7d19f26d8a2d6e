// Theorem 5.1.1: the networks U1 and U3, their printed sizes and what rounding to whole neurons makes of them.
#include <algorithm>

#include "ftcert/audit/claims/section_5/claims.hpp"
#include "ftcert/audit/tools/evidence.hpp"
#include "ftcert/bounds/few_labels.hpp"
#include "ftcert/bounds/roots.hpp"
#include "ftcert/bounds/three_layers.hpp"
#include "ftcert/bounds/worst_data.hpp"
#include "ftcert/construct/table.hpp"
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

// Least d1 + d2 with 4 floor(d1/4) floor(d2/4) >= k.
std::size_t yun_widths(std::size_t k) {
  const std::size_t quarter = (k + 3) / 4;
  std::size_t best = 4 + 4 * quarter;
  for (std::size_t a = 1; a <= quarter && 4 * a < best; ++a) best = std::min(best, 4 * (a + (quarter + a - 1) / a));
  return best;
}

const std::vector<Theorem> kUpper{{"three_layers_upperT", "proofs/theories/MainThree.v"}};

Finding u1(const Options&) {
  Finding finding(
      Status::kProved,
      "True, and less than half of it suffices for K >= 11: ceil(2 sqrt(K-1)) - 1, and one neuron more with "
      "rational weights.");
  for (std::size_t k = 3; k <= kMostK; ++k, ++finding.cases) {
    const std::size_t m = least_sum(k - 1);
    finding.check(m * m <= 16 * k, "K", k, "m", m);
  }
  const Evidence evidence(kYunGridBound.id, Role::kSupports);
  for (const std::size_t k : {9, 16, 25})
    add_network(finding, evidence, k, k, "4 sqrt(K) = " + std::to_string(4 * root_up(k)));
  finding.set = "the theorem's value against 4 sqrt(K), K <= " + std::to_string(kMostK);
  finding.theorems = {{"three_layers_upper_plusT", "proofs/theories/MainDense.v"},
                      {"three_layers_denseT", "proofs/theories/MainThree.v"},
                      kUpper[0]};
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
  if (!finding.decide(first != 0 && exactly_non_squares, Status::kRefuted,
                      "Rounded to whole neurons the printed network exceeds 4 sqrt(K) for exactly the K that are not "
                      "squares. (The bound itself is true.)"))
    return finding;
  finding.values = {{"K", std::to_string(first)},
                    {"neurons", std::to_string(best_rectangle(first, 2, 2))},
                    {"4 sqrt(K) rounded", rounded(root(4, Rational(first), 0))}};
  finding.set = "3 <= K <= " + std::to_string(kMostK);
  if (find_construction("yun-grid") != nullptr) {
    const Evidence evidence(kYunGridRounding.id, Role::kContradicts);
    const LineData data = on_integers(alternating_labels(first, first));
    if (const auto g = network_of("yun-grid", data.problem()))
      finding.certificates.push_back(evidence.network(
          "K" + std::to_string(first),
          "the printed network, repaired, for K = " + std::to_string(first) + " samples: more than 4 sqrt(K) neurons",
          data, *g));
  }
  return finding;
}

Finding yun(const Options&) {
  Finding finding(Status::kUndecided, "");
  Table table{"The theorem of Yun et al. in whole neurons", {"K", "d1 + d2", "its square", "16 K"}, {}};
  bool exactly = true;
  for (std::size_t k = 3; k <= kMostK; ++k, ++finding.cases) {
    const std::size_t m = yun_widths(k), root = root_up(k);
    const bool exceeds = m * m > 16 * k, even_square = root * root == k && root % 2 == 0;
    exactly = exactly && exceeds != even_square;
    if (exceeds && finding.values.empty())
      finding.values = {{"K", std::to_string(k)}, {"d1 + d2", std::to_string(m)}, {"16 K", std::to_string(16 * k)}};
    if (k == 3 || k == 4 || k == 9 || k == 16 || k == 25)
      table.rows.push_back({std::to_string(k), std::to_string(m), std::to_string(m * m), std::to_string(16 * k)});
  }
  finding.tables = {table};
  const char* const outcome =
      "That theorem as it stands gives 4 sqrt(K) for the squares of even numbers alone, K = 4, 16, 36, ..; for all "
      "other "
      "K more. (The bound itself is true.)";
  if (!finding.decide(!finding.values.empty() && exactly, Status::kProofGap, outcome)) return finding;
  finding.set = "3 <= K <= " + std::to_string(kMostK);
  finding.theorems = kUpper;
  return finding;
}

Finding u3(const Options&) {
  Finding finding(Status::kProved, "True, with 4 in place of 6 sqrt(3) = 10.39: ceil(4 sqrt(N+1)) - 1 for N >= 3.");
  for (std::size_t n = 1; n <= kMostN; ++n, ++finding.cases) {
    const std::size_t m = least_sum(4 * n + 4);
    finding.check(m * m <= 36 * (3 * n + 2) && (n < 3 || upper_few_labels(n).value < m), "N", n, "m", m);
  }
  const Evidence evidence(kTouchedBound.id, Role::kSupports);
  for (const std::size_t n : {1, 2, 4, 9})
    add_network(finding, evidence, n, 6 * n, "6 sqrt(3N+2) = " + rounded(root(6, Rational(3 * n + 2), 0)));
  finding.set = "the theorem's value against 6 sqrt(3N+2), N <= " + std::to_string(kMostN);
  finding.theorems = {
      {"3.4.5", "proofs/theorems.md"}, {"three_layers_sparseT", "proofs/theories/MainThree.v"}, kUpper[0]};
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
  if (!finding.decide(
          first != 0 && squares == 0, Status::kRefuted,
          "3N+2 is never a square, so a square grid always exceeds 6 sqrt(3N+2); the best rectangle does so "
          "for N = " +
              exceeding + " only. (The bound itself is true.)"))
    return finding;
  finding.values = {{"N", std::to_string(first)},
                    {"neurons, best rectangle", std::to_string(best_rectangle(3 * first + 2, 2, 4))},
                    {"6 sqrt(3N+2) rounded", rounded(root(6, Rational(3 * first + 2), 0))}};
  finding.set = "N <= " + std::to_string(kMostN);
  if (find_construction("touched-grid") != nullptr) {
    const Evidence evidence(kTouchedRounding.id, Role::kContradicts);
    const LineData data = on_integers(alternating_labels(3 * first + 4, first));
    if (const auto g = network_of("touched-grid", data.problem()))
      finding.certificates.push_back(evidence.network(
          "N" + std::to_string(first), "the printed network, repaired: more than 6 sqrt(3N+2) neurons", data, *g));
  }
  return finding;
}

}  // namespace

const Claim kYunGridBound{"thm-5.1.1-u1",
                          Section::kTwoHiddenLayers,
                          "Theorem 5.1.1, U1",
                          "Two hidden layers of 4 sqrt(K) neurons always suffice.",
                          "m* <= 4 sqrt(K)",
                          "theorem",
                          3,
                          u1};
const Claim kYunGridRounding{"u1-rounding",
                             Section::kTwoHiddenLayers,
                             "Theorem 5.1.1, U1, the network",
                             "The printed network has at most 4 sqrt(K) neurons.",
                             "2(G + P) <= 4 sqrt(K), G P >= K",
                             "the best rectangle for every K",
                             3,
                             u1_rounding};
const Claim kYunTheorem{
    "u1-yun",
    Section::kTwoHiddenLayers,
    "Theorem 5.1.1, U1, the source",
    "By Yun et al., Theorem 3.1, which needs 4 floor(d1/4) floor(d2/4) >= K, 4 sqrt(K) neurons suffice.",
    "min{d1 + d2 : 4 floor(d1/4) floor(d2/4) >= K} <= 4 sqrt(K)",
    "the least d1 + d2 for every K",
    3,
    yun};
const Claim kTouchedBound{"thm-5.1.1-u3",
                          Section::kTwoHiddenLayers,
                          "Theorem 5.1.1, U3",
                          "Two hidden layers of 6 sqrt(3N+2) neurons always suffice.",
                          "m* <= 6 sqrt(3N+2)",
                          "theorem",
                          3,
                          u3};
const Claim kTouchedRounding{"u3-rounding",
                             Section::kTwoHiddenLayers,
                             "Theorem 5.1.1, U3, the network",
                             "The printed network has at most 6 sqrt(3N+2) neurons.",
                             "2G + 4P <= 6 sqrt(3N+2), G P >= 3N+2",
                             "the best rectangle for every N",
                             3,
                             u3_rounding};

}  // namespace ftcert::audit
