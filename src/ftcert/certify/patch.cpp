#include "ftcert/certify/patch.hpp"

#include <utility>

#include "ftcert/check/body.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/batch.hpp"
#include "ftcert/evaluation/work.hpp"

namespace ftcert {

namespace {

PatchSubject subject_of_certificate(const InterpolationCertificate& c, const std::string& name,
                                    const Supplied& supplied) {
  BodyCheck body(c, c.lines, name, supplied);
  body.read();
  body.evaluate(0);
  const std::size_t count = body.samples().count();
  PatchSubject subject{body.samples().points, PointMatrix(count, c.outputs), c.model->outputs};
  if (c.specification) {
    subject.residuals = evaluate_batch(c.g, subject.points);
    return subject;
  }
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t k = 0; k < c.outputs; ++k) subject.residuals.row(i)[k] = body.residual(i, k);
  }
  return subject;
}

}  // namespace

FloatFormat patch_format(const SuppliedFile& model, const PatchRequest& request,
                         const std::optional<Integer>& most_work) {
  if (request.format) return *request.format;
  return model_formats(model.name, model.bytes, request.options.tensor, most_work).usual();
}

PatchResult patch_network(FloatNetwork g, const PatchSubject& subject, const SuppliedFile& model,
                          const PatchRequest& request, const std::optional<Integer>& most_work) {
  const FloatFormat input = model_formats(model.name, model.bytes, request.options.tensor, most_work).input;
  // The model first: its errors are about files, the other's about numbers.
  PatchedModel patched = patch_onnx(model.name, model.bytes, g, subject.components, request.options, most_work);
  WorkMeter(most_work).charge(network_work(g.network, subject.points, subject.points.count));
  const ExecutionError error = execution_error(g, subject.points, subject.residuals, input);
  if (!error.finite) {
    throw Error(Code::kNotApplicable, {model.name, 0},
                "in " + text(g.format) + " an operation of g may overflow at a sample: expected sums below " +
                    (g.format == FloatFormat::kBinary32 ? "2^127 (--format float64 has more room)" : "2^1023"));
  }
  return {std::move(patched), std::move(g), input, error, subject.points.count};
}

FloatNetwork float_network(const ExecutionCertificate& certificate) {
  return {certificate.claim.g, certificate.centre, certificate.g};
}

PatchResult patch_of_execution(const ExecutionCertificate& certificate, PatchedModel patched) {
  const ExecutionClaim& claim = certificate.claim;
  ExecutionError error;
  error.finite = true;
  error.kept = error.kept_zero = claim.samples - claim.changed;
  error.changed = claim.changed;
  error.changed_error = claim.deviation;
  return {std::move(patched), float_network(certificate), claim.arithmetic, error, claim.samples, claim.specified};
}

PatchResult patch_certificate(const InterpolationCertificate& certificate, const std::string& name,
                              const Supplied& supplied, const PatchRequest& request) {
  if (!certificate.model || !supplied.model)
    throw Error(Code::kNotBound, {name, certificate.lines.model}, "expected a certificate that binds the model");
  const FloatFormat format = patch_format(*supplied.model, request, supplied.most_work);
  const PatchSubject subject = subject_of_certificate(certificate, name, supplied);
  std::optional<FloatNetwork> g = to_format(certificate.g, subject.points, format);
  if (!g) {
    throw Error(
        Code::kNotApplicable, {name, 0},
        "a weight of g is no number of " + text(format) + ", nor is it after its row is scaled by a power of two");
  }
  PatchResult result = patch_network(*std::move(g), subject, *supplied.model, request, supplied.most_work);
  result.specified = certificate.claim.specified;
  return result;
}

}  // namespace ftcert
