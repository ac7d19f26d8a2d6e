#include "ftcert/construct/line/canonical.hpp"

namespace ftcert {

namespace {

Outcome plan(const Problem& problem) { return line_plan(problem, problem.samples() - 1, &canonical_shape); }

}  // namespace

const Construction kCanonical{"canonical", "Lemma 4.5", "K-1", "", 2, &plan};

Shape canonical_shape(const Problem& problem) {
  const LineSamples samples(problem);
  Polyline line(samples.outputs());
  std::vector<Rational> before, after;
  for (std::size_t r = 0; r < samples.size(); ++r) {
    const bool end = r == 0 || r + 1 == samples.size();
    if (r + 1 < samples.size()) samples.slope(r, after);
    if (end || before != after) line.add(samples.x(r), samples.z(r), r);
    std::swap(before, after);
  }
  return {std::move(line), {}};
}

}  // namespace ftcert
