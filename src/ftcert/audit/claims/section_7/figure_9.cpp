// Figure 9: what its plot can and cannot show.
#include "ftcert/audit/claims/section_7/claims.hpp"
#include "ftcert/bounds/paper.hpp"
#include "ftcert/core/rational.hpp"

namespace ftcert::audit {

namespace {

Finding figure_9(const Options&) {
  Finding finding(Status::kProofGap,
                  "The plot tests neither bound: up to N = 60 the zero network already has that loss, and from N = 333 "
                  "on the lower bound is constant.");
  const Rational loss(Integer(4), Integer(100)),
      square(Integer(2), Integer(3));  // E (y - y')^2 for independent uniform labels on [-1, 1]
  constexpr std::size_t k = 1000;
  std::size_t most = 0, constant = 0;
  for (std::size_t n = 1; n <= k; ++n, ++finding.cases) {
    if (square * Rational(n) / Rational(k) <= loss) most = n;
    if (constant == 0 && 3 * n >= k - 2) constant = n;
  }
  finding.values = {{"N up to which g = 0 has expected loss at most 0.04", std::to_string(most)},
                    {"Theorem 5.1.2 there", paper_three_layers(most, k)->lower.decimal},
                    {"N from which K - 2 binds", std::to_string(constant)},
                    {"Theorem 5.1.2 from there on", paper_three_layers(constant, k)->lower.decimal}};
  finding.set = "K = 1000, N <= 1000";
  return finding;
}

}  // namespace

const Claim kFigure9{"fig-9",
                     Section::kExperiments,
                     "Section 7, Figure 9",
                     "The experiment agrees with the bounds: loss 0.04 with m of order sqrt(N).",
                     "",
                     "exact expected loss of the zero network; the bound's values",
                     3,
                     figure_9,
                     Draws::kFigure};

}  // namespace ftcert::audit
