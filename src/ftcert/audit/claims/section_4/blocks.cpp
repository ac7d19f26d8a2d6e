// Theorem 4.4 and what belongs to it: blocks of unchanged samples.
#include <algorithm>

#include "ftcert/audit/claims/section_4/claims.hpp"
#include "ftcert/audit/tools/evidence.hpp"
#include "ftcert/bounds/two_layers.hpp"
#include "ftcert/bounds/worst_data.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert::audit {

namespace {

constexpr std::size_t kAllSets = 12;  // K for which all sets are gone through

IndexSet complement(IndexSet set, std::size_t k) { return ~set & ((IndexSet{1} << k) - 1); }

// Sum over the blocks P of max(|P| - 2, 0), the blocks being the runs outside T.
std::size_t inner(IndexSet changed, std::size_t k) {
  std::size_t sum = 0;
  for (const std::size_t run : runs(complement(changed, k), k)) sum += run > 2 ? run - 2 : 0;
  return sum;
}
std::size_t equation_12(IndexSet changed, std::size_t k) { return k - 1 - inner(changed, k); }

template <typename Function>
std::size_t over_sets(std::size_t least, std::size_t most, const Function& function) {
  std::size_t count = 0;
  for (std::size_t k = least; k <= most; ++k) {
    for (IndexSet set = 0; set < IndexSet{1} << k; ++set, ++count) function(k, set);
  }
  return count;
}
std::string all_sets_text() { return "all sets of indices for K <= " + std::to_string(kAllSets); }

Finding theorem_4_4(const Options& options) {
  Finding finding(Status::kProved,
                  "True for the data at hand; one neuron fewer suffices if some block has two samples.");
  const Evidence evidence(kTheorem44.id, Role::kSupports);
  Generator generator(options.seed);
  finding.cases = over_sets(3, options.most_samples, [&](std::size_t k, IndexSet set) {
    const LineData data = random_data(generator, k, set);
    const Problem problem = data.problem();
    const std::size_t neurons = neurons_of("blocks", problem).value();
    finding.check(neurons <= equation_12(set, k), "T", set_text(set), "data", data, "neurons", neurons);
    if (k == 6 && size_of(set) == 2) {
      finding.certificates.push_back(evidence.network(
          "K6-T" + std::to_string(set),
          "T = " + set_text(set) + ": equation 12 allows " + std::to_string(equation_12(set, k)) + " neurons", data,
          network_of("blocks", problem).value()));
    }
  });
  finding.set = "every T for 3 <= K <= " + std::to_string(options.most_samples) +
                ", random positions and labels (seed " + std::to_string(options.seed) + ")";
  finding.theorems = {{"theorem_4_4_sharpenedT", "proofs/theories/MainTwo.v"}};
  return finding;
}

Finding theorem_4_4_worst(const Options& options) {
  Finding finding(Status::kUndecided, "");
  const Evidence evidence(kTheorem44Worst.id, Role::kContradicts);
  for (std::size_t k = 3; k <= options.most_samples && finding.certificates.empty(); ++k) {
    for (IndexSet set = 1; set < IndexSet{1} << k; ++set) {
      ++finding.cases;
      const std::size_t n = size_of(set), exact = exact_two_layers(n, k);
      if (equation_12(set, k) >= exact) continue;
      CertificateFile bound =
          evidence.bound("K" + std::to_string(k),
                         "m*(" + std::to_string(n) + ", " + std::to_string(k) + ") is more than " +
                             std::to_string(equation_12(set, k)) + ", equation 12 for T = " + set_text(set),
                         on_integers(alternating_labels(k, n)), 2);
      if (bound.neurons <= equation_12(set, k)) continue;
      finding.values = {{"K", std::to_string(k)},
                        {"T", set_text(set)},
                        {"equation 12", std::to_string(equation_12(set, k))},
                        {"m*(N, K)", std::to_string(exact)}};
      finding.certificates.push_back(std::move(bound));
      break;
    }
  }
  const char* const outcome =
      "False as printed: equation 12 bounds the neurons for the data at hand, not m*, which is the worst case over all "
      "T.";
  if (!finding.decide(!finding.certificates.empty(), Status::kRefuted, outcome)) return finding;
  finding.set = "sets T in the order of K, up to the first counterexample";
  finding.theorems = {{"two_layers_tableT", "proofs/theories/MainTwo.v"}};
  return finding;
}

Finding remark_3(const Options&) {
  Finding finding(Status::kUndecided, "");
  for (std::size_t k = 3; k <= kAllSets; ++k) {
    for (IndexSet set = 1; set < IndexSet{1} << k; ++set) {
      const std::vector<std::size_t> blocks = runs(complement(set, k), k);
      if (blocks.size() != 1) continue;
      ++finding.cases;
      const bool equal = equation_12(set, k) == size_of(set) + 1;
      finding.check(equal == (blocks[0] >= 2) && equation_12(set, k) <= size_of(set) + 1, "K", k, "T", set_text(set));
      if (equal || !finding.values.empty()) continue;
      finding.values = {{"K", std::to_string(k)},
                        {"T", set_text(set)},
                        {"equation 12", std::to_string(equation_12(set, k))},
                        {"N + 1", std::to_string(size_of(set) + 1)}};
    }
  }
  const char* const outcome =
      "Only for a block of two or more samples; for a block of one the bound is N. As an upper bound N + 1 is right.";
  if (!finding.decide(!finding.values.empty(), Status::kRefuted, outcome)) return finding;
  finding.set = "every T with one block, 3 <= K <= " + std::to_string(kAllSets);
  return finding;
}

Finding remark_4(const Options&) {
  Finding finding(Status::kVerified,
                  "True, but weaker than Lemma 4.6, from which it is said to come: that gives min{K-N, N+1}.");
  std::size_t weaker = 0;
  finding.cases = over_sets(1, kAllSets, [&](std::size_t k, IndexSet set) {
    const std::size_t n = size_of(set), count = runs(complement(set, k), k).size();
    finding.check(count <= std::min(k - n, n + 1) && std::min(k - n, n + 1) <= std::min(k - n, n) + 1, "K", k, "T",
                  set_text(set), "blocks", count);
    weaker += std::min(k - n, n + 1) < std::min(k - n, n) + 1 ? 1 : 0;
  });
  finding.values = {{"sets where the lemma gives less", std::to_string(weaker)}};
  finding.set = all_sets_text();
  return finding;
}

Finding definition_4_3(const Options&) {
  Finding finding(Status::kUndecided, "");
  for (std::size_t k = 1; k <= kAllSets && finding.values.empty(); ++k) {
    for (IndexSet set = 0; set < IndexSet{1} << k && finding.values.empty(); ++set, ++finding.cases) {
      // Printed: i and j are in one block iff |i - j| = 1. A partition needs: with i, j and j, l also i, l.
      for (std::size_t i = 0; i + 2 < k; ++i) {
        if (contains(set, i) && contains(set, i + 1) && contains(set, i + 2)) {
          finding.values = {{"K", std::to_string(k)},
                            {"I", set_text(set)},
                            {"one block", std::to_string(i + 1) + " and " + std::to_string(i + 3)},
                            {"|i - j|", "2"}};
          break;
        }
      }
    }
  }
  const char* const outcome =
      "Not a partition as printed: i and j share a block if and only if every index between them lies in I.";
  if (!finding.decide(!finding.values.empty(), Status::kRefuted, outcome)) return finding;
  finding.set = "sets of indices in the order of K, up to the first counterexample";
  return finding;
}

Finding lemma_4_6(const Options&) {
  Finding finding(Status::kVerified, "True: blocks are not empty, and between two blocks lies an index outside I.");
  finding.cases = over_sets(1, kAllSets, [&](std::size_t k, IndexSet set) {
    finding.check(runs(set, k).size() <= std::min(size_of(set), k - size_of(set) + 1), "K", k, "I", set_text(set));
  });
  finding.set = all_sets_text();
  return finding;
}

Finding lemma_4_6_proof(const Options&) {
  Finding finding(Status::kUndecided, "");
  // Printed: the complement has as many blocks as elements.
  for (std::size_t k = 1; k <= kAllSets && finding.values.empty(); ++k) {
    for (IndexSet set = 0; set < IndexSet{1} << k; ++set) {
      ++finding.cases;
      const IndexSet rest = complement(set, k);
      if (runs(rest, k).size() == size_of(rest)) continue;
      finding.values = {{"K", std::to_string(k)},
                        {"I", set_text(set)},
                        {"elements outside I", std::to_string(size_of(rest))},
                        {"blocks outside I", std::to_string(runs(rest, k).size())}};
      break;
    }
  }
  const char* const outcome =
      "The lemma is true; the printed step counts the blocks of the complement by its elements.";
  if (!finding.decide(!finding.values.empty(), Status::kProofGap, outcome)) return finding;
  finding.set = "sets of indices in the order of K, up to the first counterexample to the step";
  return finding;
}

Finding equation_15(const Options&) {
  Finding finding(Status::kProved, "True.");
  finding.cases = over_sets(1, kAllSets, [&](std::size_t k, IndexSet set) {
    const std::size_t n = size_of(set), sum = inner(set, k);
    std::size_t touched = 0;  // |J|, counted from its definition
    for (std::size_t i = 0; i < k; ++i) {
      if (contains(set, i) || i == 0 || i + 1 == k || contains(set, i - 1) || contains(set, i + 1)) ++touched;
    }
    finding.check(touched == k - sum && touched <= std::min(3 * n + 2, k) && sum + 3 * n + 2 >= k, "K", k, "T",
                  set_text(set), "|J|", touched);
  });
  finding.set = all_sets_text();
  finding.theorems = {{"equation_15T", "proofs/theories/MainTwo.v"}};
  return finding;
}

}  // namespace

