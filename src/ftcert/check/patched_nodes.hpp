// The nodes of g in a patched model: [Transpose] [Flatten | Reshape] [Cast] [Sub centre] Gemm (Relu Gemm)* [Cast] [Reshape] [Transpose] Add.
//
// Purpose: which bytes they must be. What the file decides by itself is read from it: the beginning of g's names, the name of the sum, how many numbers
// f's tensor has, and how a row becomes its shape. Everything else follows from the certificate and from the input's shape, and every byte of a node is
// compared with it.
//
//   const Block block = read_block(claim, graph, begin, "x", input, "y_frozen");
//   block.end - block.begin;   // nodes, the Add among them
#pragma once

#include "ftcert/check/patched.hpp"
#include "ftcert/check/patched_declared.hpp"

namespace ftcert::patched {

struct Block {
  std::size_t begin = 0, end = 0;  // fields of the graph
  std::string prefix;              // of g's names
  std::string sum;
  Extents shape;  // of g's last tensor
};

// From field `begin` of the graph on, with the model's input and f's own tensor. Refused: anything else. Contract: the numbers of g and its centre are
// numbers of claim.format, and components are different from each other.
Block read_block(const PatchedClaim& claim, const std::vector<Field>& graph, std::size_t begin, std::string_view input,
                 const Extents& input_shape, std::string_view frozen);

// "Gemm (g_row, g_weight1, g_bias1) -> g_affine1".
std::string described(std::string_view node);

}  // namespace ftcert::patched
