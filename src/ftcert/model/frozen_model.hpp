// f, from a model file: a network, or a function that is known by its values.
//
// Purpose: the one way in which a model is read. A model is written out as a network where its operators allow it and its layers have at most kMostEntries
// weights; else its graph is evaluated at the points that are asked for (graph_values.hpp). Both are exact. Copies share what was read.
//
//   FrozenModel f = read_model("f.onnx", bytes, {.tensor = "logits"});
//   f.network();                                   // nullptr: known by values
//   f.values(points, {0, 2}, kMostWork, in_turn);  // f at rows 0 and 2, all its outputs
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ftcert/core/network.hpp"
#include "ftcert/core/work.hpp"
#include "ftcert/evaluation/batch.hpp"
#include "ftcert/model/external_data.hpp"
#include "ftcert/model/sample_rule.hpp"

namespace ftcert {

// Weights of a network that is written out, dense layers counted: its certificate has so many numbers.
inline constexpr std::size_t kMostEntries = 2'000'000;

struct ModelRequest {
  std::string tensor{};  // that f is; empty: the graph's only output
  SampleRule samples = SampleRule::kAutomatic;
  std::optional<Integer> most_work = kMostWork;
  std::size_t most_entries = kMostEntries;
};

enum class ModelFileKind { kOnnx, kNnet };

class FrozenModel {
 public:
  std::size_t inputs() const;
  std::size_t outputs() const;
  // nullptr: it is too large, or none.
  const Network* network() const { return network_.get(); }
  // Why there is no network; empty where there is one.
  const std::string& why_no_network() const;
  ModelFileKind kind() const;
  // How the model's input was read: kRows or kWhole.
  SampleRule samples() const;
  // Whether a batch normalization was folded (proofs/certificate-format.md, section 20).
  bool folded() const;
  // Files beside the model with numbers of it.
  const std::vector<model::ExternalFileDigest>& external() const;

  // The same with these of its outputs alone, in this order. Contract: it has them.
  FrozenModel with_outputs(const std::vector<std::size_t>& components) const;
  // rows.size() x outputs(): f at these rows of points, K x inputs(). Errors: kWork for all of them together; for a graph kNotFinite where f divides by 0, and
  // those of its operators, which name the row.
  PointMatrix values(const PointMatrix& points, std::span<const std::size_t> rows,
                     const std::optional<Integer>& most_work = kMostWork, const ForChunks& for_chunks = in_turn) const;

 private:
  friend FrozenModel read_model(const std::string& name, std::string_view bytes, const ModelRequest& request);
  struct Contents;
  std::shared_ptr<const Contents> contents_;
  std::shared_ptr<const Network> network_;
  std::optional<std::vector<std::size_t>> components_;  // nullopt: all
};

// name: the file's path, beside which external data are looked for. ONNX, or the text format .nnet. Errors: those of read_onnx(), but for those of graphs that are no
// network; those of read_nnet(); kUsage for a tensor of a .nnet file.
FrozenModel read_model(const std::string& name, std::string_view bytes, const ModelRequest& request = {});

// The same where the data say how many numbers a sample has: read as a whole if rows of the automatic rule have another number of them.
FrozenModel read_model_for(std::size_t inputs, const std::string& name, std::string_view bytes, ModelRequest request);

}  // namespace ftcert
