// Errors of the library as an exception of Python, Failure; the package makes classes of its own of it, by identifier.
#pragma once

#include <pybind11/pybind11.h>

#include <exception>
#include <string>
#include <vector>

#include "ftcert/core/error.hpp"
#include "ftcert/verbs/said.hpp"

namespace ftcert::python {

// Crosses from the thread that did the work to the one that called it.
struct FailureText : std::exception {
  std::string identifier, file, text, whole, last_line;
  std::size_t line = 0;
  std::vector<std::string> lines;

  // said: what was said before.
  FailureText(const Error& error, const Said& said);
  const char* what() const noexcept override { return whole.c_str(); }
};

void add_failure(pybind11::module_& module);

}  // namespace ftcert::python
