// Theorem 4.1, equation 7, remark 2: how many neurons one hidden layer needs.
#include <algorithm>

#include "ftcert/audit/claims/section_4/claims.hpp"
#include "ftcert/audit/tools/evidence.hpp"
#include "ftcert/bounds/two_layers.hpp"
#include "ftcert/bounds/worst_data.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert::audit {

namespace {

std::size_t paper_lower(std::size_t n, std::size_t k) { return std::min(3 * n, k - 2); }
std::size_t paper_upper(std::size_t n, std::size_t k) { return std::min(3 * n + 1, k - 1); }

std::string pair_name(std::size_t n, std::size_t k) { return "N" + std::to_string(n) + "-K" + std::to_string(k); }
std::string pair_text(std::size_t n, std::size_t k) {
  return "N = " + std::to_string(n) + ", K = " + std::to_string(k);
}

LineData worst(std::size_t n, std::size_t k) { return on_integers(alternating_labels(k, n)); }

// All (N, K) with 3 <= K <= most.
template <typename Function>
std::size_t over_grid(std::size_t most, const Function& function) {
  std::size_t count = 0;
  for (std::size_t k = 3; k <= most; ++k) {
    for (std::size_t n = 1; n <= k; ++n, ++count) function(n, k);
  }
  return count;
}

std::string grid_text(const Options& options) {
  return "all 1 <= N <= K, 3 <= K <= " + std::to_string(options.most_samples);
}

Finding theorem_4_1_1(const Options& options) {
  Finding finding(Status::kProved, "True for all N and K; one neuron fewer suffices as soon as K >= 5.");
  Generator generator(options.seed);
  for (std::size_t k = 3; k <= options.most_samples; ++k) {
    for (IndexSet set = 1; set < IndexSet{1} << k; ++set, ++finding.cases) {
      const LineData data = random_data(generator, k, set);
      const Problem problem = data.problem();
      const std::size_t canonical = neurons_of("canonical", problem).value(),
                        blocks = neurons_of("blocks", problem).value();
      finding.check(std::min(canonical, blocks) <= paper_upper(data.changed(), k), "data", data, "neurons",
                    std::min(canonical, blocks));
    }
  }
  finding.set = "every set T of changed samples for 3 <= K <= " + std::to_string(options.most_samples) +
                ", random positions and labels (seed " + std::to_string(options.seed) + ")";
  finding.evidence = {
      "The constructions of the proof (Lemma 4.5 and Theorem 4.4) used at most min{3N+1, K-1} neurons on every one of "
      "them."};
  finding.theorems = {{"equation_7", "proofs/theories/Statements.v"}, {"equation_7T", "proofs/theories/MainTwo.v"}};
  const Evidence evidence(kTheorem411.id, Role::kSupports);
  over_grid(std::min<std::size_t>(options.most_samples, 6), [&](std::size_t n, std::size_t k) {
    const LineData data = worst(n, k);
    const Problem problem = data.problem();
    const std::string_view name =
        neurons_of("blocks", problem).value() <= neurons_of("canonical", problem).value() ? "blocks" : "canonical";
    const Network g = network_of(name, problem).value();
    finding.certificates.push_back(evidence.network(pair_name(n, k),
                                                    "worst-case labels for " + pair_text(n, k) + ": " +
                                                        std::to_string(g.neurons()) + " neurons, allowed " +
                                                        std::to_string(paper_upper(n, k)),
                                                    data, g));
  });
  return finding;
}

Finding theorem_4_1_2_printed(const Options& options) {
  Finding finding(Status::kUndecided, "");
  const Evidence evidence(kTheorem412Printed.id, Role::kContradicts);
  // The first data in the order of K, N, labels for which fewer neurons than printed do.
  for (std::size_t k = 3; k <= options.most_samples && finding.certificates.size() < 2; ++k) {
    for (std::size_t n = 1; n <= k && finding.certificates.size() < 2; ++n) {
      for (const bool zero : {true, false}) {
        if (zero != finding.certificates.empty()) continue;
        std::vector<int> labels(k, 0);
        for (std::size_t i = 0; i < n && !zero; ++i) labels[i] = 1;
        const LineData data = on_integers(labels);
        const Network g = best_network(data.problem(), 2);
        ++finding.cases;
        if (g.neurons() >= paper_lower(n, k)) continue;
        if (zero) {
          finding.values = {{"K", std::to_string(k)},
                            {"N", std::to_string(n)},
                            {"T", set_text((IndexSet{1} << n) - 1)},
                            {"min{3N, K-2}", std::to_string(paper_lower(n, k))},
                            {"neurons", std::to_string(g.neurons())}};
        }
        finding.certificates.push_back(
            evidence.network(pair_name(n, k) + (zero ? "-zero" : "-ones"),
                             "residuals " + std::string(zero ? "0" : "1") + " on the first " + std::to_string(n) +
                                 " of " + std::to_string(k) + " samples: " + std::to_string(g.neurons()) +
                                 " neurons, and the claim says at least " + std::to_string(paper_lower(n, k)),
                             data, g));
        if (zero) break;
      }
    }
  }
  if (!finding.decide(
          !finding.certificates.empty(), Status::kRefuted,
          "False for every N >= 1 and K >= 3: residuals 0 on T need no neuron. The quantifier is meant to be "
          "\"there are T, x, z\"."))
    return finding;
  finding.set =
      "labels 0 or 1 on the first N samples, in the order of K and N, up to the first counterexample of either kind";
  finding.evidence = {
      "The second certificate shows that residuals that are not zero do not save the printed statement."};
  finding.theorems = {{"theorem_4_1_2_printed_falseT", "proofs/theories/MainTwo.v"}};
  return finding;
}

Finding theorem_4_1_2_intended(const Options& options) {
  Finding finding(Status::kProved, "True on any K points of a line, with labels -1 and 1 on T.");
  const Evidence evidence(kTheorem412Intended.id, Role::kSupports);
  finding.set = grid_text(options);
  finding.cases = over_grid(options.most_samples, [&](std::size_t n, std::size_t k) {
    CertificateFile file = evidence.bound(
        pair_name(n, k), "these labels need min{3N, K-2} = " + std::to_string(paper_lower(n, k)) + " neurons",
        worst(n, k), 2);
    finding.check(file.neurons == paper_lower(n, k), "N", n, "K", k, "neurons needed", file.neurons);
    finding.certificates.push_back(std::move(file));
  });
  finding.evidence = {
      "For each pair alternating labels force min{3N, K-2} kinks in disjoint intervals, by certificate."};
  finding.theorems = {{"theorem_4_1_2_intendedT", "proofs/theories/MainTwo.v"}};
  return finding;
}

Finding equation_7(const Options& options) {
  Finding finding(Status::kProved, "True; for K >= 5 the left end is the exact value.");
  const Evidence evidence(kEquation7.id, Role::kSupports);
  Table table{"Neurons in the worst case",
              {"N", "K", "paper", "data at hand: certified >=", "network found", "m* (theorem)"},
              {}};
  finding.set = grid_text(options);
  finding.cases = over_grid(options.most_samples, [&](std::size_t n, std::size_t k) {
    const LineData data = worst(n, k);
    const Network g = best_network(data.problem(), 2);
    const CertificateFile bound =
        evidence.bound(pair_name(n, k) + "-lower", pair_text(n, k) + ": these labels need this many", data, 2);
    const std::size_t exact = exact_two_layers(n, k);
    finding.check(bound.neurons == paper_lower(n, k) && bound.neurons <= exact && exact <= paper_upper(n, k) &&
                      g.neurons() <= exact,
                  "N", n, "K", k, "neurons needed", bound.neurons, "network", g.neurons());
    table.rows.push_back({std::to_string(n), std::to_string(k),
                          std::to_string(paper_lower(n, k)) + " .. " + std::to_string(paper_upper(n, k)),
                          std::to_string(bound.neurons), std::to_string(g.neurons()), std::to_string(exact)});
    finding.certificates.push_back(bound);
    finding.certificates.push_back(
        evidence.network(pair_name(n, k) + "-upper", pair_text(n, k) + ": a network for these labels", data, g));
  });
  finding.tables = {table};
  finding.theorems = {{"equation_7T", "proofs/theories/MainTwo.v"}, {"two_layers_tableT", "proofs/theories/MainTwo.v"}};
  return finding;
}

// Labels in {-1, 0, 1} up to a common sign, all of them: the first that is not zero is 1.
template <typename Function>
void over_labels(std::size_t k, const Function& function) {
  std::vector<int> labels(k, -1);
  for (;;) {
    const auto first = std::find_if(labels.begin(), labels.end(), [](int z) { return z != 0; });
    if (first != labels.end() && *first == 1) function(labels);
    std::size_t i = 0;
    while (i < k && labels[i] == 1) labels[i++] = -1;
    if (i == k) return;
    ++labels[i];
  }
}

Finding exact_value(const Options& options) {
  Finding finding(Status::kProved, "Not in the paper: its interval closes to a point. m* = min{3N, K-2} for K >= 5.");
  const Evidence evidence(kExactTwoLayers.id, Role::kSupports);
  Table table{"Most neurons that any labels in {-1, 0, 1} need on x = 1, .., K, by exhaustion",
              {"K", "N", "exhaustion", "m* (theorem)"},
              {}};
  for (std::size_t k = 3; k <= options.most_samples; ++k) {
    std::vector<std::optional<ExactCount>> most(k + 1);
    std::vector<LineData> data(k + 1);
    over_labels(k, [&](const std::vector<int>& labels) {
      const LineData line = on_integers(labels);
      std::optional<ExactCount> count = exact_count(line.x, line.z);
      require(count.has_value(), "audit: exhaustion gave up");
      ++finding.cases;
      const std::size_t n = line.changed();
      if (!most[n] || count->neurons > most[n]->neurons) most[n] = std::move(count), data[n] = line;
    });
    std::size_t so_far = 0;  // m* counts at most N changed labels
    for (std::size_t n = 1; n <= k; ++n) {
      so_far = std::max(so_far, most[n]->neurons);
      finding.check(so_far == exact_two_layers(n, k), "N", n, "K", k, "exhaustion", so_far);
      table.rows.push_back(
          {std::to_string(k), std::to_string(n), std::to_string(so_far), std::to_string(exact_two_layers(n, k))});
      finding.certificates.push_back(evidence.exhaustion(
          pair_name(n, k) + "-lower", pair_text(n, k) + ": no fewer neurons fit these labels", data[n], *most[n]));
      finding.certificates.push_back(evidence.network(
          pair_name(n, k) + "-upper", pair_text(n, k) + ": so many neurons fit them", data[n], most[n]->fit.lift({1})));
    }
  }
  finding.set = "all labels in {-1, 0, 1} (up to a common sign) on x = 1, .., K, 3 <= K <= " +
                std::to_string(options.most_samples);
  finding.evidence = {
      "For each of these data the least number of neurons was found exactly: a network, and a refutation of one neuron "
      "fewer. Their maximum over N changed labels is the theorem's value."};
  finding.tables = {table};
  finding.theorems = {{"two_layers_exactT", "proofs/theories/MainTwo.v"},
                      {"two_layers_tableT", "proofs/theories/MainTwo.v"}};
  return finding;
}

Finding remark_2(const Options& options) {
  Finding finding(Status::kProved, "True; K = m* + 2 for K >= 5.");
  const Evidence evidence(kRemark2.id, Role::kSupports);
  for (std::size_t k = 3; k <= options.most_samples; ++k, ++finding.cases) {
    const std::size_t exact = exact_two_layers(k, k);
    finding.check(exact + 1 <= k && k <= exact + 2, "K", k, "m*", exact);
    const LineData data = worst(k, k);
    finding.certificates.push_back(
        evidence.bound("K" + std::to_string(k) + "-lower", "K - 2 neurons are needed", data, 2));
    finding.certificates.push_back(evidence.network("K" + std::to_string(k) + "-upper", "K - 1 are enough", data,
                                                    best_network(data.problem(), 2)));
  }
  finding.set = "3 <= K <= " + std::to_string(options.most_samples);
  finding.theorems = {{"equation_7T", "proofs/theories/MainTwo.v"}, {"two_layers_tableT", "proofs/theories/MainTwo.v"}};
  return finding;
}

}  // namespace

