// How a graph changes when a network is added to one of its tensors.
//
// Purpose: all decisions of patch_onnx(), so that writing the bytes and comparing them afterwards have only to follow.
//
//   const PatchPlan plan = patch_plan(model, io, options);
//   plan.patched, plan.frozen;   // "y", "y_frozen"
#pragma once

#include <onnx/onnx_pb.h>

#include <set>
#include <string>

#include "ftcert/model/graph_function.hpp"
#include "ftcert/model/patch.hpp"

namespace ftcert::model {

struct PatchPlan {
  GraphInterface io;
  std::string patched, frozen;  // the sum's tensor and f's own
  std::string prefix, g;        // of g's names; g's last tensor
  int producer = 0;             // the node that makes f's tensor
  std::string readers;          // what f's other nodes read where they read f's tensor
  bool is_output = false;       // f's tensor is one in f's file
  bool shown = false;           // the sum is one in the patched file
  std::set<std::string> moved;  // inputs that are left out
  bool raise_version = false;   // below IR version 4 every initializer must be an input
};

// Errors: kModelGraph, kModelOperator, kUsage.
PatchPlan patch_plan(const onnx::ModelProto& model, GraphInterface io, const PatchOptions& options);

// f's file with g's nodes (NodeProtos; the Add is the last) in it.
std::string spliced(std::string_view bytes, const PatchPlan& plan, const std::vector<std::string>& nodes);
// The Add as bytes.
std::string add_node(const PatchPlan& plan);
// A model of g's nodes alone, which end in the tensor `result`.
std::string alone(std::string_view bytes, const PatchPlan& plan, const std::vector<std::string>& nodes,
                  const std::string& result);

// Reads a patched file again. Errors: kContract unless everything but what the plan says is in it as in f's, in the same order, and g's numbers and
// its function are those of `g` (as patch_nodes() was given it).
void check_patched(std::string_view original, std::string_view patched, const PatchPlan& plan, const FloatNetwork& g,
                   const std::vector<std::size_t>& components);
void check_alone(std::string_view written, const PatchPlan& plan, const FloatNetwork& g,
                 const std::vector<std::size_t>& components);

}  // namespace ftcert::model
