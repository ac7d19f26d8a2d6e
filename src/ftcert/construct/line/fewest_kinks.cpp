#include "ftcert/construct/line/fewest_kinks.hpp"

#include <string>
#include <utility>

#include "ftcert/construct/line/balanced.hpp"
#include "ftcert/construct/line/level_piece.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// A maximal run of neighbouring interior samples first, ..., last-1 with slope changes of one nonzero sign.
struct Run {
  std::size_t first;
  std::size_t last;
  std::size_t size() const { return last - first; }
};

// Slopes between neighbouring samples.
std::vector<Rational> slopes(const LineSamples& samples) {
  std::vector<Rational> result;
  result.reserve(samples.size());
  std::vector<Rational> slope;
  for (std::size_t r = 0; r + 1 < samples.size(); ++r) {
    samples.slope(r, slope);
    result.push_back(std::move(slope[0]));
  }
  return result;
}

std::vector<Run> runs_of_one_sign(const std::vector<Rational>& slope) {
  std::vector<Run> runs;
  int before = 0;
  for (std::size_t r = 1; r < slope.size(); ++r) {
    const auto order = slope[r] <=> slope[r - 1];
    const int sign = order > 0 ? 1 : order < 0 ? -1 : 0;
    if (sign != 0) {
      if (sign == before) {
        ++runs.back().last;
      } else {
        runs.push_back({r, r + 1});
      }
    }
    before = sign;
  }
  return runs;
}

// The sample of an odd run that keeps its own kink: one beside the flat piece inside the run if there is one.
std::size_t unpaired(const Run& run, const std::vector<Rational>& slope) {
  if (run.size() % 2 == 0) return run.last;
  for (std::size_t r = run.first; r + 1 < run.last; ++r) {
    if (slope[r].is_zero()) return (r - run.first) % 2 == 0 ? r : r + 1;
  }
  return run.last - 1;
}

// The kinks of samples r and r+1 in one: where the piece before r meets the piece behind r+1.
void add_merged(Polyline& line, const LineSamples& samples, const std::vector<Rational>& slope, std::size_t r) {
  const Rational share = (slope[r + 1] - slope[r]) / (slope[r + 1] - slope[r - 1]);
  const Rational step = (samples.x(r + 1) - samples.x(r)) * share;
  const std::vector<Rational> value{samples.z(r)[0] + slope[r - 1] * step};
  line.add(samples.x(r) + step, value);
}

Polyline fewest_kinks(const LineSamples& samples) {
  const std::vector<Rational> slope = slopes(samples);
  Polyline line(1);
  line.add(samples.x(0), samples.z(0), 0);
  for (const Run& run : runs_of_one_sign(slope)) {
    const std::size_t alone = unpaired(run, slope);
    for (std::size_t r = run.first; r < run.last;) {
      if (r == alone) {
        line.add(samples.x(r), samples.z(r), r);
        ++r;
      } else {
        add_merged(line, samples, slope, r);
        r += 2;
      }
    }
  }
  const std::size_t end = samples.size() - 1;
  if (end > 0) line.add(samples.x(end), samples.z(end), end);
  return line;
}

Shape fewest_kinks_shape(const Problem& problem) {
  const LineSamples samples(problem);
  Shape shape{fewest_kinks(samples), {}};
  const bool zigzag = make_level(shape.line, shape.left) == Leveling::kImpossible &&
                      shape.line.size() == samples.size() && samples.size() >= 5;
  if (zigzag) balance_zigzag(shape.line, shape.left);
  return shape;
}

Outcome plan(const Problem& problem) {
  if (problem.outputs() != 1) {
    return Inapplicable{"needs one output, the data have " + std::to_string(problem.outputs())};
  }
  const Shape shape = fewest_kinks_shape(problem);
  const std::size_t samples = problem.samples();
  // Every interior knot is a kink.
  const std::size_t kinks = samples == 1 ? 0 : shape.line.size() - 2;
  const bool all = samples >= 5 && kinks == samples - 2;
  return line_plan(problem, shape, samples == 1 || all ? kinks : kinks + 1, &fewest_kinks_shape);
}

}  // namespace

const Construction kFewestKinks{
    "fewest-kinks", "alternation lemma", "A+1 (A if A = K-2 >= 3), A = sum of ceil(n/2) over runs", "one output", 2,
    &plan};

std::size_t least_kinks(const Problem& problem) {
  require(problem.outputs() == 1, "least_kinks: needs one output");
  std::size_t count = 0;
  for (const Run& run : runs_of_one_sign(slopes(LineSamples(problem)))) count += (run.size() + 1) / 2;
  return count;
}

}  // namespace ftcert
