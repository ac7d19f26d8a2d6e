#include "ftcert/construct/layers/tuned_net.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "ftcert/construct/layers/tuned_hosts.hpp"
#include "ftcert/construct/layers/tuned_knots.hpp"
#include "ftcert/construct/layers/tuned_units.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// Mixed shapes whose knots are looked for before only units of one kind are tried.
constexpr std::size_t kMostSearches = 4;

// phi(p) = sum of outer * relu(p + shift * M).
struct BumpTerm {
  int shift;
  int outer;
};

std::vector<BumpTerm> terms(bool hat) {
  if (hat) return {{0, 1}, {-1, -2}, {-2, 1}};
  return {{2, -1}, {1, 2}, {-1, -2}, {-2, 1}};
}

void add_bump(SplineNet& net, const TunedSamples& samples, const TunedUnit& unit, const TunedBump& bump,
              const Rational& first) {
  const SplineRow row = row_through(net, tuned_slopes(samples, unit, bump, net.knots, first),
                                    bump.values.front() + first * (net.knots.front() - samples.x(unit.ranks.front())));
  for (const BumpTerm& term : terms(bump.hat)) {
    SplineRow shifted = row;
    shifted.bias += Rational(term.shift) * bump.height;
    std::vector<Rational> outer(net.outputs());
    outer[bump.output] = bump.sign * term.outer;
    net.add_row(std::move(shifted), outer);
  }
}

std::optional<SplineNet> build(const TunedSamples& samples, const LabelSigns& signs, const TunedShape& shape,
                               std::size_t& searches) {
  std::optional<std::vector<TunedUnit>> units = assign_tuned(samples, signs, shape);
  if (!units) return std::nullopt;
  ++searches;
  const std::optional<TunedKnots> tuned = tune_knots(samples, knot_places(samples, shape), *units);
  if (!tuned) return std::nullopt;
  SplineNet net(samples.outputs());
  for (std::size_t k = 0; k < tuned->knots.size(); ++k)
    net.add_knot(tuned->knots[k], k == left_facing(shape.knots()) ? Facing::kLeft : Facing::kRight);
  for (std::size_t u = 0; u < units->size(); ++u) {
    const TunedUnit& unit = (*units)[u];
    for (std::size_t b = 0; b < unit.bumps.size(); ++b)
      add_bump(net, samples, unit, unit.bumps[b], tuned->slopes[u][b]);
  }
  add_hosts(net, samples, shape);
  return net;
}

}  // namespace

std::optional<SplineNet> tuned_net(const LineSamples& samples, const std::vector<std::size_t>& changed,
                                   const LayerCost& cost, std::size_t most) {
  const TunedSamples tuned_samples(samples, changed);
  const LabelSigns signs = label_signs(samples, changed);
  std::size_t searches = 0;
  for (const TunedChoice& choice : tuned_choices(signs, cost, most)) {
    const UnitCounts& u = choice.units;
    const bool mixed = u.units() > std::max({u.plus, u.minus, u.wave});
    if (mixed && searches >= kMostSearches) continue;
    const std::optional<TunedShape> shape = cut_for(signs, choice);
    require(shape.has_value(), "tuned_net: a choice without a shape");
    if (auto net = build(tuned_samples, signs, *shape, searches)) return net;
  }
  return std::nullopt;
}

}  // namespace ftcert
