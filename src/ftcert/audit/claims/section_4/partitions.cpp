// Blocks as sets: example 1, Figure 4, and two steps of proofs about them.
#include <algorithm>

#include "ftcert/audit/claims/section_4/claims.hpp"
#include "ftcert/audit/tools/evidence.hpp"
#include "ftcert/audit/tools/printed_layers.hpp"

namespace ftcert::audit {

namespace {

constexpr std::size_t kAllSets = 12;  // K for which all sets are gone through

using Partition = std::vector<IndexSet>;

IndexSet everything(std::size_t k) { return (IndexSet{1} << k) - 1; }
IndexSet set_of(std::initializer_list<std::size_t> from_1) {
  IndexSet set = 0;
  for (const std::size_t i : from_1) set |= IndexSet{1} << (i - 1);
  return set;
}

// The maximal runs of consecutive indices.
Partition consecutive(IndexSet set, std::size_t k) {
  Partition result;
  for (std::size_t i = 0; i < k; ++i) {
    if (!contains(set, i)) continue;
    if (i == 0 || !contains(set, i - 1)) result.push_back(0);
    result.back() |= IndexSet{1} << i;
  }
  return result;
}

std::string text_of(const Partition& partition) {
  std::string result;
  for (const IndexSet block : partition) result += (result.empty() ? "{" : ", {") + set_text(block).substr(1);
  return "{" + result + "}";
}

// [first, last] of 1 .. K, empty when last < first.
IndexSet interval(std::size_t first, std::size_t last) {
  IndexSet set = 0;
  for (std::size_t i = std::max<std::size_t>(first, 1); i <= last; ++i) set |= IndexSet{1} << (i - 1);
  return set;
}

Finding equation_10(const Options&) {
  Finding finding(Status::kVerified, "True; it is the partition of the corrected definition, not of the printed one.");
  const IndexSet set = set_of({1, 2, 3, 5, 6, 8, 10, 11, 12, 13});
  const Partition printed{set_of({1, 2, 3}), set_of({5, 6}), set_of({8}), set_of({10, 11, 12, 13})},
      computed = consecutive(set, 14);
  finding.check(computed == printed, "P(I)", text_of(computed));
  // Definition 4.3 as printed: one block if and only if |i - j| = 1.
  std::string pairs;
  for (const IndexSet block : printed) {
    for (const std::size_t i : members(block)) {
      for (const std::size_t j : members(block)) {
        if (i + 1 < j) pairs += (pairs.empty() ? "" : ", ") + std::to_string(i + 1) + "-" + std::to_string(j + 1);
      }
    }
  }
  finding.values.insert(
      finding.values.end(),
      {{"I", set_text(set)}, {"P(I)", text_of(computed)}, {"pairs in one block with |i - j| > 1", pairs}});
  finding.set = "the set I of example 1";
  finding.cases = 1;
  return finding;
}

Finding figure_4(const Options&) {
  Finding finding(Status::kVerified,
                  "True: 3 points are removed, and 10 neurons join the other 11 and take 0 at the 3.");
  const IndexSet changed = set_of({4, 7, 9, 14}), drawn_grey = set_of({2, 11, 12}),
                 example = set_of({1, 2, 3, 5, 6, 8, 10, 11, 12, 13});
  constexpr std::size_t k = 14;
  const IndexSet kept = touched(changed, k), removed = everything(k) & ~kept;
  finding.check((everything(k) & ~changed) == example, "outside T", set_text(everything(k) & ~changed));
  finding.check(removed == drawn_grey, "removed", set_text(removed));
  LineData data = on_integers(std::vector<int>(k, 0));
  for (const std::size_t i : members(changed)) data.z[i] = i == 8 ? -1 : 2;  // as drawn
  const Network g = network_of("blocks", data.problem()).value();
  finding.check(g.neurons() <= size_of(kept) - 1, "neurons", g.neurons());
  const Evidence evidence(kFigure4.id, Role::kSupports);
  finding.certificates.push_back(evidence.network(
      "drawn",
      "the labels of the figure: |J| - 1 = " + std::to_string(size_of(kept) - 1) + " neurons are allowed, " +
          std::to_string(g.neurons()) + " are used, and the removed points get 0",
      data, g));
  finding.values.insert(
      finding.values.end(),
      {{"J", set_text(kept)}, {"|J|", std::to_string(size_of(kept))}, {"removed", set_text(removed)}});
  finding.set = "K = 14, T = {4, 7, 9, 14}, labels -1 at 9 and 2 at the others";
  finding.cases = 1;
  return finding;
}

// The blocks of I as the proof of Lemma 4.6 writes them, from the ends a_i, b_i of the blocks outside I; not empty ones only.
Partition printed_blocks(const Partition& outside, std::size_t k, bool repaired) {
  std::vector<std::size_t> a, b;
  for (const IndexSet block : outside) {
    a.push_back(members(block).front() + 1);
    b.push_back(members(block).back() + 1);
  }
  Partition result;
  const auto add = [&](std::size_t first, std::size_t last) {
    if (const IndexSet block = interval(first, last); block != 0) result.push_back(block);
  };
  add(1, repaired ? a.front() - 1 : b.front() - 1);
  for (std::size_t i = 0; i + 1 < outside.size(); ++i) add(b[i] + 1, a[i + 1] - 1);
  add(repaired ? b.back() + 1 : a.back() + 1, k);
  return result;
}

Finding lemma_4_6_endpoints(const Options&) {
  Finding finding(Status::kUndecided, "");
  Table table{"The partition as printed and as it is", {"K", "I", "printed", "P(I)"}, {}};
  bool some = false;
  for (std::size_t k = 1; k <= kAllSets; ++k) {
    for (IndexSet set = 0; set < everything(k); ++set, ++finding.cases) {  // some index lies outside I
      const Partition outside = consecutive(everything(k) & ~set, k), inside = consecutive(set, k),
                      printed = printed_blocks(outside, k, false);
      finding.check(printed_blocks(outside, k, true) == inside, "K", k, "I, for which the repaired ends fail",
                    set_text(set));
      // The first of all, and the first with something in I.
      if (printed == inside || (!table.rows.empty() && (set == 0 || some))) continue;
      table.rows.push_back({std::to_string(k), set_text(set), text_of(printed), text_of(inside)});
      some = some || set != 0;
      finding.values = {
          {"K", std::to_string(k)}, {"I", set_text(set)}, {"printed", text_of(printed)}, {"P(I)", text_of(inside)}};
    }
  }
  finding.tables = {table};
  const char* const outcome =
      "The ends are off by a letter: the first block of I ends at a_1 - 1 and the last one begins at b + 1, b the last "
      "end; printed are b_1 - 1 and a + 1. With these ends the partition is right for all sets.";
  if (!finding.decide(!table.rows.empty(), Status::kProofGap, outcome)) return finding;
  finding.set = "all sets I other than {1, .., K}, K <= " + std::to_string(kAllSets);
  return finding;
}

Finding theorem_4_4_proof(const Options& options) {
  Finding finding(Status::kUndecided, "");
  const Evidence evidence(kTheorem44Proof.id, Role::kContradicts);
  for (std::size_t k = 3; k <= options.most_samples && finding.values.empty(); ++k) {
    for (IndexSet set = 1; set <= everything(k); ++set) {
      const Partition outside = consecutive(everything(k) & ~set, k);
      ++finding.cases;
      if (std::any_of(outside.begin(), outside.end(), [](IndexSet block) { return size_of(block) > 2; })) continue;
      const std::size_t equation_12 = k - 1;  // nothing to subtract
      if (k <= equation_12) continue;         // the step would do
      finding.values = {{"K", std::to_string(k)},
                        {"T", set_text(set)},
                        {"equation 12", std::to_string(equation_12)},
                        {"the step", std::to_string(k)}};
      LineData data = on_integers(std::vector<int>(k, 0));
      for (const std::size_t i : members(set)) data.z[i] = 1;
      const Network g = network_of("canonical", data.problem()).value();
      finding.check(g.neurons() <= equation_12, "neurons", g.neurons());
      finding.certificates.push_back(
          evidence.network("K" + std::to_string(k),
                           "Lemma 4.5 gives the K - 1 that the theorem claims; the step asks for K only", data, g));
      break;
    }
  }
  const char* const outcome =
      "The theorem claims K - 1 for such data, so that m <= K would not do; Lemma 4.5 gives K - 1.";
  if (!finding.decide(!finding.values.empty(), Status::kProofGap, outcome)) return finding;
  finding.set = "sets T with blocks of at most two samples, in the order of K, up to the first counterexample";
  return finding;
}

}  // namespace

const Claim kEquation10{"eq-10",
                        Section::kOneHiddenLayer,
                        "Example 1, equation 10",
                        "The consecutive partition of {1, 2, 3, 5, 6, 8, 10, 11, 12, 13} has four blocks.",
                        "P(I) = {{1, 2, 3}, {5, 6}, {8}, {10, 11, 12, 13}}",
                        "the partition computed",
                        2,
                        equation_10};
const Claim kFigure4{"fig-4",
                     Section::kOneHiddenLayer,
                     "Figure 4",
                     "K = 14, T = {4, 7, 9, 14}: Theorem 4.4 removes 2, 11 and 12 (grey), and |J| = 11.",
                     "J = {1, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14}",
                     "J from its definition; the network",
                     2,
                     figure_4,
                     Draws::kFigure};
const Claim kLemma46Endpoints{
    "lemma-4.6-endpoints",
    Section::kOneHiddenLayer,
    "Lemma 4.6, proof",
    "Between and beside the blocks [a_i, b_i] outside I lie the blocks of I.",
    "P(I) = {[b_i + 1, a_{i+1} - 1]} and {[1, b_1 - 1], [a + 1, K]}, b_1 and a of the first and last block",
    "the printed formula for all sets",
    2,
    lemma_4_6_endpoints};
const Claim kTheorem44Proof{"thm-4.4-proof",
                            Section::kOneHiddenLayer,
                            "Theorem 4.4, proof",
                            "If every block has at most two samples, it suffices to prove m <= K.",
                            "m <= K",
                            "smallest counterexample to the step",
                            2,
                            theorem_4_4_proof};

}  // namespace ftcert::audit
