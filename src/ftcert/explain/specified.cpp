#include "ftcert/explain/specified.hpp"

#include <algorithm>

#include "ftcert/core/error.hpp"
#include "ftcert/explain/residuals.hpp"

namespace ftcert {

bool Specified::specified(std::size_t sample) const {
  if (terms.classes()) return !classes[sample].empty();
  for (std::size_t k = 0; k < outputs(); ++k) {
    if (interval(sample, k)) return true;
  }
  return false;
}

std::size_t Specified::count() const {
  std::size_t count = 0;
  for (std::size_t i = 0; i < frozen.count; ++i) count += specified(i) ? 1 : 0;
  return count;
}

Enclosures real_sum(const Residuals& residuals) {
  Enclosures sum{residuals.specified->frozen, PointMatrix(residuals.points.count, residuals.values.dimension)};
  for (std::size_t i = 0; i < sum.values.entries.size(); ++i) sum.values.entries[i] += residuals.values.entries[i];
  return sum;
}

Interval allowed(const Residuals& residuals, std::size_t i, const ObservedOutput& observed) {
  const std::size_t k = observed.component;
  if (!residuals.specified) return Interval(residuals.values.row(i)[k]);
  const Specified& s = *residuals.specified;
  const auto f = s.frozen.row(i);
  if (!observed.less) return s.interval(i, k) ? shifted(*s.interval(i, k), -f[k]) : Interval(Rational(0));
  const ClassSet& classes = s.classes[i];
  if (classes.empty()) return Interval(Rational(0));
  const Rational before = f[k] - f[*observed.less];
  if (classes == ClassSet{k}) return {s.terms.number - before, std::nullopt};
  if (classes == ClassSet{*observed.less}) return {std::nullopt, -s.terms.number - before};
  return {};
}

Rational room_of(const Interval& interval, const Rational& value, const Rational& error) {
  std::optional<Rational> room;
  if (interval.low) room = value - error - *interval.low;
  if (interval.high) {
    const Rational above = *interval.high - value - error;
    if (!room || above < *room) room = above;
  }
  require(room.has_value(), "room_of: an interval without an end");
  return *room;
}

std::vector<std::size_t> greatest(std::span<const Rational> values) {
  std::vector<std::size_t> found;
  for (std::size_t k = 0; k < values.size(); ++k) {
    if (!found.empty() && values[k] > values[found[0]]) found.clear();
    if (found.empty() || values[k] == values[found[0]]) found.push_back(k);
  }
  return found;
}

const SpecifiedEntry* SpecifiedFacts::closest() const {
  const auto least = std::ranges::min_element(entries, {}, &SpecifiedEntry::room);
  return least == entries.end() ? nullptr : &*least;
}

SpecifiedFacts specified_facts(const Specified& s, const Enclosures& sum) {
  SpecifiedFacts facts;
  for (std::size_t i = 0; i < s.frozen.count; ++i) {
    if (!s.specified(i)) continue;
    ++facts.samples;
    const auto f = s.frozen.row(i), value = sum.values.row(i), error = sum.errors.row(i);
    bool met = true;
    if (s.terms.classes()) {
      const ClassSet& classes = s.classes[i];
      const Rational before = class_lead(f, classes), after = class_lead(value, classes),
                     least = class_lead(value, error, classes);
      met = before >= s.terms.number;
      facts.entries.push_back({i, 0, before, after, after - least, least - s.terms.number});
    } else {
      for (std::size_t k = 0; k < s.outputs(); ++k) {
        const auto& interval = s.interval(i, k);
        if (!interval) continue;
        met = met && interval->holds(f[k]);
        facts.entries.push_back({i, k, f[k], value[k], error[k], room_of(*interval, value[k], error[k])});
      }
    }
    facts.met_before += met ? 1 : 0;
  }
  return facts;
}

}  // namespace ftcert
