// Sections 4.1 and 5.1: the data on a line, how many pieces they force, and how many a network has.
#include <algorithm>
#include <array>

#include "ftcert/audit/claims/section_4/claims.hpp"
#include "ftcert/audit/tools/evidence.hpp"
#include "ftcert/bounds/worst_data.hpp"
#include "ftcert/pieces/line_pieces.hpp"

namespace ftcert::audit {

namespace {

std::size_t pieces_of(const Network& g) {
  return pieces_along(g, std::vector<Rational>{0}, std::vector<Rational>{1}).pieces();
}

Finding equation_9(const Options& options) {
  Finding finding(Status::kProved,
                  "True, with other data than Figure 3's: labels 1 and -1 whose interior points alternate.");
  const Evidence evidence(kEquation9.id, Role::kSupports);
  Table table{"Pieces that the data force", {"N", "K", "p(K)", "forced"}, {}};
  for (std::size_t k = 3; k <= options.most_samples; ++k) {
    for (std::size_t n = 1; n <= k; ++n, ++finding.cases) {
      const std::size_t printed = k >= 3 * n + 2 ? 3 * n + 1 : k - 1;
      CertificateFile bound = evidence.bound("N" + std::to_string(n) + "-K" + std::to_string(k),
                                             "these labels force p(K) - 1 = " + std::to_string(printed - 1) + " kinks",
                                             on_integers(alternating_labels(k, n)), 2);
      finding.check(bound.neurons + 1 == printed, "N", n, "K", k, "forced pieces", bound.neurons + 1);
      table.rows.push_back(
          {std::to_string(n), std::to_string(k), std::to_string(printed), std::to_string(bound.neurons + 1)});
      finding.certificates.push_back(std::move(bound));
    }
  }
  finding.set = "all 1 <= N <= K, 3 <= K <= " + std::to_string(options.most_samples);
  finding.tables = {table};
  finding.theorems = {{"theorem_4_1_2_intendedT", "proofs/theories/MainTwo.v"}};
  return finding;
}

Finding data_on_a_line(const Options&) {
  Finding finding(Status::kUndecided, "");
  // K = 3N + 2, T = {3, 6, ..}, x_i = i u for i = 1 .. N, u any number: the least |u| first.
  const std::size_t n = 1, k = 3 * n + 2, defined = std::min(n, k);
  for (int u = 0; u <= 3 && finding.values.empty(); ++u, ++finding.cases) {
    // Labels 0 at 1 and -1 at 3.
    const Rational first = Rational(u), third = Rational(3 * u);
    if (first != third) continue;
    finding.values = {{"K", std::to_string(k)},
                      {"N", std::to_string(n)},
                      {"samples defined by \"i in [N]\"", std::to_string(defined)},
                      {"u", std::to_string(u)},
                      {"x_1 = x_3", first.text()},
                      {"z_1", "0"},
                      {"z_3", "-1"}};
  }
  finding.evidence = {
      "With u = 0 all samples agree and no function has two values there: 3N + 1 pieces are not forced "
      "but impossible. With u other than 0 and i up to K the data are those of Figure 2."};
  const char* const outcome = "Loose: i must run to K, and u must not be 0.";
  if (!finding.decide(!finding.values.empty() && defined < k, Status::kRefuted, outcome)) return finding;
  finding.set = "N = 1, K = 3N + 2; u = 0, 1, .., up to the first counterexample";
  return finding;
}

Finding exactly(const Options&) {
  Finding finding(Status::kUndecided, "");
  const Evidence evidence(kPiecesExactly.id, Role::kContradicts);
  // One neuron, then widths (1, 1): the first weights in -1, 0, 1 with another number of pieces than printed.
  for (int a = -1; a <= 1 && finding.certificates.empty(); ++a) {
    for (int w = -1; w <= 1; ++w) {
      ++finding.cases;
      const Network g(1, {AffineMap(1, 1, {a}, {0}), AffineMap(1, 1, {w}, {0})});
      const std::size_t pieces = pieces_of(g);
      if (pieces == 1 + 1) continue;
      finding.values = {{"m", "1"},
                        {"network", std::to_string(w) + " relu(" + std::to_string(a) + " x)"},
                        {"m + 1", "2"},
                        {"pieces", std::to_string(pieces)}};
      LineData data = on_integers(std::vector<int>(3, 0));
      for (std::size_t i = 0; i < data.samples(); ++i) data.z[i] = g.evaluate(std::span(&data.x[i], 1))[0];
      finding.certificates.push_back(
          evidence.network("m1", "one neuron, " + std::to_string(pieces) + " piece; m + 1 = 2", data, g));
      break;
    }
  }
  Table table{"Pieces of two hidden layers: printed, and the most that there can be",
              {"d1", "d2", "2 d1 d2 + d2 + 1", "(d1+1)(d2+1)"},
              {}};
  std::size_t never = 0;
  for (std::size_t d1 = 1; d1 <= 4; ++d1) {
    for (std::size_t d2 = 1; d2 <= 4; ++d2, ++finding.cases) {
      const std::size_t printed = 2 * d1 * d2 + d2 + 1, most = (d1 + 1) * (d2 + 1);
      finding.check(most <= printed, "d1", d1, "d2", d2);
      never += most < printed ? 1 : 0;
      table.rows.push_back({std::to_string(d1), std::to_string(d2), std::to_string(printed), std::to_string(most)});
    }
  }
  finding.tables = {table};
  finding.evidence = {"With two hidden layers no network has the printed number as soon as d2 >= 2: " +
                      std::to_string(never) + " of the " + std::to_string(table.rows.size()) + " pairs of the table."};
  const char* const outcome = "Loose: \"at most\" is meant (and proved); fewer pieces are possible, and common.";
  if (!finding.decide(!finding.certificates.empty(), Status::kRefuted, outcome)) return finding;
  finding.set = "one neuron with weights in {-1, 0, 1}, up to the first counterexample; widths up to 4";
  finding.theorems = {{"pieces_two_layersT", "proofs/theories/MainTwo.v"},
                      {"pieces_three_layersT", "proofs/theories/MainThree.v"}};
  return finding;
}

}  // namespace

const Claim kEquation9{"eq-9",
                       Section::kOneHiddenLayer,
                       "Section 4.1, equation 9",
                       "Some data force 3N + 1 pieces if K >= 3N + 2, and K - 1 if N <= K < 3N + 2.",
                       "p(K) = min{3N + 1, K - 1}",
                       "theorem; certificates of alternation on a grid",
                       2,
                       equation_9};
const Claim kSection41Data{"sec-4.1-data",
                           Section::kOneHiddenLayer,
                           "Sections 4.1 and 5.1, the data",
                           "x_i = i u for all i in [N], for an arbitrary vector u.",
                           "x_i = i u, i in [N]",
                           "smallest counterexample",
                           2,
                           data_on_a_line};
const Claim kPiecesExactly{
    "pieces-exactly",
    Section::kOneHiddenLayer,
    "Sections 4.1 and 5.1, the number of pieces",
    "A network of m neurons \"is having m + 1 pieces\", one of two hidden layers \"has 2 d1 d2 + d2 "
    "+ 1 pieces\".",
    "",
    "smallest counterexample to the equalities",
    2,
    exactly};

}  // namespace ftcert::audit
