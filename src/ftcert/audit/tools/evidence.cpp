#include "ftcert/audit/tools/evidence.hpp"
#include "ftcert/construct/table.hpp"

#include <numeric>

#include "ftcert/attest/attest.hpp"
#include "ftcert/check/methods/table.hpp"
#include "ftcert/construct/choice.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/refute/lower_bound.hpp"
#include "ftcert/refute/patterns/pattern_bound.hpp"

namespace ftcert::audit {

namespace {

AttestSubject subject(const Problem& problem) {
  AttestSubject result;
  result.name = "audit";
  CertificateBody& body = result.body;
  body.dimension = problem.dimension();
  body.outputs = problem.outputs();
  body.sample_count = problem.samples();
  body.samples.points = problem.points();
  for (const Rational& z : problem.residuals().entries) body.samples.labels.emplace_back(z);
  return result;
}

template <typename Kind>
CertificateFile file_of(const std::string& row, Role role, const std::string& name, const std::string& says,
                        const Attested<Kind>& attested, const char* kind) {
  const auto& claim = attested.certificate.claim;
  CertificateFile file;
  file.name = row + "." + name + ".ftc";
  file.kind = kind;
  file.layers = claim.layers;
  file.neurons = claim.neurons;
  file.samples = claim.samples;
  file.changed = claim.changed;
  file.role = role;
  file.says = says;
  file.bytes = attested.bytes;
  return file;
}

std::vector<std::string> words(const std::string& row, Role role, const std::string& says) {
  return {evidence_words(row, role, says)};
}

CertificateFile accepted(const std::string& row, Role role, const std::string& name, const std::string& says,
                         const Problem& problem, const BoundStatement& c) {
  return file_of(row, role, name, says, attest_bound(subject(problem), c, words(row, role, says)), "bound");
}

BoundStatement statement(const Problem& problem, std::size_t layers, std::size_t neurons) {
  BoundStatement c;
  c.claim = {layers, neurons, problem.samples(), problem.changed().size()};
  return c;
}

}  // namespace

std::string evidence_words(std::string_view row, Role role, const std::string& says) {
  return "Audit, row " + std::string(row) + (role == Role::kSupports ? ", in support: " : ", against: ") + says;
}

CertificateFile Evidence::network(const std::string& name, const std::string& says, const LineData& data,
                                  const Network& g) const {
  return network(name, says, data.problem(), g);
}

CertificateFile Evidence::network(const std::string& name, const std::string& says, const Problem& problem,
                                  const Network& g) const {
  return file_of(row_, role_, name, says,
                 attest_network(subject(problem), problem.residuals(), g, std::nullopt,
                                [&](const InterpolationCertificate&) { return words(row_, role_, says); }),
                 "interpolation");
}

CertificateFile Evidence::bound(const std::string& name, const std::string& says, const LineData& data,
                                std::size_t layers) const {
  return bound(name, says, data.problem(), layers);
}

CertificateFile Evidence::bound(const std::string& name, const std::string& says, const Problem& problem,
                                std::size_t layers) const {
  const FoundBound found = find_lower_bound(problem.points(), problem.residuals(), layers);
  require(found.neurons > 0, "audit: a bound for constant data");
  BoundStatement c = statement(problem, layers, found.neurons);
  c.method = found.method;
  c.line = found.line;
  return accepted(row_, role_, name, says, problem, c);
}

CertificateFile Evidence::exhaustion(const std::string& name, const std::string& says, const LineData& data,
                                     const ExactCount& count) const {
  require(count.neurons > 0, "audit: exhaustion for constant data");
  BoundStatement c = statement(data.problem(), 2, count.neurons);
  std::vector<std::size_t> rows(data.samples());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  c.method = &kExhaustion;
  c.line = marked_line(rows, {}, count.refutation);
  c.tree = exhaustion_tree(count.refutation);
  return accepted(row_, role_, name, says, data.problem(), c);
}

std::optional<CertificateFile> Evidence::trees(const std::string& name, const Problem& problem, std::size_t most,
                                               std::size_t programs) const {
  PatternRequest request;
  request.last = most;
  request.programs = programs;
  PatternBound found = bound_by_patterns(problem.points(), problem.residuals(), request, Control{});
  if (found.neurons == 0) return std::nullopt;
  BoundStatement c = statement(problem, 2, found.neurons);
  c.method = &kPatterns;
  c.patterns = std::move(found.evidence);
  return accepted(row_, role_, name, "fewer than " + std::to_string(found.neurons) + " neurons do not fit", problem, c);
}

Network best_network(const Problem& problem, std::size_t layers) {
  return choose_construction(problem, {layers, "auto"}).network;
}

std::optional<Network> network_of(std::string_view construction, const Problem& problem) {
  const Construction* c = find_construction(construction);
  require(c != nullptr, "audit: no such construction");
  const Outcome outcome = c->plan(problem);
  if (const auto* plan = std::get_if<Plan>(&outcome)) return plan->build();
  return std::nullopt;
}

std::optional<std::size_t> neurons_of(std::string_view construction, const Problem& problem) {
  const Construction* c = find_construction(construction);
  require(c != nullptr, "audit: no such construction");
  const Outcome outcome = c->plan(problem);
  if (const auto* plan = std::get_if<Plan>(&outcome)) return plan->neurons();
  return std::nullopt;
}

}  // namespace ftcert::audit
