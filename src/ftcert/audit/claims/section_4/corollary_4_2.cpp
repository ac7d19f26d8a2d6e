// Corollary 4.2: the capacity N*(m, K) of one hidden layer, decided on both sides of every boundary.
#include <algorithm>

#include "ftcert/audit/claims/section_4/claims.hpp"
#include "ftcert/audit/tools/evidence.hpp"
#include "ftcert/bounds/two_layers.hpp"
#include "ftcert/bounds/worst_data.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"

namespace ftcert::audit {

namespace {

constexpr std::size_t kMostNeurons = 60;  // of the table lookups; certificates are for small cases

// N*(m, K): the largest N with m*(N, K) <= m.
std::size_t capacity(std::size_t m, std::size_t k) {
  std::size_t n = 0;
  while (n < k && exact_two_layers(n + 1, k) <= m) ++n;
  return n;
}

std::string name_of(std::size_t m, std::size_t k) { return "m" + std::to_string(m) + "-K" + std::to_string(k); }

// Networks of at most m neurons for one changed label at each place (n = 1), or for labels that alternate (n = K).
void add_capacity_evidence(Finding& finding, const Evidence& evidence, std::size_t m, std::size_t k, std::size_t n) {
  const auto add = [&](const std::string& name, const LineData& data) {
    const Network g = best_network(data.problem(), 2);
    finding.check(g.neurons() <= m, "m", m, "K", k, "data", data, "neurons", g.neurons());
    finding.certificates.push_back(evidence.network(name_of(m, k) + "-" + name,
                                                    std::to_string(m) + " neurons fit " + std::to_string(n) +
                                                        " changed labels of " + std::to_string(k) +
                                                        ", so N* >= " + std::to_string(n) + " here",
                                                    data, g));
  };
  if (n == 1) {
    for (std::size_t i = 0; i < k; ++i) {
      std::vector<int> labels(k, 0);
      labels[i] = 1;
      add("T" + std::to_string(i + 1), on_integers(labels));
    }
    return;
  }
  add("zigzag", on_integers(alternating_labels(k, n)));
}

Finding corollary_4_2_1(const Options&) {
  Finding finding(Status::kUndecided, "");
  const Evidence evidence(kCorollary421.id, Role::kContradicts);
  Table table{"Where the printed upper half 3 N* <= m fails (first ten)", {"m", "K", "K - m", "N*", "m/3"}, {}};
  bool only_at_boundary = true, lower_half = true;
  std::size_t failures = 0;
  for (std::size_t m = 0; m <= kMostNeurons; ++m) {
    for (std::size_t k = m + 2; k <= 2 * kMostNeurons; ++k, ++finding.cases) {
      const std::size_t n = capacity(m, k);
      lower_half = lower_half && (m == 0 || (m - 1) / 3 <= n);
      if (3 * n <= m) continue;
      ++failures;
      only_at_boundary = only_at_boundary && k == m + 2;
      if (table.rows.size() < 10) {
        table.rows.push_back({std::to_string(m), std::to_string(k), std::to_string(k - m), std::to_string(n),
                              Rational(Integer(m), Integer(3)).text()});
      }
      if (failures <= 3) add_capacity_evidence(finding, evidence, m, k, n);
      if (failures == 1)
        finding.values = {{"m", std::to_string(m)},
                          {"K", std::to_string(k)},
                          {"N*", std::to_string(n)},
                          {"m/3", Rational(Integer(m), Integer(3)).text()}};
    }
  }
  finding.set = "m <= " + std::to_string(kMostNeurons) + ", m + 2 <= K <= " + std::to_string(2 * kMostNeurons);
  finding.tables = {table};
  finding.check(only_at_boundary && lower_half && (failures == 0 || failures == kMostNeurons - 1),
                "failures, K = m + 2 only or not", failures);
  if (!finding.decide(failures != 0, Status::kRefuted,
                      "The upper half fails at K = m + 2 for every m >= 2, and nowhere else. The lower half is true."))
    return finding;
  finding.evidence = {
      "The smallest failure has one changed label among four: the certificates show two neurons for each of its four "
      "places; scaling the label and moving the samples changes nothing (proofs/theorems.md, section 2.6).",
      "From m = 3 on N* = K at K = m + 2: all labels can be changed; the certificates show it for the worst labels, "
      "the theorem for all."};
  finding.theorems = {{"corollary_4_2_1_falseT", "proofs/theories/MainTwo.v"},
                      {"corollary_4_2_correctedT", "proofs/theories/MainTwo.v"}};
  return finding;
}

Finding corollary_4_2_1_corrected(const Options&) {
  Finding finding(Status::kProved, "For K >= m + 3 the corollary is true, with N* = floor(m/3).");
  const Evidence evidence(kCorollary421Corrected.id, Role::kSupports);
  Table table{"N* on both sides of the boundary", {"m", "K = m+1", "K = m+2", "K = m+3", "floor(m/3)"}, {}};
  for (std::size_t m = 0; m <= kMostNeurons; ++m) {
    for (std::size_t k = m + 3; k <= 2 * kMostNeurons; ++k, ++finding.cases)
      finding.check(capacity(m, k) == m / 3, "m", m, "K", k, "N*", capacity(m, k));
    if (m <= 9)
      table.rows.push_back({std::to_string(m), std::to_string(capacity(m, m + 1)), std::to_string(capacity(m, m + 2)),
                            std::to_string(capacity(m, m + 3)), std::to_string(m / 3)});
  }
  for (std::size_t m = 2; m <= 7; ++m) {  // floor(m/3) + 1 changed labels need more than m neurons
    const std::size_t k = m + 3;
    CertificateFile file = evidence.bound(name_of(m, k),
                                          std::to_string(m) + " neurons do not fit " + std::to_string(m / 3 + 1) +
                                              " changed labels of " + std::to_string(k),
                                          on_integers(alternating_labels(k, m / 3 + 1)), 2);
    finding.check(file.neurons > m, "m", m, "K", k, "neurons needed", file.neurons);
    finding.certificates.push_back(std::move(file));
  }
  finding.set = "m <= " + std::to_string(kMostNeurons) + ", m + 3 <= K <= " + std::to_string(2 * kMostNeurons);
  finding.tables = {table};
  finding.theorems = {{"corollary_4_2_correctedT", "proofs/theories/MainTwo.v"}};
  return finding;
}

Finding corollary_4_2_2(const Options& options) {
  Finding finding(Status::kProved, "True; it holds up to K = m + 2 as soon as m >= 3.");
  const Evidence evidence(kCorollary422.id, Role::kSupports);
  for (std::size_t m = 0; m <= kMostNeurons; ++m) {
    for (std::size_t k = 1; k <= m + 1; ++k, ++finding.cases)
      finding.check(capacity(m, k) == k, "m", m, "K", k, "N*", capacity(m, k));
  }
  for (std::size_t k = 3; k <= options.most_samples; ++k) add_capacity_evidence(finding, evidence, k - 1, k, k);
  finding.set = "m <= " + std::to_string(kMostNeurons) + ", K <= m + 1";
  finding.theorems = {{"corollary_4_2_correctedT", "proofs/theories/MainTwo.v"}};
  return finding;
}

Finding no_neuron(const Options&) {
  Finding finding(Status::kUndecided, "");
  // The step: |T| = floor((m-1)/3) changed samples, which 3 floor((m-1)/3) + 1 <= m neurons serve.
  std::size_t failing = 0;
  for (int m = 0; m <= static_cast<int>(kMostNeurons); ++m, ++finding.cases) {
    const Integer size = floor(Rational(Integer(m - 1), Integer(3)));
    if (size >= 0 && 3 * size + 1 <= m) continue;
    ++failing;
    if (finding.values.empty()) finding.values = {{"m", std::to_string(m)}, {"|T| = floor((m-1)/3)", size.str()}};
  }
  finding.values.push_back({"m for which the step fails", std::to_string(failing)});
  const char* const outcome =
      "The step holds from m = 1 on; for m = 0 it would change -1 samples. (The bound is true there: it says N* >= "
      "-1.)";
  if (!finding.decide(failing > 0, Status::kProofGap, outcome)) return finding;
  finding.set = "m <= " + std::to_string(kMostNeurons);
  return finding;
}

Finding stable_in_k(const Options&) {
  Finding finding(Status::kUndecided, "");
  std::size_t open = 0;
  for (std::size_t m = 1; m <= kMostNeurons; ++m) {
    if ((m - 1) / 3 != m / 3 && open++ == 0)
      finding.values = {{"m", std::to_string(m)},
                        {"floor((m-1)/3)", std::to_string((m - 1) / 3)},
                        {"floor(m/3)", std::to_string(m / 3)}};
    for (std::size_t k = m + 3; k <= 2 * kMostNeurons; ++k, ++finding.cases)
      finding.check(capacity(m, k) == capacity(m, m + 3), "m", m, "K", k, "N*", capacity(m, k));
  }
  finding.check(open == 0 || open == kMostNeurons / 3, "m for which the two ends differ", open);
  if (!finding.decide(open > 0, Status::kProofGap,
                      "True, but it does not follow from equation 8, whose two ends differ when 3 divides m."))
    return finding;
  finding.set = "m <= " + std::to_string(kMostNeurons) + ", m + 3 <= K <= " + std::to_string(2 * kMostNeurons);
  finding.evidence = {
      "For m = 3 equation 8 leaves N* = 0 and N* = 1 open at every K, so that N* might still change with K."};
  finding.theorems = {{"corollary_4_2_correctedT", "proofs/theories/MainTwo.v"}};
  return finding;
}

}  // namespace

const Claim kCorollary421{
    "cor-4.2.1",
    Section::kOneHiddenLayer,
    "Corollary 4.2.1, as printed",
    "If K >= m + 2, the capacity N* of one hidden layer of m neurons lies between floor((m-1)/3) and m/3.",
    "K >= m+2 implies floor((m-1)/3) <= N* <= m/3",
    "theorem; N* from the exact value of m*, certificates at the smallest failures",
    2,
    corollary_4_2_1};
const Claim kCorollary421Corrected{"cor-4.2.1-corrected",
                                   Section::kOneHiddenLayer,
                                   "Corollary 4.2.1, corrected",
                                   "If K >= m + 3, then N* = floor(m/3).",
                                   "K >= m+3 implies N* = floor(m/3)",
                                   "theorem; lower bounds at the boundary",
                                   2,
                                   corollary_4_2_1_corrected};
const Claim kCorollary422{"cor-4.2.2",
                          Section::kOneHiddenLayer,
                          "Corollary 4.2.2",
                          "If K <= m + 1, all labels can be changed.",
                          "K <= m+1 implies N* = K",
                          "theorem; networks at the boundary",
                          2,
                          corollary_4_2_2};
const Claim kCorollary42NoNeuron{"cor-4.2-m0",
                                 Section::kOneHiddenLayer,
                                 "Corollary 4.2, proof",
                                 "For |T| = floor((m-1)/3) Theorem 4.1.1 gives a network of at most m neurons.",
                                 "3 floor((m-1)/3) + 1 <= m",
                                 "all m up to a bound",
                                 2,
                                 no_neuron};
const Claim kStableInK{"n-star-stable",
                       Section::kOneHiddenLayer,
                       "after Corollary 4.2",
                       "For large K the capacity N* does not depend on K.",
                       "",
                       "theorem; the two ends of equation 8 compared",
                       2,
                       stable_in_k};

}  // namespace ftcert::audit
