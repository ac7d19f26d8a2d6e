#include "ftcert/audit/evidence.hpp"
#include "ftcert/construct/table.hpp"

#include <numeric>

#include "ftcert/certificate/certificate.hpp"
#include "ftcert/check/check.hpp"
#include "ftcert/construct/choice.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/pieces/evaluate.hpp"
#include "ftcert/pieces/ridge.hpp"
#include "ftcert/refute/lower_bound.hpp"
#include "ftcert/write/write.hpp"

namespace ftcert::audit {

namespace {

void fill(CertificateBody& body, const Problem& problem) {
  body.dimension = problem.dimension();
  body.outputs = problem.outputs();
  body.sample_count = problem.samples();
  body.samples.points = problem.points();
  for (const Rational& z : problem.residuals().entries) body.samples.labels.emplace_back(z);
}

Margins margins_of(const Network& g, const PointMatrix& points) {
  Margins margins;
  margins.layers = evaluate_with_margins(g, points).layers;
  margins.bits = weight_bits(g);
  if (auto direction = common_direction(g)) {
    auto gap = projection_gap(points, *direction);
    if (!gap || !gap->is_zero()) margins.projection = ProjectionMargin{std::move(*direction), std::move(gap)};
  }
  return margins;
}

// Reads the bytes back and runs the checker over them.
template <typename Kind>
CertificateFile accepted(const std::string& row, Role role, const std::string& name, const std::string& says,
                         const Kind& certificate, const char* kind) {
  CertificateFile file;
  file.name = row + "." + name + ".ftc";
  file.kind = kind;
  file.layers = certificate.claim.layers;
  file.neurons = certificate.claim.neurons;
  file.samples = certificate.claim.samples;
  file.changed = certificate.claim.changed;
  file.role = role;
  file.says = says;
  file.bytes = write_certificate(
      certificate, {"Audit, row " + row + (role == Role::kSupports ? ", in support: " : ", against: ") + says});
  try {
    check(read_certificate(file.name, file.bytes), file.name, {});
  } catch (const Error& error) {
    throw_contract("audit: the checker refuses evidence: " + std::string(error.what()));
  }
  return file;
}

BoundCertificate bound_certificate(const Problem& problem, std::size_t layers, std::size_t neurons) {
  BoundCertificate c;
  fill(c, problem);
  c.claim = {layers, neurons, problem.samples(), problem.changed().size()};
  return c;
}

}  // namespace

CertificateFile Evidence::network(const std::string& name, const std::string& says, const LineData& data,
                                  const Network& g) const {
  return network(name, says, data.problem(), g);
}

CertificateFile Evidence::network(const std::string& name, const std::string& says, const Problem& problem,
                                  const Network& g) const {
  InterpolationCertificate c;
  fill(c, problem);
  c.g = g;
  c.claim = {g.depth(), g.neurons(), problem.samples(), problem.changed().size()};
  c.margins = margins_of(g, problem.points());
  return accepted(row_, role_, name, says, c, "interpolation");
}

CertificateFile Evidence::bound(const std::string& name, const std::string& says, const LineData& data,
                                std::size_t layers) const {
  return bound(name, says, data.problem(), layers);
}

CertificateFile Evidence::bound(const std::string& name, const std::string& says, const Problem& problem,
                                std::size_t layers) const {
  const FoundBound found = find_lower_bound(problem.points(), problem.residuals(), layers);
  require(found.neurons > 0, "audit: a bound for constant data");
  BoundCertificate c = bound_certificate(problem, layers, found.neurons);
  c.method = found.method;
  c.line = found.line;
  return accepted(row_, role_, name, says, c, "bound");
}

CertificateFile Evidence::exhaustion(const std::string& name, const std::string& says, const LineData& data,
                                     const ExactCount& count) const {
  require(count.neurons > 0, "audit: exhaustion for constant data");
  BoundCertificate c = bound_certificate(data.problem(), 2, count.neurons);
  std::vector<std::size_t> rows(data.samples());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  c.method = BoundMethod::kExhaustion;
  c.line = marked_line(rows, 0, count.refutation);
  c.tree = exhaustion_tree(count.refutation);
  return accepted(row_, role_, name, says, c, "bound");
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
