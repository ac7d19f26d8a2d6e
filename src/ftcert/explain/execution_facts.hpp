// What the enclosures of a certificate of executions say, beside what it states.
//
// Purpose: the numbers that words, pictures and summaries show: how near the samples come to the stated deviations, how much of that is rounding, and
// how far hidden units are from their kinks where g has to be 0. Nothing here is a check: call check() first.
//
//   const ExecutionFacts facts = execution_facts(c, residuals_of(c, name, supplied));
//   facts.closest->total();   // at most c.claim.deviation
#pragma once

#include <optional>

#include "ftcert/certificate/certificate.hpp"
#include "ftcert/evaluation/enclosure.hpp"
#include "ftcert/explain/residuals.hpp"

namespace ftcert {

// |g - (y - f)| of the real functions at a sample and component that changes, and how far executions may be from them.
struct Distance {
  std::size_t sample = 0, component = 0;
  Rational real, rounding;
  Rational total() const { return real + rounding; }
};

// A hidden unit that is off at a sample that is kept: its greatest pre-activation in any execution is -margin.
struct OffUnit {
  std::size_t sample = 0, layer = 0;  // layer: counted from 1
  Rational margin;
};

// Pre-activations at the samples of which no component changes.
struct KeptUnits {
  std::size_t off = 0;    // at most 0 in every execution
  std::size_t exact = 0;  // above 0, the same in every execution
  std::size_t other = 0;  // not known to be off, with rounding
  std::optional<OffUnit> nearest;
};

struct ExecutionFacts {
  Enclosures g;
  std::size_t kept_samples = 0;     // no component changes
  std::size_t kept_components = 0;  // of all samples; with a specification those at which g is 0 in every execution
  KeptUnits units;
  // Nothing: no sample changes.
  std::optional<Distance> closest;         // with the greatest total
  std::optional<Distance> most_rounded;    // with the greatest rounding
  std::optional<Distance> closest_output;  // f + g from the label; only where the certificate states that
  // In place of these three, with what is returned for f + g.
  std::optional<SpecifiedFacts> specification;
};

ExecutionFacts execution_facts(const ExecutionCertificate& certificate, const Residuals& residuals);

// g as a function of the points: behind the subtraction of the centre.
Network of_the_points(const ExecutionCertificate& certificate);

}  // namespace ftcert
