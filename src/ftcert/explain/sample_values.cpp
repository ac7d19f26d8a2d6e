#include "ftcert/explain/sample_values.hpp"

#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/data/dataset.hpp"
#include "ftcert/evaluation/batch.hpp"
#include "ftcert/files/file.hpp"

namespace ftcert {

namespace {

Samples samples_of(const CertificateBody& c, const BodyLines& lines, const std::string& name,
                   const Supplied& supplied) {
  if (!c.external) return c.samples;
  if (!supplied.data) {
    throw Error(Code::kFileMissing, {name, lines.samples}, "the samples are in a data file: supply it with --data");
  }
  const std::string found = sha256_hex(supplied.data->bytes);
  if (found != c.data->sha256) {
    throw Error(Code::kDigestMismatch, {name, lines.data},
                "'" + supplied.data->name + "': expected SHA-256 " + c.data->sha256 + ", found " + found);
  }
  Dataset data =
      read_dataset(supplied.data->name, decompress_if_gzip(supplied.data->bytes, supplied.data->name), c.data->columns);
  std::optional<PointMatrix> f;
  if (c.f) f = evaluate_batch(*c.f, data.points);
  return merge_duplicates(supplied.data->name, std::move(data), f ? &*f : nullptr);
}

}  // namespace

SampleValues sample_values(const CertificateBody& body, const BodyLines& lines, const std::string& name,
                           const Supplied& supplied) {
  SampleValues result;
  result.samples = samples_of(body, lines, name, supplied);
  result.frozen = body.f                  ? evaluate_batch(*body.f, result.samples.points)
                  : result.samples.frozen ? *result.samples.frozen
                                          : PointMatrix(result.samples.count(), body.outputs);
  return result;
}

}  // namespace ftcert
