#include "ftcert/certify/refute.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/check/check.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

bool asked_for(const RefuteRequest& request, const RefuteResult& result) {
  if (request.neurons) return result.found.neurons > *request.neurons;
  return result.found.neurons > 0 && (result.dimension == 1 || result.found.neurons > request.layers - 1);
}

std::vector<std::string> words(const BoundCertificate& c) {
  const auto kinks =
      std::count_if(c.line.points.begin(), c.line.points.end(), [](const LinePoint& p) { return p.kink != 0; });
  return {"Every network with " + std::to_string(c.claim.layers) +
              " affine maps for which f + g equals the label at all samples has at least " +
              std::to_string(c.claim.neurons) + " hidden neurons.",
          "Along the line below g has at least " + std::to_string(kinks) + " kinks."};
}

}  // namespace

RefuteResult refute(const NamedBytes& data, const std::optional<NamedBytes>& model, const RefuteRequest& request) {
  if (request.layers < 2)
    throw Error(Code::kUsage, "--layers " + std::to_string(request.layers) + ": a network has at least 2 affine maps");
  Subject subject = read_subject(data, model, request);
  RefuteResult result;
  result.samples = subject.body.sample_count;
  result.changed = subject.changed;
  result.dimension = subject.body.dimension;
  request.progress("looking for kinks");
  result.found = find_lower_bound(subject.body.samples.points, subject.residuals, request.layers);
  if (!asked_for(request, result)) return result;
  BoundCertificate c;
  static_cast<CertificateBody&>(c) = std::move(subject.body);
  c.claim = {request.layers, result.found.neurons, result.samples, result.changed};
  c.method = result.found.method;
  c.line = result.found.line;
  request.progress("checking");
  result.bytes = write_certificate(c, words(c));
  result.certificate = std::move(c);
  try {
    check(read_certificate(data.name, result.bytes), data.name, {data, model});
  } catch (const Error& error) {
    throw_contract(std::string("the checker refuses our certificate: ") + error.what());
  }
  return result;
}

}  // namespace ftcert
