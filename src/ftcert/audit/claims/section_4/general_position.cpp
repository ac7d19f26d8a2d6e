// Theorem 4.1 in R^d: the same labels on a line, and in general position.
#include <algorithm>
#include <optional>

#include "ftcert/audit/claims/section_4/claims.hpp"
#include "ftcert/audit/tools/evidence.hpp"
#include "ftcert/bounds/general_position.hpp"
#include "ftcert/bounds/worst_data.hpp"
#include "ftcert/refute/lower_bound.hpp"

namespace ftcert::audit {

namespace {

constexpr std::size_t kMostDimensions = 3, kMostChanged = 4, kKept = 3;
// Linear programs of the lower bounds: 14 samples in the plane take 23,000, and a certificate of 169 kB; all others, hundreds.
constexpr std::size_t kPrograms = 100'000, kFewPrograms = 1000;

// The worst labels of a line at (t, t^2, .., t^d), t = 1, .., K: any d + 1 of these samples are affinely independent (Vandermonde).
Problem on_the_moment_curve(const std::vector<Rational>& labels, std::size_t d) {
  PointMatrix points(labels.size(), d), residuals(labels.size(), 1);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    Rational power(1);
    for (std::size_t j = 0; j < d; ++j) points.row(i)[j] = power *= Rational(i + 1);
    residuals.row(i)[0] = labels[i];
  }
  return Problem(std::move(points), std::move(residuals));
}

Finding general_position(const Options& options) {
  const bool large = options.most_samples >= Options{}.most_samples;
  Finding finding(
      Status::kProved,
      "What the paper proves for samples in R^d is the worst case of samples on a line, 3N. In general position d "
      "dimensions divide "
      "it by d, exactly: for N = k d + r and d >= 2 the worst case is 3k + 1, 3k + 3 or 3k + 4, r = 0, r = 1, r >= 2.");
  const Evidence evidence(kGeneralPosition.id, Role::kSupports);
  Table table{"The same labels at (t, .., t^d), t = 1, .., 3N + 2",
              {"d", "N", "K", "Theorem 4.1.2: min{3N, K-2}", "worst case in general position (theorem)",
               "built for these data", "certified >="},
              {}};
  for (std::size_t d = 1; d <= kMostDimensions; ++d) {
    for (std::size_t n = 1; n <= kMostChanged; ++n, ++finding.cases) {
      const std::size_t k = 3 * n + 2;
      const LineData line = on_integers(alternating_labels(k, n));
      const Problem problem = on_the_moment_curve(line.z, d);
      const Network g = best_network(problem, 2);
      const std::size_t worst = worst_general_position(n, d);
      const std::string name = "d" + std::to_string(d) + "-N" + std::to_string(n);
      std::optional<CertificateFile> bound;
      if (d == 1) {
        bound = evidence.bound(name + "-lower", "kinks that the labels force", problem, 2);
      } else if (g.neurons() > 1) {
        bound = evidence.trees(name + "-lower", problem, g.neurons() - 1, large ? kPrograms : kFewPrograms);
      }
      const std::size_t certified = bound ? bound->neurons : best_lower_bound(problem, 2);
      finding.check(g.neurons() <= worst && certified <= g.neurons() && (d == 1 || n == 1) == (worst == 3 * n), "d", d,
                    "N", n, "neurons", g.neurons());
      table.rows.push_back({std::to_string(d), std::to_string(n), std::to_string(k), std::to_string(3 * n),
                            std::to_string(worst), std::to_string(g.neurons()), std::to_string(certified)});
      if (n < kKept) continue;
      if (bound) finding.certificates.push_back(std::move(*bound));
      finding.certificates.push_back(evidence.network(
          name + "-upper",
          std::to_string(g.neurons()) + " neurons for labels that need " + std::to_string(3 * n) + " on a line",
          problem, g));
    }
  }
  finding.set = "1 <= d <= 3, 1 <= N <= 4, K = 3N + 2";
  finding.evidence = {
      "The lower half of Theorem 4.1 is shown by samples on a line. A line lies in every R^d, so it holds for every d, "
      "but it speaks of samples on a line alone. In general position any d changed samples lie on a hyperplane that "
      "holds no other sample, and three neurons, or four for both signs, serve them all.",
      "The exact value is taken from some K on, which is not known; for fewer samples it is an upper end.",
      "The labels of the table are the worst on a line and not the worst in general position: what they need there "
      "lies "
      "between the last two columns, by certificates, and is exact where these agree. `ftcert solve` brackets other "
      "labels.",
      "Counting parameters: for every K some labels need (N - 1)/(d + 1) neurons or more, in general position too."};
  finding.tables = {std::move(table)};
  finding.theorems = {{"2.13.6", "proofs/theorems.md"}, {"2.10.2", "proofs/theorems.md"}};
  return finding;
}

}  // namespace

const Claim kGeneralPosition{"general-position",
                             Section::kOneHiddenLayer,
                             "Theorem 4.1, for samples in general position",
                             "Theorem 4.1 holds for samples in R^d; are its 3N neurons needed where d is large?",
                             "m* = 3k + {1, 3, 4}, N = k d + r",
                             "theorem; networks for the worst labels of a line on the moment curve",
                             2,
                             general_position};

}  // namespace ftcert::audit
