// Appendix A's example, K = 16 and T = {4, 7}, and its equations 30 to 35.
#include <algorithm>

#include "ftcert/audit/claims/appendix_a/claims.hpp"
#include "ftcert/audit/tools/evidence.hpp"
#include "ftcert/audit/tools/printed_layers.hpp"

namespace ftcert::audit {

namespace {

// The 2N + 1 groups; nothing when one of them is empty.
Groups groups_of(IndexSet changed, std::size_t k) {
  Groups groups;
  for (std::size_t i = 0; i < k; ++i) {
    const bool here = contains(changed, i), before = i > 0 && contains(changed, i - 1);
    if (here && (i == 0 || before || i + 1 == k)) return {};
    if (i == 0 || here || before) groups.emplace_back();
    groups.back().push_back(i);
  }
  return groups;
}

// S: the first sample of each group.
std::vector<std::size_t> firsts(const Groups& groups) {
  std::vector<std::size_t> result;
  for (const auto& group : groups) result.push_back(group.front());
  return result;
}

IndexSet set_of(const std::vector<std::size_t>& indices) {
  IndexSet set = 0;
  for (const std::size_t i : indices) set |= IndexSet{1} << i;
  return set;
}

std::string row_text(const PrintedRow& row, const Rational& scale) {
  std::string text;
  for (const Rational& w : row.weights) text += (w * scale).text() + ", ";
  return "(" + text + (row.bias * scale).text() + ")";
}

// The example with these labels of 4 and 7, epsilon = 1.
struct Example {
  LineData data = on_integers(std::vector<int>(16, 0));
  PrintedLayers layers{data.x, groups_of(range(4, 4) | range(7, 7), 16), 1};
  std::vector<std::size_t> chosen = firsts(layers.groups());
  IndexSet s = set_of(chosen);

