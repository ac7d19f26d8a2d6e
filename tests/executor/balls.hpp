// How far executions with a given roundoff may be from the real network, a number at a time.
//
// Purpose: a bound for arithmetic that certificates say nothing about: rounding up, down or toward zero, each operation with relative error 2 u. Slow
// and from the definitions.
//
//   Balls balls(FloatFormat::kBinary32, 2);
//   Ball y = balls.row(map, 0, x);   // every execution is within y.error of y.value
#pragma once

#include <span>
#include <vector>

#include "ftcert/certificate/certificate.hpp"
#include "ftcert/core/dyadic.hpp"
#include "ftcert/core/rounding.hpp"

namespace ftcert::test {

struct Ball {
  Rational value, error;
  bool is_zero() const { return value.is_zero() && error.is_zero(); }
};

class Balls {
 public:
  // factor: so many times the roundoff of rounding to nearest.
  Balls(FloatFormat format, int factor)
      : format_(format), u_(roundoff(format) * Rational(factor)), least_(least_normal(format)) {}

  Ball operation(const Rational& value, const Rational& error) const {
    if (error.is_zero() && is_number_of(format_, value)) return {value, 0};
    return {value, error + u_ * (abs(value) + error) + least_};
  }

  Ball row(const AffineMap& map, std::size_t r, const std::vector<Ball>& x) const {
    std::vector<Rational> terms;
    Rational value = map.bias[r], carried;
    if (!value.is_zero()) terms.push_back(value);
    bool certain = true, products = false;
    for (std::size_t j = 0; j < x.size(); ++j) {
      const Rational& w = map.weight(r, j);
      if (w.is_zero() || x[j].is_zero()) continue;
      products = true;
      certain = certain && x[j].error.is_zero();
      terms.push_back(w * x[j].value);
      value += terms.back();
      carried += abs(w) * x[j].error;
    }
    if (!products || (certain && no_sum_rounds(terms))) return {value, 0};
    Rational size = carried;
    for (const Rational& term : terms) size += abs(term);
    const Rational n(Integer(static_cast<std::int64_t>(terms.size()))), t = (n + 1) * u_;
    return {value, carried + (t + t * t) * size + Rational(4) * n * least_};
  }

  static Ball relu(const Ball& x) {
    if ((x.value + x.error).sign() <= 0) return {0, 0};
    return {x.value.sign() > 0 ? x.value : Rational(0), x.error};
  }

 private:
  // All partial sums, in any order, are numbers of the format.
  bool no_sum_rounds(const std::vector<Rational>& terms) const {
    std::optional<long> place;
    Rational size;
    for (const Rational& term : terms) {
      const std::optional<long> own = last_place(term);
      if (!own) return false;
      place = std::min(place.value_or(*own), *own);
      size += abs(term);
    }
    return power_of_two(*place) >= least_ && size <= power_of_two(*place + ieee(format_).precision);
  }

  FloatFormat format_;
  Rational u_, least_;
};

// What executions of g return at a point, as the model reads it.
inline std::vector<Ball> balls_of(const ExecutionCertificate& c, std::span<const Rational> point, int factor) {
  const Balls model(c.claim.arithmetic, factor), own(c.claim.g, factor);
  const bool narrower = c.claim.g == FloatFormat::kBinary32 && c.claim.arithmetic == FloatFormat::kBinary64;
  const bool wider = c.claim.g == FloatFormat::kBinary64 && c.claim.arithmetic == FloatFormat::kBinary32;
  std::vector<Ball> x;
  for (std::size_t j = 0; j < point.size(); ++j) {
    Ball ball = model.operation(point[j], 0);
    if (narrower) ball = own.operation(ball.value, ball.error);
    if (!c.centre.empty()) ball = own.operation(ball.value - c.centre[j], ball.error);
    x.push_back(std::move(ball));
  }
  for (std::size_t l = 0; l < c.g.depth(); ++l) {
    const AffineMap& map = c.g.layers()[l];
    if (l > 0) {
      for (Ball& ball : x) ball = Balls::relu(ball);
    }
    std::vector<Ball> next;
    for (std::size_t r = 0; r < map.rows; ++r) next.push_back(own.row(map, r, x));
    x = std::move(next);
  }
  if (wider) {
    for (Ball& ball : x) ball = model.operation(ball.value, ball.error);
  }
  return x;
}

}  // namespace ftcert::test
