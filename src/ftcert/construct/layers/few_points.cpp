#include "ftcert/construct/layers/few_points.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "ftcert/construct/layers/group_layout.hpp"
#include "ftcert/construct/layers/zigzag.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

constexpr std::size_t kPoints = 6;

// As in the theorem: samples 1 to 6 are at indices 0 to 5, the slope s_j from sample j to sample j+1 is at index j-1.
struct SixPoints {
  std::array<Rational, kPoints> x, z;
  std::array<Rational, kPoints - 1> s;

  void measure() {
    for (std::size_t j = 0; j < s.size(); ++j) s[j] = (z[j + 1] - z[j]) / (x[j + 1] - x[j]);
  }
  void negate() {
    for (Rational& v : z) v = -v;
    measure();
  }
  void reflect() {
    std::reverse(x.begin(), x.end());
    std::reverse(z.begin(), z.end());
    for (Rational& v : x) v = -v;
    measure();
  }
};

SixPoints six_points(const LineSamples& samples) {
  SixPoints data;
  for (std::size_t i = 0; i < kPoints; ++i) {
    const bool given = i < samples.size();
    data.x[i] = given ? samples.x(i) : simple_above(data.x[i - 1]);
    data.z[i] = given ? samples.z(i)[0] : data.z[i - 1];
  }
  data.measure();
  return data;
}

// Samples 1 to 3 on a line, and samples 4 to 6: g = z_1 + (s_1 (x - x_1) up to x_3, slope s_3 behind) + (s_5 - s_3) relu(x - x_4).
SplineNet three_pieces(const SixPoints& data) {
  const auto& [x, z, s] = data;
  SplineNet net(1);
  const Rational start = simple_below(x[0]);
  net.add_knot(start, Facing::kRight);
  net.add_knot(x[2], Facing::kRight);
  // The first row's values from sample 1 to sample 6 are raised until they are not negative.
  const Rational middle = s[0] * (x[2] - start), end = middle + s[2] * (x[5] - x[2]);
  const Rational raise = -std::min({Rational(0), middle, end});
  const std::array<Rational, 1> one{Rational(1)}, bend{s[4] - s[2]};
  net.add_row({raise, {s[0], s[2] - s[0]}}, one);
  net.add_row({start - x[3], {1, 0}}, bend);
  net.constant[0] = z[0] - s[0] * (x[0] - start) - raise;
  return net;
}

// g = c - relu(A) - relu(B), for s_5 < s_4.
SplineNet five_pieces(const SixPoints& data) {
  const auto& [x, z, s] = data;
  const Rational gap = x[2] - x[1];
  Rational size = (s[1] + abs(s[4]) * (x[5] - x[0]) / gap);
  for (const Rational& slope : s) size = std::max(size, abs(slope));
  size = power_above(std::max(size, abs(s[0]) * (x[1] - x[0]) / gap));                          // M
  const Rational steep = power_above(std::max({size, size - s[0], s[2] - s[4], s[3] - s[4]}));  // C
  const Rational left = x[0] + (size - s[0]) * (x[1] - x[0]) / steep;                           // t_1
  const Rational rise = steep + s[4];
  const Rational right = (z[2] + size * x[2] - z[3] + rise * x[3]) / (rise + size);  // t_2
  const Rational zero_a = x[3] + (s[3] - s[4]) * (x[4] - x[3]) / steep;              // k_4
  const Rational zero_b = (x[1] + x[2]) / 2 + (z[2] - z[1]) / (2 * size);            // k_2
  SplineNet net(1);
  net.add_knot(left, Facing::kRight);
  net.add_knot(right, Facing::kLeft);
  // Weights (W_1, W_2) make the slopes -W_2, W_1 - W_2, W_1.
  const SplineRow a{steep * (zero_a - left), {-steep, size - steep}};
  const SplineRow b{s[4] * (zero_b - left) + (2 * size + s[4]) * (right - zero_b), {-s[4], -(2 * size + s[4])}};
  const std::array<Rational, 1> minus{Rational(-1)};
  net.constant[0] = z[0] + a.bias + a.weights[1] * (right - x[0]);
  net.add_row(a, minus);
  net.add_row(b, minus);
  return net;
}

void negate(SplineNet& net) {
  net.constant[0] = -net.constant[0];
  for (Rational& w : net.outers) w = -w;
}

void reflect(SplineNet& net) {
  for (Rational& t : net.knots) t = -t;
  for (Facing& f : net.facings) f = f == Facing::kLeft ? Facing::kRight : Facing::kLeft;
}

SplineNet fit(SixPoints data) {
  const bool bends_right = data.s[4] != data.s[3];
  if (!bends_right && data.s[0] == data.s[1]) return three_pieces(data);
  if (!bends_right) data.reflect();
  const bool concave = data.s[4] < data.s[3];
  if (!concave) data.negate();
  SplineNet net = five_pieces(data);
  if (!concave) negate(net);
  if (!bends_right) reflect(net);
  return net;
}

Outcome plan(const Problem& problem) {
  if (problem.outputs() != 1) {
    return Inapplicable{"needs one output, the data have " + std::to_string(problem.outputs())};
  }
  if (problem.samples() > kPoints) {
    return Inapplicable{"needs K <= 6, the data have K = " + std::to_string(problem.samples())};
  }
  Plan plan;
  plan.widths = {2, 2};
  plan.promised = plan.neurons();
  plan.build = [&problem] { return fit(six_points(LineSamples(problem))).lift(problem.projection().direction); };
  return plan;
}

}  // namespace

const Construction kSixPoints{"six-points", "proofs/theorems.md, theorem 3.13.2", "4", "one output, K <= 6", 3, &plan};

}  // namespace ftcert
