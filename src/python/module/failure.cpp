#include "failure.hpp"

#include <pybind11/stl.h>

#include <array>

namespace py = pybind11;

namespace ftcert::python {

namespace {

struct FailureClass {
  ExitCode code;
  const char* name;
  const char* doc;
  bool value_error;
};

constexpr std::array<FailureClass, 6> kClasses{{
    {kExitRejected, "Rejected", "A certificate is well formed, but wrong (E2xx).", false},
    {kExitUsage, "Usage", "Options that do not go together, or an unknown name (E1xx).", true},
    {kExitMalformed, "Malformed", "A file is not what it should be (E3xx).", true},
    {kExitResources, "Resources", "Memory (E401), work (E404) or time (E405) is not enough.", false},
    {kExitIncomplete, "Incomplete", "Nothing was shown (E501), or a file is missing (E502).", false},
    {kExitInternal, "Internal", "An error of ftcert itself (E9xx).", false},
}};

// Of the process, like the interpreter's own classes.
std::array<PyObject*, kClasses.size()> classes{};

PyObject* class_of(int exit_code) {
  for (std::size_t i = 0; i < kClasses.size(); ++i) {
    if (kClasses[i].code == exit_code) return classes[i];
  }
  return classes.back();
}

void raise(const FailureText& failure) {
  const py::handle kind = class_of(failure.exit_code);
  const py::object exception = kind(failure.whole);
  exception.attr("identifier") = failure.identifier;
  exception.attr("number") = failure.number;
  exception.attr("exit_code") = failure.exit_code;
  exception.attr("file") = failure.file;
  exception.attr("line") = failure.line;
  exception.attr("text") = failure.text;
  exception.attr("lines") = failure.lines;
  exception.attr("last_line") = failure.last_line;
  PyErr_SetObject(kind.ptr(), exception.ptr());
}

py::object new_class(const py::module_& module, const char* name, const char* doc, const py::object& bases,
                     const py::dict& members) {
  const std::string full = py::cast<std::string>(module.attr("__name__")) + "." + name;
  PyObject* made = PyErr_NewExceptionWithDoc(full.c_str(), doc, bases.ptr(), members.ptr());
  if (made == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::object>(made);
}

}  // namespace

FailureText::FailureText(const Error& error, const Said& said)
    : identifier(ftcert::identifier(error.code())),
      file(error.place().file),
      text(error.text()),
      whole(error.what()),
      last_line(said.last_line),
      number(static_cast<int>(error.code())),
      exit_code(ftcert::exit_code(error.code())),
      line(error.place().line),
      lines(said.lines) {}

void add_failures(py::module_& module) {
  using py::literals::operator""_a;
  const py::dict members("identifier"_a = "", "number"_a = 0, "exit_code"_a = static_cast<int>(kExitInternal),
                         "file"_a = "", "line"_a = 0, "text"_a = "", "lines"_a = py::tuple(), "last_line"_a = "");
  const py::object base =
      new_class(module, "Failure", "What ends a call: str(failure) is the line of the command line.",
                py::reinterpret_borrow<py::object>(PyExc_Exception), members);
  module.attr("Failure") = base;
  for (std::size_t i = 0; i < kClasses.size(); ++i) {
    const FailureClass& c = kClasses[i];
    const py::object bases = c.value_error ? py::object(py::make_tuple(base, py::handle(PyExc_ValueError))) : base;
    const py::object made = new_class(module, c.name, c.doc, bases, py::dict());
    module.attr(c.name) = made;
    classes[i] = py::object(made).release().ptr();
  }
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
