// What every construction must keep, whatever it is.
#pragma once

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <optional>
#include <string>
#include <variant>

#include "ftcert/construct/problem/construction.hpp"

namespace ftcert::test {

// Builds the network and evaluates it at every sample from the definition. Empty when it takes the residuals
// exactly, has the planned width, keeps to the planned bound and, with `on_a_line`, all rows of its first
// layer are +-direction.
inline std::string broken_promise(const Problem& problem, const Plan& plan, bool on_a_line) {
  const Network g = plan.build();
  if (g.widths() != plan.widths) return "widths differ from the plan";
  if (plan.neurons() > plan.promised)
    return std::to_string(plan.neurons()) + " neurons, promised " + std::to_string(plan.promised);
  if (g.inputs() != problem.dimension() || g.outputs() != problem.outputs()) return "wrong shape";
  for (std::size_t i = 0; i < problem.samples(); ++i) {
    const std::vector<Rational> value = g.evaluate(problem.points().row(i));
    for (std::size_t c = 0; c < problem.outputs(); ++c) {
      const Rational& expected = problem.residuals().row(i)[c];
      if (value[c] != expected) {
        return "sample " + std::to_string(i) + ": g = " + value[c].text() + ", expected " + expected.text();
      }
    }
  }
  std::vector<Rational> forward, backward;
  for (std::size_t j = 0; on_a_line && j < problem.dimension(); ++j) {
    forward.push_back(Rational(problem.projection().direction[j]));
    backward.push_back(-forward.back());
  }
  for (std::size_t u = 0; on_a_line && u < g.layers()[0].rows; ++u) {
    const auto row = g.layers()[0].row(u);
    const bool parallel =
        std::equal(row.begin(), row.end(), forward.begin()) || std::equal(row.begin(), row.end(), backward.begin());
    if (!parallel) return "row " + std::to_string(u) + " is not the direction or its opposite";
  }
  return "";
}

inline void check_promise(const Problem& problem, const Plan& plan, const std::string& what) {
  const std::string broken = broken_promise(problem, plan, true);
  if (!broken.empty()) BOOST_ERROR(broken + ": " + what);
}

// The plan, with all its promises checked; nothing when the construction does not apply.
inline std::optional<Plan> checked_plan(const Construction& construction, const Problem& problem,
                                        const std::string& what = "", bool on_a_line = true) {
  const Outcome outcome = construction.plan(problem);
  if (const auto* reason = std::get_if<Inapplicable>(&outcome)) {
    if (reason->reason.empty()) BOOST_ERROR(std::string(construction.name) + ": no reason: " + what);
    return std::nullopt;
  }
  const Plan& plan = std::get<Plan>(outcome);
  const std::string broken = broken_promise(problem, plan, on_a_line);
  if (!broken.empty()) BOOST_ERROR(std::string(construction.name) + ": " + broken + ": " + what);
  return plan;
}

}  // namespace ftcert::test
