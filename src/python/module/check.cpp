#include <algorithm>

#include "arguments.hpp"
#include "ftcert/check/pair.hpp"
#include "ftcert/common/limits.hpp"
#include "ftcert/supply/supply.hpp"
#include "ftcert/supply/verdicts.hpp"
#include "module.hpp"

namespace py = pybind11;

namespace ftcert::python {

namespace {

struct CheckJob {
  std::vector<std::string> certificates, data;
  std::string labels, model, patched, tensor;
};

Supplied supplied_of(const CheckJob& job, const Files& files, const Control& control) {
  Supplied supplied = supplied_files(std::nullopt, files.named(job.model), files.named(job.patched));
  supplied.data = files.data(job.data);
  supplied.labels = files.labels(job.labels, supplied.data);
  supplied.tensor = job.tensor;
  use_threads(supplied, control.threads());
  return supplied;
}

// What ftcheck does for each certificate, and then for a pair.
Outcome checked(const CheckJob& job, const Files& files, const Call& call) {
  Said& said = call.said;
  const auto most_work = [&](std::size_t bytes) { return allowed_work(call.most_work, bytes); };
  Supplied supplied = supplied_of(job, files, call.control);
  std::vector<Certificate> read;
  Integer pair_work = 0;
  Outcome outcome;
  for (const std::string& name : job.certificates) {
    FileVerdict verdict = verdict_on(
        name, [&] { return files.bytes(name); }, supplied, most_work);
    said.last_line = verdict.lines.front();
    if (verdict.error) throw *verdict.error;
    said.lines.insert(said.lines.end(), verdict.lines.begin() + 1, verdict.lines.end());
    read.push_back(*std::move(verdict.certificate));
    pair_work = std::max(pair_work, *supplied.most_work);
  }
  if (read.size() == 2) {
    supplied.most_work = pair_work;
    try {
      said.last_line = "s VERIFIED " + check_pair(read[0], read[1], supplied);
    } catch (const Error& error) {
      said.last_line = not_verified(error, {});
      throw;
    }
  }
  outcome.claim = claim_in(said.last_line);
  return outcome;
}

bool is_file(const py::handle& value) {
  return py::isinstance<py::tuple>(value) && py::len(value) == 2 &&
         py::isinstance<py::str>(py::reinterpret_borrow<py::tuple>(value)[0]);
}

Outcome call_check(const py::object& certificate, const py::object& data, const py::kwargs& options) {
  Arguments arguments("check", options);
  CheckJob job;
  if (is_file(certificate)) {
    job.certificates = {arguments.file("certificate", certificate)};
  } else {
    job.certificates = arguments.files("certificate", certificate);
  }
  if (job.certificates.empty() || job.certificates.size() > 2)
    throw py::value_error("check(): certificate: expected a file, or two: a network and a bound");
  job.data = arguments.files("data", data);
  job.labels = arguments.file("labels");
  job.model = arguments.file("model");
  job.patched = arguments.file("patched");
  arguments.take("tensor", job.tensor);
  const auto files = arguments.finish();
  return run(arguments.control(), files->size(), Threads::unasked(),
             [job, files](const Call& call) { return checked(job, *files, call); });
}

}  // namespace

void add_check(py::module_& module) {
  module.def("check", &call_check, "The checker ftcheck.", py::arg("certificate"), py::arg("data") = py::tuple());
}

}  // namespace ftcert::python
