#include "ftcert/pieces/line_evaluation.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/core/order.hpp"
#include "ftcert/core/work.hpp"
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

  // Units for a form on an interval: comparisons of numbers.
  std::uint64_t work() const { return 64 * static_cast<std::uint64_t>(std::bit_width(sorted_.size()) + 8); }

  std::vector<LayerMargin> take() { return std::move(margins_); }

 private:
  const std::vector<Rational>& sorted_;
  std::vector<LayerMargin> margins_;
};

}  // namespace

std::optional<Evaluation> evaluate_along(const Network& network, const std::vector<Integer>& direction,
                                         const PointMatrix& points, const std::optional<Integer>& most,
                                         const ForChunks& for_chunks) {
  require(network.depth() >= 2, "evaluate_along: needs a hidden layer");
  const bool as_they_are = direction.size() == 1 && direction[0] == 1;
  std::vector<Rational> projected;
  if (!as_they_are) projected = project_points(points, direction);
  const std::span<const Rational> t = as_they_are ? points.entries : projected;
  const std::vector<std::size_t> order = increasing_order(t);
  std::vector<Rational> sorted;
  sorted.reserve(t.size());
  for (const std::size_t i : order) sorted.push_back(t[i]);

  // x = t u / (u.u) has u.x = t.
  Integer square = 0;
  for (const Integer& a : direction) square += a * a;
  std::vector<Rational> step;
  for (const Integer& a : direction) step.emplace_back(a, square);
  MarginScan scan(sorted, network.depth() - 1);
  WorkMeter meter(most);
  const auto look_at = [&](std::size_t layer, auto forms, const auto& low, const auto& high) {
    if (most) meter.charge(forms.size() * scan.work());
    scan.add(layer, forms, low, high);
  };
  LinePieces pieces;
  try {
    pieces = pieces_along(network, std::vector<Rational>(direction.size()), step, look_at, most ? &meter : nullptr);
  } catch (const Error& error) {
    if (error.code() != Code::kWork) throw;
    return std::nullopt;
  }

  Evaluation evaluation{PointMatrix(points.count, network.outputs()), scan.take()};
  constexpr std::size_t kChunk = 8192;
  for_chunks((order.size() + kChunk - 1) / kChunk, [&](std::size_t chunk) {
    const std::size_t from = chunk * kChunk, count = std::min(kChunk, order.size() - from);
    PointMatrix values = pieces.values(std::span(sorted).subspan(from, count));
    for (std::size_t r = 0; r < count; ++r)
      std::ranges::move(values.row(r), evaluation.values.row(order[from + r]).begin());
  });
  return evaluation;
}

}  // namespace ftcert
