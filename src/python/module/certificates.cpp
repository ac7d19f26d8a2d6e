#include "arguments.hpp"
#include "ftcert/verbs/evaluate.hpp"
#include "ftcert/verbs/patch.hpp"
#include "ftcert/verbs/recheck.hpp"
#include "module.hpp"

namespace py = pybind11;

namespace ftcert::python {

namespace {

Outcome call_evaluate(const py::object& data, const py::object& model, const py::object& certificate,
                      const py::kwargs& options) {
  Arguments arguments("evaluate", options);
  EvaluateJob job;
  arguments.take_data(job.input, data, model);
  job.certificate = arguments.file("certificate", certificate);
  arguments.take_count("digits", job.digits, 0, kMostDigits);
  const auto files = arguments.finish();
  return run(arguments.control(), files->size(), Threads::unasked(), [job, files](const Call& call) {
    Outcome outcome;
    outcome.table = value_csv(evaluate(call.said, job, *files, call.control, call.most_work), job.digits);
    return outcome;
  });
}

Outcome call_patch(const py::object& certificate, const py::object& model, const py::object& data,
                   const py::kwargs& options) {
  Arguments arguments("patch", options);
  PatchJob job;
  job.output = "-";
  arguments.take_certificate(job.input, certificate, data);
  job.input.model = arguments.file("model", model);
  arguments.take("tensor", job.input.tensor);
  arguments.take_word("format", job.format, {"", "float32", "float64"});
  arguments.take("output_name", job.patch.output_name);
  arguments.take("uncertified", job.uncertified);
  arguments.take("only_g", job.patch.only_g);
  arguments.take("constant_weights", job.patch.constant_weights);
  arguments.take("name", job.output);
  arguments.take("bind", job.copy);
  const auto files = arguments.finish();
  return run(arguments.control(), files->size(), Threads::unasked(), [job, files](const Call& call) {
    PatchOutcome patched = patch(job, *files, call.control, call.most_work);
    Outcome outcome;
    outcome.patched = std::move(patched.result.model.bytes);
    if (!patched.copy.empty()) outcome.certificate = std::move(patched.copy);
    outcome.claim = claim_in(patched.said.last_line);
    outcome.said = std::move(patched.said);
    return outcome;
  });
}

Outcome call_recheck(const py::object& certificate, const py::object& model, const py::object& data,
                     const py::kwargs& options) {
  Arguments arguments("recheck", options);
  CertificateFiles input;
  arguments.take_certificate(input, certificate, data);
  input.model = arguments.file("model", model);
  arguments.take("tensor", input.tensor);
  const auto files = arguments.finish();
  return run(arguments.control(), files->size(), Threads::unasked(), [input, files](const Call& call) {
    recheck(call.said, input, *files, call.control, call.most_work);
    Outcome outcome;
    outcome.claim = call.said.summary["claim"];
    return outcome;
  });
}

Outcome call_network(const py::object& certificate, const py::kwargs& options) {
  Arguments arguments("network", options);
  CertificateFiles input;
  arguments.take_certificate(input, certificate, py::tuple());
  const auto files = arguments.finish();
  return run(arguments.control(), files->size(), 1, [input, files](const Call& call) {
    const LoadedCertificate loaded = load(input, *files, call.control, call.most_work);
    Outcome outcome;
    if (const auto* execution = std::get_if<ExecutionCertificate>(&loaded.certificate)) {
      outcome.set_network(execution->g, execution->centre);
      outcome.claim = execution->claim.text();
    } else {
      const InterpolationCertificate& interpolation = functions_of(loaded, input);
      outcome.set_network(interpolation.g);
      outcome.claim = interpolation.claim.text();
    }
    return outcome;
  });
}

}  // namespace

void add_certificates(py::module_& module) {
  module.def("evaluate", &call_evaluate, "f, g and f + g at the rows of the data, exactly.", py::arg("data"),
             py::arg("model") = py::none(), py::arg("certificate") = py::none());
  module.def("patch", &call_patch, "Checks a certificate and adds its g to the model.", py::arg("certificate"),
             py::arg("model"), py::arg("data") = py::tuple());
  module.def("recheck", &call_recheck,
             "Checks a certificate, and that its f is the function of the model at every sample.",
             py::arg("certificate"), py::arg("model"), py::arg("data") = py::tuple());
  module.def("network", &call_network, "What a certificate holds, read, not checked.", py::arg("certificate"));
}

}  // namespace ftcert::python
