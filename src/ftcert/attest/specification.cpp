#include <algorithm>
#include <utility>

#include "ftcert/attest/accept.hpp"
#include "ftcert/attest/attest.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/frozen.hpp"
#include "ftcert/pieces/evaluate.hpp"
#include "ftcert/write/write.hpp"

namespace ftcert {

namespace {

// What samples may be, and what is said where they are something else.
class Specified {
 public:
  explicit Specified(const AttestSubject& subject)
      : subject_(subject), body_(subject.body), terms_(*subject.body.specification) {}

  bool keeps(std::size_t i, std::size_t k) const {
    const Samples& samples = body_.samples;
    return terms_.classes() ? samples.classes[i].empty() : !samples.intervals[i * body_.outputs + k];
  }

  [[noreturn]] void refuse(Code code, std::size_t i, const std::string& text) const {
    throw Error(code, subject_.place(i), "sample " + std::to_string(i + 1) + text);
  }

  std::string component(std::size_t k) const {
    return body_.outputs > 1 ? " component " + std::to_string(k + 1) : std::string();
  }

  // errors: of the sum; empty: none.
  void require_met(Code code, std::size_t i, std::span<const Rational> sum, std::span<const Rational> errors) const {
    if (terms_.classes()) {
      const ClassSet& classes = body_.samples.classes[i];
      if (classes.empty()) return;
      const Rational lead = class_lead(sum, errors, classes);
      if (lead < terms_.number) {
        refuse(code, i,
               ": " + text(classes) + " leads by " + (errors.empty() ? "" : "at least ") + lead.text() +
                   ", expected at least " + terms_.number.text());
      }
      return;
    }
    for (std::size_t k = 0; k < body_.outputs; ++k) {
      const std::optional<Interval>& interval = body_.samples.intervals[i * body_.outputs + k];
      const Rational error = errors.empty() ? Rational() : errors[k];
      if (!interval || (interval->holds(sum[k] - error) && interval->holds(sum[k] + error))) continue;
      refuse(code, i,
             component(k) + ": f+g " +
                 (errors.empty() ? "= " + sum[k].text() : "is " + sum[k].text() + " +- " + short_above(error).text()) +
                 ", expected " + text(*interval));
    }
  }

 private:
  const AttestSubject& subject_;
  const CertificateBody& body_;
  const SpecificationTerms& terms_;
};

// Samples at which g is not 0.
std::size_t require_specified(const AttestSubject& subject, const PointMatrix& f, const PointMatrix& values) {
  const Specified specified(subject);
  std::size_t changed = 0;
  for (std::size_t i = 0; i < values.count; ++i) {
    const auto g = values.row(i);
    std::vector<Rational> sum(f.row(i).begin(), f.row(i).end());
    bool differs = false;
    for (std::size_t k = 0; k < values.dimension; ++k) {
      differs = differs || !g[k].is_zero();
      sum[k] += g[k];
      if (!g[k].is_zero() && specified.keeps(i, k))
        specified.refuse(Code::kWrongValue, i, specified.component(k) + ": g = " + g[k].text() + ", expected 0");
    }
    specified.require_met(Code::kNotMet, i, sum, {});
    if (differs) ++changed;
  }
  return changed;
}

}  // namespace

Attested<InterpolationCertificate> attest_specification(const AttestSubject& subject, const PointMatrix& f, Network g,
                                                        std::optional<ConstructionNote> construction,
                                                        const InterpolationWords& words) {
  require_shape(g, subject.body);
  const PointMatrix& points = subject.body.samples.points;
  const ForChunks& for_chunks = subject.supplied.for_chunks;
  Measured at_samples = measured(g, points, for_chunks);
  const Evaluation& evaluation = at_samples.evaluation;
  Attested<InterpolationCertificate> result{InterpolationCertificate(subject.body), {}, {}};
  InterpolationCertificate& c = result.certificate;
  c.claim = {g.depth(), g.neurons(), c.sample_count, require_specified(subject, f, evaluation.values),
             labelled_rows(c.samples).size()};
  c.construction = std::move(construction);
  c.margins = std::move(at_samples.margins);
  c.g = std::move(g);
  result.bytes = write_certificate(c, words(c));
  c.samples = {};
  Supplied supplied = subject.supplied;
  supplied.evaluate = [&](const Network& read, const PointMatrix& at) {
    return read == c.g && at.entries == points.entries ? evaluation : evaluate_with_margins(read, at, for_chunks);
  };
  result.work = accept(result.bytes, std::move(supplied));
  return result;
}

SpecifiedExecutions specified_executions(const AttestSubject& subject, const ExecutionStatement& s) {
  const Specified specified(subject);
  const PointMatrix& points = subject.body.samples.points;
  SpecifiedExecutions result;
  if (subject.body.frozen == FrozenKind::kComputed) {
    throw Error(
        Code::kNotShown, {subject.name, 0},
        "specifications in every execution need f as a network whose own rounding is bounded; the model is known "
        "by its values");
  }
  if (!s.operators) {
    throw Error(Code::kNotShown, {subject.name, 0},
                "the operators of the model are no chain of layers, ReLUs and steps that a certificate can state, so "
                "that how f itself rounds is not bounded");
  }
  if (!runs_in(s.arithmetic, *s.operators))
    throw Error(Code::kNotShown, {subject.name, 0}, "a number of f is no number of " + ieee_name(s.arithmetic));
  result.g = guarded(subject, nullptr, [&] { return enclose_patch(s.arithmetic, s.format, s.centre, s.g, points); });
  result.rows = labelled_rows(subject.body.samples);
  const auto& rows = result.rows;
  result.sum = guarded(subject, &rows, [&] {
    return enclose_sum(s.arithmetic, *s.operators,
                       {chosen_rows(result.g.values, rows), chosen_rows(result.g.errors, rows)},
                       chosen_rows(points, rows));
  });
  return result;
}

Attested<ExecutionCertificate> attest_specified_execution(const AttestSubject& subject, ExecutionStatement s,
                                                          const std::vector<std::string>& words) {
  require_shape(s.g, subject.body);
  require_numbers(Code::kNotANumber, s.format, s.g);
  const Specified specified(subject);
  const SpecifiedExecutions runs = specified_executions(subject, s);
  std::size_t changed = 0;
  for (std::size_t i = 0; i < runs.g.values.count; ++i) {
    bool differs = false;
    for (std::size_t k = 0; k < runs.g.values.dimension; ++k) {
      if (runs.g.zero(i, k)) continue;
      differs = true;
      if (specified.keeps(i, k)) {
        specified.refuse(Code::kNotShown, i,
                         specified.component(k) + ": g is not 0 in every execution: " + runs.g.values.row(i)[k].text() +
                             " +- " + short_above(runs.g.errors.row(i)[k]).text());
      }
    }
    if (differs) ++changed;
  }
  for (std::size_t r = 0; r < runs.rows.size(); ++r)
    specified.require_met(Code::kNotShown, runs.rows[r], runs.sum.values.row(r), runs.sum.errors.row(r));
  Attested<ExecutionCertificate> result{ExecutionCertificate(subject.body), {}, {}};
  ExecutionCertificate& c = result.certificate;
  c.claim = {s.arithmetic, s.format, s.g.depth(), s.g.neurons(), c.sample_count, changed, {}, runs.rows.size()};
  c.operators = std::move(s.operators);
  c.centre = std::move(s.centre);
  c.g = std::move(s.g);
  c.patched = std::move(s.patched);
  result.bytes = write_certificate(c, words);
  c.samples = {};
  result.work = accept(result.bytes, subject.supplied);
  return result;
}

}  // namespace ftcert
