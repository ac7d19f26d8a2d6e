// The samples that a block of appendix B keeps.
#include "ftcert/audit/claims/appendix_b/claims.hpp"

namespace ftcert::audit {

namespace {

Finding appendix_b_count(const Options&) {
  Finding finding(Status::kVerified, "True for parts of equal size, give or take one.");
  constexpr std::size_t most_n = 300, most_q = 40;
  for (std::size_t q = 1; q <= most_q; ++q) {
    for (std::size_t n = 1; n <= most_n; ++n, ++finding.cases) {
      const std::size_t part = (n + q - 1) / q;  // the largest |T_i|
      const Rational printed = Rational(3 * n) / Rational(q) + Rational(5);
      const bool printed_size = Rational(part) <= Rational(n) / Rational(q) + Rational(1);
      finding.check(printed_size && Rational(3 * part + 2) <= printed, "N", n, "q", q, "|T_i|", part);
    }
  }
  finding.evidence = {
      "|T_i| <= N/q + 1 gives 3 |T_i| + 2 <= 3N/q + 5. That is stronger than the printed proposition, "
      "which has 3N/sqrt(q)."};
  finding.set = "N <= " + std::to_string(most_n) + ", q <= " + std::to_string(most_q);
  return finding;
}

}  // namespace

const Claim kAppendixBCount{"app-b-count",
                            Section::kAppendices,
                            "Appendix B, equation 36",
                            "With |T_i| <= N/q + 1 the samples that a block keeps are at most 3N/q + 5.",
                            "3 |T_i| + 2 <= 3N/q + 5",
                            "all N and q up to a bound",
                            4,
                            appendix_b_count};

}  // namespace ftcert::audit
