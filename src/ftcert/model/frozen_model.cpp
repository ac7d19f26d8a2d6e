#include "ftcert/model/frozen_model.hpp"

#include <onnx/onnx_pb.h>

#include <algorithm>
#include <mutex>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/frozen.hpp"
#include "ftcert/model/graph_network.hpp"
#include "ftcert/model/graph_values.hpp"
#include "ftcert/model/model_proto.hpp"
#include "ftcert/model/nnet.hpp"
#include "ftcert/model/select_outputs.hpp"

namespace ftcert {

using namespace model;

struct FrozenModel::Contents {
  explicit Contents(const std::string& path) : beside(path) {}

  std::string name;
  ModelFileKind kind = ModelFileKind::kOnnx;
  onnx::ModelProto proto;
  ExternalData beside;
  std::shared_ptr<const Network> network;
  SampleRule samples = SampleRule::kRows;
  std::string why_no_network;
  std::optional<GraphValues> graph;
  bool folded = false;
  std::vector<ExternalFileDigest> external;

  // True: it was read by this rule.
  void read(std::size_t file_size, const ModelRequest& request, SampleRule rule) {
    samples = rule;
    try {
      WrittenOut written =
          write_out(proto, file_size, {request.tensor, rule, request.most_work, request.most_entries}, &beside);
      network = std::make_shared<const Network>(std::move(written.network));
      folded = written.folded;
    } catch (const Error& error) {
      // Neither can the graph be evaluated where there is no such tensor or operator.
      const bool shapes = error.code() == Code::kModelShape;
      if (error.code() == Code::kCannotRead || (shapes && rule == SampleRule::kRows)) throw;
      why_no_network = error.text();
      graph.emplace(proto, file_size, request.most_work, &beside, request.tensor, rule);
      folded = graph->folded();
    }
  }

  void read_onnx(std::size_t file_size, const ModelRequest& request) {
    if (request.samples != SampleRule::kAutomatic) return read(file_size, request, request.samples);
    try {
      read(file_size, request, SampleRule::kRows);
    } catch (const Error& error) {
      if (error.code() != Code::kModelShape) throw;
      try {
        read(file_size, request, SampleRule::kWhole);
      } catch (const Error& other) {
        // What is wrong with the shapes of rows says less than another error.
        if (other.code() == Code::kModelShape) throw error;
        throw;
      }
    }
  }
};

std::size_t FrozenModel::inputs() const { return network_ ? network_->inputs() : contents_->graph->inputs(); }

std::size_t FrozenModel::outputs() const {
  if (components_) return components_->size();
  return network_ ? network_->outputs() : contents_->graph->outputs();
}

const std::string& FrozenModel::why_no_network() const { return contents_->why_no_network; }

ModelFileKind FrozenModel::kind() const { return contents_->kind; }

SampleRule FrozenModel::samples() const { return contents_->samples; }

bool FrozenModel::folded() const { return contents_->folded; }

const std::vector<ExternalFileDigest>& FrozenModel::external() const { return contents_->external; }

FrozenModel FrozenModel::with_outputs(const std::vector<std::size_t>& components) const {
  require(!components_, "with_outputs: chosen already");
  FrozenModel result = *this;
  result.components_ = components;
  if (network_) result.network_ = std::make_shared<const Network>(select_outputs(*network_, components));
  return result;
}

PointMatrix FrozenModel::values(const PointMatrix& points, std::span<const std::size_t> rows,
                                const std::optional<Integer>& most_work, const ForChunks& for_chunks) const {
  if (network() != nullptr) {
    const PointMatrix chosen = chosen_rows(points, rows);
    WorkMeter(most_work).charge(network_work(*network(), chosen, rows.size()), {contents_->name, 0});
    return evaluate_batch(*network(), chosen, for_chunks);
  }
  PointMatrix result(rows.size(), outputs());
  WorkMeter work(most_work);
  std::mutex mutex;
  for_chunks(rows.size(), [&](std::size_t r) {
    try {
      GraphValues::Result found = contents_->graph->at(points.row(rows[r]), most_work);
      for (std::size_t k = 0; k < result.dimension; ++k)
        result.row(r)[k] = std::move(found.values[components_ ? (*components_)[k] : k]);
      const std::lock_guard lock(mutex);
      work.charge(found.work);
    } catch (const Error& error) {
      throw Error(error.code(), {contents_->name, 0}, "at row " + std::to_string(rows[r] + 1) + ": " + error.text());
    }
  });
  return result;
}

FrozenModel read_model(const std::string& name, std::string_view bytes, const ModelRequest& request) {
  const auto contents = std::make_shared<FrozenModel::Contents>(name);
  contents->name = name;
  FrozenModel result;
  result.contents_ = contents;
  if (looks_like_nnet(bytes)) {
    if (!request.tensor.empty())
      throw Error(Code::kUsage, "--tensor names a tensor of a graph: a .nnet file has one function");
    contents->kind = ModelFileKind::kNnet;
    contents->network = std::make_shared<const Network>(read_nnet(name, bytes, request.most_work));
    result.network_ = contents->network;
    return result;
  }
  try {
    contents->proto = parse_model(bytes);
    contents->read_onnx(bytes.size(), request);
    contents->external = contents->beside.files();
    result.network_ = contents->network;
  } catch (const Error& error) {
    throw Error(error.code(), {name, 0}, error.text());
  }
  return result;
}

FrozenModel read_model_for(std::size_t inputs, const std::string& name, std::string_view bytes, ModelRequest request) {
  FrozenModel model = read_model(name, bytes, request);
  const bool chosen = request.samples != SampleRule::kAutomatic || model.kind() != ModelFileKind::kOnnx;
  if (model.inputs() == inputs || chosen || model.samples() == SampleRule::kWhole) return model;
  request.samples = SampleRule::kWhole;
  try {
    FrozenModel whole = read_model(name, bytes, request);
    if (whole.inputs() == inputs) return whole;
  } catch (const Error&) {
    // As a whole it is no function that is read; as rows it is.
  }
  return model;
}

}  // namespace ftcert
