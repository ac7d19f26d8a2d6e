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

namespace ftcert {

using namespace model;

struct FrozenModel::Contents {
  explicit Contents(const std::string& path) : beside(path) {}

  std::string name;
  ModelFileKind kind = ModelFileKind::kOnnx;
  onnx::ModelProto proto;
  ExternalData beside;
  std::optional<Network> network;
  std::string why_no_network;
  std::optional<GraphValues> graph;
  bool folded = false;
  std::vector<ExternalFileDigest> external;

  // True: it was read by this rule.
  void read(std::size_t file_size, const ModelRequest& request, SampleRule samples) {
    try {
      WrittenOut written = write_out(
          proto, file_size, {request.tensor, samples, request.most_work, request.most_entries}, &beside);
      network = std::move(written.network);
      folded = written.folded;
    } catch (const Error& error) {
      // Neither can the graph be evaluated where there is no such tensor or operator.
      const bool shapes = error.code() == Code::kModelShape;
      if (error.code() == Code::kCannotRead || (shapes && samples == SampleRule::kRows)) throw;
      why_no_network = error.text();
      graph.emplace(proto, file_size, request.most_work, &beside, request.tensor, samples);
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

std::size_t FrozenModel::inputs() const {
  return contents_->network ? contents_->network->inputs() : contents_->graph->inputs();
}

std::size_t FrozenModel::outputs() const {
  return contents_->network ? contents_->network->outputs() : contents_->graph->outputs();
}

const Network* FrozenModel::network() const { return contents_->network ? &*contents_->network : nullptr; }

const std::string& FrozenModel::why_no_network() const { return contents_->why_no_network; }

ModelFileKind FrozenModel::kind() const { return contents_->kind; }

bool FrozenModel::folded() const { return contents_->folded; }

const std::vector<ExternalFileDigest>& FrozenModel::external() const { return contents_->external; }

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
      std::ranges::move(found.values, result.row(r).begin());
      const std::lock_guard lock(mutex);
      work.charge(found.work);
    } catch (const Error& error) {
      throw Error(error.code(), {contents_->name, 0},
                  "at row " + std::to_string(rows[r] + 1) + ": " + error.text());
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
    contents->network = read_nnet(name, bytes, request.most_work);
    return result;
  }
  try {
    contents->proto = parse_model(bytes);
    contents->read_onnx(bytes.size(), request);
    contents->external = contents->beside.files();
  } catch (const Error& error) {
    throw Error(error.code(), {name, 0}, error.text());
  }
  return result;
}

}  // namespace ftcert
