#include "arguments.hpp"
#include "ftcert/common/limits.hpp"
#include "ftcert/verbs/option_words.hpp"
#include "ftcert/verbs/refute.hpp"
#include "ftcert/verbs/solve.hpp"
#include "ftcert/verbs/worst.hpp"
#include "module.hpp"

namespace py = pybind11;

namespace ftcert::python {

namespace {

void take_search(Arguments& arguments, SearchOptions& search) {
  arguments.take_word("method", search.method, words_in(kMethodWords));
  arguments.take_count("max_nodes", search.nodes, 1, kMostCount);
  search.jobs = arguments.control().jobs.value_or(1);
}

Outcome call_refute(const py::object& data, const py::object& model, const py::kwargs& options) {
  Arguments arguments("refute", options);
  RefuteJob job;
  arguments.take_subject(job.input, data, model);
  arguments.take_count("layers", job.layers, 2, kMostLayers);
  arguments.take_count("neurons", job.neurons, 0, kMostCount);
  take_search(arguments, job.search);
  const auto files = arguments.finish();
  return run(
      arguments.control(), files->size(), 1,
      [job, files](const Call& call) mutable {
        job.search.time_is_over = call.time_is_over;
        const RefuteResult result = refute(job, *files, call.control);
        refuted_said(call.said, job, result);
        Outcome outcome;
        outcome.certificate = result.attested->bytes;
        outcome.claim = result.attested->certificate.claim.verdict();
        return outcome;
      },
      kToFinish);
}

Outcome call_solve(const py::object& data, const py::object& model, const py::kwargs& options) {
  Arguments arguments("solve", options);
  SolveJob job;
  arguments.take_subject(job.input, data, model);
  arguments.take("layers", job.layers);
  arguments.take("construction", job.construction);
  take_search(arguments, job.search);
  const auto files = arguments.finish();
  return run(
      arguments.control(), files->size(), 1,
      [job, files](const Call& call) mutable {
        job.search.time_is_over = call.time_is_over;
        const Solved solved = solve(job, *files, call.control);
        Outcome outcome;
        outcome.certificate = solved.network.bytes;
        if (solved.bound.attested) outcome.bound = solved.bound.attested->bytes;
        outcome.claim = solved.pair;
        outcome.set_network(solved.network.certificate.g);
        outcome.said = solved_said(job, solved);
        return outcome;
      },
      kToFinish);
}

Outcome call_worst(const py::kwargs& options) {
  Arguments arguments("worst", options);
  WorstJob job;
  bool general_position = false;  // with a dimension; said there already
  arguments.take("samples", job.samples);
  arguments.take("changed", job.changed);
  arguments.take_count("layers", job.layers, 2, kMostLayers);
  arguments.take_count("dimension", job.dimension, 1, 1000);
  arguments.take("general_position", general_position);
  arguments.take_word("family", job.family, words_in(kFamilyWords));
  arguments.take_count("figure", job.figure, 0, 3);
  arguments.take("counterexample", job.counterexample);
  arguments.take("hard", job.hard);
  arguments.take("subset", job.subset);
  arguments.take_count("candidates", job.space.candidates, 1, kMostCandidates);
  arguments.take_count("max_nodes", job.space.refute.most_nodes, 1, kMostCount);
  arguments.take("seed", job.seed);
  const auto files = arguments.finish();
  job.space.refute.jobs = arguments.control().jobs.value_or(1);
  return run(arguments.control(), files->size(), 1, [job](const Call& call) {
    WorstOutcome worst = ftcert::worst(job, call.control);
    Outcome outcome;
    outcome.table = std::move(worst.csv);
    if (!worst.bound.empty()) outcome.bound = std::move(worst.bound);
    outcome.claim = claim_in(worst.said.last_line);
    outcome.said = std::move(worst.said);
    return outcome;
  });
}

}  // namespace

void add_searches(py::module_& module) {
  module.def("refute", &call_refute, "A certificate that no network of this depth with fewer neurons fits the data.",
             py::arg("data"), py::arg("model") = py::none());
  module.def("solve", &call_solve, "certify and refute together: how many neurons these data need.", py::arg("data"),
             py::arg("model") = py::none());
  module.def("worst", &call_worst, "Data that need many neurons.");
}

}  // namespace ftcert::python
