// The nodes by which a network in floating point joins a graph.
//
// Purpose: [Transpose] [Flatten | Reshape] [Cast] [Sub centre] Gemm (Relu Gemm)* [Cast] [Reshape] [Transpose], from the graph's input to a tensor of
// the type and the shape of f's. Every number is a Constant node: valid in every version of the format, and nothing that a caller could override.
// alpha = beta = 1. Forms that every operator set from 7 on has.
//
//   const PatchNodes nodes = patch_nodes(io, g, {3}, "g_", "g_out");   // ends in the tensor g_out: zeros but for component 3
#pragma once

#include <string>
#include <vector>

#include "ftcert/floats/float_network.hpp"
#include "ftcert/model/graph_function.hpp"

namespace ftcert::model {

// NodeProtos as bytes, in order. Every name begins with `prefix`, but for the graph's input and `result`. g.network: as many outputs as components;
// inputs and components fit (the caller's duty).
std::vector<std::string> patch_nodes(const GraphInterface& io, const FloatNetwork& g,
                                     const std::vector<std::size_t>& components, const std::string& prefix,
                                     const std::string& result);

// What these nodes compute, as a FloatNetwork with one output for each component of the tensor; read from the nodes alone. `nodes` as they stand in a
// file. Errors: kContract for anything but what patch_nodes() writes.
FloatNetwork network_of_nodes(const GraphInterface& io, const std::vector<std::string>& nodes,
                              const std::string& result);

// g with a row of zeros for every component of the tensor that it does not patch, and without a subtraction of zeros or layers that nothing reads.
FloatNetwork widened(const FloatNetwork& g, const std::vector<std::size_t>& components, std::size_t outputs);

}  // namespace ftcert::model
