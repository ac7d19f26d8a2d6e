#include "ftcert/verbs/certify.hpp"

#include "arguments.hpp"
#include "ftcert/verbs/option_words.hpp"
#include "module.hpp"

namespace py = pybind11;

namespace ftcert::python {

namespace {

Outcome certified(const CertifyJob& job, const Files& files, const Control& control) {
  CertifyOutcome made = certify(job, files, control);
  Outcome outcome;
  outcome.claim = made.claim();
  outcome.certificate = made.certificate();
  if (made.exact() != nullptr) outcome.exact = *made.exact();
  if (made.patched) outcome.patched = std::move(made.patched->model.bytes);
  if (made.execution) {
    const ExecutionCertificate& c = made.execution->attested.certificate;
    outcome.set_network(c.g, c.centre);
  } else {
    outcome.set_network(made.result.certificate.g);
  }
  outcome.said = std::move(made.said);
  return outcome;
}

Outcome call_certify(const py::object& data, const py::object& model, const py::kwargs& options) {
  Arguments arguments("certify", options);
  CertifyJob job;
  arguments.take_subject(job.input, data, model);
  arguments.take("layers", job.layers);
  arguments.take("construction", job.construction);
  arguments.take("direction", job.direction);
  job.network = arguments.file("network");
  arguments.take_word("format", job.format, words_in(kWeightFormatWords));
  arguments.take_word("prefer", job.prefer, words_in(kPreferWords));
  arguments.take("deviation", job.deviation);
  arguments.take("patch", job.patched);
  arguments.take("output_name", job.patch.output_name);
  arguments.take("uncertified", job.uncertified);
  const auto files = arguments.finish();
  return run(arguments.control(), files->size(), Threads::unasked(),
             [job, files](const Call& call) { return certified(job, *files, call.control); });
}

}  // namespace

void add_certify(py::module_& module) {
  module.def("certify", &call_certify, "Builds g with f + g = y at every sample, checks it, and gives the certificate.",
             py::arg("data"), py::arg("model") = py::none());
}

}  // namespace ftcert::python
