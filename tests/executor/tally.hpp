// A certificate of executions against executions of its networks.
//
// Purpose: every result is compared exactly, as a rational, with what is claimed; the enclosures of the checker are not used.
//
//   const Tally tally = execute_all(certificate, sample_values(certificate, certificate.lines, name, {}), 200);
//   tally.failures();   // 0
#pragma once

#include <ostream>

#include "executor/balls.hpp"
#include "executor/program.hpp"
#include "ftcert/explain/sample_values.hpp"

namespace ftcert::test {

struct Tally {
  std::size_t executions = 0, directed = 0;
  std::size_t moved = 0;       // g is not 0 where f is kept
  std::size_t far = 0;         // from y - f
  std::size_t far_output = 0;  // from y
  std::size_t unmet = 0;       // f + g is not what the sample is specified to be
  std::size_t other_bits = 0;  // f + g is not f where f is kept
  std::size_t infinite = 0;
  std::size_t outside = 0;                        // with directed rounding, of the bounds that hold there
  std::size_t inexact = 0;                        // results that are not those of the real function
  std::size_t different = 0, different_sums = 0;  // samples at which g, or f + g, returns several numbers
  std::size_t kept_directed = 0;                  // components that are 0 in every rounding mode by these bounds
  Rational largest, largest_output;

  std::size_t failures() const { return moved + far + far_output + unmet + other_bits + infinite + outside; }
};

std::ostream& operator<<(std::ostream& out, const Tally& t);

// So many executions of g at each sample; of f + g as well where the certificate has a deviation of them, or a specification; and some with directed rounding.
Tally execute_all(const ExecutionCertificate& certificate, const SampleValues& values, int executions);

}  // namespace ftcert::test