  Example(const Rational& z4, const Rational& z7) {
    data.z[3] = z4;
    data.z[6] = z7;
  }
  PrintedRows rows() const {
    std::vector<Rational> targets;
    for (const std::size_t i : chosen) targets.push_back(data.z[i]);
    return layers.rows(chosen, targets);
  }
};

// Least of |alpha| outside S, and of alpha itself.
Rational least(const std::vector<Rational>& inputs, IndexSet s, bool absolute) {
  std::optional<Rational> result;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const Rational value = absolute ? abs(inputs[i]) : inputs[i];
    if (!contains(s, i) && (!result || value < *result)) result = value;
  }
  return result.value_or(Rational(0));
}

Finding null_vector(const Options& options) {
  Finding finding(Status::kVerified, "True: the rank is 2N + 1, and the null vector is positive.");
  const Example example(0, 0);
  const PrintedRows rows = example.rows();
  finding.check(rows.rank == 5, "rank of the example", rows.rank);
  // The matrix of the example is printed but for its diagonal: +1 and -1 in turn.
  for (std::size_t i = 0; i < 5; ++i) {
    for (std::size_t j = 0; j < 5; ++j) {
      const Rational printed = (j + (j < i ? 0 : 1)) % 2 == 0 ? 1 : -1,
                     value = example.layers.beta(j, example.layers.x()[example.chosen[i]]);
      finding.check(i == j || value == printed, "row", i + 1, "column", j + 1, "entry", value);
    }
  }
  Generator generator(options.seed);
  for (std::size_t k = 3; k <= options.most_samples + 2 && finding.checks_hold(); ++k) {
    for (IndexSet set = 1; set < IndexSet{1} << k; ++set) {
      const Groups groups = groups_of(set, k);
      if (groups.empty()) continue;
      ++finding.cases;
      const LineData data = random_data(generator, k, 0);
      const PrintedRows found =
          PrintedLayers(data.x, groups, 1).rows(firsts(groups), std::vector<Rational>(groups.size()));
      const auto positive = [](const Rational& w) { return w.sign() > 0; };
      finding.check(
          found.rank == groups.size() && std::all_of(found.nu.weights.begin(), found.nu.weights.end(), positive), "T",
          set_text(set), "(x, 0)", data);
    }
  }
  if (!finding.checks_hold()) return finding;
  finding.values = {{"rank", std::to_string(rows.rank)},
                    {"null vector times 127", row_text(rows.nu, 127)},
                    {"null vector", row_text(rows.nu, 1)}};
  LineData data = example.data;
  data.z = example.layers.inputs(rows.nu);
  const Evidence evidence(kAppendixANull.id, Role::kSupports);
  finding.certificates.push_back(evidence.network(
      "example", "the layer-2 input with W2, b2 = the null vector: 0 at 1, 4, 5, 7 and 8, and positive at all others",
      data, example.layers.input_network(rows.nu)));
  finding.set =
      "the example, and every T whose groups are not empty for K <= " + std::to_string(options.most_samples + 2) +
      ", random positions (seed " + std::to_string(options.seed) + ")";
  return finding;
}

Finding equation_31(const Options&) {
  Finding finding(Status::kUndecided, "");
  const Evidence evidence(kAppendixAEquation31.id, Role::kContradicts);
  const Rational delta(Integer(1), Integer(10));
  const Example example(Rational(1) / 2, -1);
  const PrintedRows rows = example.rows();
  Table table{"The printed network for some lambda (mu with b2 = 0, nu with b2 = 1)",
              {"lambda", "least |alpha| outside S", "equation 31", "least alpha outside S", "wrong outputs"},
              {}};
  // Whether equation 31 holds and the network is wrong all the same; whether it is right.
  const auto look = [&](const Rational& lambda, const std::string& name, bool wanted_right) {
    ++finding.cases;
    const PrintedRow row = rows.at(lambda);
    const std::vector<Rational> inputs = example.layers.inputs(row);
    LineData outputs = example.data;
    IndexSet wrong = 0;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      outputs.z[i] = printed_sigma_t(inputs[i], delta);
      if (outputs.z[i] != example.data.z[i]) wrong |= IndexSet{1} << i;
    }
    const bool holds = least(inputs, example.s, true) > Rational(1);
    if (wanted_right ? wrong != 0 : !holds || wrong == 0) return false;
    table.rows.push_back({lambda.text(), least(inputs, example.s, true).text(), holds ? "holds" : "fails",
                          least(inputs, example.s, false).text(), wrong == 0 ? "none" : "at " + set_text(wrong)});
    const Network g = example.layers.network({{row, sigma_t(delta)}}, 0);
    if (wanted_right) {
      finding.certificates.push_back(
          Evidence(kAppendixAEquation31.id, Role::kSupports)
              .network(name, "lambda = " + lambda.text() + ": the printed network fits", example.data, g));
    } else {
      finding.certificates.push_back(evidence.network(name,
                                                      "lambda = " + lambda.text() +
                                                          ": equation 31 holds, and the network is not 0 at " +
                                                          set_text(wrong) + " outside T",
                                                      outputs, g));
    }
    finding.values.push_back({"lambda, " + name, lambda.text()});
    return true;
  };
  int lambda = -1;
  while (lambda >= -1000 && !look(lambda, "negative", false)) --lambda;
  int tenths = 1;
  while (tenths <= 10000 && !look(Rational(tenths) / 10, "small", false)) ++tenths;
  for (lambda = 1; lambda <= 1000 && !look(lambda, "right", true);) ++lambda;
  finding.tables = {table};
  const char* const outcome =
      "Equation 31, |alpha| > 1 outside S, is not enough: sigma_T erases no input below -1, nor one between 1 and 1 + "
      "delta. alpha >= 1 + delta is needed, and a large positive lambda gives it.";
  if (!finding.decide(table.rows.size() == 3, Status::kProofGap, outcome)) return finding;
  finding.set =
      "K = 16, T = {4, 7}, z_4 = 1/2, z_7 = -1, epsilon = 1, delta = 1/10: lambda = -1, -2, ..; 1/10, 2/10, "
      "..; 1, 2, .., each up to the first";
  return finding;
}

