// Steps of the proofs of U1 and U3: the signs of the rows, equation 27, and unchanged samples outside J.
#include <algorithm>
#include <optional>

#include "ftcert/audit/claims/section_5/claims.hpp"
#include "ftcert/audit/tools/evidence.hpp"
#include "ftcert/audit/tools/printed_layers.hpp"
#include "ftcert/core/rounding.hpp"

namespace ftcert::audit {

namespace {

std::vector<Rational> labels_at(const LineData& data, const std::vector<std::size_t>& samples) {
  std::vector<Rational> result;
  for (const std::size_t i : samples) result.push_back(data.z[i]);
  return result;
}

Finding row_signs(const Options&) {
  Finding finding(Status::kUndecided, "");
  const Evidence evidence(kRowSigns.id, Role::kContradicts);
  Table table{"Output less label, sample by place in its group", {"K", "W2", "places 1, 2, ..", "one constant"}, {}};
  for (std::size_t side = 2; side <= 4; ++side) {
    const std::size_t k = side * side;
    LineData data = on_integers(std::vector<int>(k, 0));
    data.z[std::min<std::size_t>(k, 7) - 1] = Rational(1) / 2;
    const PrintedLayers layers(data.x, groups_of_size(members(range(1, k)), side), 1);
    for (const bool alternating : {false, true}) {
      ++finding.cases;
      std::vector<SecondUnit> units;
      for (std::size_t place = 0; place < side; ++place) {
        const std::vector<std::size_t> chosen = at_place(layers.groups(), place);
        units.push_back(
            {layers.steep_row(chosen, labels_at(data, chosen), !alternating || place % 2 == 0, 1, range(1, k)),
             hard_tanh()});
      }
      const Network g = layers.network(units, 0);
      LineData outputs = data;
      std::string offsets;
      bool constant = true;
      std::optional<Rational> first;
      for (std::size_t place = 0; place < side; ++place) {
        for (const std::size_t i : at_place(layers.groups(), place)) {
          outputs.z[i] = g.evaluate(std::span(&data.x[i], 1))[0];
          const Rational offset = outputs.z[i] - data.z[i];
          if (!first) first = offset;
          constant = constant && offset == *first;
          if (i == layers.groups()[0][place]) offsets += (place == 0 ? "" : ", ") + offset.text();
        }
      }
      table.rows.push_back(
          {std::to_string(k), alternating ? "+, -, +, .." : "all positive", offsets, constant ? "yes" : "no"});
      if (alternating) {
        finding.check(constant, "K", k, "offsets with alternating signs", offsets);
      } else if (!constant) {
        if (finding.values.empty()) finding.values = {{"K", std::to_string(k)}, {"offsets", offsets}};
        if (side == 4) finding.values.push_back({"offsets for K = 16", offsets});
        finding.certificates.push_back(
            evidence.network("K" + std::to_string(k),
                             "all rows positive: outputs that differ from the labels by " + offsets, outputs, g));
      }
    }
  }
  finding.tables = {table};
  const char* const outcome =
      "With all rows positive no constant b3 makes the outputs the labels. The signs must alternate, as Figure 6 draws "
      "them and Yun et al. have them; then one constant serves.";
  if (!finding.decide(!finding.values.empty(), Status::kProofGap, outcome)) return finding;
  finding.set = "K = 4, 9, 16 in groups of sqrt(K), label 1/2 at min{K, 7}, 0 elsewhere";
  return finding;
}

// U3's example: K = 16, T = {2, 4, 9}, J in groups of three, x_i = i, epsilon = 1.
PrintedLayers example_layers() {
  const IndexSet changed = range(2, 2) | range(4, 4) | range(9, 9);
  return PrintedLayers(on_integers(std::vector<int>(16, 0)).x, groups_of_size(members(touched(changed, 16)), 3), 1);
}

Finding equation_27(const Options&) {
  Finding finding(Status::kUndecided, "");
  const Evidence evidence(kEquation27.id, Role::kContradicts);
  const PrintedLayers layers = example_layers();
  Table table{
      "Outputs of layer 1 at the samples 5, 6 and 8", {"j", "beta(x_5)", "beta(x_6)", "beta(x_8)", "interval"}, {}};
  LineData data = on_integers(std::vector<int>(16, 0));
  std::size_t failing = 0;
  for (std::size_t j = 0; j < layers.units(); ++j, ++finding.cases) {
    const Rational low = layers.beta(j, 5), middle = layers.beta(j, 6), high = layers.beta(j, 8);
    table.rows.push_back({std::to_string(j + 1), low.text(), middle.text(), high.text(),
                          low == high  ? "empty"
                          : low > high ? "reversed"
                                       : "right"});
    finding.check(std::min(low, high) <= middle && middle <= std::max(low, high), "j", j + 1, "beta(x_6)", middle);
    if (low < middle && middle < high) continue;
    ++failing;
    if (finding.values.empty()) {
      finding.values = {{"j", std::to_string(j + 1)},
                        {"beta(x_5)", low.text()},
                        {"beta(x_6)", middle.text()},
                        {"beta(x_8)", high.text()}};
    }
    for (std::size_t i = 0; i < data.samples(); ++i) data.z[i] = layers.beta(j, data.x[i]);
    finding.certificates.push_back(
        evidence.network("unit-" + std::to_string(j + 1),
                         "beta of unit " + std::to_string(j + 1) +
                             ": at 6 it does not lie strictly between its values at 5 and 8, in this order",
                         data, layers.unit_network(j)));
  }
  // The step before it, the same of alpha^1, fails where the weight is negative.
  std::string reversed;
  for (std::size_t j = 0; j < layers.units(); ++j) {
    if (layers.alpha(j, 5) > layers.alpha(j, 8)) reversed += (reversed.empty() ? "" : ", ") + std::to_string(j + 1);
  }
  finding.tables = {table};
  finding.values.push_back({"units with alpha^1(x_5) > alpha^1(x_8)", reversed});
  finding.values.push_back(
      {"units for which it fails", std::to_string(failing) + " of " + std::to_string(layers.units())});
  const char* const outcome =
      "False for every unit of the example: the open intervals are empty where the unit is clipped and reversed where "
      "its weight is negative. True is: in the closed interval, in either order.";
  if (!finding.decide(failing > 0, Status::kRefuted, outcome)) return finding;
  finding.set = "the example of the proof, K = 16, T = {2, 4, 9}, x_i = i, epsilon = 1";
  return finding;
}

// An unchanged sample outside J, and a row for which its input does not lie between those of its neighbours in J, one of them not clipped.
struct Straddle {
  LineData data;
  PrintedLayers layers;
  IndexSet changed, kept;
  std::size_t place, left, at, right;
  PrintedRow row;
};

std::optional<Straddle> find_straddle(const LineData& data, IndexSet changed, std::size_t side) {
  const std::size_t k = data.samples();
  const IndexSet kept = touched(changed, k);
  const PrintedLayers layers(data.x, groups_of_size(members(kept), side), 1);
  for (std::size_t place = 0; place < side; ++place) {
    const std::vector<std::size_t> chosen = at_place(layers.groups(), place);
    const PrintedRow row = layers.steep_row(chosen, labels_at(data, chosen), true, 1, kept);
    for (const std::size_t i : members(range(1, k) & ~kept)) {
      std::size_t left = i, right = i;
      while (!contains(kept, left)) --left;
      while (!contains(kept, right)) ++right;
      // Where both are clipped x_i need not be between them.
      const auto unclipped = [&](std::size_t s) { return std::find(chosen.begin(), chosen.end(), s) != chosen.end(); };
      if (!unclipped(left) && !unclipped(right)) continue;
      const Rational a = layers.input(row, data.x[left]), b = layers.input(row, data.x[i]),
                     c = layers.input(row, data.x[right]);
      if (std::min(a, c) <= b && b <= std::max(a, c)) continue;
      return Straddle{data, layers, changed, kept, place, left, i, right, row};
    }
  }
  return std::nullopt;
}

Finding straddle(const Options& options) {
  Finding finding(Status::kUndecided, "");
  const Evidence evidence(kStraddle.id, Role::kContradicts);
  std::optional<Straddle> found;
  for (std::size_t k = 3; k <= options.most_samples && !found; ++k) {
    for (IndexSet changed = 1; changed < IndexSet{1} << k && !found; ++changed) {
      const std::size_t count = size_of(touched(changed, k));
      std::size_t side = 1;
      while (side * side < count) ++side;
      if (side * side != count || count == k) continue;  // the printed groups need a square
      LineData data = on_integers(std::vector<int>(k, 0));
      for (const std::size_t i : members(changed)) data.z[i] = Rational(1) / 2;
      ++finding.cases;
      found = find_straddle(data, changed, side);
    }
  }
  if (!finding.decide(
          found.has_value(), Status::kProofGap,
          "The argument for x_6 does not carry over: where a block straddles two groups, the input of layer "
          "2 leaves the interval between its neighbours. With large weights all is well, since it is steep "
          "there; equation 25 alone does not give equation 26."))
    return finding;
  const auto input = [&](std::size_t i) { return found->layers.input(found->row, found->data.x[i]).text(); };
  const auto name = [](std::size_t i) { return "alpha(x_" + std::to_string(i + 1) + ")"; };
  finding.values = {{"K", std::to_string(found->data.samples())},
                    {"T", set_text(found->changed)},
                    {"J", set_text(found->kept)},
                    {"row", std::to_string(found->place + 1)},
                    {name(found->left), input(found->left)},
                    {name(found->at), input(found->at)},
                    {name(found->right), input(found->right)}};
  LineData inputs = found->data;
  inputs.z = found->layers.inputs(found->row);
  finding.certificates.push_back(evidence.network(
      "input", "the layer-2 input is higher at " + std::to_string(found->at + 1) + " than at both neighbours in J",
      inputs, found->layers.input_network(found->row)));

  // The sample nearer to its neighbour: a network for which equation 25 holds and 26 does not.
  const std::size_t side = found->layers.units();
  for (std::size_t halvings = 1; halvings <= 8; ++halvings) {
    LineData data = found->data;
    data.x[found->at] = data.x[found->left] + power_of_two(-static_cast<long>(halvings));
    const PrintedLayers layers(data.x, found->layers.groups(), 1);
    std::vector<SecondUnit> units;
    for (std::size_t place = 0; place < side; ++place) {
      const std::vector<std::size_t> chosen = at_place(layers.groups(), place);
      units.push_back({layers.steep_row(chosen, labels_at(data, chosen), true, 2, found->kept), sigma_l(2)});
    }
    const Network g = layers.network(units, 0);
    LineData outputs = data;
    bool equation_25 = true;
    for (std::size_t i = 0; i < data.samples(); ++i) {
      outputs.z[i] = g.evaluate(std::span(&data.x[i], 1))[0];
      equation_25 = equation_25 && (!contains(found->kept, i) || outputs.z[i] == data.z[i]);
    }
    if (!equation_25 || outputs.z[found->at].is_zero()) continue;
    finding.values.push_back(
        {"a network right on J has at x = " + data.x[found->at].text(), outputs.z[found->at].text()});
    finding.certificates.push_back(evidence.network(
        "equation-25", "right on J, every other input of J beyond 2, and not 0 at x = " + data.x[found->at].text(),
        outputs, g));
    break;
  }
  if (const auto g = network_of("touched-grid", found->data.problem()))
    finding.certificates.push_back(Evidence(kStraddle.id, Role::kSupports)
                                       .network("steep", "with larger weights U3 fits these data", found->data, *g));
  finding.set =
      "x_i = i, labels 1/2 on T, |J| a square, W2 > 0: sets T in the order of K, up to the first counterexample";
  return finding;
}

}  // namespace

const Claim kRowSigns{"u1-row-signs",
                      Section::kTwoHiddenLayers,
                      "Theorem 5.1.1, U1, the second layer",
                      "All elements of W2 can be positive (as said of U3, \"as shown in Yun et al.\").",
                      "W2 > 0",
                      "the printed network with all rows positive, and with alternating signs",
                      3,
                      row_signs};
const Claim kEquation27{"eq-27",
                        Section::kTwoHiddenLayers,
                        "Theorem 5.1.1, U3, equation 27",
                        "The outputs of layer 1 at x_6 lie between those at x_5 and x_8, for all units.",
                        "beta^1_j(x_6) in (beta^1_j(x_5), beta^1_j(x_8))",
                        "equations 28 and 29 evaluated",
                        3,
                        equation_27};
const Claim kStraddle{"u3-straddle",
                      Section::kTwoHiddenLayers,
                      "Theorem 5.1.1, U3, equation 26",
                      "The argument for x_6 serves for every unchanged sample outside J.",
                      "alpha^2(x_i) in (alpha^2(x_l), alpha^2(x_r)), l < i < r the neighbours in J",
                      "smallest counterexample to the step",
                      3,
                      straddle};

}  // namespace ftcert::audit
