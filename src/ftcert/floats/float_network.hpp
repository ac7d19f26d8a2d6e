// A network whose weights are floating-point numbers, as it will run.
//
// Purpose: what is written into a model. x -> network(x - centre): the subtraction is one operation before the first layer, by which the sums of the
// first layer stay small. Rows are scaled by powers of two, which moves no number out of the format and changes no function.
//
//   std::optional<FloatNetwork> g = to_format(exact, points, FloatFormat::kBinary32);
//   folded(*g);   // the same function of x as one network over the rationals
#pragma once

#include <optional>
#include <vector>

#include "ftcert/core/float_format.hpp"
#include "ftcert/core/network.hpp"

namespace ftcert {

struct FloatNetwork {
  FloatFormat format = FloatFormat::kBinary32;
  std::vector<Rational> centre;  // D numbers of binary32, or none: no subtraction
  Network network;               // of x - centre; every weight and bias is 0 or a normal number of the format
};

// The function of x, over the rationals.
Network folded(const FloatNetwork& g);

// The few-bit numbers near the middle of each feature from which the samples are subtracted without rounding where that helps; all 0 where it does not.
std::vector<Rational> few_bit_centre(const PointMatrix& points);

// Every weight rounded to nearest, after the rows are scaled. Nothing where a weight does not fit into the format's range. points: K x D samples, for
// the centre and the scale.
std::optional<FloatNetwork> to_format(const Network& g, const PointMatrix& points, FloatFormat format);

}  // namespace ftcert
