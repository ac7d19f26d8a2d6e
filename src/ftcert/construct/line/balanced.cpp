#include "ftcert/construct/line/balanced.hpp"

#include "ftcert/construct/line/canonical.hpp"
#include "ftcert/construct/line/level_piece.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

Shape shape_only(const Problem& problem) { return balanced_shape(problem)->shape; }

Outcome plan(const Problem& problem) {
  const auto balanced = balanced_shape(problem);
  if (!balanced)
    return Inapplicable{"with several outputs, needs a piece where all are flat, or three collinear samples"};
  const std::size_t samples = problem.samples();
  const std::size_t saved = samples == 1 || balanced->which == BalancedCase::kSmallZigzag ? 1 : 2;
  return line_plan(problem, balanced->shape, samples - saved, &shape_only);
}

}  // namespace

const Construction kBalanced{"balanced", "balanced-kink lemma", "K-2; K-1 if K <= 4 and the slopes alternate", "", 2,
                             &plan};

std::optional<BalancedShape> balanced_shape(const Problem& problem) {
  BalancedShape result{canonical_shape(problem), BalancedCase::kLevel};
  Polyline& line = result.shape.line;
  if (line.size() == 1) return result;
  switch (make_level(line, result.shape.left)) {
    case Leveling::kAlready:
      return result;
    case Leveling::kMovedLeft:
      result.which = BalancedCase::kMovedLeft;
      return result;
    case Leveling::kMovedRight:
      result.which = BalancedCase::kMovedRight;
      return result;
    case Leveling::kImpossible:
      break;
  }
  // canonical_shape() leaves out the middle one of three collinear samples.
  if (line.size() < problem.samples()) {
    result.which = BalancedCase::kCollinear;
    return result;
  }
  if (problem.outputs() > 1) return std::nullopt;
  result.which = line.size() < 5 ? BalancedCase::kSmallZigzag : balance_zigzag(line, result.shape.left);
  return result;
}

BalancedCase balance_zigzag(Polyline& line, LeftKinks& left) {
  require(line.size() >= 5 && line.outputs == 1, "balance_zigzag: needs five samples and one output");
  std::vector<Rational> slope;
  std::vector<Rational> a;
  for (std::size_t k = 0; k < 4; ++k) {
    line.slope(k, slope);
    a.push_back(abs(slope[0]));
  }
  // Knots are counted from 0, the a_i and x_i of the proof from 1. The only left-facing kink is x_4.
  left = {3, 4};
  const Rational target = a[2] + a[3];
  std::vector<Rational>& t = line.knots;
  std::vector<Rational>& v = line.values;
  if (a[0] <= target) {
    line.slope(1, slope);
    const Rational moved = t[0] + (t[1] - t[0]) * (a[0] + a[1]) / (target + a[1]);
    v[1] += slope[0] * (moved - t[1]);
    t[1] = moved;
    line.samples[1] = kNoSample;
    return BalancedCase::kFirstKink;
  }
  line.slope(2, slope);
  const Rational moved = t[4] - (t[4] - t[3]) * target / a[0];
  v[3] += slope[0] * (moved - t[3]);
  t[3] = moved;
  line.samples[3] = kNoSample;
  return BalancedCase::kThirdKink;
}

}  // namespace ftcert
