#include "ftcert/explain/execution_facts.hpp"
#include "ftcert/evaluation/frozen.hpp"

#include <algorithm>

namespace ftcert {

namespace {

constexpr std::size_t kChunk = 256;  // samples whose hidden layers are held at a time

void count(KeptUnits& units, const Enclosures& x, const std::vector<std::size_t>& samples, std::size_t layer) {
  for (std::size_t i = 0; i < x.values.count; ++i) {
    for (std::size_t r = 0; r < x.values.dimension; ++r) {
      const Rational &value = x.values.row(i)[r], &error = x.errors.row(i)[r];
      const Rational margin = -(value + error);
      if (margin.sign() < 0) {
        ++(error.is_zero() ? units.exact : units.other);
        continue;
      }
      ++units.off;
      if (!units.nearest || margin < units.nearest->margin) units.nearest = OffUnit{samples[i], layer, margin};
    }
  }
}

KeptUnits kept_units(const ExecutionCertificate& c, const PointMatrix& points, const std::vector<std::size_t>& kept) {
  KeptUnits units;
  for (std::size_t first = 0; first < kept.size(); first += kChunk) {
    const auto begin = kept.begin() + static_cast<std::ptrdiff_t>(first);
    const std::vector<std::size_t> samples(begin,
                                           begin + static_cast<std::ptrdiff_t>(std::min(kChunk, kept.size() - first)));
    Enclosures x = read_points(c.claim.arithmetic, chosen_rows(points, samples));
    convert(c.claim.arithmetic, c.claim.g, x);
    if (!c.centre.empty()) apply_step(c.claim.g, {ElementStep::kSub, c.centre}, x);
    for (std::size_t l = 0; l + 1 < c.g.depth(); ++l) {
      if (l > 0) relu(x);
      apply_layer(c.claim.g, c.g.layers()[l], l + 1, x);
      count(units, x, samples, l + 1);
    }
  }
  return units;
}

// f + g at all samples, with its enclosures at those that are specified.
Enclosures specified_sum(const ExecutionCertificate& c, const Residuals& residuals, const Enclosures& g) {
  Enclosures sum = real_sum(residuals);
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < residuals.points.count; ++i) {
    if (residuals.specified->specified(i)) rows.push_back(i);
  }
  const Enclosures some =
      enclose_sum(c.claim.arithmetic, *c.operators, {chosen_rows(g.values, rows), chosen_rows(g.errors, rows)},
                  chosen_rows(residuals.points, rows));
  for (std::size_t r = 0; r < rows.size(); ++r) std::ranges::copy(some.errors.row(r), sum.errors.row(rows[r]).begin());
  return sum;
}

}  // namespace

Network of_the_points(const ExecutionCertificate& c) {
  if (c.centre.empty()) return c.g;
  std::vector<AffineMap> layers = c.g.layers();
  AffineMap& map = layers.front();
  for (std::size_t r = 0; r < map.rows; ++r) {
    for (std::size_t k = 0; k < map.columns; ++k) map.bias[r] -= map.weight(r, k) * c.centre[k];
  }
  return Network(c.dimension, std::move(layers));
}

ExecutionFacts execution_facts(const ExecutionCertificate& c, const Residuals& residuals) {
  ExecutionFacts facts;
  facts.g = enclose_patch(c.claim.arithmetic, c.claim.g, c.centre, c.g, residuals.points);
  std::vector<std::size_t> kept, changed;
  for (std::size_t i = 0; i < residuals.changed.size(); ++i) (residuals.changed[i] ? changed : kept).push_back(i);
  facts.kept_samples = kept.size();
  facts.units = kept_units(c, residuals.points, kept);
  if (c.specification) {
    for (std::size_t i = 0; i < residuals.points.count; ++i) {
      for (std::size_t k = 0; k < c.outputs; ++k) facts.kept_components += facts.g.zero(i, k) ? 1 : 0;
    }
    facts.specification = specified_facts(*residuals.specified, specified_sum(c, residuals, facts.g));
    return facts;
  }
  std::optional<Enclosures> sum;
  if (c.output_deviation)
    sum = enclose_sum(c.claim.arithmetic, *c.operators,
                      {chosen_rows(facts.g.values, changed), chosen_rows(facts.g.errors, changed)},
                      chosen_rows(residuals.points, changed));
  facts.kept_components = kept.size() * c.outputs;
  for (std::size_t r = 0; r < changed.size(); ++r) {
    const std::size_t i = changed[r];
    for (std::size_t k = 0; k < c.outputs; ++k) {
      const Rational& z = residuals.values.row(i)[k];
      if (z.is_zero()) {
        ++facts.kept_components;
        continue;
      }
      const Distance d{i, k, abs(facts.g.values.row(i)[k] - z), facts.g.errors.row(i)[k]};
      if (!facts.closest || d.total() > facts.closest->total()) facts.closest = d;
      if (!facts.most_rounded || d.rounding > facts.most_rounded->rounding) facts.most_rounded = d;
      if (!sum) continue;
      // (f + g) - y = g - (y - f)
      const Distance output{i, k, d.real, sum->errors.row(r)[k]};
      if (!facts.closest_output || output.total() > facts.closest_output->total()) facts.closest_output = output;
    }
  }
  return facts;
}

}  // namespace ftcert
