#include "ftcert/verbs/bounds.hpp"

#include "arguments.hpp"
#include "ftcert/common/limits.hpp"
#include "module.hpp"

namespace py = pybind11;

namespace ftcert::python {

namespace {

Outcome call_bounds(const py::kwargs& options) {
  Arguments arguments("bounds", options);
  BoundsJob job;
  std::string changed;
  std::optional<std::string> samples;
  arguments.take("changed", changed);
  arguments.take("samples", samples);
  arguments.take_count("layers", job.layers, 2, kMostLayers);
  arguments.take("general_position", job.general_position);
  arguments.take_count("dimension", job.dimension, 1, kMostInRange);
  const auto files = arguments.finish();
  return run(arguments.control(), files->size(), 1, [job, samples, changed](const Call& call) mutable {
    if (samples) job.samples = read_count_range("--samples", *samples, 1);
    job.changed = read_count_range("--changed", changed, 0);
    const BoundsTable table = bounds_table(job, call.control);
    Outcome outcome;
    outcome.table = bounds_csv(table);
    const bool over_samples = job.samples && !job.samples->single();
    if (over_samples != !job.changed.single()) outcome.picture = bounds_svg(table);  // one axis
    outcome.said = bounds_said(table);
    outcome.claim = claim_in(outcome.said.last_line);
    return outcome;
  });
}

}  // namespace

void add_bounds(py::module_& module) {
  module.def("bounds", &call_bounds, "Neurons that are needed in the worst case: the paper's interval and ours.");
}

}  // namespace ftcert::python
