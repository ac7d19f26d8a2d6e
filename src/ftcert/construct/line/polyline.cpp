#include "ftcert/construct/line/polyline.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

bool all_zero(const std::vector<Rational>& v) {
  return std::all_of(v.begin(), v.end(), [](const Rational& e) { return e.is_zero(); });
}

// Calls add(kink, facing, weight) for every neuron, the one that corrects the first slope before the others.
template <typename Visit>
void visit_neurons(const Polyline& line, LeftKinks left, Visit add) {
  const std::size_t size = line.size();
  require(size > 0 && 1 <= left.first && left.first <= left.last && (left.last == 1 || left.last < size),
          "Polyline: the left-facing kinks lie outside");
  if (size == 1) return;
  std::vector<Rational> before, after, change(line.outputs);
  // The slope changes at left-facing kinks telescope.
  line.slope(0, change);
  if (left.first < left.last) {
    line.slope(left.first - 1, before);
    line.slope(left.last - 1, after);
    for (std::size_t c = 0; c < line.outputs; ++c) change[c] += after[c] - before[c];
  }
  if (!all_zero(change)) add(line.knots[0], Facing::kRight, change);
  line.slope(0, before);
  for (std::size_t k = 1; k + 1 < size; ++k) {
    line.slope(k, after);
    for (std::size_t c = 0; c < line.outputs; ++c) change[c] = after[c] - before[c];
    const bool faces_left = left.first <= k && k < left.last;
    if (!all_zero(change)) add(line.knots[k], faces_left ? Facing::kLeft : Facing::kRight, change);
    std::swap(before, after);
  }
}

}  // namespace

void Polyline::add(Rational knot, std::span<const Rational> value, std::size_t sample) {
  require(value.size() == outputs && (knots.empty() || knots.back() < knot), "Polyline::add: knots out of order");
  knots.push_back(std::move(knot));
  values.insert(values.end(), value.begin(), value.end());
  samples.push_back(sample);
}

void Polyline::slope(std::size_t k, std::vector<Rational>& result) const {
  const Rational run = knots[k + 1] - knots[k];
  result.resize(outputs);
  for (std::size_t c = 0; c < outputs; ++c) {
    result[c] = value(k + 1)[c];
    result[c] -= value(k)[c];
    if (!result[c].is_zero()) result[c] /= run;
  }
}

std::size_t count_neurons(const Polyline& line, LeftKinks left) {
  std::size_t count = 0;
  visit_neurons(line, left, [&count](const Rational&, Facing, const std::vector<Rational>&) { ++count; });
  return count;
}

ReluSum relu_sum(const Polyline& line, LeftKinks left) {
  ReluSum sum(line.outputs);
  visit_neurons(line, left, [&sum](const Rational& kink, Facing facing, const std::vector<Rational>& weight) {
    sum.add(kink, facing, weight);
  });
  // At the first knot all right-facing units are zero.
  for (std::size_t c = 0; c < line.outputs; ++c) sum.constant[c] = line.value(0)[c];
  for (std::size_t u = 0; u < sum.neurons(); ++u) {
    if (sum.facings[u] == Facing::kRight) continue;
    const Rational reach = sum.kinks[u] - line.knots[0];
    for (std::size_t c = 0; c < line.outputs; ++c) sum.constant[c] -= sum.weights[u * line.outputs + c] * reach;
  }
  return sum;
}

}  // namespace ftcert
