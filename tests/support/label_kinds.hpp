// Labels for samples on a line, of the kinds that constructions for few changed labels meet.
#pragma once

#include <utility>
#include <vector>

#include "ftcert/core/rounding.hpp"
#include "support/line_data.hpp"

namespace ftcert::test {

enum class Labels { kEqual, kOneSign, kAlternating, kRandomSign, kHalves, kHuge };
inline constexpr Labels kAllLabels[] = {Labels::kEqual,      Labels::kOneSign, Labels::kAlternating,
                                        Labels::kRandomSign, Labels::kHalves,  Labels::kHuge};

enum class Places { kRandom, kFirst, kLast, kAdjacent, kEnds };
inline constexpr Places kAllPlaces[] = {Places::kRandom, Places::kFirst, Places::kLast, Places::kAdjacent,
                                        Places::kEnds};

// Which `changed` of `count` samples have nonzero labels.
inline std::vector<bool> places(Places kind, std::size_t changed, std::size_t count, Generator& generator) {
  std::vector<bool> mask(count);
  switch (kind) {
    case Places::kRandom:
      return generator.subset(changed, count);
    case Places::kFirst:
      for (std::size_t i = 0; i < changed; ++i) mask[i] = true;
      break;
    case Places::kLast:
      for (std::size_t i = 0; i < changed; ++i) mask[count - 1 - i] = true;
      break;
    case Places::kAdjacent:
      for (std::size_t i = 0; i < changed; ++i) mask[(count - changed) / 2 + i] = true;
      break;
    case Places::kEnds:
      for (std::size_t i = 0; i < changed; ++i) mask[i % 2 == 0 ? i / 2 : count - 1 - i / 2] = true;
      break;
  }
  return mask;
}

inline std::vector<Rational> labels(Labels kind, const std::vector<bool>& mask, Generator& generator) {
  std::vector<Rational> z(mask.size());
  std::size_t seen = 0, total = 0;
  for (const bool changed : mask) total += changed ? 1 : 0;
  for (std::size_t i = 0; i < mask.size(); ++i) {
    if (!mask[i]) continue;
    const Rational size = Rational(1) + abs(generator.rational(20, 6));
    switch (kind) {
      case Labels::kEqual:
        z[i] = Rational(-7, 3);
        break;
      case Labels::kOneSign:
        z[i] = size;
        break;
      case Labels::kAlternating:
        z[i] = seen % 2 == 0 ? size : -size;
        break;
      case Labels::kRandomSign:
        z[i] = generator.one_in(2) ? size : -size;
        break;
      case Labels::kHalves:
        z[i] = 2 * seen < total ? 1 : -1;
        break;
      case Labels::kHuge:
        z[i] = power_of_two(generator.one_in(2) ? 70 : -70) * Rational(generator.one_in(3) ? -1 : 1);
        break;
    }
    ++seen;
  }
  return z;
}

inline LineData data_of(Labels kind, Places place, Spacing spacing, std::size_t changed, std::size_t count,
                        Generator& generator) {
  std::vector<Rational> x = positions(count, spacing, generator);
  return {std::move(x), labels(kind, places(place, changed, count, generator), generator)};
}

// 2 to 22 samples with every kind of labels at every kind of places, with every spacing.
template <typename Visit>
void visit_every_kind_of_data(Generator& generator, const Visit& visit) {
  for (const Labels kind : kAllLabels) {
    for (const Places place : kAllPlaces) {
      for (const Spacing spacing : {Spacing::kUnit, Spacing::kRandom, Spacing::kHuge}) {
        const auto count = static_cast<std::size_t>(generator.between(2, 22));
        const auto changed = static_cast<std::size_t>(generator.between(1, static_cast<std::int64_t>(count)));
        visit(data_of(kind, place, spacing, changed, count, generator));
      }
    }
  }
}

}  // namespace ftcert::test
