#include "ftcert/explain/residuals.hpp"

#include "ftcert/core/batch.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/file.hpp"
#include "ftcert/data/dataset.hpp"

namespace ftcert {

namespace {

Samples samples_of(const InterpolationCertificate& c, const std::string& name, const Supplied& supplied) {
  if (!c.external) return c.samples;
  if (!supplied.data) {
    throw Error(Code::kFileMissing, {name, c.lines.samples}, "the samples are in a data file: supply it with --data");
  }
  const std::string found = sha256_hex(supplied.data->bytes);
  if (found != c.data->sha256) {
    throw Error(Code::kDigestMismatch, {name, c.lines.data},
                "'" + supplied.data->name + "': expected SHA-256 " + c.data->sha256 + ", found " + found);
  }
  Dataset data =
      read_dataset(supplied.data->name, decompress_if_gzip(supplied.data->bytes, supplied.data->name), c.data->columns);
  std::optional<PointMatrix> f;
  if (c.f) f = evaluate_batch(*c.f, data.points);
  return merge_duplicates(supplied.data->name, std::move(data), f ? &*f : nullptr);
}

}  // namespace

Residuals residuals_of(const InterpolationCertificate& c, const std::string& name, const Supplied& supplied) {
  Samples samples = samples_of(c, name, supplied);
  std::optional<PointMatrix> f_network;
  if (c.f) f_network = evaluate_batch(*c.f, samples.points);
  const PointMatrix* f = c.f ? &*f_network : samples.frozen ? &*samples.frozen : nullptr;
  Residuals result;
  result.values = PointMatrix(samples.count(), c.outputs);
  result.changed.resize(samples.count());
  for (std::size_t i = 0; i < samples.count(); ++i) {
    for (std::size_t k = 0; k < c.outputs; ++k) {
      const auto& label = samples.labels[i * c.outputs + k];
      if (!label) continue;
      Rational& residual = result.values.row(i)[k];
      residual = f ? *label - f->row(i)[k] : *label;
      if (!residual.is_zero()) result.changed[i] = true;
    }
  }
  result.points = std::move(samples.points);
  return result;
}

}  // namespace ftcert
