// The ranges of Corollary 5.2: which of the three bounds is the least, and the order in which Figure 5 draws them.
#include <algorithm>

#include "ftcert/audit/claims/section_5/claims.hpp"
#include "ftcert/audit/tools/evidence.hpp"
#include "ftcert/core/rounding.hpp"

namespace ftcert::audit {

namespace {

constexpr std::size_t kMostK = 2000, kMostNeurons = 2000;

Finding least_of_three(const Options&) {
  Finding finding(Status::kVerified, "True, for every K: 9 K^2 >= 4 K, and 36 (3K + 2) >= 16 K.");
  Table table{"Squares: 2 sqrt(K) and 3K, 4 sqrt(K) and 6 sqrt(3K+2) (first five)",
              {"K", "4 K", "9 K^2", "16 K", "36 (3K + 2)"},
              {}};
  for (std::size_t k = 1; k <= kMostK; ++k, ++finding.cases) {
    // 2 sqrt(K) + 3K >= 4 sqrt(K) if and only if (3K)^2 >= 4 K.
    finding.check(9 * k * k >= 4 * k && 36 * (3 * k + 2) >= 16 * k, "K", k);
    if (k <= 5)
      table.rows.push_back({std::to_string(k), std::to_string(4 * k), std::to_string(9 * k * k), std::to_string(16 * k),
                            std::to_string(36 * (3 * k + 2))});
  }
  finding.tables = {table};
  finding.set = "K <= " + std::to_string(kMostK);
  return finding;
}

Finding figure_5(const Options&) {
  Finding finding(Status::kVerified, "True for every m >= 1: A < floor(m^2/16) < B < (m^2+m+4)/2.");
  Table table{"The marks of the figure", {"m", "A", "floor(m^2/16)", "B", "(m^2+m+4)/2"}, {}};
  std::size_t below = 0;
  for (std::size_t m = 1; m <= kMostNeurons; ++m, ++finding.cases) {
    const Integer a = floor(Rational(Integer(m * m), Integer(108)) - Rational(Integer(2), Integer(3))),
                  first = m * m / 16, second = (m * m + m + 4) / 2;
    const Rational b(Integer(m * m + m), Integer(6));
    finding.check(a < first && Rational(first) < b && b < Rational(second), "m", m);
    if (a < 0) below = m;
    if (m == 1 || m == 4 || m == 9 || m == 20 || m == 100)
      table.rows.push_back({std::to_string(m), a.str(), first.str(), b.text(), second.str()});
  }
  finding.tables = {table};
  finding.values.push_back({"the greatest m with A < 0, which the figure draws above 0", std::to_string(below)});
  finding.set = "m <= " + std::to_string(kMostNeurons);
  return finding;
}

}  // namespace

const Claim kLeastOfThree{"cor-5.2.1-least",
                          Section::kTwoHiddenLayers,
                          "Corollary 5.2.1, proof",
                          "For N = K the least of the three bounds is 4 sqrt(K).",
                          "min{4 sqrt K, 2 sqrt K + 3K, 6 sqrt(3K + 2)} = 4 sqrt K",
                          "squares compared",
                          3,
                          least_of_three};
const Claim kFigure5{"fig-5",
                     Section::kTwoHiddenLayers,
                     "Figure 5",
                     "The marks of both axes are drawn in their order.",
                     "A = floor(m^2/108 - 2/3), floor(m^2/16), B = (m^2+m)/6, (m^2+m+4)/2",
                     "all m up to a bound",
                     3,
                     figure_5,
                     Draws::kFigure};

}  // namespace ftcert::audit