const Claim kTheorem411{"thm-4.1.1",
                        Section::kOneHiddenLayer,
                        "Theorem 4.1.1",
                        "One hidden layer of min{3N+1, K-1} neurons always suffices (K >= 3).",
                        "m* <= min{3N+1, K-1}",
                        "theorem; the paper's two constructions on a finite set",
                        2,
                        theorem_4_1_1};
const Claim kTheorem412Printed{"thm-4.1.2-printed",
                               Section::kOneHiddenLayer,
                               "Theorem 4.1.2, as printed",
                               "For given T, x, z: every network with one hidden layer that satisfies the conditions "
                               "has at least min{3N, K-2} neurons.",
                               "min{3N, K-2} <= m for all T, x, z",
                               "search for the smallest counterexample",
                               2,
                               theorem_4_1_2_printed};
const Claim kTheorem412Intended{
    "thm-4.1.2-intended",
    Section::kOneHiddenLayer,
    "Theorem 4.1.2 and equation 9, as intended",
    "There are T, x, z for which every network with one hidden layer has at least min{3N, K-2} neurons.",
    "min{3N, K-2} <= m*",
    "theorem; certificates of alternation on a grid",
    2,
    theorem_4_1_2_intended};
const Claim kEquation7{"eq-7",
                       Section::kOneHiddenLayer,
                       "Equation 7",
                       "The least number of neurons lies between the two ends of Theorem 4.1.",
                       "min{3N, K-2} <= m* <= min{3N+1, K-1}",
                       "theorem; networks and lower bounds for worst-case data on a grid",
                       2,
                       equation_7};
const Claim kExactTwoLayers{"two-layers-exact",
                            Section::kOneHiddenLayer,
                            "sharpens equation 7",
                            "For K >= 5 the least number of neurons is exactly min{3N, K-2}.",
                            "m* = min{3N, K-2}",
                            "theorem; exhaustion",
                            2,
                            exact_value};
const Claim kRemark2{"remark-2",
                     Section::kOneHiddenLayer,
                     "Remark 2",
                     "For N = K: m* + 1 <= K <= m* + 2.",
                     "m* + 1 <= K <= m* + 2",
                     "theorem; certificates for both ends",
                     2,
                     remark_2};

}  // namespace ftcert::audit
