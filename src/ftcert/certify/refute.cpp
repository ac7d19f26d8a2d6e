#include "ftcert/certify/refute.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/check/methods/table.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

bool asked_for(const RefuteRequest& request, const RefuteResult& result) {
  if (request.neurons) return result.found.neurons > *request.neurons;
  return result.found.neurons > 0 && (result.dimension == 1 || result.found.neurons > request.layers - 1);
}

// Exhaustion from the bound that the kinks give on; with this method alone it has to show that bound, too.
void exhaust_patterns(const Subject& subject, const RefuteRequest& request, const Control& control,
                      RefuteResult& result) {
  FoundBound& found = result.found;
  const bool alone = request.method == RefuteMethod::kExhaust;
  const std::size_t neurons = found.neurons - (alone && found.neurons > 0 ? 1 : 0);
  control.step("trying all patterns of " + std::to_string(neurons) + " neurons");
  ExhaustionBound bound = exhaust(subject.body.samples.points, subject.residuals, neurons, control);
  found.all_lines = found.all_lines && bound.all_lines;
  if (bound.neurons > 0) {
    found.neurons = bound.neurons;
    found.method = &kExhaustion;
    found.line = std::move(bound.line);
    result.tree = std::move(bound.tree);
  } else if (alone) {
    found.neurons = 0;
  }
  result.fit = std::move(bound.fit);
}

void check_fit(const Subject& subject, const ReluSum& fit) {
  const Network g = fit.lift({1});
  for (std::size_t i = 0; i < subject.residuals.count; ++i) {
    require(g.evaluate(subject.body.samples.points.row(i))[0] == subject.residuals.row(i)[0], "refute: network fits");
  }
}

std::vector<std::string> words(const BoundStatement& c) {
  const auto kinks =
      std::count_if(c.line.points.begin(), c.line.points.end(), [](const LinePoint& p) { return p.kink != 0; });
  return {"Every network with " + std::to_string(c.claim.layers) +
              " affine maps for which f + g equals the label at all samples has at least " +
              std::to_string(c.claim.neurons) + " hidden neurons.",
          c.method == &kExhaustion
              ? "No " + std::to_string(c.claim.neurons - 1) + " neurons meet the conditions below, those of " +
                    std::to_string(kinks) + " kinks and " + std::to_string(c.tree.sums.size()) + " sums."
              : "Along the line below g has at least " + std::to_string(kinks) + " kinks."};
}

}  // namespace

RefuteResult refute(const Subject& subject, const RefuteRequest& request, const Control& control) {
  if (request.layers < 2)
    throw Error(Code::kUsage, "--layers " + std::to_string(request.layers) + ": a network has at least 2 affine maps");
  if (request.method == RefuteMethod::kExhaust && request.layers != 2)
    throw Error(Code::kUsage, "--layers " + std::to_string(request.layers) + ": exhaustion is for 2 affine maps");
  RefuteResult result;
  result.samples = subject.body.sample_count;
  result.changed = subject.changed;
  result.dimension = subject.body.dimension;
  control.step("looking for kinks");
  result.found = find_lower_bound(subject.body.samples.points, subject.residuals, request.layers);
  const bool enough = request.neurons && result.found.neurons > *request.neurons;
  if (request.layers == 2 && request.method != RefuteMethod::kKinks &&
      (request.method == RefuteMethod::kExhaust || !enough)) {
    exhaust_patterns(subject, request, control, result);
    if (result.fit) check_fit(subject, *result.fit);
  }
  if (!asked_for(request, result)) return result;
  BoundStatement c;
  c.claim = {request.layers, result.found.neurons, result.samples, result.changed};
  c.method = result.found.method;
  c.line = result.found.line;
  c.tree = result.tree;
  control.step("checking");
  const std::vector<std::string> text = words(c);
  result.attested = attest_bound(subject, std::move(c), text);
  return result;
}

}  // namespace ftcert
