#include "ftcert/construct/choice.hpp"
#include "ftcert/construct/table.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

const Construction& construction_named(const std::string& name) {
  const Construction* found = find_construction(name);
  if (found == nullptr) {
    throw Error(Code::kUnknownName, "construction '" + name + "': see 'ftcert certify --construction list'");
  }
  return *found;
}

// The constructions to try and the depths of their networks.
std::vector<Candidate> eligible(const ChoiceRequest& request) {
  std::vector<Candidate> result;
  const auto add = [&](const Construction& c, std::size_t layers) { result.push_back({&c, layers, {}, 0, 0, {}}); };
  if (request.construction != "auto") {
    const Construction& named = construction_named(request.construction);
    if (request.layers != kAnyLayers && !named.makes(request.layers)) {
      throw Error(Code::kNotApplicable, "construction '" + request.construction + "' makes networks with " +
                                            std::to_string(named.depth) + (named.any_depth() ? " or more" : "") +
                                            " layers, not with " + std::to_string(request.layers));
    }
    add(named, request.layers == kAnyLayers ? named.depth : request.layers);
    return result;
  }
  for (const Construction& c : constructions()) {
    if (request.layers == kAnyLayers ? !c.any_depth() : c.makes(request.layers)) {
      add(c, request.layers == kAnyLayers ? c.depth : request.layers);
    }
  }
  if (result.empty()) {
    throw Error(Code::kNotApplicable,
                "no construction makes networks with " + std::to_string(request.layers) + " layers");
  }
  return result;
}

}  // namespace

Choice choose_construction(const Problem& problem, const ChoiceRequest& request) {
  Choice choice;
  choice.candidates = eligible(request);
  std::vector<Plan> plans(choice.candidates.size());
  std::optional<std::size_t> fewest;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    Candidate& candidate = choice.candidates[i];
    request.progress("planning: " + std::string(candidate.construction->name));
    Outcome outcome = plan(*candidate.construction, problem, candidate.layers);
    if (auto* planned = std::get_if<Plan>(&outcome)) {
      candidate.widths = planned->widths;
      candidate.neurons = planned->neurons();
      candidate.promised = planned->promised;
      plans[i] = std::move(*planned);
      fewest = std::min(fewest.value_or(candidate.neurons), candidate.neurons);
    } else {
      candidate.reason = std::get<Inapplicable>(outcome).reason;
    }
  }
  if (!fewest) {
    throw Error(Code::kNotApplicable, "construction '" + std::string(choice.candidates[0].construction->name) +
                                          "' does not apply: " + choice.candidates[0].reason);
  }

  std::optional<std::size_t> least_bits;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    const Candidate& candidate = choice.candidates[i];
    if (!candidate.reason.empty() || candidate.neurons != *fewest) continue;
    request.progress("building: " + std::string(candidate.construction->name));
    Network network = plans[i].build();
    require(network.widths() == candidate.widths && network.depth() == candidate.layers &&
                candidate.neurons <= candidate.promised,
            "a construction broke its promise");
    const std::size_t bits = weight_bits(network).total;
    if (least_bits && bits >= *least_bits) continue;
    least_bits = bits;
    choice.best = i;
    choice.network = std::move(network);
  }
  return choice;
}

}  // namespace ftcert
