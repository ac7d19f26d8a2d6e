#include "ftcert/certify/solve.hpp"

#include <utility>

#include "ftcert/check/pair.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// What was refuted, or that one neuron in each layer is needed. Exhaustion may have found a smaller network on the way.
RefuteResult refute_below(const Subject& subject, RefuteRequest request, const Control& control) {
  RefuteResult best = refute(subject, request, control);
  if (best.attested || best.found.neurons == 0) return best;
  request.neurons = best.found.neurons - 1;
  best.attested = refute(subject, request, control).attested;
  require(best.attested.has_value(), "solve: a bound that was found is not shown");
  return best;
}

std::string pair_of(const Subject& subject, const Solved& solved) {
  const InterpolationClaim& claim = solved.network.certificate.claim;
  if (!solved.bound.attested) {
    require(claim.neurons == 0, "solve: a network with neurons and no bound");
    return "exact layers=" + std::to_string(claim.layers) + " neurons=0 samples=" + std::to_string(claim.samples) +
           " changed=" + std::to_string(claim.changed);
  }
  try {
    return check_pair(solved.network.certificate, solved.bound.attested->certificate, subject.supplied);
  } catch (const Error& error) {
    if (exit_code(error.code()) != kExitRejected) throw;
    throw_contract(std::string("solve: ") + error.what());
  }
}

}  // namespace

Solved solve(const Subject& subject, const SolveRequest& request, const Control& control) {
  require(!request.network.runs_in && !request.bound.neurons, "solve: for networks over the rationals, the best bound");
  Solved solved;
  solved.network = certify(subject, request.network, control);
  RefuteRequest bound = request.bound;
  bound.layers = solved.network.certificate.claim.layers;
  solved.bound = refute_below(subject, bound, control);
  if (const auto& fit = solved.bound.fit; fit && fit->neurons() < solved.most())
    solved.network = certify_network(subject, fit->lift({1}), control);
  control.step("comparing");
  solved.pair = pair_of(subject, solved);
  return solved;
}

}  // namespace ftcert
