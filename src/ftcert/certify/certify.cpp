#include "ftcert/certify/certify.hpp"

#include <utility>

#include "ftcert/check/check.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/pieces/evaluate.hpp"
#include "ftcert/pieces/ridge.hpp"
#include "ftcert/refute/lower_bound.hpp"
#include "ftcert/write/write.hpp"

namespace ftcert {

namespace {

// The margins that the certificate states.
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

std::vector<std::string> words(const InterpolationCertificate& c, const Construction& construction) {
  return {"At every one of the " + std::to_string(c.claim.samples) + " samples f + g equals the label, exactly.",
          "f is as before at all but " + std::to_string(c.claim.changed) + " of them.",
          "g has " + std::to_string(c.claim.neurons) + " hidden neurons; construction " +
              std::string(construction.name) + " (" + std::string(construction.source) + ") promises at most " +
              std::to_string(c.construction->bound) + "."};
}

}  // namespace

CertifyResult certify(const NamedBytes& data, const std::optional<NamedBytes>& model, const CertifyRequest& request) {
  Subject subject = read_subject(data, model, request);
  InterpolationCertificate c;
  static_cast<CertificateBody&>(c) = std::move(subject.body);
  const Problem problem(c.samples.points, std::move(subject.residuals), request.direction);
  CertifyResult result;
  Choice choice = choose_construction(problem, {request.layers, request.construction, request.progress});
  const Candidate chosen = choice.candidates[choice.best];
  c.g = std::move(choice.network);
  result.candidates = std::move(choice.candidates);
  c.construction = ConstructionNote{std::string(chosen.construction->name), chosen.promised};
  c.claim = {c.g.depth(), c.g.neurons(), c.sample_count, problem.changed().size()};
  c.margins = margins_of(c.g, c.samples.points);
  request.progress("counting kinks");
  result.lower_bound = best_lower_bound(problem, c.claim.layers);

  request.progress("checking");
  result.bytes = write_certificate(c, words(c, *chosen.construction));
  result.certificate = std::move(c);
  try {
    check(read_certificate(data.name, result.bytes), data.name, {data, model});
  } catch (const Error& error) {
    throw_contract(std::string("the checker refuses our certificate: ") + error.what());
  }
  return result;
}

}  // namespace ftcert
