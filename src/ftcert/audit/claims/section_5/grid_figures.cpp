// Figures 6, 7 and 8: where the samples lie in the units' boxes, from equations 28 to 35.
#include <optional>

#include "ftcert/audit/claims/section_5/claims.hpp"
#include "ftcert/audit/tools/evidence.hpp"
#include "ftcert/audit/tools/printed_layers.hpp"

namespace ftcert::audit {

namespace {

// Figures 6 and 7: K = 16, four groups of four, T = {7}; z_7 is drawn above 0.
struct Sixteen {
  LineData data = on_integers(std::vector<int>(16, 0));
  PrintedLayers layers{data.x, groups_of_size(members(range(1, 16)), 4), 1};

  Sixteen() { data.z[6] = Rational(1) / 2; }
  // The row of a place; all elements of W2 have one sign.
  PrintedRow row(std::size_t place, bool positive) const {
    const std::vector<std::size_t> chosen = at_place(layers.groups(), place);
    std::vector<Rational> targets;
    for (const std::size_t i : chosen) targets.push_back(data.z[i]);
    return layers.steep_row(chosen, targets, positive, 1, range(1, 16));
  }
};

Finding figure_6(const Options&) {
  Finding finding(Status::kVerified, "True, with rows whose signs alternate: the second and the fourth are negative.");
  const Evidence evidence(kFigure6.id, Role::kSupports);
  const Sixteen example;
  const std::vector<Box> layer_1{{0, range(1, 4), range(5, 16)},
                                 {range(9, 16), range(5, 8), range(1, 4)},
                                 {range(1, 8), range(9, 12), range(13, 16)},
                                 {0, range(13, 16), range(1, 12)}};
  const auto inside = [](std::size_t a, std::size_t b, std::size_t c, std::size_t d) {
    return range(a, a) | range(b, b) | range(c, c) | range(d, d);
  };
  const std::vector<Box> layer_2{
      {0, inside(1, 8, 9, 16), range(2, 7) | range(10, 15)},
      {range(3, 6) | range(11, 14), inside(2, 7, 10, 15), range(1, 1) | range(8, 9) | range(16, 16)},
      {range(1, 2) | range(7, 10) | range(15, 16), inside(3, 6, 11, 14), range(4, 5) | range(12, 13)},
      {0, inside(4, 5, 12, 13), range(1, 3) | range(6, 11) | range(14, 16)}};
  Table table{"The boxes", {"unit", "sign of W2", "samples"}, {}};
  for (std::size_t j = 0; j < 4; ++j, ++finding.cases) {
    const Box box = box_of(example.layers.alphas(j));
    finding.check(box == layer_1[j], "unit of layer 1", j + 1, "samples", box);
    table.rows.push_back({"layer 1, " + std::to_string(j + 1), "", box.text()});
  }
  std::vector<SecondUnit> units;
  for (std::size_t k = 0; k < 4; ++k, ++finding.cases) {
    // The sign with which the box is the drawn one.
    std::optional<bool> sign;
    for (const bool positive : {true, false}) {
      if (box_of(example.layers.inputs(example.row(k, positive))) == layer_2[k]) sign = positive;
    }
    finding.check(sign.has_value(), "unit of layer 2 drawn with neither sign", k + 1);
    if (!sign) return finding;
    const PrintedRow row = example.row(k, *sign);
    table.rows.push_back({"layer 2, " + std::to_string(k + 1), *sign ? "+" : "-", layer_2[k].text()});
    units.push_back({row, hard_tanh()});
    LineData inputs = example.data;
    inputs.z = example.layers.inputs(row);
    finding.certificates.push_back(evidence.network("unit-" + std::to_string(k + 1),
                                                    "alpha of unit " + std::to_string(k + 1) + " of layer 2", inputs,
                                                    example.layers.input_network(row)));
  }
  finding.tables = {table};
  // The constant that is left over at the first sample serves all.
  const Network open = example.layers.network(units, 0);
  const Rational constant = open.evaluate(std::span(&example.data.x[0], 1))[0] - example.data.z[0];
  for (std::size_t i = 0; i < example.data.samples(); ++i) {
    const Rational value = open.evaluate(std::span(&example.data.x[i], 1))[0] - constant;
    finding.check(value == example.data.z[i], "sample", i + 1, "output", value);
  }
  if (!finding.checks_hold()) return finding;
  const Network g = example.layers.network(units, -constant);
  finding.values = {{"b3", (-constant).text()}, {"neurons", std::to_string(g.neurons())}};
  finding.certificates.push_back(evidence.network(
      "network", "the drawn network: " + std::to_string(g.neurons()) + " = 4 sqrt(K) neurons", example.data, g));
  finding.set = "K = 16, T = {7}, z_7 = 1/2, epsilon = 1; lambda the least power of two that clips";
  return finding;
}

Finding figure_7(const Options&) {
  Finding finding(Status::kUndecided, "");
  const Evidence evidence(kFigure7.id, Role::kContradicts);
  const Sixteen example;
  const IndexSet inside = range(2, 2) | range(7, 7) | range(10, 10) | range(15, 15);
  const Box drawn{range(2, 6) | range(11, 14), inside, range(1, 1) | range(8, 10) | range(15, 16)};
  const IndexSet twice = inside & (drawn.low | drawn.high);
  const PrintedRow row = example.row(1, false);  // the second row of Figure 6
  const Box box = box_of(example.layers.inputs(row));
  finding.tables = {{"The unit of layer 2",
                     {"", "below the bump", "labelled at the bump", "above the bump"},
                     {{"drawn", set_text(drawn.low), set_text(drawn.inside), set_text(drawn.high)},
                      {"computed", set_text(box.low), set_text(box.inside), set_text(box.high)}}}};
  finding.values = {{"both clipped and labelled", set_text(twice)}};
  LineData inputs = example.data;
  inputs.z = example.layers.inputs(row);
  finding.certificates.push_back(evidence.network("input",
                                                  "alpha of the unit: in [-1, 1], not beyond, at " + set_text(twice),
                                                  inputs, example.layers.input_network(row)));
  finding.cases = example.data.samples();
  const char* const outcome =
      "A misprint: these samples are drawn twice, clipped and with their labels. They are not "
      "clipped; the rest of the box is right.";
  const bool rest = (drawn.low & ~inside) == box.low && (drawn.high & ~inside) == box.high && inside == box.inside;
  finding.decide(twice != 0 && rest, Status::kRefuted, outcome);
  finding.set = "K = 16, T = {7}, z_7 = 1/2, epsilon = 1";
  return finding;
}

Finding figure_8(const Options&) {
  Finding finding(Status::kUndecided, "");
  const Evidence evidence(kFigure8.id, Role::kContradicts);
  constexpr std::size_t k = 16;
  LineData data = on_integers(std::vector<int>(k, 0));
  const IndexSet changed = range(2, 2) | range(4, 4) | range(9, 9), kept = touched(changed, k),
                 shown = kept | range(6, 6);                                 // the figure has J and sample 6
  for (const std::size_t i : members(changed)) data.z[i] = Rational(1) / 2;  // drawn above 0
  const PrintedLayers layers(data.x, groups_of_size(members(kept), 3), 1);
  const auto set = [](std::initializer_list<std::size_t> from_1) {
    IndexSet result = 0;
    for (const std::size_t i : from_1) result |= range(i, i);
    return result;
  };
  const std::vector<Box> drawn{{0, set({1, 8, 9}), set({2, 3, 4, 5, 6, 10, 16})},
                               {set({3, 4, 16}), set({2, 5, 10}), set({1, 6, 8, 9})},
                               {set({1, 2, 5, 6, 8, 9, 10}), set({3, 4, 16}), 0}};
  Table table{"The boxes of layer 2, J and sample 6", {"unit", "drawn", "W2 > 0", "W2 < 0", "drawn has"}, {}};
  std::vector<SecondUnit> positive, as_drawn;
  std::string differing;
  for (std::size_t place = 0; place < 3; ++place, ++finding.cases) {
    const std::vector<std::size_t> chosen = at_place(layers.groups(), place);
    std::vector<Rational> targets;
    for (const std::size_t i : chosen) targets.push_back(data.z[i]);
    Box boxes[2];
    PrintedRow rows[2];
    for (const bool sign : {false, true}) {
      // sigma_L with ramps from 1 to 2: everything else beyond 2.
      rows[sign] = layers.steep_row(chosen, targets, sign, 2, range(1, k));
      const Box all = box_of(layers.inputs(rows[sign]));
      boxes[sign] = {all.low & shown, all.inside & shown, all.high & shown};
    }
    const bool sign = boxes[1] == drawn[place];
    finding.check(sign || boxes[0] == drawn[place], "unit of layer 2 drawn with neither sign", place + 1);
    table.rows.push_back(
        {std::to_string(place + 1), drawn[place].text(), boxes[1].text(), boxes[0].text(), sign ? "W2 > 0" : "W2 < 0"});
    positive.push_back({rows[1], sigma_l(2)});
    as_drawn.push_back({rows[sign], sigma_l(2)});
    if (sign) continue;
    differing += (differing.empty() ? "" : ", ") + std::to_string(place + 1);
    LineData inputs = data;
    inputs.z = layers.inputs(rows[1]);
    finding.certificates.push_back(evidence.network(
        "unit-" + std::to_string(place + 1),
        "alpha of unit " + std::to_string(place + 1) + " with W2 > 0: the sides of the drawn box change places", inputs,
        layers.input_network(rows[1])));
  }
  finding.tables = {table};
  finding.values.push_back({"units drawn with W2 < 0", differing});
  if (!finding.decide(!differing.empty(), Status::kRefuted,
                      "The text and the figure disagree: with W2 positive the second box is drawn the wrong way round. "
                      "Since sigma_L vanishes on both sides, the network serves with either sign."))
    return finding;
  finding.certificates.push_back(
      evidence.network("as-drawn", "with the signs of the figure the network fits", data, layers.network(as_drawn, 0)));
  finding.certificates.push_back(Evidence(kFigure8.id, Role::kSupports)
                                     .network("positive", "with W2 all positive, as the text wants, the network fits",
                                              data, layers.network(positive, 0)));
  finding.set =
      "K = 16, T = {2, 4, 9}, labels 1/2, epsilon = 1; lambda the least power of two with |alpha| > 2 at all "
      "other samples";
  return finding;
}

}  // namespace

const Claim kFigure6{"fig-6",
                     Section::kTwoHiddenLayers,
                     "Figure 6",
                     "K = 16, T = {7}: the samples lie in the boxes of U1 as drawn, and the network fits.",
                     "",
                     "equations 28 to 35 evaluated; the sign of each row from its box",
                     3,
                     figure_6,
                     Draws::kFigure};
const Claim kFigure7{"fig-7",
                     Section::kTwoHiddenLayers,
                     "Figure 7",
                     "K = 16, T = {7}: the samples lie in the box of U2's unit of layer 2 as drawn.",
                     "",
                     "the drawn sets compared with each other and with the computed ones",
                     3,
                     figure_7,
                     Draws::kFigure};
const Claim kFigure8{
    "fig-8",
    Section::kTwoHiddenLayers,
    "Theorem 5.1.1, U3, and Figure 8",
    "All elements of W2 are positive, and the samples lie in the boxes as drawn (K = 16, T = {2, 4, 9}).",
    "W2 > 0",
    "the boxes with either sign of W2",
    3,
    figure_8,
    Draws::kFigure};

}  // namespace ftcert::audit
