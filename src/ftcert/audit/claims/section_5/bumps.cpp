// Theorem 5.1.1, U2: the network with a bump for each changed sample.
#include <optional>

#include "ftcert/audit/claims/section_5/claims.hpp"
#include "ftcert/audit/tools/evidence.hpp"
#include "ftcert/audit/tools/printed_layers.hpp"
#include "ftcert/bounds/three_layers.hpp"
#include "ftcert/core/rounding.hpp"

namespace ftcert::audit {

namespace {

Finding u2(const Options&) {
  Finding finding(Status::kProved, "True, and never useful: one hidden layer of 3N neurons is smaller.");
  for (std::size_t k = 3; k <= 200; ++k) {
    for (std::size_t n = 1; n <= k; ++n, ++finding.cases) {
      const std::size_t m = upper_three_layers_rational(n, k).value;
      finding.check(m <= 3 * n || (m - 3 * n) * (m - 3 * n) <= 4 * k, "K", k, "N", n, "m", m);
    }
  }
  finding.set = "the theorem's value against 2 sqrt(K) + 3N, 1 <= N <= K <= 200";
  finding.theorems = {{"three_layers_upperT", "proofs/theories/MainThree.v"}};
  return finding;
}

// Printed: 0 < delta < min over i != j of |z_i - z_j| / 2.
Rational printed_end(const std::vector<Rational>& z) {
  std::optional<Rational> least;
  for (std::size_t i = 0; i < z.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const Rational distance = abs(z[i] - z[j]) / 2;
      if (!least || distance < *least) least = distance;
    }
  }
  return least.value_or(Rational(1));
}

Finding u2_delta(const Options& options) {
  Finding finding(Status::kUndecided, "");
  for (std::size_t k = 3; k <= options.most_samples && finding.values.empty(); ++k) {
    for (std::size_t n = 1; n <= k; ++n) {
      ++finding.cases;
      std::vector<Rational> z(k);  // labels 1, 1/2, 1/3, .. on T, 0 elsewhere: as different as they can be
      std::string text;
      for (std::size_t i = 0; i < k; ++i) {
        if (i < n) z[i] = Rational(1) / Rational(i + 1);
        text += (i == 0 ? "" : ", ") + z[i].text();
      }
      const Rational end = printed_end(z);
      if (end.sign() > 0) continue;
      finding.values = {
          {"K", std::to_string(k)}, {"N", std::to_string(n)}, {"z", text}, {"min |z_i - z_j| / 2", end.text()}};
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
  Finding finding(Status::kUndecided, "");
  const Evidence evidence(kBumpsClipped.id, Role::kContradicts);
  // Two samples in one group, labels 1 and 0: unit 1 of layer 2 takes 1 at the first and is beyond 1 at the second.
  const LineData data = on_integers(std::vector<int>{1, 0});
  const PrintedLayers layers(data.x, {{0, 1}}, 1);
  const PrintedRows rows = layers.rows({0}, {data.z[0]});
  const Rational end = printed_end(data.z);
  for (long halvings = 1; halvings <= 4 && finding.values.empty(); ++halvings) {
    // W2 = 2^-halvings: the solution through it, nu having positive weights.
    const Rational wanted = power_of_two(-halvings);
    const PrintedRow row = rows.at((wanted - rows.mu.weights[0]) / rows.nu.weights[0]);
    const Rational clipped = layers.input(row, data.x[1]);
    for (Rational delta = Rational(1) / 5; delta < end && finding.values.empty(); delta += Rational(1) / 5) {
      ++finding.cases;
      if (clipped <= Rational(1) || printed_sigma_b(clipped, data.z[0], delta).is_zero()) continue;
      const Network g = layers.network({{row, sigma_b(data.z[0], delta)}}, 0);
      LineData outputs = data;
      for (std::size_t i = 0; i < 2; ++i) outputs.z[i] = g.evaluate(std::span(&data.x[i], 1))[0];
      finding.values = {{"K", "2"},
                        {"z", "1, 0"},
                        {"delta", delta.text()},
                        {"min |z_i - z_j| / 2", end.text()},
                        {"alpha at the second sample", clipped.text()},
                        {"bump there", outputs.z[1].text()}};
      finding.certificates.push_back(evidence.network("network",
                                                      "alpha(x_2) = " + clipped.text() +
                                                          " is clipped, and the network takes " + outputs.z[1].text() +
                                                          " at the second sample, where it must be 0",
                                                      outputs, g));
    }
  }
  const char* const outcome =
      "delta must also be at most the least |alpha| elsewhere less |z|; otherwise a bump reaches a sample whose "
      "pre-activation is clipped.";
  if (!finding.decide(!finding.values.empty(), Status::kProofGap, outcome)) return finding;
  finding.set = "K = 2 in one group, W2 = 1/2, 1/4, .., delta = 1/5, 2/5: up to the first counterexample";
  return finding;
}

}  // namespace

const Claim kBumpsBound{"thm-5.1.1-u2",
                        Section::kTwoHiddenLayers,
                        "Theorem 5.1.1, U2",
                        "Two hidden layers of 2 sqrt(K) + 3N neurons always suffice.",
                        "m* <= 2 sqrt(K) + 3N",
                        "theorem",
                        3,
                        u2};
const Claim kBumpsDelta{"u2-delta",
                        Section::kTwoHiddenLayers,
                        "Theorem 5.1.1, U2, the bump's width",
                        "delta is positive and less than half the least distance of two labels.",
                        "0 < delta < min over i != j of |z_i - z_j| / 2",
                        "smallest counterexample",
                        3,
                        u2_delta};
const Claim kBumpsClipped{"u2-clipped",
                          Section::kTwoHiddenLayers,
                          "Theorem 5.1.1, U2, proof",
                          "A bump of this width vanishes at all other samples.",
                          "",
                          "the printed bump evaluated",
                          3,
                          u2_clipped};
}  // namespace ftcert::audit
