#include "ftcert/construct/specification/unit_networks.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/construct/space/exact_row.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

void write_row(const Strip& strip, AffineMap& map, std::size_t r) {
  for (std::size_t j = 0; j < map.columns; ++j) map.weight(r, j) = Rational(strip.weights[j]);
  map.bias[r] = Rational(strip.constant);
}

}  // namespace

bool meets_all(const Demands& demands, const PointMatrix& values) {
  auto next = demands.violated().begin();
  for (std::size_t i = 0; i < values.count; ++i) {
    const auto g = values.row(i);
    if (next != demands.violated().end() && next->row == i) {
      if (!demands.meets(*next++, g)) return false;
    } else if (!std::ranges::all_of(g, [](const Rational& value) { return value.is_zero(); })) {
      return false;
    }
  }
  return true;
}

Network half_space_network(const std::vector<HalfSpaceUnit>& units, const PointMatrix& points,
                           const CentredSamples& samples, double step) {
  const std::size_t outputs = units.front().direction.size();
  AffineMap hidden(units.size(), points.dimension), outer(outputs, units.size());
  for (std::size_t u = 0; u < units.size(); ++u) {
    const Strip strip = near_row(samples, units[u].row, step);
    write_row(strip, hidden, u);
    for (std::size_t k = 0; k < outputs; ++k) outer.weight(k, u) = units[u].direction[k] / Rational(strip.scale);
  }
  return Network(points.dimension, {std::move(hidden), std::move(outer)});
}

Network bump_network(const std::vector<Bump>& bumps, const PointMatrix& points, const CentredSamples& samples,
                     double step) {
  const std::size_t outputs = bumps.front().shared.value.size();
  std::size_t faces = 0;
  for (const Bump& bump : bumps) faces += bump.faces.size();
  AffineMap first(faces, points.dimension), second(bumps.size(), faces), outer(outputs, bumps.size());
  std::size_t row = 0;
  for (std::size_t b = 0; b < bumps.size(); ++b) {
    for (const FloatRow& face : bumps[b].faces) {
      const Strip strip = near_row(samples, face, step);
      write_row(strip, first, row);
      // Faces are 1 where they switch the bump off: a little more, for what rounding takes.
      second.weight(b, row) = Rational(-9, 8) / Rational(strip.scale);
      ++row;
    }
    second.bias[b] = 1;
    for (std::size_t k = 0; k < outputs; ++k) outer.weight(k, b) = bumps[b].shared.value[k];
  }
  return Network(points.dimension, {std::move(first), std::move(second), std::move(outer)});
}

Network side_by_side(const Network& a, const Network& b) {
  require(a.depth() == 2 && b.depth() == 2 && a.inputs() == b.inputs() && a.outputs() == b.outputs(),
          "side_by_side: shapes");
  const std::size_t wide = a.neurons(), all = wide + b.neurons();
  AffineMap hidden(all, a.inputs()), outer(a.outputs(), all);
  for (std::size_t r = 0; r < all; ++r) {
    const Network& from = r < wide ? a : b;
    const std::size_t place = r < wide ? r : r - wide;
    for (std::size_t j = 0; j < a.inputs(); ++j) hidden.weight(r, j) = from.layers()[0].weight(place, j);
    hidden.bias[r] = from.layers()[0].bias[place];
    for (std::size_t k = 0; k < a.outputs(); ++k) outer.weight(k, r) = from.layers()[1].weight(k, place);
  }
  for (std::size_t k = 0; k < a.outputs(); ++k) outer.bias[k] = a.layers()[1].bias[k] + b.layers()[1].bias[k];
  return Network(a.inputs(), {std::move(hidden), std::move(outer)});
}

}  // namespace ftcert
