#include "ftcert/write/parts.hpp"

namespace ftcert {

namespace {

void write_cover(std::string& out, const PatternCover& cover) {
  const std::string hyperplanes = " hyperplanes=" + std::to_string(cover.hyperplanes);
  switch (cover.kind) {
    case CoverKind::kNone:
      out += "cover none\n";
      break;
    case CoverKind::kRanks:
      out += "cover ranks" + hyperplanes + "\n";
      break;
    case CoverKind::kSlices:
      out += "cover slices" + hyperplanes + " feature=" + std::to_string(cover.feature + 1) +
             " values=" + std::to_string(cover.values.size()) + "\nvalues";
      for (const Rational& value : cover.values) out += " " + value.text();
      out += "\n";
      break;
    case CoverKind::kPoints:
      out += "cover points" + hyperplanes + " samples=" + std::to_string(cover.samples.size()) + "\npoints";
      for (const std::size_t sample : cover.samples) out += " " + std::to_string(sample + 1);
      out += "\n";
      break;
  }
}

void write_node(std::string& out, const PatternNode& node) {
  if (!node.is_leaf()) {
    out += "split " + std::to_string(node.sample + 1) + " " + std::to_string(node.neuron);
    for (const std::size_t twin : node.twins) out += " " + std::to_string(twin);
    out += "\n";
    return;
  }
  out += "leaf " + std::to_string(node.rows.size()) + "\n";
  for (const PatternRow& row : node.rows) {
    const std::string sample = std::to_string(row.sample + 1) + " ";
    out += row.is_sum() ? "sum " + sample + row.digits : "pair " + sample + std::to_string(row.neuron);
    out += " " + row.multiplier.str() + "\n";
  }
}

}  // namespace

std::string text(const ObservedOutput& output) {
  if (output.less) return "difference=" + std::to_string(output.component) + "-" + std::to_string(*output.less);
  return "output=" + std::to_string(output.component + 1);
}

void write_patterns(std::string& out, const PatternEvidence& patterns) {
  out += "patterns " + text(patterns.output) + "\n";
  write_cover(out, patterns.cover);
  out += "trees " + std::to_string(patterns.trees.size()) + "\n";
  for (const PatternTree& tree : patterns.trees) {
    out += "tree plus=" + std::to_string(tree.plus) + " minus=" + std::to_string(tree.minus) + " constant=" +
           (tree.constant == 0  ? "zero"
            : tree.constant > 0 ? "positive"
                                : "negative") +
           " nodes=" + std::to_string(tree.nodes.size()) + "\n";
    for (const PatternNode& node : tree.nodes) write_node(out, node);
  }
}

}  // namespace ftcert
