#include "ftcert/certify/refute.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/check/methods/table.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/frozen.hpp"

namespace ftcert {

namespace {

bool asked_for(const RefuteRequest& request, const RefuteResult& result) {
  if (request.neurons) return result.found.neurons > *request.neurons;
  return result.found.neurons > 0 &&
         (result.dimension == 1 || result.specified || result.found.neurons > request.layers - 1);
}

// Labels or specifications as what each output of g can be.
ObservedOutputs outputs_of(const Subject& subject) {
  if (!subject.body.specification) return observed_outputs(subject.residuals);
  require(subject.f.has_value(), "refute: values of f for specifications");
  return observed_outputs(subject.body.samples, *subject.body.specification, *subject.f);
}

// Exhaustion from the bound that the kinks give on; with this method alone it has to show that bound, too.
void exhaust_patterns(const Subject& subject, const ObservedOutputs& outputs, const RefuteRequest& request,
                      const Control& control, RefuteResult& result) {
  FoundBound& found = result.found;
  const bool alone = request.method == RefuteMethod::kExhaust;
  const std::size_t neurons = found.neurons - (alone && found.neurons > 0 ? 1 : 0);
  control.step("trying all patterns of " + std::to_string(neurons) + " neurons");
  ExhaustionBound bound = exhaust(subject.body.samples.points, outputs, neurons, control);
  found.all_lines = found.all_lines && bound.all_lines;
  if (bound.neurons > 0) {
    found.neurons = bound.neurons;
    found.method = &kExhaustion;
    found.line = std::move(bound.line);
    result.tree = std::move(bound.tree);
  } else if (alone) {
    found.neurons = 0;
  }
  if (!subject.body.specification) result.fit = std::move(bound.fit);
}

// What a state belongs to: samples, residuals or what they can be, and question.
std::string state_subject(const Subject& subject, const ObservedOutputs& outputs, const RefuteRequest& request) {
  std::string text = request.neurons ? std::to_string(*request.neurons) : "best";
  const auto add = [&text](const PointMatrix& matrix) {
    text += "\n" + std::to_string(matrix.count) + " " + std::to_string(matrix.dimension);
    for (const Rational& entry : matrix.entries) text += " " + entry.text();
  };
  add(subject.body.samples.points);
  if (!subject.body.specification) {
    add(subject.residuals);
    return sha256_hex(text);
  }
  for (const OutputIntervals& output : outputs) {
    text += "\n" + output_words(output.output);
    for (const Interval& z : output.z)
      text += " " + (z.low ? z.low->text() : "") + ".." + (z.high ? z.high->text() : "");
  }
  return sha256_hex(text);
}

// Trees of patterns, from the bound that is found already on.
void search_patterns(const Subject& subject, const ObservedOutputs& outputs, const RefuteRequest& request,
                     const Control& control, RefuteResult& result) {
  const bool alone = request.method == RefuteMethod::kTrees;
  PatternRequest search;
  search.first = request.neurons ? *request.neurons : std::max<std::size_t>(1, result.found.neurons);
  if (request.neurons) search.last = search.first;
  if (!request.neurons && request.fits) {
    if (*request.fits <= search.first) return;
    search.last = *request.fits - 1;
  }
  search.programs = request.most_nodes;
  search.jobs = request.jobs;
  if (alone && (request.state || request.keep)) {
    search.subject = state_subject(subject, outputs, request);
    search.keep = request.keep;
    if (request.state) {
      search.resume = read_state(*request.state);
      if (!search.resume) throw Error(Code::kUsage, "the state of the search is not whole");
    }
  }
  PatternBound bound = bound_by_patterns(subject.body.samples.points, outputs, search, control);
  if (bound.stopped && !request.partial) throw Error(Code::kInterrupted, "stopped on request");
  result.stopped = bound.stopped;
  result.decided = std::move(bound.decided);
  if (bound.neurons <= result.found.neurons) return;
  result.found.neurons = bound.neurons;
  result.found.method = &kPatterns;
  result.found.line = {};
  result.tree = {};
  result.patterns = std::move(bound.evidence);
}

bool may_show_more(const RefuteRequest& request, const RefuteResult& result) {
  if (request.layers != 2 || result.found.neurons == 0 || request.neurons == 0U) return false;
  if (request.neurons) return result.found.neurons <= *request.neurons && result.dimension > 1;
  return !result.fit && result.dimension > 1;
}

void check_fit(const Subject& subject, const ReluSum& fit) {
  const Network g = fit.lift({1});
  for (std::size_t i = 0; i < subject.residuals.count; ++i) {
    require(g.evaluate(subject.body.samples.points.row(i))[0] == subject.residuals.row(i)[0], "refute: network fits");
  }
}

std::vector<std::string> words(const BoundStatement& c) {
  const std::string fits =
      c.claim.specified ? "f + g meets the specification of every sample" : "f + g equals the label at all samples";
  const std::string first = "Every network with " + std::to_string(c.claim.layers) + " affine maps for which " + fits +
                            " has at least " + std::to_string(c.claim.neurons) + " hidden neurons.";
  if (c.method == &kPatterns) {
    return {first,
            "Whichever of fewer neurons are active at the samples, the inequalities of a leaf of the trees below "
            "contradict each other."};
  }
  const std::string kinks = std::to_string(c.line.marks());
  const std::string observed = c.line.output.less ? "component " + std::to_string(c.line.output.component) +
                                                        " of g less component " + std::to_string(*c.line.output.less)
                                                  : "g";
  return {first, c.method == &kExhaustion
                     ? "No " + std::to_string(c.claim.neurons - 1) + " neurons meet the conditions below, those of " +
                           kinks + " kinks and " + std::to_string(c.tree.sums.size()) + " sums."
                     : "Along the line below " + observed + " has at least " + kinks + " kinks."};
}

}  // namespace

std::size_t best_lower_bound(const Subject& subject, std::size_t layers) {
  return find_lower_bound(subject.body.samples.points, outputs_of(subject), layers).neurons;
}

RefuteResult refute(const Subject& subject, const RefuteRequest& request, const Control& control) {
  if (request.layers < 2)
    throw Error(Code::kUsage, "--layers " + std::to_string(request.layers) + ": a network has at least 2 affine maps");
  const bool exhaust = request.method == RefuteMethod::kExhaust, patterns = request.method == RefuteMethod::kTrees;
  if ((exhaust || patterns) && request.layers != 2) {
    throw Error(Code::kUsage, "--layers " + std::to_string(request.layers) + ": " +
                                  (exhaust ? "exhaustion is" : "patterns are") + " for 2 affine maps");
  }
  RefuteResult result;
  result.samples = subject.body.sample_count;
  result.changed = subject.changed;
  result.dimension = subject.body.dimension;
  const ObservedOutputs outputs = outputs_of(subject);
  if (subject.body.specification) {
    result.specified = labelled_rows(subject.body.samples).size();
    result.changed = changed_samples(outputs).size();
  }
  if (patterns) {
    if (request.neurons != 0U) search_patterns(subject, outputs, request, control, result);
  } else {
    control.step("looking for kinks");
    result.found = find_lower_bound(subject.body.samples.points, outputs, request.layers);
    const bool enough = request.neurons && result.found.neurons > *request.neurons;
    if (request.layers == 2 && request.method != RefuteMethod::kKinks && (exhaust || !enough)) {
      exhaust_patterns(subject, outputs, request, control, result);
      if (result.fit) check_fit(subject, *result.fit);
    }
    if (request.method == RefuteMethod::kAuto && may_show_more(request, result))
      search_patterns(subject, outputs, request, control, result);
  }
  if (!asked_for(request, result)) return result;
  BoundStatement c;
  c.claim = {request.layers, result.found.neurons, result.samples, result.specified ? 0 : result.changed,
             result.specified};
  c.method = result.found.method;
  c.line = result.found.line;
  c.tree = result.tree;
  c.patterns = std::move(result.patterns);
  if (!result.stopped) control.step("checking");
  const std::vector<std::string> text = words(c);
  result.attested = attest_bound(subject, std::move(c), text);
  return result;
}

}  // namespace ftcert
