// The neurons that appendix A counts.
#include "ftcert/audit/claims/appendix_a/claims.hpp"
#include "ftcert/audit/tools/evidence.hpp"
#include "ftcert/audit/tools/printed_layers.hpp"

namespace ftcert::audit {

namespace {

Finding appendix_count(const Options& options) {
  Finding finding(Status::kVerified, "True: 2N + 1 hard-tanh units and one sigma_T, two ReLUs each.");
  const Evidence evidence(kAppendixACount.id, Role::kSupports);
  Table table{"Neurons of the printed network", {"N", "K", "2 (2N + 1) + 2", "4N + 4", "network"}, {}};
  for (std::size_t n = 1; n <= options.most_samples; ++n, ++finding.cases) {
    // T = {2, 4, .., 2N}: the least K with no empty group. One sample a group: nothing is to be erased, lambda = 0 does.
    const std::size_t k = 2 * n + 1;
    LineData data = on_integers(std::vector<int>(k, 0));
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < k; ++i) {
      if (i % 2 == 1) data.z[i] = i % 4 == 1 ? 1 : -1;
      all.push_back(i);
    }
    const PrintedLayers layers(data.x, groups_of_size(all, 1), 1);
    const Network g = layers.network({{layers.rows(all, data.z).at(0), sigma_t(1)}}, 0);
    finding.check(g.neurons() == 4 * n + 4 && 4 * n + 4 == 2 * (2 * n + 1) + 2, "N", n, "neurons", g.neurons());
    table.rows.push_back({std::to_string(n), std::to_string(k), std::to_string(2 * (2 * n + 1) + 2),
                          std::to_string(4 * n + 4), std::to_string(g.neurons())});
    finding.certificates.push_back(evidence.network(
        "N" + std::to_string(n), "the printed network: " + std::to_string(g.neurons()) + " neurons", data, g));
  }
  finding.tables = {table};
  finding.set = "T = {2, 4, .., 2N}, K = 2N + 1, N <= " + std::to_string(options.most_samples);
  return finding;
}

}  // namespace

const Claim kAppendixACount{"app-a-count",
                            Section::kAppendices,
                            "Appendix A, the count",
                            "2N + 1 hard-tanh units and one unit sigma_T are 4N + 4 ReLUs.",
                            "4N + 4 = 2 (2N + 1) + 2",
                            "the printed network counted",
                            3,
                            appendix_count};

}  // namespace ftcert::audit
