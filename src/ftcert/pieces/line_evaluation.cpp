#include "ftcert/pieces/line_evaluation.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/core/order.hpp"
#include "ftcert/evaluation/integer_matrix.hpp"
#include "ftcert/pieces/line_pieces.hpp"

namespace ftcert {

namespace {

// Margins of all layers over samples given by their increasing values t.
class MarginScan {
 public:
  MarginScan(const std::vector<Rational>& sorted, std::size_t layers) : sorted_(sorted), margins_(layers) {}

  // On the interval each |slope * t + intercept| grows with the distance from its zero, so its least values are at the samples
  // beside the zero. (A sample on the common end of two intervals counts in both: the pre-activations are continuous.)
  void add(std::size_t layer, std::span<const AffineForm> forms, const std::optional<Rational>& low,
           const std::optional<Rational>& high) {
    const auto first = low ? std::lower_bound(sorted_.begin(), sorted_.end(), *low) : sorted_.begin();
    const auto last = high ? std::upper_bound(first, sorted_.end(), *high) : sorted_.end();
    if (first == last) return;
    for (const AffineForm& form : forms) {
      if (form.slope.is_zero()) {
        margins_[layer].add(form.intercept);
        continue;
      }
      const Rational zero = -form.intercept / form.slope;
      const auto from = std::lower_bound(first, last, zero);
      const auto behind = std::upper_bound(from, last, zero);
      if (from != behind) margins_[layer].add(0);
      if (from != first) margins_[layer].add(form.slope * (*(from - 1) - zero));
      if (behind != last) margins_[layer].add(form.slope * (*behind - zero));
    }
  }

  std::vector<LayerMargin> take() { return std::move(margins_); }

 private:
  const std::vector<Rational>& sorted_;
  std::vector<LayerMargin> margins_;
};

}  // namespace

bool few_pieces(const Network& network, std::size_t samples) {
  const std::size_t limit = 64 + 4 * samples;
  std::size_t pieces = 1;
  for (std::size_t width : network.widths()) {
    if (width >= limit) return false;
    pieces *= width + 1;
    if (pieces > limit) return false;
  }
  return true;
}

Evaluation evaluate_along(const Network& network, const std::vector<Integer>& direction, const PointMatrix& points) {
  require(network.depth() >= 2, "evaluate_along: needs a hidden layer");
  const std::vector<Rational> t = project_points(points, direction);
  const std::vector<std::size_t> order = increasing_order(t);
  std::vector<Rational> sorted;
  sorted.reserve(t.size());
  for (std::size_t i : order) sorted.push_back(t[i]);

  // x = t u / (u.u) has u.x = t.
  Integer square = 0;
  for (const Integer& a : direction) square += a * a;
  std::vector<Rational> step;
  for (const Integer& a : direction) step.emplace_back(a, square);
  MarginScan scan(sorted, network.depth() - 1);
  const LinePieces pieces = pieces_along(
      network, std::vector<Rational>(direction.size()), step,
      [&](std::size_t layer, auto forms, const auto& low, const auto& high) { scan.add(layer, forms, low, high); });

  Evaluation evaluation{PointMatrix(points.count, network.outputs()), scan.take()};
  std::size_t piece = 0;
  for (std::size_t r = 0; r < order.size(); ++r) {
    while (piece < pieces.kinks.size() && pieces.kinks[piece] <= sorted[r]) ++piece;
    std::vector<Rational> value = pieces.value_on(piece, sorted[r]);
    std::move(value.begin(), value.end(), evaluation.values.row(order[r]).begin());
  }
  return evaluation;
}

}  // namespace ftcert
