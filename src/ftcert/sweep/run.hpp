// A whole sweep, or the share of it that one of several programs does.
//
// Purpose: units are decided side by side, and each answer is kept as files as soon as it is there. Ranks do not speak to each other: unit i belongs to rank
// i modulo size, and whoever finds all units of the plan done, under the folder's lock, writes the table; the last one to look sees all. So no lock decides who
// does what, a rank that dies costs its own unfinished units, and the bytes at the end are a function of plan and program alone.
//
//   SweepSummary summary = run_sweep({.directory = "out", .plan = &plan, .rank = 0, .size = 4});
//   // out/table.jsonl, out/rows/, out/certificates/, out/sweep.files
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ftcert/common/control.hpp"
#include "ftcert/files/shared_folder.hpp"
#include "ftcert/sweep/plan.hpp"
#include "ftcert/sweep/table.hpp"

namespace ftcert::sweep {

struct SweepRequest {
  std::string directory;  // made if it is not there
  const Plan* plan = nullptr;
  std::size_t rank = 0, size = 1;
  std::size_t jobs = 1;
  // Told how many units are done, of how many, and the last one; one call at a time.
  std::function<void(std::size_t, std::size_t, std::string_view)> progress = [](std::size_t, std::size_t,
                                                                                std::string_view) {};
  Control control = {};  // looked at before each unit, and within
};

SharedPlaces sweep_places();

// An answer that was there and was made again, and why.
struct Redone {
  std::string unit, reason;
};

struct SweepSummary {
  std::size_t share = 0, kept = 0;  // units of this rank; those whose answers were there
  std::vector<Redone> redone;       // in the order of the plan
  std::vector<std::string> repaired;
  std::size_t threads = 1, wanted_threads = 1;
  bool done = false;       // all units of the plan are, and the table is written
  std::string missing;     // otherwise: the first unit that is not
  Counts counts;           // of the table
  std::size_t others = 0;  // own files of units that are not in the plan
};

// Errors: kCannotWrite; kOverwritesInput (a file of others is in the way: found before anything is written); kInterrupted; kContract (the checker
// refuses a certificate); kContradictory (table.hpp).
SweepSummary run_sweep(const SweepRequest& request);

}  // namespace ftcert::sweep
