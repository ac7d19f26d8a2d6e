// What `ftcert pieces` does: the kinks and slopes of a certificate's network along a line.
//
//   PiecesJob job;
//   job.input.certificate = "c.ftc";
//   const Said said = pieces(job, files, Control{}, std::nullopt);
//   said.summary["kinks"][0]["at"];   // "7/3"
//   said.last_line;                   // "s PIECES layers=2 neurons=3 pieces=4 kinks=3"
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ftcert/verbs/loaded_certificate.hpp"
#include "ftcert/verbs/said.hpp"

namespace ftcert {

// Beside a fraction in the tables stands a decimal with at most so many significant digits: behind = if it is the same number, behind ~ if it is rounded to
// the nearest one, ties away from zero. The summary has the fractions alone.
inline constexpr unsigned kPiecesDigits = 6;

struct PiecesJob {
  CertificateFiles input;
  std::string through;  // "I,J": the line through these samples, counted from 1; empty: along the network's direction
  bool with_f = false;  // f + g in place of g
};

// most_work: units that the certificate may ask for; nullopt: what a checker allows unasked. Errors: those of load(); kNotApplicable for a bound, for f that is
// known at samples only, and for a network without a direction; kUsage for samples that there are not; kWork.
Said pieces(const PiecesJob& job, const Files& files, const Control& control,
            const std::optional<std::uint64_t>& most_work);

}  // namespace ftcert
