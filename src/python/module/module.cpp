#include "module.hpp"

#include <pybind11/stl.h>

#include "failure.hpp"
#include "job.hpp"
#include "memory.hpp"
#include "outcome.hpp"

namespace py = pybind11;

namespace ftcert::python {

namespace {

using Bytes = std::optional<std::string>;

template <Bytes Outcome::*Field>
py::object bytes_of(const Outcome& outcome) {
  const Bytes& bytes = outcome.*Field;
  return bytes ? py::object(py::bytes(*bytes)) : py::object(py::none());
}

// Names of an input may be any bytes: what is not UTF-8 becomes U+FFFD.
py::str text(const std::string& bytes) {
  PyObject* made = PyUnicode_DecodeUTF8(bytes.data(), static_cast<Py_ssize_t>(bytes.size()), "replace");
  if (made == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::str>(made);
}

template <Bytes Outcome::*Field>
py::object text_of(const Outcome& outcome) {
  const Bytes& bytes = outcome.*Field;
  return bytes ? py::object(text(*bytes)) : py::object(py::none());
}

void add_outcome(py::module_& module) {
  using Layer = Certified::Layer;
  py::class_<Layer>(module, "Layer", "x -> W x + b, every number as text.")
      .def_readonly("weights", &Layer::weights)
      .def_readonly("bias", &Layer::bias)
      .def_property_readonly("shape", [](const Layer& layer) {
        return py::make_tuple(layer.bias.size(), layer.weights.empty() ? 0 : layer.weights.front().size());
      });
  py::class_<Outcome>(module, "Outcome", "What a verb answers; what a verb does not have is None, or empty.")
      .def_property_readonly("certificate", &bytes_of<&Outcome::certificate>)
      .def_property_readonly("exact", &bytes_of<&Outcome::exact>)
      .def_property_readonly("bound", &bytes_of<&Outcome::bound>)
      .def_property_readonly("patched", &bytes_of<&Outcome::patched>)
      .def_property_readonly("table", &bytes_of<&Outcome::table>)
      .def_property_readonly("picture", &text_of<&Outcome::picture>)
      .def_property_readonly("theorem", &text_of<&Outcome::theorem>)
      .def_property_readonly("claim", [](const Outcome& outcome) { return text(outcome.claim); })
      .def_property_readonly("last_line", [](const Outcome& outcome) { return text(outcome.said.last_line); })
      .def_property_readonly("lines",
                             [](const Outcome& outcome) {
                               py::list lines;
                               for (const std::string& line : outcome.said.lines) lines.append(text(line));
                               return lines;
                             })
      .def_property_readonly("summary", [](const Outcome& outcome) { return text(outcome.summary); })
      .def_readonly("centre", &Outcome::centre)
      .def_property_readonly("network", [](const Outcome& outcome) { return outcome.network; });
}

}  // namespace

}  // namespace ftcert::python

PYBIND11_MODULE(_ftcert, module) {
  using namespace ftcert::python;
  module.doc() = "The library of ftcert in Python's process: the verbs of the command line, on bytes in memory.";
  throw_on_exhausted_memory();
  add_failure(module);
  add_control(module);
  add_outcome(module);
  add_certify(module);
  add_searches(module);
  add_certificates(module);
  add_explanations(module);
  add_bounds(module);
  add_check(module);
}
