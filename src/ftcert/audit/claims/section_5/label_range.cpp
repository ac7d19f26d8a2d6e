// Theorem 5.1: labels in [-1, 1] in its preamble, in R in its first item.
#include "ftcert/audit/claims/section_5/claims.hpp"
#include "ftcert/audit/tools/evidence.hpp"
#include "ftcert/audit/tools/printed_layers.hpp"

namespace ftcert::audit {

namespace {

Finding label_range(const Options&) {
  Finding finding(Status::kUndecided, "");
  const Evidence evidence(kLabelRange.id, Role::kContradicts);
  const Rational delta = Rational(1) / 2;
  Table table{"The printed activations at a label (delta = 1/2)", {"z", "sigma_H", "sigma_L", "sigma_T"}, {}};
  for (const int z : {1, 2, -2}) {
    table.rows.push_back(
        {std::to_string(z), printed_hard_tanh(z).text(), printed_sigma_l(z).text(), printed_sigma_t(z, delta).text()});
  }
  // Appendix A's network for one changed sample between two others: the least whole label that it misses.
  for (int z = 1; z <= 4 && finding.values.empty(); ++z, ++finding.cases) {
    const LineData data = on_integers(std::vector<int>{0, z, 0});
    const PrintedLayers layers(data.x, {{0}, {1}, {2}}, 1);
    const Network g = layers.network({{layers.rows({0, 1, 2}, data.z).at(0), sigma_t(delta)}}, 0);
    LineData outputs = data;
    for (std::size_t i = 0; i < 3; ++i) outputs.z[i] = g.evaluate(std::span(&data.x[i], 1))[0];
    if (outputs.z == data.z) continue;
    finding.values = {{"z", std::to_string(z)},
                      {"sigma_H(z)", printed_hard_tanh(z).text()},
                      {"sigma_L(z)", printed_sigma_l(z).text()},
                      {"sigma_T(z)", printed_sigma_t(z, delta).text()},
                      {"appendix A's network there", outputs.z[1].text()}};
    finding.certificates.push_back(evidence.network(
        "printed", "the printed network has " + outputs.z[1].text() + " where the label is " + std::to_string(z),
        outputs, g));
    const Network scaled = network_of("appendix", data.problem()).value();
    finding.certificates.push_back(
        Evidence(kLabelRange.id, Role::kSupports)
            .network("scaled", "with labels divided by a power of two, the last layer multiplied by it, it fits", data,
                     scaled));
  }
  finding.tables = {table};
  const char* const outcome =
      "True for all labels: divide them by a power of two and multiply the last layer. The printed networks are for "
      "[-1, "
      "1] only: sigma_L erases labels beyond 1, sigma_T those above, sigma_H clips them.";
  if (!finding.decide(!finding.values.empty(), Status::kProofGap, outcome)) return finding;
  finding.set = "K = 3, T = {2}, z_2 = 1, 2, .., up to the first label that is missed";
  finding.theorems = {{"three_layers_upperT", "proofs/theories/MainThree.v"}};
  return finding;
}

}  // namespace

const Claim kLabelRange{
    "thm-5.1-labels",
    Section::kTwoHiddenLayers,
    "Theorem 5.1, preamble and item 1",
    "The preamble has labels in [-1, 1], item 1 any real labels; the same networks are meant to serve.",
    "z_i in [-1, 1]; z_i in R",
    "the printed network with whole labels",
    3,
    label_range};

}  // namespace ftcert::audit
