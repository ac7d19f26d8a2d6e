// Method exhaustion: its lines in a certificate, and what they show.
#include "ftcert/certificate/line_reader.hpp"
#include "ftcert/check/methods/exhaustion.hpp"
#include "ftcert/check/methods/line_evidence.hpp"

namespace ftcert {

namespace {

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

// "tree sums=S nodes=Q", then S lines `sum`
void read_tree(LineReader& in, BoundCertificate& certificate) {
  const std::size_t points = certificate.line.points.size();
  if (points < kLeastExhaustionPoints)
    in.fail(Code::kSyntax, "expected at least 3 points on the line, found " + std::to_string(points));
  in.expect("tree", 3);
  const std::size_t sums = in.count(in.value(1, "sums"));
  certificate.tree = {{}, in.count(in.value(2, "nodes")), in.line()};
  for (std::size_t s = 0; s < sums; ++s) certificate.tree.sums.push_back(read_sum(in, points));
}

// Every node reads all conditions.
Integer work(const BoundCertificate& c, const PointMatrix&) {
  return Integer(c.tree.nodes) * Integer(c.line.marks() + c.tree.sums.size() + 1) * Integer(100 + c.line.points.size());
}

// The marked kinks and the sums as conditions.
std::vector<PatternSet> conditions(const LineEvidence& line) {
  const BoundCertificate& c = line.certificate;
  const auto& points = c.line.points;
  std::vector<PatternSet> result;
  for (std::size_t r = 0; r < points.size(); ++r) {
    if (points[r].kink != 0) result.push_back(kink_condition(points.size(), r, points[r].kink));
  }
  for (const SlopeSum& sum : c.tree.sums) {
    const std::optional<Rational> value = slope_sum_end(line.t, line.z, sum.positions, sum.sign);
    if (!value || value->sign() != sum.sign) {
      const std::string sign = sum.sign > 0 ? "positive" : "negative";
      throw Error(
          Code::kNotForced, {line.name, sum.line},
          "sum: expected a number that is " + sign + ", found " + (value ? value->text() : "one without a bound"));
    }
    result.push_back(sum_condition(points.size(), sum.positions, sum.sign));
  }
  return result;
}

// The tree shows that one neuron less than claimed does not meet all conditions, or this throws.
std::size_t least(const LineEvidence& line) {
  const BoundCertificate& c = line.certificate;
  const Cover tree = cover(conditions(line), c.claim.neurons - 1, c.tree.nodes);
  if (!tree.complete && tree.nodes <= c.tree.nodes) {
    throw Error(Code::kNotReached, {line.name, c.lines.claim},
                "neurons=" + std::to_string(c.claim.neurons) +
                    ", but fewer meet all conditions: " + (tree.choice == 0 ? "none" : pattern_text(tree.choice)));
  }
  if (tree.nodes != c.tree.nodes) {
    throw Error(Code::kWrongCount, {line.name, c.tree.line},
                "nodes: expected " + std::to_string(c.tree.nodes) + ", found " +
                    (tree.complete ? std::to_string(tree.nodes) : "more"));
  }
  return c.claim.neurons;
}

}  // namespace

constinit const Method kExhaustion{.name = "exhaustion",
                                   .least_neurons = 1,
                                   .kinks_side_by_side = true,
                                   .work = &work,
                                   .read = &read_tree,
                                   .least = &least};

}  // namespace ftcert
