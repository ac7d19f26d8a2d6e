// The data of Figures 2 and 3, and the number of pieces of a network with one hidden layer.
#include "ftcert/audit/claims/section_4/claims.hpp"
#include "ftcert/audit/tools/evidence.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/pieces/line_pieces.hpp"

namespace ftcert::audit {

namespace {

// Labels -1, 2, -1, .. at step, 2 step, ..
LineData figure(std::size_t samples, std::size_t changed, std::size_t step) {
  std::vector<int> labels(samples, 0);
  for (std::size_t k = 1; k <= changed; ++k) labels[k * step - 1] = k % 2 == 0 ? 2 : -1;
  return on_integers(labels);
}

std::size_t pieces_of(const Network& g) {
  return pieces_along(g, std::vector<Rational>{0}, std::vector<Rational>{1}).pieces();
}

// Between the first and the last sample: beyond them a function of the data is free.
std::size_t pieces_between(const Network& g, const LineData& data) {
  const LinePieces line = pieces_along(g, std::vector<Rational>{0}, std::vector<Rational>{1});
  std::size_t count = 1;
  for (const Rational& kink : line.kinks) count += data.x.front() < kink && kink < data.x.back() ? 1 : 0;
  return count;
}

Finding figure_2(const Options& options) {
  Finding finding(Status::kVerified, "True: the data force 3N kinks in disjoint intervals.");
  const Evidence evidence(kFigure2.id, Role::kSupports);
  for (std::size_t n = 1; n <= options.most_samples; ++n, ++finding.cases) {
    CertificateFile bound =
        evidence.bound("N" + std::to_string(n), "3N = " + std::to_string(3 * n) + " kinks, so 3N + 1 pieces",
                       figure(3 * n + 2, n, 3), 2);
    finding.check(bound.neurons == 3 * n, "N", n, "forced kinks", bound.neurons);
    finding.certificates.push_back(std::move(bound));
  }
  finding.set = "N <= " + std::to_string(options.most_samples) + ", K = 3N + 2";
  return finding;
}

Finding figure_3(const Options& options) {
  Finding finding(Status::kUndecided, "");
  const Evidence evidence(kFigure3.id, Role::kContradicts);
  Table table{"Pieces", {"N", "K", "claimed K-1", "network has", "needed"}, {}};
  for (std::size_t n = 1; n <= options.most_samples; ++n, ++finding.cases) {
    const std::size_t k = 2 * n + 1;
    const LineData data = figure(k, n, 2);
    const Network g = network_of("fewest-kinks", data.problem()).value();
    const std::size_t pieces = pieces_between(g, data);
    const CertificateFile bound =
        evidence.bound("N" + std::to_string(n) + "-least", "so many kinks are needed, so one piece more", data, 2);
    finding.check(bound.neurons + 1 == pieces, "N", n, "forced pieces", bound.neurons + 1, "pieces", pieces);
    table.rows.push_back({std::to_string(n), std::to_string(k), std::to_string(k - 1), std::to_string(pieces),
                          std::to_string(bound.neurons + 1)});
    if (pieces >= k - 1) continue;
    if (finding.values.empty())
      finding.values = {{"N", std::to_string(n)},
                        {"data", data.text()},
                        {"claimed pieces", std::to_string(k - 1)},
                        {"pieces", std::to_string(pieces)}};
    finding.certificates.push_back(evidence.network("N" + std::to_string(n),
                                                    "an interpolant with " + std::to_string(pieces) +
                                                        " pieces between the first and the last sample; the claim is " +
                                                        std::to_string(k - 1),
                                                    data, g));
    finding.certificates.push_back(bound);
  }
  finding.tables = {table};
  const char* const outcome =
      "False for every N >= 2: neighbouring kinks of one sign merge, and floor(3N/2) pieces are necessary and "
      "sufficient.";
  if (!finding.decide(!finding.values.empty(), Status::kRefuted, outcome)) return finding;
  finding.set = "N <= " + std::to_string(options.most_samples) + ", K = 2N + 1";
  finding.theorems = {{"figure_3_correctedT", "proofs/theories/MainTwo.v"}};
  return finding;
}

Finding pieces(const Options& options) {
  Finding finding(Status::kProved, "True, as \"at most m + 1\".");
  Generator generator(options.seed);
  for (std::size_t m = 0; m <= options.most_samples; ++m) {
    for (std::size_t trial = 0; trial < 50; ++trial, ++finding.cases) {
      AffineMap hidden(m, 1), output(1, m);
      for (std::size_t j = 0; j < m; ++j) {
        hidden.weight(j, 0) = generator.between(-3, 3);
        hidden.bias[j] = generator.between(-9, 9);
        output.weight(0, j) = generator.between(-3, 3);
      }
      const std::size_t found = pieces_of(Network(1, {hidden, output}));
      finding.check(found <= m + 1, "m", m, "network", trial + 1, "pieces", found);
    }
  }
  finding.set =
      "random networks (seed " + std::to_string(options.seed) + "), m <= " + std::to_string(options.most_samples);
  finding.theorems = {{"pieces_two_layersT", "proofs/theories/MainTwo.v"}};
  return finding;
}

}  // namespace

const Claim kFigure2{"fig-2",
                     Section::kOneHiddenLayer,
                     "Figure 2",
                     "x_i = i, K >= 3N+2, T = {3, 6, .., 3N}, labels 2 at multiples of 6 and -1 at the other multiples "
                     "of 3: at least 3N + 1 pieces.",
                     "",
                     "certificates of alternation",
                     2,
                     figure_2,
                     Draws::kFigure};
const Claim kFigure3{
    "fig-3",
    Section::kOneHiddenLayer,
    "Figure 3",
    "x_i = i, K = 2N+1, T = {2, 4, .., 2N}, labels 2 at multiples of 4 and -1 at the other even numbers: K - 1 pieces.",
    "",
    "networks with fewer pieces; the least number of kinks",
    2,
    figure_3,
    Draws::kFigure};
const Claim kPiecesTwoLayers{"pieces-2",
                             Section::kOneHiddenLayer,
                             "Section 4.1 (Yun et al., Theorem 3.3)",
                             "A network with m hidden neurons in one layer has m + 1 pieces on a line.",
                             "",
                             "theorem; random networks",
                             2,
                             pieces};

}  // namespace ftcert::audit
