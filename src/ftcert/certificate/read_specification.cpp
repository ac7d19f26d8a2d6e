// The line `specification`, the specifications of samples, and what is observed of a network's outputs (section 18).
#include <utility>

#include "ftcert/certificate/kinds.hpp"

namespace ftcert {

namespace {

// "keep", "Y", "LO..HI", ">=LO", "<=HI"
std::optional<Interval> read_interval(LineReader& in, std::string_view word) {
  if (word == "keep") return std::nullopt;
  if (word.starts_with(">=")) return Interval(in.rational(word.substr(2)), std::nullopt);
  if (word.starts_with("<=")) return Interval(std::nullopt, in.rational(word.substr(2)));
  const auto dots = word.find("..");
  if (dots == std::string_view::npos) return Interval(in.rational(word));
  Interval interval(in.rational(word.substr(0, dots)), in.rational(word.substr(dots + 2)));
  if (*interval.low >= *interval.high) in.unexpected("an interval whose lower end is less than its upper end");
  return interval;
}

// "keep", "C1|..|Cn"
ClassSet read_classes(LineReader& in, std::string_view word, std::size_t outputs) {
  ClassSet classes;
  if (word == "keep") return classes;
  for (std::string_view part : split_at(word, '|')) {
    const std::size_t c = in.count(part);
    if (c >= outputs || (!classes.empty() && c <= classes.back()))
      in.unexpected("increasing components below " + std::to_string(outputs));
    classes.push_back(c);
  }
  if (classes.size() == outputs) in.unexpected("fewer than all " + std::to_string(outputs) + " components");
  return classes;
}

}  // namespace

SpecificationTerms read_specification(LineReader& in, std::size_t outputs) {
  in.expect("specification", 3);
  SpecificationTerms terms{SpecificationKind::kIntervals, {}, outputs};
  if (in.word(1) == "classes") {
    terms.kind = SpecificationKind::kClasses;
    terms.number = in.rational(in.value(2, "margin"));
    if (terms.number.sign() <= 0) in.unexpected("a positive margin");
    if (outputs < 2) in.fail(Code::kSyntax, "expected at least two outputs for classes");
    return terms;
  }
  if (in.word(1) != "intervals")
    in.unexpected("'specification intervals tolerance=' or 'specification classes margin='");
  terms.number = in.rational(in.value(2, "tolerance"));
  if (terms.number.sign() < 0) in.unexpected("a tolerance that is not negative");
  return terms;
}

void read_specified(LineReader& in, std::size_t at, const SpecificationTerms& terms, Samples& samples) {
  if (terms.classes()) {
    samples.classes.push_back(read_classes(in, in.word(at), terms.outputs));
  } else {
    for (std::size_t c = 0; c < terms.outputs; ++c) samples.intervals.push_back(read_interval(in, in.word(at + c)));
  }
}

ObservedOutput read_observed(LineReader& in, const CertificateBody& c) {
  if (!c.specification || !c.specification->classes())
    return {read_index(in, in.value(1, "output"), c.outputs, "an output"), std::nullopt};
  const auto parts = split_at(in.value(1, "difference"), '-');
  if (parts.size() != 2) in.unexpected("difference=C-K");
  const std::size_t one = in.count(parts[0]), less = in.count(parts[1]);
  if (one >= c.outputs || less >= c.outputs || one == less)
    in.unexpected("two components below " + std::to_string(c.outputs));
  return {one, less};
}

}  // namespace ftcert
