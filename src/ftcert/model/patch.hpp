// f + g as an ONNX model.
//
// Purpose: the file that is deployed. f's part of it is f's file, byte for byte: nodes, initializers, inputs, versions, also what no reader here
// knows; but for the one tensor that is renamed or rewired, as PatchedModel says. g's nodes stand behind the node that makes f's tensor, and an Add
// joins them. f's own tensor is a graph output of the patched model, which keeps a runtime from computing f and the sum in one operation, and shows
// both in one run. proofs/patched-models.md says what is claimed of such a file and what is not.
//
//   f's tensor y is a graph output:  y becomes y_frozen, in f's other nodes too, and y = Add(y_frozen, g). Other outputs are what they were.
//   it is read inside the graph:     likewise, but f's other nodes read the sum.
//   with output_name = z:            f's tensor keeps its name, and z is the sum.
//
// Invariants: deterministic; what is returned has been parsed again and compared with f's file and with g's numbers.
//
//   PatchedModel patched = patch_onnx("f.onnx", bytes, g, {3}, {});
//   write_file("patched.onnx", patched.bytes);
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ftcert/core/work.hpp"
#include "ftcert/floats/float_network.hpp"

namespace ftcert {

// Of the model, for a network that is to be added to one of its tensors.
struct ModelFormats {
  FloatFormat input, tensor;
  std::size_t inputs = 0, outputs = 0;  // numbers of one sample
  // g's own unless one is asked for: binary32 if both are.
  FloatFormat usual() const;
};

// tensor: empty for the only output. Errors: as of patch_onnx().
ModelFormats model_formats(const std::string& name, std::string_view bytes, const std::string& tensor,
                           const std::optional<Integer>& most_work = kMostWork);

struct PatchOptions {
  std::string tensor;             // that is patched; empty: the only output
  std::string output_name;        // of the patched tensor; empty: that of f's tensor
  bool only_g = false;            // a model of g alone
  bool constant_weights = false;  // initializers that are inputs too are inputs no more
};

struct PatchedModel {
  std::string bytes;
  std::string patched;                   // the tensor f + g; with only_g, g
  std::string frozen;                    // f's own tensor, a graph output; empty with only_g
  std::vector<std::string> outputs;      // of the graph, in order
  bool renamed = false;                  // f's tensor has another name than in f's file
  bool rewired = false;                  // f's nodes that read f's tensor read the sum
  std::vector<std::string> overridable;  // initializers that a caller of the model may override, as in f's file
  std::vector<std::string> moved;        // initializers that were inputs; with constant_weights
  bool few_bits = false;                 // f computes with quantised or 16-bit tensors: equality of bits is not claimed

  // Words for what follows from these.
  std::vector<std::string> warnings() const;
};

// components: which of the tensor's numbers of one sample the outputs of g are added to, each once; the others get 0. Errors: those of read_onnx() for
// the model's input and names; kModelOperator for an operator set below 7; kModelType for tensors that are neither float nor double, or a format of g
// that does not go with them; kModelShape for a shape that is not known; kModelGraph; kShapeMismatch; kUsage for an output name that is taken.
PatchedModel patch_onnx(const std::string& name, std::string_view bytes, const FloatNetwork& g,
                        const std::vector<std::size_t>& components, const PatchOptions& options,
                        const std::optional<Integer>& most_work = kMostWork);

}  // namespace ftcert
