#include "ftcert/model/operators/normalization.hpp"

#include <string>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/data/binary_float.hpp"
#include "ftcert/model/arithmetic.hpp"
#include "ftcert/model/rounded_root.hpp"

namespace ftcert::model::operators {

namespace {

// Inputs 1 to 4: a constant list with a number for each channel.
const std::vector<Rational>& list(const Node& node, std::size_t i, std::size_t channels) {
  const Tensor& tensor = node.floating(i);
  const std::string what = "input " + std::to_string(i);
  if (!tensor.constant()) throw Error(Code::kModelGraph, what + ": expected constants, found a function of the input");
  if (tensor.shape.rank() != 1 || tensor.numbers.size() != channels) {
    throw Error(Code::kModelShape, what + ": expected " + std::to_string(channels) +
                                       " numbers, one for each channel, found shape " + text(tensor.shape));
  }
  return tensor.numbers;
}

void push(Tensor& tensor, const std::optional<Rational>& number, std::size_t channel, Budget& budget) {
  if (!number) {
    throw Error(Code::kNotFinite,
                "the folded weight of channel " + std::to_string(channel) + " is beyond the largest float");
  }
  budget.charge(*number);
  tensor.numbers.push_back(*number);
}

void expect_inference(Node& node) {
  node.ignore_attribute("momentum");
  if (node.opset() < 6) node.ignore_attribute("consumed_inputs");
  if (node.opset() < 9 && node.integer("spatial", 1) != 1) {
    throw Error(Code::kModelOperator, "attribute 'spatial': expected 1, one number for each channel");
  }
  const bool training =
      node.opset() < 7 ? node.integer("is_test", 0) == 0 : node.opset() >= 14 && node.integer("training_mode", 0) != 0;
  if (training) throw Error(Code::kModelOperator, "expected inference, found training mode, which mixes samples");
}

}  // namespace

// scale (x - mean) / sqrt(var + epsilon) + bias as a x + b, with a and b the floats nearest to the exact real numbers.
Tensor batch_normalization(Node& node) {
  node.expect_inputs(5, 5);
  expect_inference(node);
  const Rational epsilon = node.real("epsilon", *round_to(kBinary32, Rational(1, 100000)));
  const Tensor& x = node.floating(0);
  if (x.shape.rank() < 2) throw Error(Code::kModelShape, "expected channels in axis 1, found shape " + text(x.shape));
  if (x.shape.sample_axis == std::size_t{1}) refuse_mixing(x.shape, "a number for each position of axis 1");
  const std::size_t channels = x.shape.dims[1];
  const std::vector<Rational>&scale = list(node, 1, channels), &bias = list(node, 2, channels),
        &mean = list(node, 3, channels), &variance = list(node, 4, channels);
  Shape shape{std::vector<std::size_t>(x.shape.rank() - 1, 1), std::nullopt, 0};
  shape.dims[0] = channels;
  Tensor factors{x.type, shape, std::nullopt, {}, {}}, offsets = factors;
  for (std::size_t c = 0; c < channels; ++c) {
    const Rational spread = variance[c] + epsilon;
    if (spread.sign() <= 0) {
      throw Error(Code::kNotFinite, "expected a positive variance with epsilon, found " + spread.text() +
                                        " at channel " + std::to_string(c));
    }
    const Rational inverse = Rational(1) / spread;
    push(factors, nearest_with_root(kBinary32, 0, scale[c], inverse), c, node.budget());
    push(offsets, nearest_with_root(kBinary32, bias[c], -mean[c] * scale[c], inverse), c, node.budget());
  }
  node.chain().folded = true;
  return add(multiply(x, factors, node.chain()), offsets, node.chain());
}

}  // namespace ftcert::model::operators
