#include <utility>

#include "ftcert/certificate/kinds.hpp"

namespace ftcert {

namespace {

BoundMethod read_method(LineReader& in) {
  in.expect("method", 2);
  if (in.word(1) == "alternation") return BoundMethod::kAlternation;
  if (in.word(1) == "signs") return BoundMethod::kSigns;
  if (in.word(1) == "exhaustion") return BoundMethod::kExhaustion;
  in.unexpected("'method alternation', 'method signs' or 'method exhaustion'");
}

// A number from 1 to `most`, returned less 1.
std::size_t read_index(LineReader& in, std::string_view text, std::size_t most, const char* what) {
  const std::size_t index = in.count(text);
  if (index < 1 || index > most) {
    in.fail(Code::kSyntax, "expected " + std::string(what) + " from 1 to " + std::to_string(most) + ", found " +
                               std::to_string(index));
  }
  return index - 1;
}

// "at I", "at I convex", "at I concave"
LinePoint read_point(LineReader& in, std::size_t samples) {
  in.expect("at");
  const auto& words = in.words();
  const bool marked = words.size() == 3;
  if (words.size() != 2 && !(marked && (words[2] == "convex" || words[2] == "concave"))) {
    in.unexpected("'at I', 'at I convex' or 'at I concave'");
  }
  return {read_index(in, words[1], samples, "a sample"), !marked ? 0 : words[2] == "convex" ? 1 : -1, in.line()};
}

// "sum positive R..", "sum negative R.."
SlopeSum read_sum(LineReader& in, std::size_t points) {
  in.expect("sum");
  const auto& words = in.words();
  if (words.size() < 2 || (words[1] != "positive" && words[1] != "negative"))
    in.unexpected("'sum positive R..' or 'sum negative R..'");
  SlopeSum sum{{}, words[1] == "positive" ? 1 : -1, in.line()};
  for (std::size_t w = 2; w < words.size(); ++w) {
    const std::size_t r = in.count(words[w]), least = w > 2 ? sum.positions.back() + 2 : 2;
    if (r < least || r >= points) {
      in.fail(Code::kSyntax,
              "expected increasing positions from 2 to " + std::to_string(points - 1) + ", found " + std::to_string(r));
    }
    sum.positions.push_back(r - 1);
  }
  return sum;
}

ExhaustionTree read_tree(LineReader& in, std::size_t points) {
  if (points < 3) in.fail(Code::kSyntax, "expected at least 3 points on the line, found " + std::to_string(points));
  in.expect("tree", 3);
  const std::size_t sums = in.count(in.value(1, "sums"));
  ExhaustionTree tree{{}, in.count(in.value(2, "nodes")), in.line()};
  for (std::size_t s = 0; s < sums; ++s) tree.sums.push_back(read_sum(in, points));
  return tree;
}

}  // namespace

BoundCertificate read_bound(LineReader& in) {
  BoundCertificate c;
  std::size_t counts[4];
  read_claim(in, counts, c.lines);
  c.claim = {counts[0], counts[1], counts[2], counts[3]};
  read_sizes(in, c);
  c.method = read_method(in);
  c.lines.method = in.line();
  std::optional<ReadNetwork> f = read_origins(in, c, c.lines);
  read_samples(in, c, c.lines);
  in.expect("line", 3);
  c.lines.line = in.line();
  c.line.output = read_index(in, in.value(1, "output"), c.outputs, "an output");
  const std::size_t points = in.count(in.value(2, "points"));
  if (points < 2) in.fail(Code::kSyntax, "expected at least 2 points on the line, found " + std::to_string(points));
  for (std::size_t r = 0; r < points; ++r) c.line.points.push_back(read_point(in, c.sample_count));
  if (c.method == BoundMethod::kExhaustion) c.tree = read_tree(in, points);
  in.expect("END", 1);
  in.finish();
  if (f) c.f = fit_together(in, std::move(*f), c.dimension, c.outputs);
  return c;
}

}  // namespace ftcert
