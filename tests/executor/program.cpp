#include "executor/program.hpp"

#include <bit>
#include <cmath>
#include <stdexcept>

#include "ftcert/core/dyadic.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/data/binary_float.hpp"
#include "support/generator.hpp"

namespace ftcert::test {

namespace {

std::vector<double> numbers_in(FloatFormat format, const std::vector<Rational>& values) {
  std::vector<double> result;
  for (const Rational& value : values) result.push_back(number_in(format, value));
  return result;
}

std::vector<FloatLayer> layers_in(FloatFormat format, const std::vector<AffineMap>& maps) {
  std::vector<FloatLayer> result;
  for (const AffineMap& map : maps)
    result.push_back({map.rows, map.columns, numbers_in(format, map.weights), numbers_in(format, map.bias)});
  return result;
}

FloatStep::Operation operation_of(const ElementStep& step) {
  switch (step.operation) {
    case ElementStep::kAdd:
      return FloatStep::kAdd;
    case ElementStep::kSub:
      return FloatStep::kSub;
    case ElementStep::kMul:
      return FloatStep::kMul;
    case ElementStep::kDiv:
      break;
  }
  return FloatStep::kDiv;
}

}  // namespace

double number_in(FloatFormat format, const Rational& value) {
  if (value.is_zero()) return 0;
  const std::optional<long> place = last_place(value);
  if (!place) throw std::logic_error(value.text() + " is no binary number");
  const Rational digits = value * power_of_two(-*place);
  if (abs(digits) >= power_of_two(53)) throw std::logic_error(value.text() + " has too many digits");
  const double result = std::ldexp(static_cast<double>(std::stoll(digits.text())), static_cast<int>(*place));
  if (exact(result) != value ||
      (format == FloatFormat::kBinary32 && static_cast<double>(static_cast<float>(result)) != result))
    throw std::logic_error(value.text() + " is no number of the format");
  return result;
}

std::optional<Rational> exact(double value) { return from_bits(kBinary64, std::bit_cast<std::uint64_t>(value)); }

Program program_of(const ExecutionCertificate& c, bool with_f) {
  Program program;
  program.wide_model = c.claim.arithmetic == FloatFormat::kBinary64;
  program.wide_g = c.claim.g == FloatFormat::kBinary64;
  program.centre = numbers_in(c.claim.g, c.centre);
  program.g = layers_in(c.claim.g, c.g.layers());
  if (!with_f) return program;
  program.f = layers_in(c.claim.arithmetic, c.operators->layers);
  for (const auto& some : c.operators->steps) {
    program.f_steps.emplace_back();
    for (const ElementStep& step : some)
      program.f_steps.back().push_back({operation_of(step), numbers_in(c.claim.arithmetic, step.numbers)});
  }
  return program;
}

std::vector<double> point_in(FloatFormat format, std::span<const Rational> point, bool by_wider) {
  std::vector<double> result;
  for (const Rational& x : point) {
    const BinaryFormat target = ieee(format);
    const std::optional<Rational> first = by_wider ? round_to(kBinary64, x) : x;
    const std::optional<Rational> read = first ? round_to(target, *first) : std::nullopt;
    if (!read) throw std::logic_error(x.text() + " is too large to be read");
    result.push_back(number_in(format, *read));
  }
  return result;
}

Habits habits_of(std::uint64_t number) {
  Generator chance(splitmix(number));
  Habits h;
  h.order = static_cast<Order>(number % kOrders);
  h.bias = static_cast<BiasPlace>(chance.below(3));
  for (bool* habit : {&h.shuffled, &h.fused, &h.flush, &h.reciprocal, &h.joined, &h.skip_zeros})
    *habit = chance.one_in(2);
  h.wider = chance.one_in(4);
  h.seed = chance.next();
  return h;
}

}  // namespace ftcert::test
