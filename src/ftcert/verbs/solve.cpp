#include "ftcert/verbs/solve.hpp"

#include <algorithm>
#include <vector>

#include "ftcert/explain/text.hpp"
#include "ftcert/verbs/certify.hpp"
#include "ftcert/verbs/certify_said.hpp"
#include "ftcert/verbs/refute_said.hpp"
#include "ftcert/verbs/say_work.hpp"

namespace ftcert {

namespace {

// "3, 4, 5 or 6", "3 to 26"
std::string range_words(std::size_t first, std::size_t last) {
  constexpr std::size_t kMostNamed = 6;
  if (last - first >= kMostNamed) return std::to_string(first) + " to " + std::to_string(last);
  std::string text = std::to_string(first);
  for (std::size_t m = first + 1; m <= last; ++m) text += (m == last ? " or " : ", ") + std::to_string(m);
  return text;
}

std::string depth_words(const Solved& solved) {
  const std::size_t layers = solved.network.certificate.claim.layers;
  return layers == 2 ? "one hidden layer" : counted(layers - 1, "hidden layer");
}

// What the search says of the least number that is not excluded.
std::string state_words(const Solved& solved, const PatternDecision& decision) {
  const std::string neurons = counted(decision.neurons, "neuron");
  if (decision.verdict == PatternVerdict::kNetwork && solved.network.certificate.outputs == 1)
    return "In floating point a network with " + neurons + " fits: no proof will exclude it if that is true.";
  if (decision.verdict == PatternVerdict::kNetwork)
    return "In floating point " + neurons + " fit each output by itself.";
  if (decision.verdict == PatternVerdict::kStuck)
    return "The search for a bound stopped at " + neurons + ": too close to decide.";
  return "The search for a bound stopped at " + neurons +
         (solved.bound.stopped ? ", at the time limit (--max-time)." : ", at its limit (--max-nodes).");
}

// Whether both ends meet, and what is missing.
std::vector<std::string> verdict_words(const Solved& solved) {
  const std::size_t least = solved.least(), most = solved.most();
  const std::string depth = depth_words(solved);
  if (most == 0) {
    return {solved.network.certificate.claim.specified
                ? "No neuron is needed: a constant meets all specifications."
                : "No neuron is needed: all labels differ from f by the same amount."};
  }
  if (solved.exact()) {
    return {"They meet: these data need exactly " + counted(most, "neuron") + " in networks with " + depth +
            ", and no network with fewer fits."};
  }
  const bool single = most == least + 1;
  std::vector<std::string> lines = {"They do not meet: with " + range_words(least, most - 1) + " neurons in " + depth +
                                    " no network was found that fits exactly, and none is excluded."};
  lines.push_back("What would close it: a network with " + counted(least, "neuron") + ", or a proof that " +
                  (single ? "there is none" : "none with " + counted(most - 1, "neuron") + " fits") + ".");
  const auto& decided = solved.bound.decided;
  const auto at_least = [least](const PatternDecision& d) { return d.neurons == least; };
  if (const auto last = std::ranges::find_if(decided, at_least); last != decided.end())
    lines.push_back(state_words(solved, *last));
  if (least + 1 == solved.network.certificate.claim.layers)
    lines.push_back("The bound says no more than that g is not constant.");
  return lines;
}

nlohmann::ordered_json summary(const Solved& solved, const RefuteQuestion& question) {
  const InterpolationClaim& claim = solved.network.certificate.claim;
  nlohmann::ordered_json json{{"layers", claim.layers},
                              {"neurons", claim.neurons},
                              {"lower_bound", solved.least()},
                              {"exact", solved.exact()},
                              {"samples", claim.samples},
                              {"changed", claim.changed},
                              {"dimension", solved.network.certificate.dimension},
                              {"network", certify_summary(solved.network)}};
  json["bound"] = nullptr;
  if (const auto& bound = solved.bound.attested) {
    json["bound"] = refute_summary(solved.bound, question);
    json["bound"]["bytes"] = bound->bytes.size();
    json["bound"]["work"] = bound->work.str();
  }
  return json;
}

}  // namespace

Solved solve(const SolveJob& job, const Files& files, const Control& control) {
  SolveRequest request{.network = {}, .bound = search_request(job.search)};
  request.network.layers = read_layers(job.layers);
  request.network.construction = job.construction;
  Control search = control;
  search.jobs = job.search.jobs;
  Solved solved = solve(read_subject(job.input, files, search), request, search);
  expect_finished(job.search, solved.bound, true);
  return solved;
}

Said solved_said(const SolveJob& job, const Solved& solved, const std::string& kept) {
  Said said;
  say_certify(said, solved.network);
  say_interpolation(said, solved.network, job.output);
  const RefuteQuestion question{solved.network.certificate.claim.layers, std::nullopt, job.search.method};
  say_kept(said, kept);
  if (const auto& bound = solved.bound.attested) {
    say_bound(said, solved.bound, question);
    if (job.bound != "-" && !job.bound.empty()) said.line("Certificate: " + job.bound);
    say_work(said, bound->work, bound->bytes.size());
  } else {
    said.line("There is no bound to certify" + (job.bound.empty() ? "." : ": " + job.bound + " was not written."));
  }
  for (const std::string& line : verdict_words(solved)) said.line(line);
  said.summary = summary(solved, question);
  said.last_line = "s SOLVED " + solved.pair;
  return said;
}

}  // namespace ftcert
