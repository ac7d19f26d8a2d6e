// What every floating-point execution returns, enclosed.
//
// Purpose: the rules of proofs/certificate-format.md, section 15. An enclosure is the value v of the real network and a bound e of how far any
// execution is from it; e is rounded up to 40 bits. Values and errors are exact rationals; a layer is a few products of integer matrices.
//
//   Enclosures x = read_points(FloatFormat::kBinary32, points);
//   apply_layer(FloatFormat::kBinary32, map, 1, x);
//   relu(x);   // x.values.row(i)[r], x.errors.row(i)[r]
#pragma once

#include <cstddef>

#include "ftcert/core/float_format.hpp"
#include "ftcert/core/stepped_network.hpp"
#include "ftcert/evaluation/batch.hpp"

namespace ftcert {

// Of a format, as in section 15.
struct FormatConstants {
  explicit FormatConstants(FloatFormat format)
      : u(roundoff(format)),
        lambda(least_normal(format)),
        omega(largest_power(format)),
        quarter(omega * Rational(1, 4)) {}
  Rational u, lambda, omega;
  // Omega / 4: u, gamma and the sum of all lambdas are so small that nothing overflows where operands, or a row's terms, have at most this size.
  Rational quarter;
};

struct Enclosures {
  PointMatrix values, errors;  // samples x components

  bool zero(std::size_t i, std::size_t k) const { return values.row(i)[k].is_zero() && errors.row(i)[k].is_zero(); }
};

// Thrown where an overflow is not excluded.
struct MayOverflow {
  std::size_t row;     // of the points
  FloatFormat format;  // of the operation
};
// Thrown where a row has too many terms.
struct RowTooLong {
  std::size_t layer, terms;
};

// up(e): the least multiple of 2^j that is not below e, 2^j about 2^-40 e.
Rational rounded_up(const Rational& error);

// One operation for each component, whose exact results the values are.
void operate(FloatFormat format, Enclosures& x);
Enclosures read_points(FloatFormat format, const PointMatrix& points);
void convert(FloatFormat from, FloatFormat to, Enclosures& x);
// x has a component for each of the step's numbers.
void apply_step(FloatFormat format, const ElementStep& step, Enclosures& x);
// number: of the layer, for RowTooLong. x has map.columns components and gets map.rows.
void apply_layer(FloatFormat format, const AffineMap& map, std::size_t number, Enclosures& x);
void relu(Enclosures& x);

// g, a network of `format` behind the subtraction of the centre (none: empty), in a model of format `model`.
Enclosures enclose_patch(FloatFormat model, FloatFormat format, const std::vector<Rational>& centre, const Network& g,
                         const PointMatrix& points, const ForChunks& for_chunks = in_turn);
// f + g, by the enclosures of g at the same points.
Enclosures enclose_sum(FloatFormat model, const SteppedNetwork& f, const Enclosures& g, const PointMatrix& points,
                       const ForChunks& for_chunks = in_turn);

}  // namespace ftcert
