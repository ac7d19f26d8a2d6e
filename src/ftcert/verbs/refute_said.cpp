#include "ftcert/verbs/refute_said.hpp"

#include <algorithm>
#include <string>

#include "ftcert/check/methods/table.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/explain/text.hpp"

namespace ftcert {

namespace {

std::size_t count_kinks(const SampleLine& line, int sign) {
  std::size_t count = 0;
  for (const LinePoint& point : line.points) count += point.kink == sign ? 1 : 0;
  return count;
}

// "-11 + 6 relu(x - 2/3) - 4 relu(x - 2) + 4 relu(3 - x)"
std::string formula(const ReluSum& sum) {
  std::string result = sum.constant[0].is_zero() && sum.neurons() > 0 ? "" : sum.constant[0].text();
  for (std::size_t u = 0; u < sum.neurons(); ++u) {
    const Rational weight = abs(sum.weights[u]), kink = sum.kinks[u];
    const bool negative = sum.weights[u].sign() < 0;
    result += result.empty() ? (negative ? "-" : "") : (negative ? " - " : " + ");
    if (weight != 1) result += weight.text() + " ";
    const std::string distance = abs(kink).text();
    result += sum.facings[u] == Facing::kLeft ? "relu(" + kink.text() + " - x)"
              : kink.is_zero()                ? std::string("relu(x)")
                                              : "relu(x" + ((kink.sign() < 0 ? " + " : " - ") + distance) + ")";
  }
  return result;
}

std::string fit_text(const ReluSum& fit) {
  return "a network with " + counted(fit.neurons(), "hidden neuron") + " that fits, g(x) = " + formula(fit);
}

std::string reason(const Method* method, std::size_t layers) {
  if (method == &kSigns) {
    return "counted over all numbers of neurons with positive and with negative outer weight (proofs/theorems.md, "
           "section 3.7)";
  }
  return layers == 2
             ? "one for each kink"
             : "along a line it has at most as many pieces as the product of (neurons + 1) over its hidden layers";
}

const char* word_of(const PatternDecision& d) {
  switch (d.verdict) {
    case PatternVerdict::kRefuted:
      return "refuted";
    case PatternVerdict::kNetwork:
      return "network found in floating point";
    case PatternVerdict::kStuck:
      return "not decided: too close for floating point";
    case PatternVerdict::kOpen:
      break;
  }
  return "not decided";
}

void say_decisions(Said& said, const RefuteResult& result) {
  const bool outputs = std::ranges::any_of(
      result.decided, [](const PatternDecision& d) { return d.output > 0 || d.observed.less.has_value(); });
  for (const PatternDecision& d : result.decided) {
    const bool open = d.verdict == PatternVerdict::kOpen;
    const bool stopped = open && result.stopped && &d == &result.decided.back();
    said.line(counted(d.neurons, "neuron") + (outputs ? ", " + output_words(d.observed) : std::string()) + ": " +
              word_of(d) +
              (stopped ? ": stopped"
               : open  ? ": limit (--max-nodes)"
                       : "") +
              " (" + counted(d.programs, "node") + " tried, " +
              (d.leaves == 1 ? "1 leaf" : std::to_string(d.leaves) + " leaves") +
              (open ? ", " + std::to_string(d.open) + " open)" : ")"));
  }
}

void say_kinks(Said& said, const FoundBound& found, const RefuteQuestion& question) {
  const std::size_t convex = count_kinks(found.line, 1), concave = count_kinks(found.line, -1);
  if (convex + concave == 0) {
    said.line("g is not constant, so it has a neuron in each hidden layer: at least " +
              counted(found.neurons, "hidden neuron") + ".");
    return;
  }
  said.line("Along a line through " + counted(found.line.points.size(), "sample") + " every g that fits has at least " +
            counted(convex, "convex kink") + " and " + counted(concave, "concave kink") +
            (found.line.output.less ? " in the " + output_words(found.line.output) + " of classes" : std::string()) +
            ".");
  said.line("So it has at least " + counted(found.neurons, "hidden neuron") + ": " +
            reason(found.method, question.layers) + ".");
}

void say_exhaustion(Said& said, const RefuteResult& result) {
  const FoundBound& found = result.found;
  const std::size_t kinks = count_kinks(found.line, 1) + count_kinks(found.line, -1);
  said.line("Samples on a line: " + std::to_string(found.line.points.size()) + ". Every g that fits meets " +
            counted(kinks + result.tree.sums.size(), "condition") + " there (" + counted(kinks, "forced kink") + ", " +
            counted(result.tree.sums.size(), "sum") + " of slope changes).");
  said.line("So it has at least " + counted(found.neurons, "hidden neuron") + ": a tree with " +
            counted(result.tree.nodes, "node") + " shows that fewer do not meet all of them.");
}

void say_patterns(Said& said, const RefuteResult& result) {
  const PatternEvidence& patterns = result.attested->certificate.patterns;
  std::size_t nodes = 0;
  for (const PatternTree& tree : patterns.trees) nodes += tree.nodes.size();
  said.line("So every g that fits has at least " + counted(result.found.neurons, "hidden neuron") + ": " +
            counted(patterns.trees.size(), "tree") + " with " + counted(nodes, "node") +
            (nodes == 1 ? " shows" : " show") + " that whichever of fewer neurons are active at the samples, the " +
            (result.specified ? "specifications" : "labels") + " are not met" +
            (patterns.cover.kind == CoverKind::kNone
                 ? "."
                 : "; and the unchanged samples do not lie on " + counted(patterns.cover.hyperplanes, "hyperplane") +
                       ", so that fewer trees are enough."));
}

}  // namespace

void say_kept(Said& said, const std::string& kept) {
  if (!kept.empty()) said.line("The work is kept in " + kept + ": --resume goes on with it.");
}

void say_bound(Said& said, const RefuteResult& result, const RefuteQuestion& question) {
  say_decisions(said, result);
  const FoundBound& found = result.found;
  if (found.method == &kPatterns) {
    say_patterns(said, result);
    return;
  }
  if (found.method == &kExhaustion) {
    say_exhaustion(said, result);
  } else {
    say_kinks(said, found, question);
  }
  if (!found.all_lines)
    said.line("Too many samples to look at all lines: only those through the first changed samples were looked at.");
  if (result.fit) said.line("The bound is exact: " + fit_text(*result.fit) + ".");
}

void explain_failure(Said& said, const RefuteResult& result, const RefuteQuestion& question) {
  say_decisions(said, result);
  if (std::ranges::any_of(result.decided, is_open)) {
    throw Error(Code::kWork, question.neurons
                                 ? "that " + counted(*question.neurons, "neuron") +
                                       " do not suffice is not decided within the limit of nodes (--max-nodes)"
                                 : "no bound was shown within the limit of nodes (--max-nodes)");
  }

  const FoundBound& found = result.found;
  const bool fits = result.fit && question.neurons && result.fit->neurons() <= *question.neurons;
  if (fits) said.line("There is " + fit_text(*result.fit) + ".");
  if (found.neurons == 0 && question.method == "exhaustion" && !result.fit) {
    throw Error(Code::kNotShown, "exhaustion shows nothing: it needs a line through three or more samples, at most " +
                                     std::to_string(kMostExhaustionPoints));
  }
  if (found.neurons == 0 && question.method == "patterns" && !result.decided.empty()) {
    throw Error(Code::kNotShown, question.neurons
                                     ? "that " + counted(*question.neurons, "neuron") + " do not suffice is not shown"
                                     : std::string("patterns show no lower bound beyond 1"));
  }
  if (found.neurons == 0) {
    throw Error(Code::kNotShown,
                result.specified ? "a constant is what each output, or difference of two classes, may be at all "
                                   "samples: no neuron is shown to be needed"
                                 : "all labels differ from f by the same amount: a constant fits, without a neuron");
  }
  const bool no_line = result.dimension > 1 && found.neurons == question.layers - 1;
  if (no_line) {
    said.line(
        "A bound comes from samples on one line: three of them, the middle one off the chord, force a kink there.");
    said.line(found.collinear < 3
                  ? "No line through a changed sample holds three samples that promise anything (samples in general "
                    "position never do)."
                  : "The samples on lines here force no more than any function that is not constant needs.");
    if (!found.all_lines)
      said.line(
          "There are too many samples to look at all lines: only those through the first changed samples were looked "
          "at.");
    if (question.layers <= 3 && !result.specified) {
      const std::size_t least = parameter_lower_bound(result.changed, result.dimension, question.layers);
      said.line("What still holds: for some labels on the same " + counted(result.changed, "changed sample") +
                " (not necessarily these) no network with fewer than " + counted(least, "neuron") +
                " fits, by counting parameters" +
                (question.layers == 2 ? ": (N-1)/(d+1) = (" + std::to_string(result.changed) + "-1)/" +
                                            std::to_string(result.dimension + 1)
                                      : std::string()) +
                " (proofs/theorems.md, theorem 3.8.1).");
    }
  }
  throw Error(
      Code::kNotShown,
      question.neurons
          ? "that " + counted(*question.neurons, "neuron") +
                (fits ? " do not suffice is false: a network with " + std::to_string(result.fit->neurons()) + " fits"
                      : " do not suffice is not shown: the best bound found is " + std::to_string(found.neurons))
          : "no lower bound for these labels beyond " + std::to_string(found.neurons) +
                ", which holds for every function that is not constant");
}

nlohmann::ordered_json refute_summary(const RefuteResult& result, const RefuteQuestion& question) {
  const FoundBound& found = result.found;
  const bool patterns = found.method == &kPatterns;
  const ObservedOutput output = patterns ? result.attested->certificate.patterns.output : found.line.output;
  nlohmann::ordered_json json = {
      {"layers", question.layers},
      {"lower_bound", found.neurons},
      {"method", found.method->name},
      {"exact", result.fit.has_value()},
      {"fit", result.fit ? nlohmann::ordered_json(formula(*result.fit)) : nlohmann::ordered_json()},
      {"samples", result.samples},
      {"changed", result.changed},
      {"dimension", result.dimension},
      {"output", output.component + 1},
      {"line_samples", found.line.points.size()},
      {"convex_kinks", count_kinks(found.line, 1)},
      {"concave_kinks", count_kinks(found.line, -1)},
      {"all_lines", found.all_lines}};
  // With classes: two of them, counted from 0, in place of an output.
  const auto name_output = [](nlohmann::ordered_json& entry, const ObservedOutput& observed) {
    if (!observed.less) return;
    entry["output"] = nullptr;
    entry["difference"] = {observed.component, *observed.less};
  };
  name_output(json, output);
  if (result.specified) json["specified"] = *result.specified;
  for (const PatternDecision& d : result.decided) {
    json["decided"].push_back({{"neurons", d.neurons},
                               {"output", d.observed.component + 1},
                               {"result", word_of(d)},
                               {"nodes", d.programs},
                               {"leaves", d.leaves},
                               {"open", d.open}});
    name_output(json["decided"].back(), d.observed);
  }
  return json;
}

}  // namespace ftcert
