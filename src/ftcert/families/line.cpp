// Families on a line.
#include <algorithm>

#include "ftcert/bounds/hard_data.hpp"
#include "ftcert/bounds/worst_data.hpp"
#include "ftcert/families/family.hpp"
#include "ftcert/families/generator.hpp"

namespace ftcert {

namespace {

Rational random_gap(Generator& generator) {
  const Integer p = generator.between(1, 9), q = generator.between(1, 4);
  return Rational(p, q);
}

}  // namespace

// Gaps p/q with p = 1 .. 9, q = 1 .. 4; N samples, drawn one by one, with labels 1 to 9 of either sign in every output.
FamilyData random_on_a_line(const FamilyShape& shape) {
  Generator generator(shape.seed);
  FamilyData data{PointMatrix(shape.samples, 1), PointMatrix(shape.samples, shape.outputs)};
  Rational x = 0;
  for (Rational& entry : data.points.entries) entry = x += random_gap(generator);
  std::vector<std::size_t> order = generator.order(shape.samples);
  order.resize(shape.changed);
  std::ranges::sort(order);
  for (const std::size_t i : order) {
    for (Rational& z : data.residuals.row(i)) z = Rational(generator.label());
  }
  return data;
}

// The N changed samples stand in runs of at most r = ceil(sqrt(N)) neighbours, 1/16 to 9/16 apart from the one before; in front of each run, and behind the
// last one, are the other samples, with gaps as in random_on_a_line(): where each stands is drawn one by one.
FamilyData clustered_on_a_line(const FamilyShape& shape) {
  Generator generator(shape.seed);
  std::size_t length = 1;
  while (length * length < shape.changed) ++length;
  const std::size_t runs = (shape.changed + length - 1) / length;
  std::vector<std::size_t> before(runs + 1);
  for (std::size_t i = shape.changed; i < shape.samples; ++i)
    ++before[static_cast<std::size_t>(generator.between(0, static_cast<std::int64_t>(runs)))];
  FamilyData data{PointMatrix(shape.samples, 1), PointMatrix(shape.samples, 1)};
  Rational x = 0;
  std::size_t i = 0, left = shape.changed;
  for (const std::size_t zeros : before) {
    for (const std::size_t end = i + zeros; i < end; ++i) data.points.entries[i] = x += random_gap(generator);
    for (const std::size_t end = i + std::min(length, left); i < end; ++i, --left) {
      data.points.entries[i] = x += Rational(Integer(generator.between(1, 9)), Integer(16));
      data.residuals.entries[i] = Rational(generator.label());
    }
  }
  return data;
}

FamilyData alternating_on_a_line(const FamilyShape& shape) {
  return on_integers_of(alternating_labels(shape.samples, shape.changed));
}

FamilyData one_sign_on_a_line(const FamilyShape& shape) {
  return on_integers_of(one_sign_labels(shape.samples, shape.changed));
}

FamilyData worst_on_a_line(const FamilyShape& shape) {
  return on_integers_of(worst_labels(shape.samples, shape.changed, shape.layers).labels);
}

bool has_hard(const FamilyShape& shape) { return shape.samples >= 4 && shape.samples % 2 == 0; }

FamilyData hard_on_a_line(const FamilyShape& shape) {
  const HardData hard = hard_data(shape.samples, shape.seed, false);
  FamilyData data{PointMatrix(shape.samples, 1), PointMatrix(shape.samples, 1)};
  for (std::size_t i = 0; i < shape.samples; ++i) {
    data.points.entries[i] = Rational(i + 1);
    data.residuals.entries[i] = Rational(hard.labels[i]);
  }
  return data;
}

}  // namespace ftcert
