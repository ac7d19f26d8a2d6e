#include <algorithm>

#include "ftcert/explain/decimal.hpp"
#include "ftcert/explain/panel.hpp"
#include "ftcert/explain/pattern_facts.hpp"
#include "ftcert/explain/picture.hpp"
#include "ftcert/explain/specification_words.hpp"
#include "ftcert/explain/text.hpp"

namespace ftcert {

namespace {

constexpr int kWidth = 1000, kLeft = 84, kRight = 976, kHeader = 128, kMapHeight = 560, kBelow = 60;
constexpr int kTreeHeight = 240, kMostLevel = 22, kBetween = 46;
constexpr std::size_t kMostTrees = 9;
constexpr std::size_t kMostNumbered = 80;  // samples that have their number beside them

// Rules beside those of all pictures.
constexpr std::string_view kStyle =
    R"(.asked { fill: none; stroke: #0072b2; stroke-width: 1.3 }
.active { fill: #cfe3f1; stroke: #fff; stroke-width: 0.5 }
.inactive { fill: #e9e9e9; stroke: #fff; stroke-width: 0.5 }
.leaf { fill: #bfe5d8; stroke: #fff; stroke-width: 0.5 }
)";

std::pair<Rational, Rational> wide_range(const std::vector<Rational>& values) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  const Rational room = *low == *high ? Rational(1) : (*high - *low) / 20;
  return {*low - room, *high + room};
}

// A node of a tree as a box: the leaves below it from left to right, the questions before it from top to bottom.
struct TreeBox {
  std::size_t first = 0, end = 0, level = 0;
  std::string_view kind;
  std::string text;
};

std::vector<TreeBox> boxes_of(const PatternTree& tree) {
  std::vector<TreeBox> boxes;
  struct Open {
    std::size_t box;
    bool second;
  };
  std::vector<Open> open;
  std::size_t leaves = 0;
  for (const PatternNode& node : tree.nodes) {
    TreeBox box{leaves, leaves, open.size(), open.empty() || !open.back().second ? "active" : "inactive", ""};
    if (!node.is_leaf()) {
      box.text = std::to_string(node.sample + 1) + ": " + std::to_string(node.neuron);
      open.push_back({boxes.size(), false});
      boxes.push_back(std::move(box));
      continue;
    }
    box.kind = "leaf";
    box.end = ++leaves;
    boxes.push_back(std::move(box));
    while (!open.empty() && open.back().second) {
      boxes[open.back().box].end = leaves;
      open.pop_back();
    }
    if (!open.empty()) open.back().second = true;
  }
  return boxes;
}

class PatternPicture {
 public:
  PatternPicture(const BoundCertificate& c, const Residuals& residuals)
      : c_(c), residuals_(residuals), facts_(pattern_facts(c.patterns, c.claim.samples)) {}

  std::string draw() const { return c_.dimension <= 2 ? draw_map() : draw_trees(); }

 private:
  void draw_header(Svg& svg, const std::string& drawn) const {
    svg.text({24, 30}, Anchor::kStart, "title", bound_title(c_));
    const TreeFacts total = facts_.total();
    svg.text({24, 50}, Anchor::kStart, "subtitle",
             "1 hidden layer, method patterns: " + counted(facts_.trees.size(), "tree") + " with " +
                 counted(total.splits, "question") + " whether a neuron is active at a sample, and " +
                 std::to_string(total.leaves) + " contradictions. They look at " +
                 counted(facts_.samples_used(), "sample") + ".");
    svg.text({24, 67}, Anchor::kStart, "subtitle", drawn);
  }

  Interval residual(std::size_t i) const { return allowed(residuals_, i, c_.patterns.output); }
  static bool one_number(const Interval& z) { return z.low && z.low == z.high; }

  std::vector<Rational> coordinates(std::size_t axis) const {
    std::vector<Rational> values;
    for (std::size_t i = 0; i < residuals_.points.count; ++i) values.push_back(residuals_.points.row(i)[axis]);
    return values;
  }

  // The ends of all residuals. There is one: where every number may be taken no leaf is a contradiction.
  std::vector<Rational> ends() const {
    std::vector<Rational> values;
    for (std::size_t i = 0; i < residuals_.points.count; ++i) {
      const Interval z = residual(i);
      for (const auto* end : {&z.low, &z.high}) {
        if (*end) values.push_back(**end);
      }
    }
    return values;
  }

  // Two features, or one and the residual.
  std::string draw_map() const {
    Svg svg(kWidth, kHeader + kMapHeight + kBelow, bound_title(c_),
            std::string(Svg::style_sheet()) + std::string(kStyle) + std::string(c_.specification ? kBarStyle : ""));
    const std::string what = c_.specification ? "what g can be" : "y \u2212 f";
    draw_header(svg, c_.dimension == 1
                         ? "Drawn: " + what + " at the samples, over the feature."
                         : "Drawn: the samples, over both features; numbers beside " +
                               std::string(c_.specification ? "specified" : "changed") + " ones are " + what + ".");
    svg.circle({30, 93}, 4, "changed legend");
    svg.text({44, 97}, Anchor::kStart, "", c_.specification ? "specified" : "y \u2212 f is not 0");
    svg.dots({{165, 93}}, "unchanged legend");
    svg.text({179, 97}, Anchor::kStart, "", c_.specification ? "kept" : "y = f");
    svg.circle({235, 93}, 7, "asked legend");
    svg.text({251, 97}, Anchor::kStart, "", "a tree asks whether a neuron is active there");
    const bool flat = c_.dimension == 1;
    const std::vector<Rational> x = coordinates(0), y = flat ? ends() : coordinates(1);
    const auto [left, right] = wide_range(x);
    const auto [low, high] = wide_range(y);
    Panel panel(svg, {kLeft, kHeader, kRight - kLeft, kMapHeight}, Axis({left, right}, {kLeft, kRight}), low, high);
    panel.draw_frame(7);
    panel.draw_x_ticks(round_ticks(left, right, 8));
    svg.text({kRight, kHeader + kMapHeight + 32}, Anchor::kEnd, "heading", c_.dimension == 1 ? "x" : "feature 1");
    svg.text({kLeft, kHeader - 7}, Anchor::kStart, "heading", flat ? what : "feature 2");
    std::vector<Point> still;
    for (std::size_t i = 0; i < x.size(); ++i) {
      const Interval z = residual(i);
      const Rational end = z.low ? *z.low : z.high ? *z.high : (low + high) / 2;
      const Point p = panel.at(x[i], flat ? end : y[i]);
      if (z.zero()) still.push_back(p);
      if (facts_.split[i]) svg.circle(p, 7, "asked");
      if (flat && !one_number(z)) panel.draw_bar(x[i], z);
      if (!z.zero() && (!flat || one_number(z))) svg.circle(p, Rational(17, 5), "changed");
      std::string text = facts_.samples_used() <= kMostNumbered && facts_.used[i] ? std::to_string(i + 1) : "";
      if (!z.zero() && !flat)
        text += (text.empty() ? "" : ": ") + (one_number(z) ? rounded(*z.low, 3) : readable_text(z));
      if (!text.empty()) svg.text({p.x + 9, p.y - 5}, Anchor::kStart, "small", text);
    }
    svg.dots(still, "unchanged");
    return svg.finish();
  }

  std::string draw_trees() const {
    std::vector<std::size_t> drawn;  // those that ask something
    for (std::size_t t = 0; t < facts_.trees.size() && drawn.size() < kMostTrees; ++t) {
      if (facts_.trees[t].splits > 0) drawn.push_back(t);
    }
    std::size_t height = 0;
    for (const std::size_t t : drawn) height += static_cast<std::size_t>(tree_height(t) + kBetween);
    Svg svg(kWidth, kHeader + height, bound_title(c_), std::string(Svg::style_sheet()) + std::string(kStyle));
    draw_header(svg, drawn.empty() ? "No question is needed: each tree is one contradiction."
                                   : "Drawn: the trees that ask something, each question (sample: neuron) above what "
                                     "follows from its answers.");
    int x = 24;
    const auto entry = [&](std::string_view kind, const std::string& text, int width) {
      svg.rectangle({Rational(x), 87}, 14, 12, std::string(kind) + " legend");
      svg.text({Rational(x + 20), 97}, Anchor::kStart, "", text);
      x += width;
    };
    entry("active", "after the answer active, or the first question", 300);
    entry("inactive", "after the answer inactive", 190);
    entry("leaf", "contradiction", 120);
    int top = kHeader + 14;
    for (const std::size_t t : drawn) {
      draw_tree(svg, t, top);
      top += tree_height(t) + kBetween;
    }
    return svg.finish();
  }

  int tree_height(std::size_t t) const {
    const std::size_t level = static_cast<std::size_t>(kMostLevel), most = static_cast<std::size_t>(kTreeHeight);
    return static_cast<int>(std::min(most, level * (facts_.trees[t].depth + 1)));
  }

  // Boxes of less than a pixel are left out.
  void draw_tree(Svg& svg, std::size_t t, int top) const {
    const PatternTree& tree = c_.patterns.trees[t];
    const TreeFacts& facts = facts_.trees[t];
    svg.text({24, Rational(top - 6)}, Anchor::kStart, "heading",
             std::to_string(tree.plus) + " plus, " + std::to_string(tree.minus) + " minus, c " +
                 (tree.constant == 0  ? "="
                  : tree.constant > 0 ? ">"
                                      : "<") +
                 " 0: " + counted(facts.splits, "question"));
    const Rational width = Rational(kRight - 24) / Rational(facts.leaves);
    const Rational level = Rational(tree_height(t)) / Rational(facts.depth + 1);
    for (const TreeBox& box : boxes_of(tree)) {
      const Rational extent = width * Rational(box.end - box.first);
      if (extent < Rational(1)) continue;
      const Point corner{Rational(24) + width * Rational(box.first), Rational(top) + level * Rational(box.level)};
      svg.rectangle(corner, extent, level, box.kind);
      if (extent > Rational(7 * static_cast<int>(box.text.size())) && level >= Rational(12))
        svg.text({corner.x + extent / 2, corner.y + level / 2 + 4}, Anchor::kMiddle, "small", box.text);
    }
  }

  const BoundCertificate& c_;
  const Residuals& residuals_;
  PatternFacts facts_;
};

}  // namespace

std::string pattern_picture(const BoundCertificate& certificate, const Residuals& residuals) {
  return PatternPicture(certificate, residuals).draw();
}

}  // namespace ftcert
