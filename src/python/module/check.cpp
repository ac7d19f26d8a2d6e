#include "ftcert/supply/verdicts.hpp"

#include "arguments.hpp"
#include "ftcert/common/limits.hpp"
#include "module.hpp"

namespace py = pybind11;

namespace ftcert::python {

namespace {

// What ftcheck does, up to the first failure: the last verdict is said, and the notes of all.
Outcome checked(VerdictJob job, const Files& files, const Call& call) {
  Said& said = call.said;
  job.threads = call.control.threads();
  job.most_work = [&](std::size_t bytes) { return allowed_work(call.most_work, bytes); };
  job.print = [&said](const std::string& line) {
    if (line.starts_with("s ")) {
      said.last_line = line;
    } else {
      said.line(line);
    }
  };
  job.failed = [](const Error& error) { throw Error(error); };
  print_verdicts(job, files);
  Outcome outcome;
  outcome.claim = claim_in(said.last_line);
  return outcome;
}

bool is_file(const py::handle& value) {
  return py::isinstance<py::tuple>(value) && py::len(value) == 2 &&
         py::isinstance<py::str>(py::reinterpret_borrow<py::tuple>(value)[0]);
}

Outcome call_check(const py::object& certificate, const py::object& data, const py::kwargs& options) {
  Arguments arguments("check", options);
  std::vector<std::string> names;
  if (is_file(certificate)) {
    names = {arguments.file("certificate", certificate)};
  } else {
    names = arguments.files("certificate", certificate);
  }
  if (names.empty() || names.size() > 2)
    throw py::value_error("check(): certificate: expected a file, or two: a network and a bound");
  VerdictJob job;
  for (const std::string& name : names) job.items.push_back({name});
  job.pair = names.size() == 2;
  job.supplied.data = arguments.files("data", data);
  job.supplied.labels = arguments.file("labels");
  job.supplied.model = arguments.file("model");
  job.supplied.patched = arguments.file("patched");
  arguments.take("tensor", job.supplied.tensor);
  const auto files = arguments.finish();
  return run(arguments.control(), files->size(), Threads::unasked(),
             [job, files](const Call& call) { return checked(job, *files, call); });
}

}  // namespace

void add_check(py::module_& module) {
  module.def("check", &call_check, "The checker ftcheck.", py::arg("certificate"), py::arg("data") = py::tuple());
}

}  // namespace ftcert::python
