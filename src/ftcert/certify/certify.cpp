#include "ftcert/certify/certify.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/evaluation/work.hpp"
#include "ftcert/floats/centre_search.hpp"
#include "ftcert/pieces/evaluate.hpp"
#include "ftcert/refute/lower_bound.hpp"

namespace ftcert {

namespace {

std::vector<std::string> words(const InterpolationCertificate& c, const std::string& promise) {
  return {"At every one of the " + std::to_string(c.claim.samples) + " samples f + g equals the label, exactly.",
          "f is as before at all but " + std::to_string(c.claim.changed) + " of them.",
          "g has " + std::to_string(c.claim.neurons) + " hidden neurons" + promise + "."};
}

CertifyResult attested(const Subject& subject, Network g, std::optional<ConstructionNote> note,
                       const std::string& promise, const Control& control) {
  control.step("checking");
  CertifyResult result;
  static_cast<Attested<InterpolationCertificate>&>(result) =
      attest_network(subject, subject.residuals, std::move(g), std::move(note),
                     [&](const InterpolationCertificate& c) { return words(c, promise); });
  return result;
}

// What is known of a network that is not claimed to fit.
CertifyResult unclaimed(const Subject& subject, Network g, std::optional<ConstructionNote> note) {
  CertifyResult result;
  InterpolationCertificate& c = result.certificate;
  c = InterpolationCertificate(subject.body);
  c.claim = {g.depth(), g.neurons(), subject.body.sample_count, subject.changed};
  c.construction = std::move(note);
  c.margins.bits = weight_bits(g);
  c.g = std::move(g);
  return result;
}

std::optional<FloatGoal> goal_of(const Subject& subject, const CertifyRequest& request) {
  if (!request.runs_in) return std::nullopt;
  FloatGoal goal{*request.runs_in, 0, request.robust, request.input};
  if (request.deviation) {
    goal.deviation = *request.deviation;
  } else {
    for (const Rational& z : subject.residuals.entries) goal.deviation = std::max(goal.deviation, abs(z));
    // What rows with terms of up to 256 times the largest change bring, if that is more: long rows have larger errors.
    const Rational terms(static_cast<std::int64_t>(subject.body.dimension) + 4);
    goal.deviation *= std::max(power_of_two(-10), Rational(512) * terms * unit_roundoff(goal.format));
  }
  return goal;
}

// Whether the network as it runs is g over the rationals too: its weights numbers of the format, without a centre, and no label missed.
bool exact_in_format(const Network& g, const FloatNetwork& running, const Problem& problem, const Control& control) {
  for (const AffineMap& map : g.layers()) {
    const auto fits = [&](const Rational& weight) { return is_number_of(running.format, weight); };
    if (!std::all_of(map.weights.begin(), map.weights.end(), fits)) return false;
    if (!std::all_of(map.bias.begin(), map.bias.end(), fits)) return false;
  }
  return evaluate_with_margins(g, problem.points(), control.threads()).values.entries == problem.residuals().entries;
}

// Makes choice.network the network as it runs, the one with weights of the format that is nearest to fitting; whether it fits exactly, as it may where the
// labels are such numbers.
bool bring_into_format(const Problem& problem, const ChoiceRequest& request, Choice& choice, const Control& control) {
  choice.network = folded(choice.running->network);
  if (exact_in_format(choice.network, choice.running->network, problem, control)) return true;
  const auto short_label = [](const Rational& z) { return is_number_of(FloatFormat::kBinary64, z); };
  if (!std::ranges::all_of(problem.residuals().entries, short_label)) return false;
  const Candidate& best = choice.candidates[choice.best];
  Choice exact =
      choose_construction(problem, {best.layers, std::string(best.construction->name), false, request.progress});
  if (!exact.running || !exact_in_format(exact.network, exact.running->network, problem, control)) return false;
  choice.running = std::move(exact.running);
  choice.network = folded(choice.running->network);
  return exact_in_format(choice.network, choice.running->network, problem, control);
}

std::string counted_shape(std::size_t inputs, std::size_t outputs) {
  return std::to_string(inputs) + " inputs and " + std::to_string(outputs) + " outputs";
}

bool misses(const Choice& choice, const std::optional<FloatGoal>& goal) {
  return goal && choice.running && choice.running->error.keeps_all() &&
         choice.running->error.changed_error > goal->deviation;
}

bool nearer(const Choice& a, const Choice& b) {
  return a.running && a.running->error.keeps_all() && a.running->error.changed_error < b.running->error.changed_error;
}

void take_near_centre(const Problem& problem, Choice& choice) {
  if (!choice.running || !choice.running->error.keeps_all()) return;
  FloatNetwork& network = choice.running->network;
  const FloatFormat input = problem.goal()->input;
  network = with_near_centre(network, problem.points(), problem.residuals(), input);
  choice.running->error = execution_error(network, problem.points(), problem.residuals(), input);
}

}  // namespace

CertifyResult certify(const Subject& subject, const CertifyRequest& request, const Control& control) {
  const PointMatrix& points = subject.body.samples.points;
  const std::optional<FloatGoal> goal = goal_of(subject, request);
  const ChoiceRequest choose{request.layers, request.construction, request.float_weights,
                             [&control](const std::string& text) { control.step(text); }};
  std::optional<FloatGoal> aim = goal;
  const auto shared_points = borrowed(points), shared_residuals = borrowed(subject.residuals);
  std::optional<Problem> aimed(std::in_place, shared_points, shared_residuals, request.direction, aim);
  const auto chosen_for = [&](const Problem& problem) {
    Choice choice = choose_construction(problem, choose);
    if (request.float_weights) take_near_centre(problem, choice);
    return choice;
  };
  Choice choice = chosen_for(*aimed);
  // Constructions aim by estimates: where what they make misses the goal, they are asked for less, and for the least that they can do.
  for (const int percent : {75, 50, 0}) {
    if (!misses(choice, goal)) break;
    aim->deviation = goal->deviation * Rational(percent, 100);
    aimed.emplace(shared_points, shared_residuals, request.direction, aim);
    Choice other = chosen_for(*aimed);
    if (nearer(other, choice)) choice = std::move(other);
  }
  const Problem& problem = *aimed;
  bool claims = true;
  if (request.float_weights) {
    if (!choice.running) {
      throw Error(Code::kNotShown,
                  "construction '" + request.construction + "': " + choice.candidates[choice.best].dies);
    }
    claims = bring_into_format(problem, choose, choice, control);
  }
  const Candidate& chosen = choice.candidates[choice.best];
  const ConstructionNote note{std::string(chosen.construction->name), chosen.promised};
  const std::string promise = "; construction " + note.name + " (" + std::string(chosen.construction->source) +
                              ") promises at most " + std::to_string(note.bound);
  CertifyResult result;
  std::size_t lower_bound = 0;
  std::string told;
  const Network network = choice.network;
  control.step("checking and counting kinks");
  Control silent = control;  // progress is told by the calling thread alone
  silent.progress = {};
  control.threads()(2, [&](std::size_t step) {
    if (step == 0) {
      lower_bound = best_lower_bound(problem, network.depth());
      if (chosen.note != nullptr) told = chosen.note(network, problem);
      aimed.reset();  // memory for what checks
      return;
    }
    try {
      result = claims ? attested(subject, std::move(choice.network), note, promise, silent)
                      : unclaimed(subject, std::move(choice.network), note);
    } catch (const Error& error) {
      if (exit_code(error.code()) != kExitRejected) throw;
      throw_contract("construction " + note.name + ": " + error.what());
    }
  });
  result.candidates = std::move(choice.candidates);
  result.note = told;
  result.lower_bound = lower_bound;
  result.running = std::move(choice.running);
  if (goal) result.deviation = goal->deviation;
  return result;
}

CertifyResult certify_running(const Subject& subject, Network g, const CertifyRequest& request,
                              const Control& control) {
  const PointMatrix& points = subject.body.samples.points;
  if (g.inputs() != points.dimension || g.outputs() != subject.body.outputs) {
    throw Error(Code::kShapeMismatch, "network g: expected " + counted_shape(points.dimension, subject.body.outputs) +
                                          ", found " + counted_shape(g.inputs(), g.outputs()));
  }
  require_numbers(Code::kNotShown, *request.runs_in, g);
  WorkMeter(control.most_work).charge(network_work(g, points, points.count));
  control.step("enclosing executions");
  FloatNetwork network{*request.runs_in, {}, g};
  const ExecutionError error = execution_error(network, points, subject.residuals, request.input);
  const bool exact = evaluate_with_margins(g, points, control.threads()).values.entries == subject.residuals.entries;
  const Problem problem(borrowed(points), borrowed(subject.residuals));
  const std::size_t lower_bound = best_lower_bound(problem, g.depth());
  CertifyResult result = exact ? attested(subject, std::move(g), std::nullopt, "", control)
                               : unclaimed(subject, std::move(g), std::nullopt);
  result.lower_bound = lower_bound;
  result.running = Running{std::move(network), error};
  result.deviation = request.deviation.value_or(error.changed_error);
  return result;
}

CertifyResult certify_network(const Subject& subject, Network g, const Control& control) {
  const Problem problem(borrowed(subject.body.samples.points), borrowed(subject.residuals));
  const std::size_t depth = g.depth();
  if (g.inputs() == subject.body.dimension) {
    const PointMatrix& points = subject.body.samples.points;
    WorkMeter(control.most_work).charge(network_work(g, points, points.count));
  }
  CertifyResult result = attested(subject, std::move(g), std::nullopt, "", control);
  control.step("counting kinks");
  result.lower_bound = best_lower_bound(problem, depth);
  return result;
}

}  // namespace ftcert
