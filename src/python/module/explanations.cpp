#include "arguments.hpp"
#include "ftcert/verbs/compare.hpp"
#include "ftcert/verbs/explain.hpp"
#include "ftcert/verbs/pieces.hpp"
#include "module.hpp"

namespace py = pybind11;

namespace ftcert::python {

namespace {

Outcome said_alone(Said said, std::string_view word) {
  Outcome outcome;
  outcome.claim = said.last_line.substr(word.size());
  outcome.said = std::move(said);
  return outcome;
}

Outcome call_pieces(const py::object& certificate, const py::object& data, const py::kwargs& options) {
  Arguments arguments("pieces", options);
  PiecesJob job;
  arguments.take_certificate(job.input, certificate, data);
  job.input.model = arguments.file("model");
  arguments.take("through", job.through);
  arguments.take("with_f", job.with_f);
  const auto files = arguments.finish();
  return run(arguments.control(), files->size(), Threads::unasked(), [job, files](const Call& call) {
    return said_alone(pieces(job, *files, call.control, call.most_work), "s PIECES ");
  });
}

Outcome call_explain(const py::object& certificate, const py::object& data, const py::kwargs& options) {
  Arguments arguments("explain", options);
  ExplainJob job;
  arguments.take_certificate(job.input, certificate, data);
  job.input.model = arguments.file("model");
  arguments.take("tensor", job.input.tensor);
  job.class_names = arguments.file("class_names");
  arguments.take("picture", job.picture);
  arguments.take("theorem", job.theorem);
  const auto files = arguments.finish();
  return run(arguments.control(), files->size(), Threads::unasked(), [job, files](const Call& call) {
    Explained explained = explain(job, *files, call.control, call.most_work);
    Outcome outcome = said_alone(std::move(explained.said), "s EXPLAINED ");
    if (job.picture) outcome.picture = std::move(explained.picture);
    if (job.theorem) outcome.theorem = std::move(explained.theorem);
    return outcome;
  });
}

Outcome call_compare(const py::object& certificate, const py::object& other, const py::object& data,
                     const py::kwargs& options) {
  Arguments arguments("compare", options);
  CompareJob job;
  arguments.take_certificate(job.input, certificate, data);
  job.other = arguments.file("other", other);
  job.input.model = arguments.file("model");
  const auto files = arguments.finish();
  return run(arguments.control(), files->size(), Threads::unasked(), [job, files](const Call& call) {
    return said_alone(compare(job, *files, call.control, call.most_work), "s COMPARED ");
  });
}

}  // namespace

void add_explanations(py::module_& module) {
  module.def("pieces", &call_pieces, "Kinks and slopes of the certificate's g along a line.", py::arg("certificate"),
             py::arg("data") = py::tuple());
  module.def("explain", &call_explain, "Checks a certificate and says what it means.", py::arg("certificate"),
             py::arg("data") = py::tuple());
  module.def("compare", &call_compare, "Two certificates, checked and compared.", py::arg("certificate"),
             py::arg("other"), py::arg("data") = py::tuple());
}

}  // namespace ftcert::python
