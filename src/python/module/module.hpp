// The functions of the module, one file for verbs of a kind. What they take and give is in src/python/ftcert/_ftcert.pyi.
#pragma once

#include <pybind11/pybind11.h>

namespace ftcert::python {

void add_certify(pybind11::module_& module);
void add_searches(pybind11::module_& module);      // refute, solve, worst
void add_certificates(pybind11::module_& module);  // evaluate, patch, recheck, network
void add_explanations(pybind11::module_& module);  // pieces, explain, compare
void add_bounds(pybind11::module_& module);
void add_check(pybind11::module_& module);

}  // namespace ftcert::python
