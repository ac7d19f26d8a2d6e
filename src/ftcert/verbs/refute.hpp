// What `ftcert refute` does: a certificate that small networks do not fit.
//
//   RefuteJob job;
//   job.input.data = {"d.csv"};
//   const RefuteResult result = refute(job, FilesInMemory({{"d.csv", bytes}}), Control{});
//   Said said;
//   refuted_said(said, job, result);   // an Error where nothing is shown
//   result.attested->bytes;
#pragma once

#include <optional>
#include <string>

#include "ftcert/certify/refute.hpp"
#include "ftcert/verbs/data_options.hpp"
#include "ftcert/verbs/refute_said.hpp"
#include "ftcert/verbs/search_options.hpp"

namespace ftcert {

// `output`: what is said of the certificate's place.
struct RefuteJob {
  DataOptions input;
  std::size_t layers = 2;
  std::optional<std::size_t> neurons;  // show that so many do not suffice; nullopt: the best bound
  SearchOptions search;
  std::string output;

  RefuteQuestion question() const { return {layers, neurons, search.method}; }
};

// The work is done on the threads of the search. Errors: those of read_subject() and of refute(); kInterrupted unless the time was over and there is a bound.
RefuteResult refute(const RefuteJob& job, const Files& files, const Control& control);

// kept: the file that the search is kept in; empty: none. Errors: kNotShown and kWork where nothing is shown; what is known is said before.
void refuted_said(Said& said, const RefuteJob& job, const RefuteResult& result, const std::string& kept = {});

}  // namespace ftcert
