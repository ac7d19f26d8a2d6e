#include "ftcert/certify/certify.hpp"

#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/work.hpp"
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
  return {attest_network(subject, subject.residuals, std::move(g), std::move(note),
                         [&](const InterpolationCertificate& c) { return words(c, promise); }),
          {},
          0};
}

}  // namespace

CertifyResult certify(const Subject& subject, const CertifyRequest& request, const Control& control) {
  const Problem problem(subject.body.samples.points, subject.residuals, request.direction);
  Choice choice = choose_construction(
      problem, {request.layers, request.construction, [&control](const std::string& text) { control.step(text); }});
  const Candidate& chosen = choice.candidates[choice.best];
  control.step("counting kinks");
  const std::size_t lower_bound = best_lower_bound(problem, choice.network.depth());
  const ConstructionNote note{std::string(chosen.construction->name), chosen.promised};
  const std::string promise = "; construction " + note.name + " (" + std::string(chosen.construction->source) +
                              ") promises at most " + std::to_string(note.bound);
  try {
    CertifyResult result = attested(subject, std::move(choice.network), note, promise, control);
    result.candidates = std::move(choice.candidates);
    result.lower_bound = lower_bound;
    return result;
  } catch (const Error& error) {
    if (exit_code(error.code()) != kExitRejected) throw;
    throw_contract("construction " + note.name + ": " + error.what());
  }
}

CertifyResult certify_network(const Subject& subject, Network g, const Control& control) {
  const Problem problem(subject.body.samples.points, subject.residuals);
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
