// What GMP and FLINT do when memory runs out, or when they give up, in a process that is not ours.
#pragma once

namespace ftcert::python {

// From now on both throw std::bad_alloc, or an Error, in place of ending the process. GMP's functions are left alone where somebody else has replaced them.
void throw_on_exhausted_memory();

}  // namespace ftcert::python
