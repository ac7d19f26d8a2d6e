#include "ftcert/certificate/kinds.hpp"

namespace ftcert {

namespace {

// A tree while it is read.
struct TreeShape {
  std::size_t neurons = 0;  // beside the constant's
  bool constant = false;
  std::size_t samples = 0;
  std::size_t least_neuron() const { return constant ? 0 : 1; }
};

std::size_t read_neuron(LineReader& in, std::string_view text, std::size_t least, std::size_t most) {
  const std::size_t neuron = in.count(text);
  if (neuron < least || neuron > most) {
    in.fail(Code::kSyntax, "expected a neuron from " + std::to_string(least) + " to " + std::to_string(most) +
                               ", found " + std::to_string(neuron));
  }
  return neuron;
}

std::size_t read_sample(LineReader& in, std::size_t word, std::size_t samples) {
  return read_index(in, in.word(word), samples, "a sample");
}

// "pair I J C", "sum I A C"
PatternRow read_row(LineReader& in, const TreeShape& shape) {
  in.expect_any("pair", "sum");
  in.expect_words(4);
  PatternRow row;
  row.line = in.line();
  row.sample = read_sample(in, 1, shape.samples);
  if (in.at("pair")) {
    row.neuron = read_neuron(in, in.word(2), shape.least_neuron(), shape.neurons);
  } else {
    row.digits = in.word(2);
    const std::size_t expected = shape.neurons + 1 - shape.least_neuron();
    if (row.digits.size() != expected || row.digits.find_first_not_of("01") != std::string::npos)
      in.unexpected(std::to_string(expected) + " digits 0 or 1");
  }
  row.multiplier = in.integer(in.word(3));
  if (row.multiplier.is_zero()) in.unexpected("an integer that is not 0");
  return row;
}

// "split I J K.."
PatternNode read_split(LineReader& in, const TreeShape& shape) {
  if (in.words().size() < 3) in.unexpected("'split I J K..'");
  PatternNode node;
  node.line = in.line();
  node.sample = read_sample(in, 1, shape.samples);
  node.neuron = read_neuron(in, in.word(2), 1, shape.neurons);
  for (std::size_t w = 3; w < in.words().size(); ++w) {
    const std::size_t twin = read_neuron(in, in.word(w), 1, shape.neurons);
    if (twin == node.neuron || (!node.twins.empty() && twin <= node.twins.back()))
      in.unexpected("further neurons, increasing and other than the first");
    node.twins.push_back(twin);
  }
  return node;
}

// "leaf R", then R rows
PatternNode read_leaf(LineReader& in, const TreeShape& shape) {
  in.expect_words(2);
  PatternNode node;
  node.line = in.line();
  const std::size_t rows = in.count(in.word(1));
  if (rows == 0) in.unexpected("a leaf with a row");
  for (std::size_t r = 0; r < rows; ++r) node.rows.push_back(read_row(in, shape));
  return node;
}

int read_constant(LineReader& in, std::size_t word) {
  const std::string_view sign = in.value(word, "constant");
  if (sign != "zero" && sign != "positive" && sign != "negative")
    in.unexpected("constant=zero, constant=positive or constant=negative");
  return sign == "zero" ? 0 : sign == "positive" ? 1 : -1;
}

// "tree plus=P minus=Q constant=.. nodes=N", then its nodes
PatternTree read_tree(LineReader& in, std::size_t samples) {
  in.expect("tree", 5);
  PatternTree tree;
  tree.line = in.line();
  tree.plus = in.count(in.value(1, "plus"));
  tree.minus = in.count(in.value(2, "minus"));
  tree.constant = read_constant(in, 3);
  const std::size_t nodes = in.count(in.value(4, "nodes"));
  const TreeShape shape{tree.plus + tree.minus, tree.constant != 0, samples};
  if (shape.neurons == 0) in.unexpected("a tree of one neuron or more");
  std::size_t open = 1;
  for (; open > 0; open = tree.nodes.back().is_leaf() ? open - 1 : open + 1) {
    in.expect_any("split", "leaf");
    tree.nodes.push_back(in.at("split") ? read_split(in, shape) : read_leaf(in, shape));
  }
  if (tree.nodes.size() != nodes) {
    throw Error(Code::kCount, {in.place().file, tree.line},
                "nodes: expected " + std::to_string(nodes) + ", found a tree of " + std::to_string(tree.nodes.size()));
  }
  return tree;
}

// "values V.."
void read_values(LineReader& in, PatternCover& cover, std::size_t count) {
  if (count == 0) in.unexpected("values=1 or more");
  in.expect("values", 0);
  if (in.words().size() - 1 != count)
    in.fail(Code::kCount,
            "expected " + std::to_string(count) + " values, found " + std::to_string(in.words().size() - 1));
  for (std::size_t w = 1; w <= count; ++w) cover.values.push_back(in.rational(in.word(w)));
}

// "points I.."
void read_points(LineReader& in, PatternCover& cover, std::size_t count, std::size_t samples) {
  if (count == 0) in.unexpected("samples=1 or more");
  in.expect("points", 0);
  if (in.words().size() - 1 != count)
    in.fail(Code::kCount,
            "expected " + std::to_string(count) + " points, found " + std::to_string(in.words().size() - 1));
  for (std::size_t w = 1; w <= count; ++w) {
    const std::size_t sample = read_sample(in, w, samples);
    if (w > 1 && sample <= cover.samples.back()) in.unexpected("increasing samples");
    cover.samples.push_back(sample);
  }
}

PatternCover read_cover(LineReader& in, const BoundCertificate& c) {
  in.expect("cover");
  PatternCover cover;
  cover.line = in.line();
  const std::string_view kind = in.words().size() >= 2 ? in.word(1) : std::string_view();
  if (kind == "none") {
    in.expect_words(2);
    return cover;
  }
  if (kind != "ranks" && kind != "slices" && kind != "points")
    in.unexpected("'cover none', 'cover ranks', 'cover slices' or 'cover points'");
  in.expect_words(kind == "ranks" ? 3 : kind == "slices" ? 5 : 4);
  cover.hyperplanes = in.count(in.value(2, "hyperplanes"));
  if (kind == "ranks") {
    cover.kind = CoverKind::kRanks;
  } else if (kind == "slices") {
    cover.kind = CoverKind::kSlices;
    cover.feature = read_index(in, in.value(3, "feature"), c.dimension, "a feature");
    read_values(in, cover, in.count(in.value(4, "values")));
  } else {
    cover.kind = CoverKind::kPoints;
    read_points(in, cover, in.count(in.value(3, "samples")), c.sample_count);
  }
  return cover;
}

}  // namespace

void read_patterns(LineReader& in, BoundCertificate& c) {
  in.expect("patterns", 2);
  c.patterns.output = read_observed(in, c);
  c.patterns.cover = read_cover(in, c);
  in.expect("trees", 2);
  c.patterns.line = in.line();
  const std::size_t trees = in.count(in.word(1));
  for (std::size_t t = 0; t < trees; ++t) c.patterns.trees.push_back(read_tree(in, c.sample_count));
}

}  // namespace ftcert
