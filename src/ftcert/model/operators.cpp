#include "ftcert/model/operators.hpp"

#include <utility>

#include "ftcert/model/operators/affine.hpp"
#include "ftcert/model/operators/arrangement.hpp"
#include "ftcert/model/operators/convolutions.hpp"
#include "ftcert/model/operators/decisions.hpp"
#include "ftcert/model/operators/images.hpp"
#include "ftcert/model/operators/movement.hpp"
#include "ftcert/model/operators/normalization.hpp"
#include "ftcert/model/operators/numbers.hpp"
#include "ftcert/model/operators/piecewise.hpp"
#include "ftcert/model/operators/pools.hpp"
#include "ftcert/model/operators/scatter.hpp"
#include "ftcert/model/operators/shapes.hpp"
#include "ftcert/model/operators/slices.hpp"
#include "ftcert/model/operators/sums.hpp"

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
    {"Abs", one<absolute>},
    {"Add", one<operators::add>},
    {"And", one<and_of>},
    {"ArgMax", one<argmax>},
    {"ArgMin", one<argmin>},
    {"AveragePool", one<average_pool>},
    {"BatchNormalization", one<batch_normalization>},
    {"Cast", one<cast>},
    {"Ceil", one<operators::ceil>},
    {"Clip", one<clip>},
    {"Concat", one<concat>},
    {"Constant", one<constant>},
    {"ConstantOfShape", one<constant_of_shape>},
    {"Conv", one<conv>},
    {"ConvTranspose", one<conv_transpose>},
    {"DepthToSpace", one<depth_to_space>},
    {"Div", one<operators::divide>},
    {"Dropout", one<dropout>},
    {"Equal", one<equal>},
    {"Expand", one<expand>},
    {"Flatten", one<flatten_axes>},
    {"Floor", one<operators::floor>},
    {"Gather", one<gather_axis>},
    {"GatherElements", one<gather_elements>},
    {"GatherND", one<gather_nd>},
    {"Gemm", one<gemm>},
    {"GlobalAveragePool", one<global_average_pool>},
    {"GlobalMaxPool", one<global_max_pool>},
    {"Greater", one<greater>},
    {"GreaterOrEqual", one<greater_or_equal>},
    {"HardSigmoid", one<hard_sigmoid>},
    {"HardSwish", one<hard_swish>},
    {"Identity", one<identity>},
    {"LeakyRelu", one<leaky_relu>},
    {"Less", one<less>},
    {"LessOrEqual", one<less_or_equal>},
    {"MatMul", one<matmul>},
    {"Max", one<largest>},
    {"MaxPool", one<max_pool>},
    {"Mean", one<mean>},
    {"Min", one<smallest>},
    {"Mod", one<mod>},
    {"Mul", one<operators::multiply>},
    {"Neg", one<negate>},
    {"Not", one<not_of>},
    {"OneHot", one<one_hot>},
    {"Or", one<or_of>},
    {"PRelu", one<parametric_relu>},
    {"Pad", one<pad>},
    {"Pow", one<power>},
    {"Range", one<range>},
    {"Reciprocal", one<reciprocal>},
    {"ReduceL1", one<reduce_l1>},
    {"ReduceMax", one<reduce_max>},
    {"ReduceMean", one<reduce_mean>},
    {"ReduceMin", one<reduce_min>},
    {"ReduceProd", one<reduce_product>},
    {"ReduceSum", one<reduce_sum>},
    {"ReduceSumSquare", one<reduce_sum_of_squares>},
    {"Relu", one<relu>},
    {"Reshape", one<reshape_to>},
    {"Resize", one<resize>},
    {"Round", one<operators::round>},
    {"Scatter", one<scatter_elements>},
    {"ScatterElements", one<scatter_elements>},
    {"ScatterND", one<scatter_nd>},
    {"Shape", one<shape_of>},
    {"Sign", one<sign>},
    {"Size", one<size_of>},
    {"Slice", one<slice>},
    {"Softsign", one<softsign>},
    {"SpaceToDepth", one<space_to_depth>},
    {"Split", split},
    {"Sqrt", one<square_root>},
    {"Squeeze", one<squeeze_axes>},
    {"Sub", one<operators::subtract>},
    {"Sum", one<sum>},
    {"ThresholdedRelu", one<thresholded_relu>},
    {"Tile", one<tile>},
    {"Transpose", one<transpose_axes>},
    {"Unsqueeze", one<unsqueeze_axes>},
    {"Upsample", one<upsample>},
    {"Where", one<where>},
    {"Xor", one<xor_of>},
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
