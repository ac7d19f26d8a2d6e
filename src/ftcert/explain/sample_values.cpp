#include "ftcert/explain/sample_values.hpp"

#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/batch.hpp"
#include "ftcert/evaluation/frozen.hpp"

namespace ftcert {

namespace {

Samples samples_of(const CertificateBody& c, const BodyLines& lines, const std::string& name,
                   const Supplied& supplied) {
  if (!c.external) return c.samples;
  if (!supplied.data) {
    throw Error(Code::kFileMissing, {name, lines.samples}, "the samples are in a data file: supply it with --data");
  }
  if (supplied.data->sha256 != c.data->sha256) {
    throw Error(
        Code::kDigestMismatch, {name, lines.data},
        "'" + supplied.data->name + "': expected SHA-256 " + c.data->sha256 + ", found " + supplied.data->sha256);
  }
  const ValuesAtRows f = c.f ? values_at_rows(*c.f, supplied.most_work) : ValuesAtRows();
  return supplied.read_samples(*supplied.data, c.data->format, c.data->columns, f);
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
