// Figures that report or caption: what they can and cannot show.
#include <algorithm>

#include "ftcert/audit/other_claims.hpp"
#include "ftcert/bounds/paper.hpp"
#include "ftcert/core/error.hpp"
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

Finding figure_1(const Options&) {
  Finding finding(Status::kRefuted, "A misprint: f fits K - N samples already.");
  const std::size_t k = 3, n = 1;
  require(k - n != n, "audit: the caption is right");
  finding.values = {{"K", "3"}, {"N", "1"}, {"samples that f fits", std::to_string(k - n)}};
  return finding;
}

Finding figure_10(const Options&) {
  Finding finding(Status::kRefuted, "A misprint: U3 is 6 sqrt(3N+2), and 4N+4 is the bound of appendix A.");
  std::size_t equal = 0;
  for (std::size_t n = 1; n <= 1000; ++n, ++finding.cases)
    equal += (4 * n + 4) * (4 * n + 4) == 36 * (3 * n + 2) ? 1 : 0;
  require(equal == 0, "audit: the two agree somewhere");
  finding.values = {{"N", "1"}, {"4N + 4", "8"}, {"(4N + 4)^2", "64"}, {"36 (3N + 2)", "180"}};
  finding.set = "N <= 1000: never equal";
  return finding;
}

}  // namespace

const Claim kFigure9{"fig-9",
                     "Section 7, Figure 9",
                     "The experiment agrees with the bounds: loss 0.04 with m of order sqrt(N).",
                     "",
                     "exact expected loss of the zero network; the bound's values",
                     3,
                     figure_9};
const Claim kFigure1Caption{"fig-1-caption", "Figure 1, caption", "f already fits N samples.", "", "the definition", 0,
                            figure_1};
const Claim kFigure10Caption{
    "fig-10-caption", "Figure 10, caption", "U3 = 4N + 4 in section 5.2.", "", "the two compared", 3, figure_10};

}  // namespace ftcert::audit
