// A network of the user's own, from a file.
//
// Purpose: ONNX (model/onnx.hpp), .nnet (model/nnet.hpp), or CSV with the header `layer,bias,weights` and behind it a row for every neuron and every output: the number
// of its affine map, counted from 1 and not decreasing, its bias, and one weight for each value that it reads. Numbers are read exactly as
// written. relu(x - 1) of one variable:
//
//   layer,bias,weights
//   1,-1,1
//   2,0,1
//
//   Network g = read_network_file("g.csv", bytes);
#pragma once

#include <string>

#include "ftcert/core/network.hpp"
#include "ftcert/core/work.hpp"

namespace ftcert {

// Errors, with file:line for CSV: kSyntax, kNumberSyntax, kRowLength; kShapeMismatch; kWork; for ONNX those of read_onnx(), for .nnet
// those of read_nnet().
Network read_network_file(const std::string& name, const std::string& bytes,
                          const std::optional<Integer>& most_work = kMostWork);

}  // namespace ftcert
