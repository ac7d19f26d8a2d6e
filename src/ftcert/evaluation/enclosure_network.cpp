// Enclosures of whole networks, some samples at a time.
#include <algorithm>
#include <span>

#include "ftcert/evaluation/enclosure.hpp"

namespace ftcert {

namespace {

Enclosures rows_of(const Enclosures& x, std::size_t first, std::size_t count) {
  const auto part = [&](const PointMatrix& all) {
    PointMatrix some(count, all.dimension);
    std::ranges::copy(std::span(all.entries).subspan(first * all.dimension, count * all.dimension),
                      some.entries.begin());
    return some;
  };
  return {part(x.values), part(x.errors)};
}

// The enclosures of some points at a time.
template <typename Enclose>
Enclosures in_chunks(const PointMatrix& points, const std::vector<AffineMap>& layers, const ForChunks& for_chunks,
                     const Enclose& enclose) {
  const std::size_t most = points_at_once(points.dimension, layers, 1024);
  Enclosures all{PointMatrix(points.count, layers.back().rows), PointMatrix(points.count, layers.back().rows)};
  for_chunks((points.count + most - 1) / most, [&](std::size_t k) {
    const std::size_t first = k * most;
    PointMatrix some(std::min(most, points.count - first), points.dimension);
    std::ranges::copy(std::span(points.entries).subspan(first * points.dimension, some.entries.size()),
                      some.entries.begin());
    try {
      Enclosures x = enclose(some, first);
      std::ranges::move(x.values.entries, all.values.row(first).begin());
      std::ranges::move(x.errors.entries, all.errors.row(first).begin());
    } catch (const MayOverflow& overflow) {
      throw MayOverflow{first + overflow.row, overflow.format};
    }
  });
  return all;
}

// The components of x, then those of y.
Enclosures side_by_side(const Enclosures& x, const Enclosures& y) {
  const auto join = [](const PointMatrix& a, const PointMatrix& b) {
    PointMatrix both(a.count, a.dimension + b.dimension);
    for (std::size_t i = 0; i < a.count; ++i)
      std::ranges::copy(b.row(i), std::ranges::copy(a.row(i), both.row(i).begin()).out);
    return both;
  };
  return {join(x.values, y.values), join(x.errors, y.errors)};
}

// Row r reads component r of what stands behind the inputs, with weight 1.
AffineMap with_one_more_term(const AffineMap& map) {
  AffineMap wide(map.rows, map.columns + map.rows);
  for (std::size_t r = 0; r < map.rows; ++r) {
    for (std::size_t c = 0; c < map.columns; ++c) wide.weight(r, c) = map.weight(r, c);
    wide.weight(r, map.columns + r) = 1;
    wide.bias[r] = map.bias[r];
  }
  return wide;
}

void add(Enclosures& x, const Enclosures& y) {
  for (std::size_t at = 0; at < x.values.entries.size(); ++at) {
    x.values.entries[at] += y.values.entries[at];
    x.errors.entries[at] += y.errors.entries[at];
  }
}

}  // namespace

Enclosures enclose_patch(FloatFormat model, FloatFormat format, const std::vector<Rational>& centre, const Network& g,
                         const PointMatrix& points, const ForChunks& for_chunks) {
  return in_chunks(points, g.layers(), for_chunks, [&](const PointMatrix& some, std::size_t) {
    Enclosures x = read_points(model, some);
    convert(model, format, x);
    if (!centre.empty()) apply_step(format, {ElementStep::kSub, centre}, x);
    for (std::size_t l = 0; l < g.depth(); ++l) {
      if (l > 0) relu(x);
      apply_layer(format, g.layers()[l], l + 1, x);
    }
    convert(format, model, x);
    return x;
  });
}

Enclosures enclose_sum(FloatFormat model, const SteppedNetwork& f, const Enclosures& g, const PointMatrix& points,
                       const ForChunks& for_chunks) {
  const bool joined = f.steps.back().empty();
  return in_chunks(points, f.layers, for_chunks, [&](const PointMatrix& some, std::size_t first) {
    const Enclosures patch = rows_of(g, first, some.count);
    Enclosures x = read_points(model, some);
    for (std::size_t l = 0; l < f.layers.size(); ++l) {
      if (l > 0) relu(x);
      for (const ElementStep& step : f.steps[l]) apply_step(model, step, x);
      if (l + 1 < f.layers.size() || !joined) apply_layer(model, f.layers[l], l + 1, x);
    }
    if (joined) {
      // g is one more term of the last row, whether or not it is added by itself.
      x = side_by_side(x, patch);
      apply_layer(model, with_one_more_term(f.layers.back()), f.layers.size(), x);
      return x;
    }
    for (const ElementStep& step : f.steps.back()) apply_step(model, step, x);
    add(x, patch);
    operate(model, x);
    return x;
  });
}

}  // namespace ftcert
