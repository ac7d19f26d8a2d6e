// What the samples of a certificate are specified to be, and how f, and f + g, are to that.
//
// Purpose: the numbers that words, pictures and summaries show of proofs/certificate-format.md, section 18: what each sample may be, whether f is that by
// itself, and how much room f + g leaves. A certificate with labels has none of it. Nothing here is a check: call check() first.
//
//   const SpecifiedFacts facts = specified_facts(*residuals.specified, sum);
//   facts.met_before;           // samples at which f needs no correction
//   facts.closest()->room;      // how much less would be too little
#pragma once

#include <optional>
#include <vector>

#include "ftcert/certificate/patterns.hpp"
#include "ftcert/evaluation/enclosure.hpp"
#include "ftcert/explain/class_names.hpp"
#include "ftcert/explain/sample_values.hpp"

namespace ftcert {

// Of all samples, with f there.
struct Specified {
  SpecificationTerms terms;
  std::vector<std::optional<Interval>> intervals;  // K x P; nullopt: keep; none with classes
  std::vector<ClassSet> classes;                   // K; empty: keep; none with intervals
  PointMatrix frozen;                              // K x P

  std::size_t outputs() const { return frozen.dimension; }
  const std::optional<Interval>& interval(std::size_t sample, std::size_t component) const {
    return intervals[sample * outputs() + component];
  }
  bool specified(std::size_t sample) const;
  // Samples with a specification.
  std::size_t count() const;
};

// What one sample may be: its classes, or the interval of one of its components.
struct SpecifiedEntry {
  std::size_t sample = 0, component = 0;  // component: of an interval
  Rational before;                        // what the sample's classes lead by at f; or f
  Rational after, error;                  // the same of f + g, and how far an execution may be from that
  Rational room;  // how much more it is than it has to be, in every execution; negative where it is not met
};

struct SpecifiedFacts {
  std::vector<SpecifiedEntry> entries;  // in the order of the samples
  std::size_t samples = 0;              // specified ones
  std::size_t met_before = 0;           // those that f meets by itself
  // The entry with the least room; nullptr: there is none.
  const SpecifiedEntry* closest() const;
};

// `sum`: f + g at all samples, errors 0 for real functions. Of a bound f itself: then `after` says nothing more than `before`.
SpecifiedFacts specified_facts(const Specified& specified, const Enclosures& sum);

struct Residuals;

// f + g as a real function; of a bound f alone.
Enclosures real_sum(const Residuals& residuals);

// What g can be in a component, or a difference of two, at a sample of a bound: a residual is one number.
Interval allowed(const Residuals& residuals, std::size_t sample, const ObservedOutput& observed);

// How much more than needed a value, or what classes lead by, is; negative: not met.
Rational room_of(const Interval& interval, const Rational& value, const Rational& error);

// The components that are greatest, counted from 0.
std::vector<std::size_t> greatest(std::span<const Rational> values);

}  // namespace ftcert