const Claim kTheorem44{"thm-4.4",
                       Section::kOneHiddenLayer,
                       "Theorem 4.4",
                       "Unchanged blocks cost at most two neurons, for the data at hand.",
                       "m <= K - 1 - sum over blocks P of max(|P|-2, 0)",
                       "theorem; the construction for every T",
                       2,
                       theorem_4_4};
const Claim kTheorem44Worst{"thm-4.4-worst-case",
                            Section::kOneHiddenLayer,
                            "Theorem 4.4 (equation 12), as printed",
                            "The bound is printed for m*, the worst case.",
                            "m* <= K - 1 - sum over blocks P of max(|P|-2, 0)",
                            "search for the smallest counterexample",
                            2,
                            theorem_4_4_worst};
const Claim kRemark3{"remark-3", Section::kOneHiddenLayer,
                     "Remark 3", "With one block the bound of Theorem 4.4 is N + 1.",
                     "",         "all sets",
                     2,          remark_3};
const Claim kRemark4{"remark-4", Section::kOneHiddenLayer,
                     "Remark 4", "By Lemma 4.6 there are at most min{K-N, N} + 1 blocks.",
                     "",         "all sets",
                     2,          remark_4};
const Claim kDefinition43{"def-4.3",
                          Section::kOneHiddenLayer,
                          "Definition 4.3, as printed",
                          "Two indices share a block if and only if they differ by 1.",
                          "|i - j| = 1",
                          "smallest counterexample",
                          2,
                          definition_4_3};
const Claim kLemma46{"lemma-4.6", Section::kOneHiddenLayer,
                     "Lemma 4.6", "A set I has at most min{|I|, |complement| + 1} blocks.",
                     "",          "all sets",
                     2,           lemma_4_6};
const Claim kLemma46Proof{"lemma-4.6-proof",
                          Section::kOneHiddenLayer,
                          "Lemma 4.6, proof",
                          "The blocks of the complement are counted by its elements.",
                          "",
                          "smallest counterexample to the step",
                          2,
                          lemma_4_6_proof};
const Claim kEquation15{"eq-15",
                        Section::kOneHiddenLayer,
                        "Lemma 4.7, equations 14 and 15",
                        "At most min{3N+2, K} samples are changed or end a block.",
                        "|J| <= min{3N+2, K}",
                        "theorem; all sets",
                        2,
                        equation_15};

}  // namespace ftcert::audit
