#include "ftcert/pieces/line_evaluation.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/core/order.hpp"
#include "ftcert/core/work.hpp"
#include "ftcert/pieces/fixed_points.hpp"
#include "ftcert/pieces/line_pieces.hpp"

namespace ftcert {

namespace {

// Margins of all layers over samples given by their increasing values t.
class MarginScan {
 public:
  MarginScan(const std::vector<Rational>& sorted, std::size_t layers)
      : sorted_(sorted), margins_(layers), next_(layers, sorted.begin()) {
    if (sorted.empty()) return;
    for (const Rational& t : {sorted.front(), sorted.back()}) {
      if (!t.is_zero()) shift_ = std::min(shift_, 62 - size_of(t));
    }
  }

  // Intervals of a layer cover the line in increasing order, and pre-activations are continuous: a sample on the end of one needs no second look in the next.
  void add(std::size_t layer, std::span<const AffineForm> forms, const std::optional<Rational>& high) {
    const At first = next_[layer];
    const At last = high ? behind(*high, first, sorted_.end()) : sorted_.end();
    next_[layer] = last;
    if (first == last) return;
    for (const AffineForm& form : forms) add_least(margins_[layer], form, first, last);
  }

  // Units for a form on an interval: comparisons of numbers.
  std::uint64_t work() const { return 64 * static_cast<std::uint64_t>(std::bit_width(sorted_.size()) + 8); }

  std::vector<LayerMargin> take() { return std::move(margins_); }

 private:
  using At = std::vector<Rational>::const_iterator;

  // Integer keys (core/order.hpp), made while searching: a number with a smaller key is less.
  Wide key(const Rational& t) const { return t.fraction().scaled_floor(shift_); }

  // The first of the samples that is greater than the value.
  At behind(const Rational& value, At first, At last) const {
    const Wide limit = scaled_floor(value, shift_).floor;
    return std::partition_point(first, last, [&](const Rational& t) {
      const Wide at = key(t);
      return at != limit ? at < limit : t <= value;
    });
  }

  // |slope * t + intercept| grows with the distance from its zero, so its least values are at the samples beside the zero.
  void add_least(LayerMargin& margin, const AffineForm& form, At first, At last) const {
    if (form.slope.is_zero()) return margin.add(form.intercept);
    const Wide zero = scaled_floor_of_zero(form.slope, form.intercept, shift_).floor;
    At from = std::partition_point(first, last, [&](const Rational& t) { return key(t) < zero; });
    At until = std::partition_point(from, last, [&](const Rational& t) { return key(t) <= zero; });
    if (until - from == 1) {
      margin.add(*from * form.slope + form.intercept);
    } else if (from != until) {
      const auto on_zero = std::equal_range(from, until, -form.intercept / form.slope);
      from = on_zero.first;
      until = on_zero.second;
      if (from != until) margin.add(0);
    }
    if (from != first) add_near(margin, form, *(from - 1), zero);
    if (until != last) add_near(margin, form, *until, zero);
  }

  // A sample that lies far from the zero adds nothing, and is not evaluated: the sizes of distance, slope and margin are enough to tell.
  void add_near(LayerMargin& margin, const AffineForm& form, const Rational& t, Wide zero) const {
    if (margin.nonzero) {
      const Wide apart = key(t) - zero, least = (apart < 0 ? -apart : apart) - 1;  // least 2^-shift_ < |t - zero|
      const std::size_t bits = std::bit_width(static_cast<std::uint64_t>(std::clamp<Wide>(least, 0, 1L << 62)));
      if (least > 0 &&
          size_of(form.slope) - 2 + static_cast<std::int64_t>(bits) - 1 - shift_ >= size_of(*margin.nonzero))
        return;
    }
    margin.add(t * form.slope + form.intercept);
  }

  const std::vector<Rational>& sorted_;
  std::vector<LayerMargin> margins_;
  std::vector<At> next_;           // by layer: the first sample that no interval had
  std::int64_t shift_ = 1L << 30;  // of keys: t 2^shift_ is below 2^62 in absolute value
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
  const auto look_at = [&](std::size_t layer, auto forms, const auto&, const auto& high) {
    if (most) meter.charge(forms.size() * scan.work());
    scan.add(layer, forms, high);
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
