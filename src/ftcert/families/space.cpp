// Families in R^d.
#include <set>
#include <vector>

#include "ftcert/bounds/space_data.hpp"
#include "ftcert/families/family.hpp"
#include "ftcert/families/generator.hpp"
#include "ftcert/families/normal_data.hpp"

namespace ftcert {

namespace {

constexpr std::int64_t kBox = 1 << 15;

// The families of space_data() come in turn.
FamilyData in_general_position(const FamilyShape& shape, std::size_t family) {
  const SpaceData made = space_data({shape.dimension, shape.samples, shape.changed}, family, shape.seed);
  FamilyData data{PointMatrix(shape.samples, shape.dimension), PointMatrix(shape.samples, 1)};
  for (std::size_t i = 0; i < made.points.size(); ++i) data.points.entries[i] = Rational(made.points[i]);
  for (std::size_t i = 0; i < made.labels.size(); ++i) data.residuals.entries[i] = Rational(made.labels[i]);
  return data;
}

}  // namespace

// Integers of at most 2^15 in size, a point that is there already drawn again; labels as in random_on_a_line().
FamilyData random_in_space(const FamilyShape& shape) {
  Generator generator(shape.seed);
  FamilyData data{PointMatrix(shape.samples, shape.dimension), PointMatrix(shape.samples, shape.outputs)};
  std::set<std::vector<std::int64_t>> points;
  for (std::size_t i = 0; i < shape.samples; ++i) {
    std::vector<std::int64_t> point(shape.dimension);
    do {
      for (std::int64_t& entry : point) entry = generator.between(-kBox, kBox);
    } while (!points.insert(point).second);
    for (std::size_t j = 0; j < shape.dimension; ++j) data.points.row(i)[j] = Rational(point[j]);
  }
  std::vector<std::size_t> order = generator.order(shape.samples);
  order.resize(shape.changed);
  for (const std::size_t i : order) {
    for (Rational& z : data.residuals.row(i)) z = Rational(generator.label());
  }
  return data;
}

FamilyData cloud_in_space(const FamilyShape& shape) { return in_general_position(shape, 0); }
FamilyData stars_in_space(const FamilyShape& shape) { return in_general_position(shape, 1); }
FamilyData rays_in_space(const FamilyShape& shape) { return in_general_position(shape, 2); }

FamilyData normal_in_space(const FamilyShape& shape) {
  const NormalData normal(shape.samples, shape.dimension, shape.seed);
  const Problem problem = normal.problem(shape.changed);
  return {problem.points(), problem.residuals()};
}

// What a network must take for a mean square of at most 0.04, where the paper stops.
FamilyData normal_with_loss(const FamilyShape& shape) {
  const NormalData normal(shape.samples, shape.dimension, shape.seed);
  const Problem problem = normal.with(within_loss(normal.residuals(shape.changed), Rational(Integer(1), Integer(25))));
  return {problem.points(), problem.residuals()};
}

}  // namespace ftcert
