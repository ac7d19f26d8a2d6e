#include "ftcert/certify/subject_model.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "ftcert/certify/chunk_steps.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/frozen.hpp"
#include "ftcert/model/operators_of.hpp"
#include "ftcert/model/select_outputs.hpp"

namespace ftcert {

namespace {

ModelBinding binding_of(const NamedBytes& model, const FrozenModel& f, const std::string& tensor,
                        std::vector<std::size_t> outputs) {
  ModelBinding binding{sha256_hex(model.bytes), std::move(outputs)};
  binding.format = f.kind() == ModelFileKind::kNnet ? ModelFormat::kNnet : ModelFormat::kOnnx;
  binding.tensor = tensor;
  binding.folded = f.folded();
  for (const model::ExternalFileDigest& file : f.external()) binding.external.push_back({file.name, file.sha256});
  return binding;
}

std::vector<std::size_t> components_of(const SubjectRequest& request, const Dataset& data, const FrozenModel& all) {
  std::vector<std::size_t> outputs = request.model_outputs;
  if (outputs.empty()) {
    outputs.resize(all.outputs());
    std::iota(outputs.begin(), outputs.end(), std::size_t{0});
  }
  if (outputs.size() != data.outputs()) {
    throw Error(Code::kUsage, "the data have " + std::to_string(data.outputs()) + " label columns, but " +
                                  std::to_string(outputs.size()) +
                                  " components of the model are used: choose with --output; for classes, --class");
  }
  for (auto at = outputs.begin(); at != outputs.end(); ++at) {
    const std::size_t j = *at;
    if (std::find(outputs.begin(), at, j) != at)
      throw Error(Code::kUsage, "--output " + std::to_string(j) + ": this component is chosen twice");
    if (j >= all.outputs()) {
      throw Error(Code::kUsage, "--output " + std::to_string(j) + ": the model has components 0.." +
                                    std::to_string(all.outputs() - 1));
    }
  }
  return outputs;
}

}  // namespace

FrozenModel read_frozen_model(const NamedBytes& model, const SubjectRequest& request, const Control& control,
                              std::optional<std::size_t> inputs) {
  const ModelRequest asked{request.tensor, request.samples, Integer(control.most_work)};
  return inputs ? read_model_for(*inputs, model.name, model.bytes, asked) : read_model(model.name, model.bytes, asked);
}

std::optional<SubjectModel> subject_model(const std::optional<NamedBytes>& model, const SubjectRequest& request,
                                          const Dataset& data, const Control& control,
                                          std::optional<FrozenModel> known) {
  if (!model) {
    if (!request.model_outputs.empty())
      throw Error(Code::kUsage, "--output picks a component of a model: give --model");
    if (!request.tensor.empty()) throw Error(Code::kUsage, "--tensor names a tensor of a model: give --model");
    return std::nullopt;
  }
  if (!data.columns.frozen.empty()) throw Error(Code::kUsage, "give either --model or --frozen, not both");
  const FrozenModel all = known && known->inputs() == data.points.dimension
                              ? *std::move(known)
                              : read_frozen_model(*model, request, control, data.points.dimension);
  if (all.inputs() != data.points.dimension) {
    throw Error(Code::kModelShape, {model->name, 0},
                "the model has " + std::to_string(all.inputs()) + " inputs, the data have " +
                    std::to_string(data.points.dimension) + " feature columns");
  }
  const std::vector<std::size_t> outputs = components_of(request, data, all);
  if (all.network() == nullptr && request.external) {
    throw Error(Code::kUsage,
                "the model is known by its values, which stand beside embedded samples: leave out "
                "--external-data (" +
                    all.why_no_network() + ")");
  }
  std::optional<SteppedNetwork> steps;
  if (request.operators && all.network() != nullptr && all.kind() == ModelFileKind::kOnnx && !all.folded())
    steps = read_onnx_steps(model->name, model->bytes, Integer(control.most_work), request.tensor, all.samples());
  if (steps) steps = select_outputs(*steps, outputs);
  return SubjectModel{all.with_outputs(outputs), binding_of(*model, all, request.tensor, outputs), std::move(steps)};
}

PointMatrix ValuesOnce::operator()(const PointMatrix& points, std::span<const std::size_t> rows) {
  PointMatrix values = f_.values(points, rows, Integer(control_.most_work), chunk_steps(control_, "evaluating f"));
  for (std::size_t r = 0; f_.network() == nullptr && r < rows.size(); ++r) {
    const auto point = points.row(rows[r]), value = std::as_const(values).row(r);
    known_.try_emplace({point.begin(), point.end()}, value.begin(), value.end());
  }
  return values;
}

void ValuesOnce::state(Samples& samples) {
  const std::vector<std::size_t> rows = labelled_rows(samples);
  const PointMatrix values =
      f_.values(samples.points, rows, Integer(control_.most_work), chunk_steps(control_, "evaluating f"));
  samples.frozen = PointMatrix(samples.count(), f_.outputs());
  samples.unknown.assign(samples.count(), true);
  const auto put = [&](std::size_t i, std::span<const Rational> value) {
    std::ranges::copy(value, samples.frozen->row(i).begin());
    samples.unknown[i] = false;
  };
  for (std::size_t i = 0; i < samples.count() && !known_.empty(); ++i) {
    const auto point = samples.points.row(i);
    const auto found = known_.find({point.begin(), point.end()});
    if (found != known_.end()) put(i, found->second);
  }
  for (std::size_t r = 0; r < rows.size(); ++r) put(rows[r], values.row(r));
}

}  // namespace ftcert
