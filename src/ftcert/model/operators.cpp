#include "ftcert/model/operators.hpp"

#include <utility>

#include "ftcert/model/operators/affine.hpp"
#include "ftcert/model/operators/arrangement.hpp"

namespace ftcert::model {

namespace {

using namespace operators;

// An operator with one output.
template <Tensor (*apply)(Node&)>
std::vector<Tensor> one(Node& node) {
  std::vector<Tensor> outputs;
  outputs.push_back(apply(node));
  return outputs;
}

constexpr Operator kOperators[] = {
    {"Add", one<operators::add>},
    {"Cast", one<cast>},
    {"Constant", one<constant>},
    {"Div", one<operators::divide>},
    {"Dropout", one<dropout>},
    {"Flatten", one<flatten_axes>},
    {"Gemm", one<gemm>},
    {"Identity", one<identity>},
    {"MatMul", one<matmul>},
    {"Mul", one<operators::multiply>},
    {"Neg", one<negate>},
    {"Relu", one<relu>},
    {"Reshape", one<reshape_to>},
    {"Squeeze", one<squeeze_axes>},
    {"Sub", one<operators::subtract>},
    {"Transpose", one<transpose_axes>},
    {"Unsqueeze", one<unsqueeze_axes>},
};

}  // namespace

std::span<const Operator> known_operators() { return kOperators; }

const Operator* find_operator(std::string_view type) {
  for (const Operator& candidate : kOperators) {
    if (candidate.type == type) return &candidate;
  }
  return nullptr;
}

}  // namespace ftcert::model
