#include "ftcert/certify/solve.hpp"

#include <utility>

#include "ftcert/certify/specification.hpp"
#include "ftcert/check/pair.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// What was refuted, or that one neuron in each layer is needed.
RefuteResult best_bound(const Subject& subject, const RefuteRequest& request, const Control& control) {
  RefuteResult best = refute(subject, request, control);
  if (best.attested) return best;
  RefuteRequest kinks;
  kinks.layers = request.layers;
  kinks.neurons = request.layers - 2;
  kinks.method = RefuteMethod::kKinks;
  Control to_the_end = control;
  if (best.stopped) to_the_end.stop = nullptr;
  RefuteResult trivial = refute(subject, kinks, to_the_end);
  trivial.fit = std::move(best.fit);
  trivial.decided = std::move(best.decided);
  trivial.stopped = best.stopped;
  return trivial;
}

std::string pair_of(const Subject& subject, const Solved& solved) {
  const InterpolationClaim& claim = solved.network.certificate.claim;
  if (!solved.bound.attested) {
    require(claim.neurons == 0 || claim.specified, "solve: a network with neurons and no bound");
    return (claim.neurons == 0 ? "exact layers=" : "interval layers=") + std::to_string(claim.layers) + " neurons=0" +
           (claim.neurons == 0 ? "" : ".." + std::to_string(claim.neurons)) +
           " samples=" + std::to_string(claim.samples) +
           (claim.specified ? " specified=" + std::to_string(*claim.specified)
                            : " changed=" + std::to_string(claim.changed));
  }
  try {
    return check_pair(read_certificate("the network", solved.network.bytes),
                      read_certificate("the bound", solved.bound.attested->bytes), subject.supplied);
  } catch (const Error& error) {
    if (exit_code(error.code()) != kExitRejected) throw;
    throw_contract(std::string("solve: ") + error.what());
  }
}

}  // namespace

Solved solve(const Subject& subject, const SolveRequest& request, const Control& control) {
  require(!request.network.runs_in && !request.bound.neurons, "solve: for networks over the rationals, the best bound");
  Solved solved;
  solved.network = subject.body.specification ? certify_specification(subject, request.network, control)
                                              : certify(subject, request.network, control);
  RefuteRequest bound = request.bound;
  bound.layers = solved.network.certificate.claim.layers;
  bound.fits = solved.most();
  solved.bound = best_bound(subject, bound, control);
  if (const auto& fit = solved.bound.fit; fit && fit->neurons() < solved.most())
    solved.network = certify_network(subject, fit->lift({1}), control);
  if (!solved.bound.stopped) control.step("comparing");
  solved.pair = pair_of(subject, solved);
  return solved;
}

}  // namespace ftcert
