// Exact import of an ONNX file as a ReLU network.
//
// Purpose: f. The result is the real function of the graph with the stored weights: every weight is the
// dyadic rational that the file holds, and nothing is rounded. Affine operations between two ReLUs are
// composed into one affine map; identity maps stand where a ReLU comes first or last. ReLUs side by side make
// one hidden layer. What is read: a graph with one output, the operators of
// model/operators.hpp, weights as initializers or constants; or, of a graph with any outputs, one tensor that is named. Nodes that it does not depend on are
// passed over. Inputs and outputs are flattened in row-major order. Samples: the axis of symbolic extent, if
// there is one; else the first axis if its extent n is greater than 1, unless the shape is n x 1 x .. x 1,
// which is one column of n features; else the whole tensor is one sample. A graph in which samples are mixed
// is refused.
//
//   Network f = read_onnx("f.onnx", read_file("f.onnx"));
//   f.evaluate(x);   // f.inputs() numbers in, f.outputs() numbers out
#pragma once

#include <string>
#include <string_view>

#include "ftcert/core/network.hpp"
#include "ftcert/core/work.hpp"

namespace ftcert {

// `name` is the file's name for errors. Errors name the node (number from 1 in the file's order, name,
// operator) or the tensor: kModelParse    the bytes are no ONNX model kModelOperator an operator or attribute
// that is not supported kModelType     a tensor that is not float16, bfloat16, float or double (or int64
// where ONNX wants it), external data, a cast
//                that rounds
// kModelShape    shapes that do not fit, that are not known, or operations that mix samples
// kModelGraph    not affine between the ReLUs; a connection that skips a ReLU; names that are undefined or
// defined twice kNotFinite     a weight that is NaN or infinite; a division by zero kMemory        sizes out
// of proportion to the file
// kWork          sums and products of constants and forms that take too much
// `tensor`: the tensor of the graph that the network computes; empty: its only output.
Network read_onnx(const std::string& name, std::string_view bytes, const std::optional<Integer>& most_work = kMostWork,
                  const std::string& tensor = {});

}  // namespace ftcert
