// Lemma 4.5: the statement, and the weight that its induction prints.
#include "ftcert/audit/claims/section_4/claims.hpp"
#include "ftcert/audit/tools/evidence.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert::audit {

namespace {

// The printed network on x = 0, 1, ..: neuron k, relu(x - x_k), has the slope s_k as its weight, not the slope's change.
Network printed(const std::vector<Rational>& z) {
  const std::size_t m = z.size() - 1;
  AffineMap hidden(m, 1), output(1, m);
  for (std::size_t k = 0; k < m; ++k) {
    hidden.weight(k, 0) = 1;
    hidden.bias[k] = -Rational(k);
    output.weight(0, k) = z[k + 1] - z[k];
  }
  output.bias[0] = z[0];
  return Network(1, {hidden, output});
}

LineData at_integers_from_0(const std::vector<Rational>& z) {
  LineData data = on_integers(z);
  for (Rational& x : data.x) x -= 1;
  return data;
}

Finding lemma(const Options& options) {
  Finding finding(Status::kProved, "True: m neurons join m + 1 points.");
  const Evidence evidence(kLemma45.id, Role::kSupports);
  Generator generator(options.seed);
  for (std::size_t k = 2; k <= options.most_samples; ++k, ++finding.cases) {
    const LineData data = random_data(generator, k, (IndexSet{1} << k) - 1);
    const Network g = network_of("canonical", data.problem()).value();
    finding.check(g.neurons() <= k - 1, "data", data, "neurons", g.neurons());
    finding.certificates.push_back(evidence.network(
        "K" + std::to_string(k), std::to_string(k - 1) + " neurons join " + std::to_string(k) + " points", data, g));
  }
  finding.set =
      "random points (seed " + std::to_string(options.seed) + "), 2 <= K <= " + std::to_string(options.most_samples);
  finding.theorems = {{"theorem_4_4_sharpenedT", "proofs/theories/MainTwo.v"}};
  return finding;
}

Finding weight(const Options&) {
  Finding finding(Status::kUndecided, "");
  const Evidence evidence(kLemma45Weight.id, Role::kContradicts);
  // The least |T| samples with labels 0 .. 3 that rise more and more steeply, first label 0.
  for (int rise = 1; rise <= 3 && finding.values.empty(); ++rise) {
    for (int next = rise + 1; next <= 4; ++next) {
      ++finding.cases;
      const std::vector<Rational> z{0, rise, rise + next};
      const Network g = printed(z);
      const std::vector<Rational> x{2};
      const Rational value = g.evaluate(x)[0];
      if (value == z[2]) continue;
      finding.values = {
          {"data", at_integers_from_0(z).text()}, {"printed network at 2", value.text()}, {"label at 2", z[2].text()}};
      finding.certificates.push_back(evidence.network(
          "printed",
          "the network with the printed weights takes " + value.text() + " at 2, where the label is " + z[2].text(),
          at_integers_from_0({z[0], z[1], value}), g));
      finding.certificates.push_back(
          evidence.network("corrected", "with the weight s_2 - s_1 the label is met", at_integers_from_0(z),
                           network_of("canonical", at_integers_from_0(z).problem()).value()));
      break;
    }
  }
  const char* const outcome =
      "Wrong from two neurons on: the weight must be the change of the slope, s_{k+1} - s_k. The lemma itself is true.";
  if (!finding.decide(!finding.values.empty(), Status::kRefuted, outcome)) return finding;
  finding.set = "three points at 0, 1, 2 with rising slopes, up to the first counterexample";
  return finding;
}

}  // namespace

const Claim kLemma45{"lemma-4.5", Section::kOneHiddenLayer,
                     "Lemma 4.5", "m neurons join m + 1 points on a line, linearly between them.",
                     "",          "theorem; the construction on random points",
                     2,           lemma};
const Claim kLemma45Weight{"lemma-4.5-weight",
                           Section::kOneHiddenLayer,
                           "Lemma 4.5, the printed induction",
                           "The neuron that is added for the next point has the weight s_{k+1}.",
                           "g_{k+1}(x) = g_k(x) + s_{k+1} relu(x - x_{k+1})",
                           "the printed formula evaluated",
                           2,
                           weight};

}  // namespace ftcert::audit
