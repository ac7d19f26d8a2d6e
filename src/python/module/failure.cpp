#include "failure.hpp"

#include <pybind11/stl.h>

namespace py = pybind11;

namespace ftcert::python {

namespace {

// Of the process, like the interpreter's own classes.
PyObject* failure_class = nullptr;

void raise(const FailureText& failure) {
  const py::handle kind = failure_class;
  const py::object exception = kind(failure.whole);
  exception.attr("identifier") = failure.identifier;
  exception.attr("file") = failure.file;
  exception.attr("line") = failure.line;
  exception.attr("text") = failure.text;
  exception.attr("lines") = failure.lines;
  exception.attr("last_line") = failure.last_line;
  PyErr_SetObject(kind.ptr(), exception.ptr());
}

}  // namespace

FailureText::FailureText(const Error& error, const Said& said)
    : identifier(ftcert::identifier(error.code())),
      file(error.place().file),
      text(error.text()),
      whole(error.what()),
      last_line(said.last_line),
      line(error.place().line),
      lines(said.lines) {}

void add_failure(py::module_& module) {
  const std::string name = py::cast<std::string>(module.attr("__name__")) + ".Failure";
  failure_class = PyErr_NewExceptionWithDoc(
      name.c_str(), "What ends a call: str(failure) is the line of the command line.", nullptr, nullptr);
  if (failure_class == nullptr) throw py::error_already_set();
  module.attr("Failure") = py::reinterpret_borrow<py::object>(failure_class);
  py::register_exception_translator([](std::exception_ptr thrown) {
    try {
      if (thrown) std::rethrow_exception(thrown);
    } catch (const FailureText& failure) {
      raise(failure);
    } catch (const Error& error) {
      raise(FailureText(error, {}));
    }
  });
}

}  // namespace ftcert::python
