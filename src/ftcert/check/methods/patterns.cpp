// Method patterns: which trees there must be, and what checking them takes.
#include <algorithm>

#include "ftcert/certificate/kinds.hpp"
#include "ftcert/certificate/line_reader.hpp"
#include "ftcert/check/methods/line_evidence.hpp"
#include "ftcert/check/methods/pattern_cover.hpp"
#include "ftcert/check/methods/pattern_tree.hpp"
#include "ftcert/check/methods/pattern_trees.hpp"
#include "ftcert/check/methods/table.hpp"
#include "ftcert/evaluation/work.hpp"

namespace ftcert {

namespace {

Integer leaf_work(const PatternNode& leaf, std::size_t point_bits) {
  std::size_t bits = 0;
  for (const PatternRow& row : leaf.rows) bits = std::max(bits, bit_size(row.multiplier));
  const Integer words = words_of(Integer(leaf.rows.size() + 1) * point_bits + bits);
  return leaf.rows.size() * words * words;
}

Integer work(const BoundCertificate& c, const PointMatrix& points) {
  const std::size_t bits = point_bits(points);
  const Integer neurons = c.claim.neurons, samples = points.count, width = points.dimension + 1;
  Integer units = width * samples * words_of(bits) + cover_work(c.patterns.cover, points);
  for (const PatternTree& tree : c.patterns.trees) {
    units += neurons * (samples + tree.nodes.size());
    for (const PatternNode& node : tree.nodes)
      units += node.is_leaf() ? Integer(neurons * width * leaf_work(node, bits)) : Integer(node.twins.size() * samples);
  }
  return units;
}

std::string tree_text(std::size_t plus, std::size_t minus, int constant) {
  return "plus=" + std::to_string(plus) + " minus=" + std::to_string(minus) + " constant=" +
         (constant == 0  ? "zero"
          : constant > 0 ? "positive"
                         : "negative");
}

class TreesCheck {
 public:
  explicit TreesCheck(const SampleEvidence& evidence)
      : evidence_(evidence), c_(evidence.certificate), samples_{evidence.points, evidence.z, evidence.name} {}

  void run() {
    const std::size_t neurons = c_.claim.neurons - 1, hyperplanes = c_.patterns.cover.hyperplanes;
    check_cover(samples_, c_.patterns.cover, neurons);
    const bool some_unchanged = std::ranges::any_of(evidence_.z, [](const Interval& z) { return z.zero(); });
    for (std::size_t plus = 0; plus <= neurons; ++plus) {
      const std::size_t minus = neurons - plus;
      for (const int constant : {0, 1, -1}) {
        if (needs_tree(plus, minus, constant, hyperplanes, some_unchanged)) tree(plus, minus, constant);
      }
    }
    if (next_ < trees().size()) reject(trees()[next_].line, "tree: expected no more, found " + text(trees()[next_]));
  }

 private:
  const std::vector<PatternTree>& trees() const { return c_.patterns.trees; }
  static std::string text(const PatternTree& tree) { return tree_text(tree.plus, tree.minus, tree.constant); }
  [[noreturn]] void reject(std::size_t line, const std::string& what) const {
    throw Error(Code::kWrongTree, {evidence_.name, line}, what);
  }

  // The next tree of the certificate is this one.
  void tree(std::size_t plus, std::size_t minus, int constant) {
    const std::string expected = tree_text(plus, minus, constant);
    if (next_ == trees().size())
      reject(c_.patterns.line,
             "trees: expected " + expected + " behind the last one, found " + std::to_string(next_) + " trees");
    const PatternTree& found = trees()[next_++];
    if (found.plus != plus || found.minus != minus || found.constant != constant)
      reject(found.line, "tree: expected " + expected + ", found " + text(found));
    check_tree(samples_, found);
  }

  const SampleEvidence& evidence_;
  const BoundCertificate& c_;
  PatternSamples samples_;
  std::size_t next_ = 0;
};

void check(const SampleEvidence& evidence) { TreesCheck(evidence).run(); }

}  // namespace

bool needs_tree(std::size_t plus, std::size_t minus, int constant, std::size_t hyperplanes, bool some_unchanged) {
  if (constant == 0 || !some_unchanged) return true;
  // Sets of neurons with one whose sign is not the constant's.
  const std::size_t neurons = plus + minus, same = constant > 0 ? plus : minus;
  if (same == neurons) return false;
  if (neurons > 60) return true;  // a count is below 2^60
  return (std::uint64_t{1} << neurons) - (std::uint64_t{1} << same) > hyperplanes;
}

constinit const Method kPatterns{
    .name = "patterns", .least_neurons = 2, .least_minor = 3, .work = &work, .read = &read_patterns, .check = &check};

}  // namespace ftcert
