#include "ftcert/certify/specified_claims.hpp"

#include <utility>

#include "ftcert/certify/refute.hpp"
#include "ftcert/certify/specification.hpp"
#include "ftcert/core/dyadic.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/evaluation/batch.hpp"
#include "ftcert/evaluation/frozen.hpp"

namespace ftcert {

namespace {

constexpr long kMarginBits = 20;

std::vector<std::string> words(const InterpolationCertificate& c) {
  return {"At every one of the " + std::to_string(*c.claim.specified) +
              " specified samples f + g is what the specification allows, over the rationals.",
          "f is as before at all but " + std::to_string(c.claim.changed) + " of the " +
              std::to_string(c.claim.samples) + " samples.",
          "g has " + std::to_string(c.claim.neurons) + " hidden neurons."};
}

std::vector<std::string> execution_words(const CertifyResult& result) {
  const InterpolationClaim& claim = result.certificate.claim;
  return {"Every floating-point execution of f + g, g with " + std::to_string(claim.neurons) + " hidden neurons in " +
              text(result.running->network.format) + ":",
          "at " + std::to_string(claim.samples - claim.changed) + " of " + std::to_string(claim.samples) +
              " samples g returns exactly 0, so that f stays as it is;",
          "at all " + std::to_string(*claim.specified) + " specified samples f + g is what the specification allows."};
}

void set_margin(Subject& subject, const Rational& margin) {
  subject.body.specification->number = margin;
  if (subject.body.data) subject.body.data->columns.specification->number = margin;
}

// The least that a class leads by; nothing where there is none. values: of g.
std::optional<Rational> least_lead(const Subject& subject, const PointMatrix& values) {
  std::optional<Rational> least;
  for (const std::size_t i : labelled_rows(subject.body.samples)) {
    std::vector<Rational> sum(subject.f->row(i).begin(), subject.f->row(i).end());
    for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += values.row(i)[k];
    const Rational lead = class_lead(sum, subject.body.samples.classes[i]);
    if (!least || lead < *least) least = lead;
  }
  return least;
}

}  // namespace

Rational certified_margin(const Rational& margin) {
  const Rational unit = power_of_two(binary_exponent(margin) - kMarginBits);
  return Rational(floor(margin / unit)) * unit;
}

void claim_specification(Subject subject, Network g, std::optional<ConstructionNote> note, const Control& control,
                         CertifyResult& result) {
  control.step("checking");
  SpecificationFacts& facts = *result.specification;
  if (facts.margin) set_margin(subject, *facts.margin);
  facts.changes = evaluate_batch(g, subject.body.samples.points);
  if (!facts.lead && facts.asked) facts.lead = least_lead(subject, facts.changes);
  static_cast<Attested<InterpolationCertificate>&>(result) =
      attest_specification(subject, *subject.f, std::move(g), std::move(note), words);
  control.step("counting kinks");
  result.lower_bound = best_lower_bound(subject, result.certificate.claim.layers);
}

CertifiedExecution certify_specified_execution(const Subject& subject, const CertifyResult& result,
                                               const ExecutionRequest& request, const Control& control) {
  control.step("enclosing executions");
  const FloatNetwork& g = result.running->network;
  Subject holds = subject;
  if (result.specification->margin) set_margin(holds, *result.specification->margin);
  return {attest_specified_execution(
              holds, {request.arithmetic, g.format, g.centre, g.network, subject.operators, {}, request.patched},
              execution_words(result)),
          {}};
}

}  // namespace ftcert
