// Runs a verb in a thread of its own while Python goes on.
//
// Purpose: the interpreter's lock is free while the library works; the thread that called waits, handles signals (Ctrl-C), hands progress to the
// callback and ends the work when the time is over, by the stop flag of Control. Work that does not look at the flag soon is left to itself until it
// does, and its answer is forgotten: so nobody waits for it. Nothing that the library throws passes by this place, and no number of the library
// outlives its thread, whose memory for numbers is given back.
//
//   return run(control, files.size(), 1, [job, files](const Call& call) { return outcome_of(job, files, call.control); });
#pragma once

#include <pybind11/pybind11.h>

#include <cstdint>
#include <functional>
#include <optional>

#include "ftcert/common/control.hpp"
#include "outcome.hpp"

namespace ftcert::python {

// The class Control of the module.
struct ControlOptions {
  pybind11::object progress = pybind11::none();
  std::optional<double> seconds;
  std::optional<std::uint64_t> max_work;
  std::optional<unsigned> jobs;
};
void add_control(pybind11::module_& module);

// What a verb is given beside its job.
struct Call {
  const Control& control;
  std::optional<std::uint64_t> most_work;  // as it was asked for
  std::function<bool()> time_is_over;
  Said& said;  // what is in it when the work fails becomes part of the failure
};
// It may outlive the call: what it uses is its own, and nothing of Python.
using Work = std::function<Outcome(const Call&)>;

// How long work may go on once it is to stop; of searches whose time is over, as what they found has to be checked.
inline constexpr double kToStop = 1, kToFinish = 30;  // seconds

// input_bytes: of all files; jobs: threads where nobody says how many. What is said at the end becomes that of the outcome, unless the work has set it. to_finish: seconds
// that are left when the time is over. Errors: FailureText; what the callback or a signal's handler raised.
Outcome run(const ControlOptions& options, std::size_t input_bytes, unsigned jobs, Work work,
            double to_finish = kToStop);

}  // namespace ftcert::python
