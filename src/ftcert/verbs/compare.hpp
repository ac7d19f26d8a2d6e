// What `ftcert explain A B` does: two certificates, checked and compared.
//
// Purpose: what is the same and what differs, exactly: kinds, claims, the data and their files, f, the networks, weights and margins, the values of g at
// the samples that both have, and for a network and a bound whether they meet. Certificates of any two kinds and about any data can be compared; what
// cannot be is said.
//
//   CompareJob job;
//   job.input.certificate = "a.ftc";
//   job.other = "b.ftc";
//   const Said said = compare(job, files, Control{}, std::nullopt);
//   said.last_line;   // "s COMPARED same=9 different=5 shared_samples=442 g_differs=3"
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ftcert/verbs/loaded_certificate.hpp"
#include "ftcert/verbs/said.hpp"

namespace ftcert {

struct CompareJob {
  CertificateFiles input;  // the first certificate, and the files that either of them binds
  std::string other;       // the second one
};

// most_work: units that each may ask for; nullopt: what a checker allows unasked. Errors: those of load() and check(), of either certificate; kNotBound for a
// file that neither binds.
Said compare(const CompareJob& job, const Files& files, const Control& control,
             const std::optional<std::uint64_t>& most_work);

}  // namespace ftcert
