// What `ftcert evaluate` does: f, g and f + g at the rows of data.
//
//   EvaluateJob job;
//   job.input.data = {"d.csv"};
//   job.certificate = "c.ftc";
//   Said said;
//   value_csv(evaluate(said, job, files, Control{}, std::nullopt), job.digits);
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ftcert/certify/evaluate.hpp"
#include "ftcert/verbs/data_options.hpp"
#include "ftcert/verbs/said.hpp"
#include "ftcert/verbs/value_csv.hpp"

namespace ftcert {

inline constexpr int kMostDigits = 10'000;

struct EvaluateJob {
  DataOptions input;
  std::string certificate;         // a name; empty: none
  std::optional<unsigned> digits;  // behind the point of decimals, in place of fractions: at most kMostDigits
};

// What is found out of the certificate is said before rows are evaluated. most_work: for the certificate; nullopt: what a checker allows unasked. Errors: those
// of the readers, of check() and of evaluate().
ValueTable evaluate(Said& said, const EvaluateJob& job, const Files& files, const Control& control,
                    const std::optional<std::uint64_t>& most_work);

}  // namespace ftcert
