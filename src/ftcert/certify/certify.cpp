#include "ftcert/certify/certify.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "ftcert/check/check.hpp"
#include "ftcert/core/batch.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/ridge.hpp"
#include "ftcert/model/onnx.hpp"
#include "ftcert/model/select_outputs.hpp"

namespace ftcert {

namespace {

// f restricted to the components that have a label column.
struct Frozen {
  Network network;
  ModelBinding binding;
};

std::optional<Frozen> read_frozen(const std::optional<NamedBytes>& model, const CertifyRequest& request,
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

// A network without neurons is a constant.
std::size_t least_neurons(const PointMatrix& z) {
  for (std::size_t i = 1; i < z.count; ++i) {
    if (!std::equal(z.row(i).begin(), z.row(i).end(), z.row(0).begin())) return 1;
  }
  return 0;
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
  request.progress("reading data");
  Dataset dataset = read_dataset(data.name, decompress_if_gzip(data.bytes, data.name), request.columns);
  std::optional<Frozen> frozen = read_frozen(model, request, dataset);
  InterpolationCertificate c;
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

  const Problem problem(c.samples.points, residuals(c.samples, f ? &*f : nullptr, c.outputs), request.direction);
  CertifyResult result;
  Choice choice = choose_construction(problem, {request.layers, request.construction, request.progress});
  const Candidate chosen = choice.candidates[choice.best];
  c.g = std::move(choice.network);
  result.candidates = std::move(choice.candidates);
  c.construction = ConstructionNote{std::string(chosen.construction->name), chosen.bound};
  c.claim = {c.g.depth(), c.g.neurons(), c.sample_count, problem.changed().size()};
  c.margins = margins_of(c.g, c.samples.points);
  result.lower_bound = least_neurons(problem.residuals());

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
