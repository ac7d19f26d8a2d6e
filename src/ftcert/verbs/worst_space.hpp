// Data in general position that need many neurons.
#pragma once

#include "ftcert/verbs/worst.hpp"

namespace ftcert {

// The job is consistent, and in space. Errors: kNotShown; kInterrupted.
WorstOutcome worst_in_space(const WorstJob& job, const Control& control);

}  // namespace ftcert
