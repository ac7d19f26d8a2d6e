// Section 3: the definitions of the capacity, and what is said about them.
#include "ftcert/audit/claims/definitions/claims.hpp"
#include "ftcert/audit/tools/evidence.hpp"
#include "ftcert/bounds/two_layers.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert::audit {

namespace {

Finding definitions_agree(const Options&) {
  Finding finding(Status::kProved, "They agree, for every class of networks.");
  finding.theorems = {{"definitions_agreeT", "proofs/theories/MainTwo.v"}};
  return finding;
}

Finding remark_1(const Options&) {
  Finding finding(Status::kTrivial, "True: leave out the samples outside T, and put f = 0 on the others.");
  constexpr std::size_t most = 40;
  for (std::size_t m = 0; m <= most; ++m) {
    std::size_t memorized = 1;
    while (exact_two_layers(memorized + 1, memorized + 1) <= m) ++memorized;
    for (std::size_t k = 1; k <= 2 * most; ++k) {
      for (std::size_t n = 1; n <= k; ++n, ++finding.cases)
        finding.check(exact_two_layers(n, k) > m || n <= memorized, "m", m, "K", k, "N", n);
    }
  }
  finding.set = "one hidden layer, from the exact values: m <= 40, 1 <= N <= K <= 80";
  return finding;
}

Finding memorization_case(const Options&) {
  Finding finding(Status::kUndecided, "");
  const Evidence evidence(kMemorizationCase.id, Role::kContradicts);
  for (std::size_t k = 2; k <= 8 && finding.certificates.empty(); ++k, ++finding.cases) {
    const LineData one = on_integers(std::vector<int>{1});
    std::vector<int> labels(k, 0);
    labels[0] = 1;
    const Network g = best_network(one.problem(), 2);
    const CertificateFile bound = evidence.bound(
        "tuning", "without neurons one changed label of " + std::to_string(k) + " is not fitted: capacity 0",
        on_integers(labels), 2);
    if (g.neurons() >= bound.neurons) continue;
    finding.certificates = {
        evidence.network("memorizing", "without neurons one sample is memorized: capacity 1", one, g), bound};
    finding.values = {{"neurons", std::to_string(g.neurons())},
                      {"K", std::to_string(k)},
                      {"N* with T = {1}", "0"},
                      {"samples memorized", "1"}};
  }
  finding.decide(!finding.certificates.empty(), Status::kRefuted,
                 "False: it is the case N = K. For T = {1, .., N} the other samples still constrain g.");
  finding.set = "T = {1} of K = 2, 3, .. samples";
  return finding;
}

Finding distinct_samples(const Options&) {
  Finding finding(Status::kRefuted,
                  "False as printed: the samples must be distinct. Two equal samples with residuals 1 and 0 are fitted "
                  "by no function.");
  finding.values = {{"x_1 = x_2", "1"}, {"z_1", "1"}, {"z_2", "0"}};
  finding.evidence = {"g(x_1) = g(x_2) for every function g. (Certificates hold distinct samples by definition.)"};
  return finding;
}

}  // namespace

const Claim kDefinitionsAgree{"def-3.1-3.3",
                              Section::kDefinitions,
                              "Definitions 3.1 and 3.3",
                              "The two forms of the fine-tuning capacity, with a frozen f and with residuals, agree.",
                              "",
                              "theorem",
                              0,
                              definitions_agree};
const Claim kRemark1{"remark-1",
                     Section::kDefinitions,
                     "Remark 1",
                     "The fine-tuning capacity is at most the memorization capacity.",
                     "N*_FTC <= N*_MC",
                     "restriction to T",
                     0,
                     remark_1};
const Claim kMemorizationCase{"after-def-3.1",
                              Section::kDefinitions,
                              "after Definition 3.1",
                              "The memorization capacity is the case T = {1, .., N}.",
                              "",
                              "constant networks, smallest K",
                              0,
                              memorization_case};
const Claim kDistinctSamples{"distinct-samples",
                             Section::kDefinitions,
                             "Definitions 1.1, 3.1 to 3.3, Theorems 4.1, 5.1",
                             "\"For all x_i\": no condition on the samples is printed.",
                             "",
                             "smallest counterexample",
                             0,
                             distinct_samples};

}  // namespace ftcert::audit
