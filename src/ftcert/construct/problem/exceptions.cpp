#include "ftcert/construct/problem/exceptions.hpp"

#include <algorithm>
#include <vector>

#include "ftcert/evaluation/batch.hpp"

namespace ftcert {

namespace {

// Samples at a time, so that their forms take a few megabytes.
constexpr std::size_t kMostForms = 100'000;

std::vector<std::size_t> unchanged_samples(const Problem& problem) {
  std::vector<std::size_t> result;
  auto changed = problem.changed().begin();
  for (std::size_t i = 0; i < problem.samples(); ++i) {
    if (changed != problem.changed().end() && *changed == i) {
      ++changed;
    } else {
      result.push_back(i);
    }
  }
  return result;
}

}  // namespace

Exceptions exceptions_of(const Network& g, const Problem& problem) {
  const std::vector<std::size_t> unchanged = unchanged_samples(problem);
  const Network first(g.inputs(), {g.layers().front()});
  const std::size_t step = kMostForms / (first.outputs() + g.inputs()) + 1;
  Exceptions result{unchanged.size(), 0, 0};
  for (std::size_t begin = 0; begin < unchanged.size(); begin += step) {
    PointMatrix points(std::min(step, unchanged.size() - begin), g.inputs());
    for (std::size_t i = 0; i < points.count; ++i)
      std::ranges::copy(problem.points().row(unchanged[begin + i]), points.row(i).begin());
    const PointMatrix forms = evaluate_batch(first, points);
    for (std::size_t i = 0; i < forms.count; ++i) {
      int most = -1;
      for (const Rational& form : forms.row(i)) most = std::max(most, form.sign());
      if (most > 0) ++result.positive;
      if (most == 0) ++result.zero;
    }
  }
  return result;
}

std::string exceptions_note(const Network& g, const Problem& problem) {
  if (g.neurons() == 0 || problem.changed().size() == problem.samples()) return {};
  const Exceptions found = exceptions_of(g, problem);
  if (found.positive > 0) {
    return "exceptions: at " + std::to_string(found.positive) + " of " + std::to_string(found.unchanged) +
           " unchanged samples neurons are positive and cancel";
  }
  if (found.zero > 0) return "exceptions: none; no neuron is positive at an unchanged sample";
  return "exceptions: none; all neurons are off at all unchanged samples, by a margin";
}

}  // namespace ftcert
