#include "ftcert/explain/sample_values.hpp"

#include "ftcert/check/body.hpp"
#include "ftcert/evaluation/batch.hpp"
#include "ftcert/evaluation/frozen.hpp"

namespace ftcert {

namespace {

Samples samples_of(const CertificateBody& c, const BodyLines& lines, const std::string& name,
                   const Supplied& supplied) {
  if (!c.external) return c.samples;
  BodyCheck body(c, lines, name, supplied);
  body.read();
  return body.samples();
}

}  // namespace

SampleValues sample_values(const CertificateBody& body, const BodyLines& lines, const std::string& name,
                           const Supplied& supplied) {
  SampleValues result;
  result.samples = samples_of(body, lines, name, supplied);
  if (body.f)  // at all samples: a checker needs fewer
    WorkMeter(supplied.most_work)
        .charge(network_work(*body.f, result.samples.points, result.samples.count()), {name, 0});
  result.frozen = body.f                  ? evaluate_batch(*body.f, result.samples.points)
                  : result.samples.frozen ? *result.samples.frozen
                                          : PointMatrix(result.samples.count(), body.outputs);
  return result;
}

}  // namespace ftcert
