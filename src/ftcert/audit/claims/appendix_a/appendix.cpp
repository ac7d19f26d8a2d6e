// The bound of appendix A, and its groups.
#include "ftcert/audit/claims/appendix_a/claims.hpp"
#include "ftcert/audit/tools/evidence.hpp"
#include "ftcert/bounds/worst_data.hpp"

namespace ftcert::audit {

namespace {

Finding appendix_a(const Options& options) {
  Finding finding(Status::kProved,
                  "True, and never useful: two hidden layers of 1 + 4N neurons, or one of 3N, suffice.");
  const Evidence evidence(kAppendixA.id, Role::kSupports);
  for (std::size_t n = 1; n <= options.most_samples; ++n, ++finding.cases) {
    const LineData data = on_integers(worst_labels(3 * n + 2, n, 3).labels);
    const Network g = best_network(data.problem(), 3);
    finding.check(g.neurons() <= 4 * n + 4, "N", n, "neurons", g.neurons());
    finding.certificates.push_back(evidence.network(
        "N" + std::to_string(n), "4N + 4 = " + std::to_string(4 * n + 4) + " neurons are allowed", data, g));
  }
  finding.set = "worst-case labels, N <= " + std::to_string(options.most_samples) + ", K = 3N + 2";
  finding.theorems = {{"three_layers_sparseT", "proofs/theories/MainThree.v"}};
  return finding;
}

Finding appendix_groups(const Options&) {
  Finding finding(Status::kUndecided, "");
  // Printed: the unchanged samples before, between and behind those of T are N + 1 groups, none of them empty.
  for (std::size_t k = 2; k <= 8 && finding.values.empty(); ++k) {
    for (IndexSet set = 1; set < IndexSet{1} << k; ++set) {
      ++finding.cases;
      const IndexSet rest = ~set & ((IndexSet{1} << k) - 1);
      const std::size_t groups = runs(rest, k).size();
      if (groups == size_of(set) + 1) continue;
      finding.values = {{"K", std::to_string(k)},
                        {"T", set_text(set)},
                        {"groups between", std::to_string(groups)},
                        {"N + 1", std::to_string(size_of(set) + 1)}};
      break;
    }
  }
  const char* const outcome =
      "The groups are undefined when two elements of T are adjacent, or 1 or K lies in T. Leaving out empty groups "
      "repairs it.";
  if (!finding.decide(!finding.values.empty(), Status::kProofGap, outcome)) return finding;
  finding.set = "sets T in the order of K, up to the first counterexample";
  return finding;
}

}  // namespace

const Claim kAppendixA{"app-a",
                       Section::kAppendices,
                       "Appendix A",
                       "4N + 4 neurons suffice.",
                       "m* <= 4N + 4",
                       "theorem; networks for worst-case data",
                       3,
                       appendix_a};
const Claim kAppendixAGroups{"app-a-groups",
                             Section::kAppendices,
                             "Appendix A, the groups",
                             "The samples outside T form N + 1 groups around those of T.",
                             "",
                             "smallest counterexample",
                             3,
                             appendix_groups};

}  // namespace ftcert::audit
