#include "ftcert/certify/subject.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/batch.hpp"
#include "ftcert/model/onnx.hpp"
#include "ftcert/model/select_outputs.hpp"

namespace ftcert {

namespace {

// f restricted to the components that have a label column.
struct Frozen {
  Network network;
  ModelBinding binding;
};

std::optional<Frozen> read_frozen(const std::optional<NamedBytes>& model, const SubjectRequest& request,
                                  const Dataset& data) {
  if (!model) {
    if (!request.model_outputs.empty())
      throw Error(Code::kUsage, "--output picks a component of a model: give --model");
    return std::nullopt;
  }
  if (!data.columns.frozen.empty()) throw Error(Code::kUsage, "give either --model or --frozen, not both");
  const Network all = read_onnx(model->name, model->bytes);
  if (all.inputs() != data.points.dimension) {
    throw Error(Code::kModelShape, {model->name, 0},
                "the model has " + std::to_string(all.inputs()) + " inputs, the data have " +
                    std::to_string(data.points.dimension) + " feature columns");
  }
  std::vector<std::size_t> outputs = request.model_outputs;
  if (outputs.empty()) {
    outputs.resize(all.outputs());
    std::iota(outputs.begin(), outputs.end(), std::size_t{0});
  }
  if (outputs.size() != data.outputs()) {
    throw Error(Code::kUsage, "the data have " + std::to_string(data.outputs()) + " label columns, but " +
                                  std::to_string(outputs.size()) +
                                  " components of the model are used: choose with --output");
  }
  for (std::size_t j : outputs) {
    if (j >= all.outputs()) {
      throw Error(Code::kUsage, "--output " + std::to_string(j) + ": the model has components 0.." +
                                    std::to_string(all.outputs() - 1));
    }
  }
  return Frozen{select_outputs(all, outputs), {sha256_hex(model->bytes), outputs}};
}

PointMatrix residuals(const Samples& samples, const PointMatrix* f, std::size_t outputs) {
  PointMatrix z(samples.points.count, outputs);
  for (std::size_t i = 0; i < samples.labels.size(); ++i) {
    if (samples.labels[i]) z.entries[i] = *samples.labels[i] - (f ? f->entries[i] : Rational(0));
  }
  return z;
}

}  // namespace

Subject read_subject(const NamedBytes& data, const std::optional<NamedBytes>& model, const SubjectRequest& request) {
  request.progress("reading data");
  Dataset dataset = read_dataset(data.name, decompress_if_gzip(data.bytes, data.name), request.columns);
  std::optional<Frozen> frozen = read_frozen(model, request, dataset);
  Subject subject;
  CertificateBody& c = subject.body;
  c.dimension = dataset.points.dimension;
  c.outputs = dataset.outputs();
  c.data = DataBinding{dataset.format, sha256_hex(data.bytes), dataset.columns};
  request.progress("evaluating f");
  std::optional<PointMatrix> f_rows;
  if (frozen) f_rows = evaluate_batch(frozen->network, dataset.points);
  c.samples = merge_duplicates(data.name, std::move(dataset), f_rows ? &*f_rows : nullptr);
  c.sample_count = c.samples.count();
  c.external = request.external;
  c.frozen = frozen ? FrozenKind::kNetwork : c.samples.frozen ? FrozenKind::kValues : FrozenKind::kZero;
  std::optional<PointMatrix> f = c.samples.frozen;
  if (frozen) {
    f = PointMatrix(c.sample_count, c.outputs);
    for (std::size_t i = 0; i < c.sample_count; ++i) {
      std::copy_n(f_rows->row(c.samples.rows[i]).begin(), c.outputs, f->row(i).begin());
    }
    c.model = std::move(frozen->binding);
    c.f = std::move(frozen->network);
  }
  subject.residuals = residuals(c.samples, f ? &*f : nullptr, c.outputs);
  for (std::size_t i = 0; i < c.sample_count; ++i) {
    const auto z = subject.residuals.row(i);
    if (std::any_of(z.begin(), z.end(), [](const Rational& v) { return !v.is_zero(); })) ++subject.changed;
  }
  return subject;
}

}  // namespace ftcert
