#include "ftcert/construct/space/near_strip.hpp"

#include <algorithm>
#include <cmath>

#include "ftcert/construct/space/exact_row.hpp"
#include "ftcert/construct/space/solution_line.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/evaluation/integer_matrix.hpp"

namespace ftcert {

namespace {

// Bits to which the entries outside the pivots are rounded, in the scale of their columns.
constexpr long kPrecisions[] = {10, 18, 28, 40};
constexpr long kRoundedBits = 40;
// Groups for which the least denominator takes too long, and the rounding that samples outside stand, beside the threshold.
constexpr std::size_t kLargeGroup = 48;
constexpr double kSlack = 1.0 / 512;

Integer nearest(const Rational& value) { return floor(value + Rational(1, 2)); }

long exponent_of(double value) { return value == 0 ? 0 : std::ilogb(value); }

// Entry j as a multiple of 2^-places[j], all over 2^shift with shift the greatest of the places.
struct Dyadic {
  std::vector<Integer> entries;
  long shift = 0;
};

Dyadic round_row(const FoundRow& found, long precision) {
  std::vector<long> places(found.row.size());
  Dyadic result;
  for (std::size_t j = 0; j < places.size(); ++j) {
    places[j] = precision + exponent_of(found.radius[j]) + 1;
    result.shift = std::max(result.shift, places[j]);
  }
  for (std::size_t j = 0; j < places.size(); ++j) {
    const Integer few = nearest(to_rational(found.row[j]) * power_of_two(places[j]));
    result.entries.push_back(few << static_cast<unsigned long>(result.shift - places[j]));
  }
  return result;
}

Strip reduced(std::vector<Integer> form, Integer scale) {
  Integer common = scale;
  for (const Integer& entry : form) common = gcd(common, entry);
  for (Integer& entry : form) entry /= common;
  Integer constant = std::move(form.back());
  form.pop_back();
  return {std::move(form), std::move(constant), scale / common};
}

// The forms that p is combined from: the pivot columns, and last the rest of the row, `factor` times which p has.
struct Combination {
  std::vector<Integer> rest;
  Rational factor;
};

Combination rest_of(const FoundRow& found, long precision) {
  const std::size_t entries = found.row.size();
  std::vector<bool> pivot(entries);
  for (const std::size_t j : found.pivots) pivot[j] = true;
  std::vector<std::size_t> left;
  for (std::size_t j = 0; j < entries; ++j) {
    if (!pivot[j] && found.radius[j] > 0) left.push_back(j);
  }
  Combination result{std::vector<Integer>(entries), 0};
  if (left.size() == 1) {
    result.rest[left[0]] = 1;
    result.factor = to_rational(found.row[left[0]]);
    return result;
  }
  Dyadic rounded = round_row(found, precision);
  for (const std::size_t j : left) result.rest[j] = std::move(rounded.entries[j]);
  result.factor = power_of_two(-rounded.shift);
  return result;
}

Integer value_at(const std::vector<Integer>& form, const std::vector<Integer>& x) {
  Integer sum = 0;
  for (std::size_t j = 0; j < x.size(); ++j) {
    if (!form[j].is_zero()) sum += form[j] * x[j];
  }
  return sum;
}

// The point of the line at which the last coordinate is near `factor`, relatively to 2^-precision.
void settle(SolutionLine& line, const Rational& factor, long precision) {
  const Integer& slope = line.kernel.back();
  const Rational step = abs(Rational(slope, line.denominator) / factor);
  const long finer = static_cast<long>(bit_size(ceil(step))) + precision;
  const Integer power = Integer(1) << static_cast<unsigned long>(std::max(finer, 0L));
  const Rational wanted = factor * Rational(line.denominator) - Rational(line.base.back());
  const Integer multiple = nearest(wanted * Rational(power, slope));
  for (std::size_t j = 0; j < line.base.size(); ++j) line.base[j] = power * line.base[j] + multiple * line.kernel[j];
  line.denominator *= power;
}

std::optional<Strip> at_precision(const std::vector<std::vector<Integer>>& samples,
                                  const std::vector<Integer>& right_side, const Integer& right_denominator,
                                  const FoundRow& found, long precision) {
  const Combination combination = rest_of(found, precision);
  std::vector<Integer> equations;
  for (const std::vector<Integer>& x : samples) {
    for (const std::size_t j : found.pivots) equations.push_back(x[j]);
    equations.push_back(value_at(combination.rest, x));
  }
  std::optional<SolutionLine> line = solve_line(equations, right_side, right_denominator);
  if (!line || line->kernel.back().is_zero() || combination.factor.is_zero()) return std::nullopt;
  settle(*line, combination.factor, precision);
  std::vector<Integer> form(found.row.size());
  for (std::size_t j = 0; j < form.size(); ++j) form[j] = combination.rest[j] * line->base.back();
  for (std::size_t r = 0; r < found.pivots.size(); ++r) form[found.pivots[r]] += line->base[r];
  return reduced(std::move(form), std::move(line->denominator));
}

bool keeps_out(const SteepnessTable& table, const Strip& strip, const Integer& threshold,
               const std::vector<std::size_t>& group) {
  std::vector<Integer> form = strip.weights;
  form.push_back(strip.constant);
  return table.keeps_out(form, threshold * strip.scale, group);
}

}  // namespace

std::optional<Strip> near_strip(const PointMatrix& points, const CentredSamples& samples, const SteepnessTable& table,
                                const std::vector<std::size_t>& group, const std::vector<Rational>& targets,
                                const Integer& threshold, const FoundRow& found) {
  require(found.pivots.size() == group.size() && targets.size() == group.size(), "near_strip: shapes");
  if (group.size() > kLargeGroup && group.size() < samples.width()) {
    std::optional<Strip> strip =
        exact_row(points, samples, found.scaled, group, targets, to_double(Rational(threshold)) * kSlack);
    if (strip && keeps_out(table, *strip, threshold, group)) return strip;
    return std::nullopt;
  }
  const HomogeneousVector target = common_denominator(targets);
  std::vector<std::vector<Integer>> members;
  std::vector<Integer> right_side;
  for (std::size_t a = 0; a < group.size(); ++a) {
    members.push_back(homogeneous(points.row(group[a])));
    right_side.push_back(target.numerators[a] * members[a].back());
  }
  for (const long precision : kPrecisions) {
    std::optional<Strip> strip = at_precision(members, right_side, target.denominator, found, precision);
    if (strip && keeps_out(table, *strip, threshold, group)) return strip;
  }
  return std::nullopt;
}

std::optional<Strip> rounded_strip(const SteepnessTable& table, const std::vector<std::size_t>& group,
                                   const Integer& threshold, const FoundRow& found) {
  Dyadic rounded = round_row(found, kRoundedBits);
  Strip strip = reduced(std::move(rounded.entries), Integer(1) << static_cast<unsigned long>(rounded.shift));
  if (!keeps_out(table, strip, threshold, group)) return std::nullopt;
  return strip;
}

}  // namespace ftcert
