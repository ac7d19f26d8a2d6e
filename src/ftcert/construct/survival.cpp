#include "ftcert/construct/survival.hpp"

#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

std::string why_not(const ExecutionError& error, const FloatGoal& goal) {
  const std::string run = "run in " + text(goal.format) + " ";
  if (!error.finite) return run + "it may overflow";
  if (error.kept_zero != error.kept) {
    return run + "it may change " + std::to_string(error.kept - error.kept_zero) + " of " + std::to_string(error.kept) +
           " kept samples (the first: sample " + std::to_string(*error.first_moved + 1) + ")";
  }
  if (error.changed_error > goal.deviation) return run + "it may miss a label by more than is asked for";
  return {};
}

}  // namespace

Survival survival(const Network& network, const Problem& problem) {
  require(problem.goal().has_value(), "survival: no goal");
  const FloatGoal& goal = *problem.goal();
  std::optional<FloatNetwork> rounded = to_format(network, problem.points(), goal.format);
  if (!rounded) return {std::nullopt, "its weights do not fit into " + text(goal.format)};
  const ExecutionError error = execution_error(*rounded, problem.points(), problem.residuals(), goal.input);
  return {Running{std::move(*rounded), error}, why_not(error, goal)};
}

}  // namespace ftcert
