// What `ftcert solve` does: a network and a bound for the same data.
//
//   SolveJob job;
//   job.input.data = {"d.csv"};
//   const Solved solved = solve(job, FilesInMemory({{"d.csv", bytes}}), Control{});
//   solved_said(job, solved).last_line;   // "s SOLVED interval layers=2 neurons=3..7 samples=442 changed=20"
#pragma once

#include <string>

#include "ftcert/certify/solve.hpp"
#include "ftcert/verbs/data_options.hpp"
#include "ftcert/verbs/said.hpp"
#include "ftcert/verbs/search_options.hpp"

namespace ftcert {

// `output`, `bound`: what is said of the places of the two certificates.
struct SolveJob {
  DataOptions input;
  SearchOptions search;
  std::string layers = "2", construction = "auto", output, bound;
};

// The work is done on the threads of the search. Errors: those of read_layers(), read_subject() and solve(); kInterrupted unless the time was over.
Solved solve(const SolveJob& job, const Files& files, const Control& control);

// kept: the file that the search is kept in; empty: none.
Said solved_said(const SolveJob& job, const Solved& solved, const std::string& kept = {});

}  // namespace ftcert