Finding figure_10_boxes(const Options&) {
  Finding finding(Status::kVerified, "True: the samples lie where the figure draws them, in all six boxes.");
  const Evidence evidence(kFigure10.id, Role::kSupports);
  const Example example(Rational(-1) / 2, Rational(1) / 2);  // drawn below and above 0
  const std::vector<Box> drawn{{0, range(1, 3), range(4, 16)},
                               {range(5, 16), range(4, 4), range(1, 3)},
                               {range(1, 4), range(5, 6), range(7, 16)},
                               {range(8, 16), range(7, 7), range(1, 6)},
                               {range(1, 7), range(8, 16), 0}};
  Table table{"The boxes of the figure", {"unit", "samples"}, {}};
  for (std::size_t j = 0; j < drawn.size(); ++j, ++finding.cases) {
    const Box box = box_of(example.layers.alphas(j));
    finding.check(box == drawn[j], "unit of layer 1", j + 1, "samples", box);
    table.rows.push_back({"layer 1, " + std::to_string(j + 1), box.text()});
  }
  const PrintedRows rows = example.rows();
  Rational lambda = 1;
  while (least(example.layers.inputs(rows.at(lambda)), example.s, false) < Rational(2)) lambda += 1;
  const PrintedRow row = rows.at(lambda);
  const Box box = box_of(example.layers.inputs(row)),
            layer_2{0, range(1, 1) | range(4, 5) | range(7, 8), range(2, 3) | range(6, 6) | range(9, 16)};
  ++finding.cases;
  finding.check(box == layer_2, "unit of layer 2", 1, "samples", box);
  table.rows.push_back({"layer 2", box.text()});
  finding.tables = {table};
  if (!finding.checks_hold()) return finding;
  LineData inputs = example.data;
  inputs.z = example.layers.inputs(row);
  finding.certificates.push_back(evidence.network("layer-2-input", "alpha of the unit of layer 2 at all samples",
                                                  inputs, example.layers.input_network(row)));
  const Network g = example.layers.network({{row, sigma_t(1)}}, 0);
  finding.certificates.push_back(evidence.network(
      "network", "the drawn network: " + std::to_string(g.neurons()) + " = 4N + 4 neurons", example.data, g));
  finding.values = {{"lambda", lambda.text()}, {"neurons", std::to_string(g.neurons())}};
  finding.set =
      "K = 16, T = {4, 7}, z_4 = -1/2, z_7 = 1/2, epsilon = delta = 1, the least whole lambda with alpha >= 2 "
      "outside S";
  return finding;
}

}  // namespace

const Claim kAppendixANull{"app-a-null",
                           Section::kAppendices,
                           "Appendix A, equations 33 to 35",
                           "The matrix of equation 34 has rank 2N + 1, and a null vector with positive entries.",
                           "rank K = 2N + 1; K nu = 0, nu_j > 0",
                           "elimination, for the example and for every T",
                           3,
                           null_vector};
const Claim kAppendixAEquation31{"app-a-eq-31",
                                 Section::kAppendices,
                                 "Appendix A, equation 31",
                                 "If alpha lies outside [-1, 1] at the samples outside S, the network is 0 there.",
                                 "alpha(x_i) not in [-1, 1] for i not in S",
                                 "the printed network for the example, lambda going through both signs",
                                 3,
                                 equation_31};
const Claim kFigure10{"fig-10",
                      Section::kAppendices,
                      "Figure 10",
                      "K = 16, T = {4, 7}: the samples lie in the units' boxes as drawn.",
                      "",
                      "equations 28 to 35 evaluated",
                      3,
                      figure_10_boxes,
                      Draws::kFigure};

}  // namespace ftcert::audit
