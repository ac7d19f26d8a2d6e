// Proposition 6.1: more hidden layers of a certain width.
#include <algorithm>

#include "ftcert/audit/claims/section_6/claims.hpp"
#include "ftcert/audit/tools/evidence.hpp"
#include "ftcert/bounds/deeper.hpp"
#include "ftcert/bounds/paper.hpp"
#include "ftcert/bounds/worst_data.hpp"

namespace ftcert::audit {

namespace {

// w <= 4 sqrt(3N/sqrt(q) + 5) + 2 and w <= 4 sqrt(K) + 2, in integers.
bool keeps_to_paper(std::size_t w, std::size_t n, std::size_t k, std::size_t layers) {
  const Rational q((layers - 1) / 2), s = (Rational(w) - Rational(2)) / Rational(4);
  const Rational rest = s * s - Rational(5);
  const bool sparse = s.sign() <= 0 || rest.sign() <= 0 || rest * rest * q <= Rational(9 * n * n);
  return sparse && (s.sign() <= 0 || s * s <= Rational(k));
}

Finding proposition_6_1(const Options& options) {
  Finding finding(
      Status::kVerified,
      "True on the grid, with less than half of the printed width: about min{sqrt(K/q), 2 sqrt(N/q)} is enough.");
  for (std::size_t layers = 4; layers <= 9; ++layers) {
    for (std::size_t k = 1; k <= 40; ++k) {
      for (std::size_t n = 1; n <= k; ++n, ++finding.cases) {
        const std::size_t width = bounds_width(n, k, layers).upper.value;
        finding.check(keeps_to_paper(2 * width, n, k, layers), "L", layers, "N", n, "K", k, "width", width);
      }
    }
  }
  const Evidence evidence(kProposition61.id, Role::kSupports);
  for (std::size_t layers = 4; layers <= 5; ++layers) {
    for (std::size_t n = 2; n <= options.most_samples; n += 3) {
      const std::size_t k = 4 * n;
      const LineData data = on_integers(worst_labels(k, n, 3).labels);
      const Network g = best_network(data.problem(), layers);
      std::size_t width = 0;
      for (const std::size_t d : g.widths()) width = std::max(width, d);
      if (!keeps_to_paper(width, n, k, layers)) continue;
      finding.certificates.push_back(evidence.network(
          "L" + std::to_string(layers) + "-N" + std::to_string(n),
          "width " + std::to_string(width) + ", allowed " + paper_width(n, k, layers)->decimal, data, g));
    }
  }
  finding.check(!finding.certificates.empty(), "networks of the printed width", 0);
  finding.set =
      "the widths of Theorems 4.3.2 and 4.3.3 of proofs/theorems.md against half of the printed one, 4 <= L <= 9, 1 <= "
      "N <= K <= 40";
  finding.theorems = {{"4.3.2", "proofs/theorems.md"}, {"4.3.3", "proofs/theorems.md"}};
  return finding;
}

Finding square_grid(const Options&) {
  Finding finding(Status::kUndecided, "");
  for (std::size_t k = 3; k <= 40 && finding.values.empty(); ++k) {
    const std::size_t n = 1, j = std::min<std::size_t>(3 * n + 2, k);
    std::size_t side = 0;
    while (side * side < j) ++side;
    const std::size_t width = 4 * side + 2;
    ++finding.cases;
    // J has 3N+2 samples once K >= 3N+2; the other end of the printed minimum, 4 sqrt(K) + 2, must not bind.
    if (j < 3 * n + 2 || k < 3 * n + 5 || keeps_to_paper(width, n, k, 4)) continue;
    finding.values = {{"N", "1"},
                      {"L", "4"},
                      {"K", std::to_string(k)},
                      {"width", std::to_string(width)},
                      {"printed", paper_width(n, k, 4)->decimal}};
  }
  const char* const outcome =
      "With a square grid in whole neurons the printed width is exceeded; the best rectangle keeps to it.";
  if (!finding.decide(!finding.values.empty(), Status::kProofGap, outcome)) return finding;
  finding.set = "N = 1, L = 4, K <= 40, up to the first counterexample";
  return finding;
}

}  // namespace

const Claim kProposition61{"prop-6.1",
                           Section::kMoreHiddenLayers,
                           "Proposition 6.1",
                           "For L >= 4 layers a certain width suffices.",
                           "4 min{sqrt(3N/sqrt(q) + 5), sqrt(K)} + 2, q = floor((L-1)/2)",
                           "our width against the printed one; networks",
                           4,
                           proposition_6_1};
const Claim kProposition61Square{"prop-6.1-square",
                                 Section::kMoreHiddenLayers,
                                 "Proposition 6.1, the grid",
                                 "Blocks with square grids keep to the printed width.",
                                 "",
                                 "smallest counterexample in whole neurons",
                                 4,
                                 square_grid};

}  // namespace ftcert::audit
