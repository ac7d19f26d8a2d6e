#include "ftcert/construct/space/unit_groups.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include "ftcert/construct/problem/splitmix.hpp"
#include "ftcert/construct/space/modular_span.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

using Rows = std::vector<std::size_t>;
using ShapeOf = std::function<UnitShape(const Rows& group)>;

std::size_t divide_up(std::size_t a, std::size_t b) { return (a + b - 1) / b; }

// One line an output.
LabelPartition by_component(const Problem& problem) {
  LabelPartition partition;
  for (std::size_t c = 0; c < problem.outputs(); ++c) {
    LabelLine line{c, std::vector<Rational>(problem.outputs()), {}, {}};
    line.direction[c] = 1;
    for (const std::size_t i : problem.changed()) {
      const int sign = problem.residuals().row(i)[c].sign();
      if (sign != 0) (sign > 0 ? line.plus : line.minus).push_back(i);
    }
    if (!line.plus.empty() || !line.minus.empty()) partition.lines.push_back(std::move(line));
  }
  return partition;
}

// One line a direction of the residuals; the lines that combs would serve with fewer neurons a sample go to
// the pool.
LabelPartition by_direction(const Problem& problem, std::size_t size) {
  std::map<std::vector<Rational>, LabelLine> lines;
  for (const std::size_t i : problem.changed()) {
    const auto z = problem.residuals().row(i);
    const auto lead = std::find_if(z.begin(), z.end(), [](const Rational& v) { return !v.is_zero(); });
    std::vector<Rational> direction(z.begin(), z.end());
    for (Rational& entry : direction) entry /= *lead;
    LabelLine& line = lines[direction];
    line.lead = static_cast<std::size_t>(lead - z.begin());
    (lead->sign() > 0 ? line.plus : line.minus).push_back(i);
  }
  LabelPartition partition;
  for (auto& [direction, line] : lines) {
    const std::size_t count = line.plus.size() + line.minus.size();
    if (signed_neurons(line.plus.size(), line.minus.size(), size) * size <= count * (size + 2)) {
      line.direction = direction;
      partition.lines.push_back(std::move(line));
    } else {
      partition.pool.insert(partition.pool.end(), line.plus.begin(), line.plus.end());
      partition.pool.insert(partition.pool.end(), line.minus.begin(), line.minus.end());
    }
  }
  std::sort(partition.pool.begin(), partition.pool.end());
  return partition;
}

std::vector<Rational> values_on(const LabelLine& line, const Problem& problem, const Rows& group) {
  std::vector<Rational> values;
  for (const std::size_t i : group) values.push_back(problem.residuals().row(i)[line.lead]);
  return values;
}

void shuffle(Rows& rows, unsigned order) {
  if (order == 0) return;
  // A linear congruence with an odd factor is one to one on 64 bits, so the keys differ.
  const auto key = [order](std::size_t row) { return (row + order) * kGoldenRatio * (2 * order + 1); };
  std::sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
}

class Former {
 public:
  Former(const Problem& problem, const SteepnessTable& table, std::size_t size)
      : problem_(problem), table_(table), size_(size), patience_(most_patience()) {}

  void serve(const LabelLine& line, unsigned order) {
    Rows plus = line.plus, minus = line.minus;
    shuffle(plus, order);
    shuffle(minus, order);
    const ShapeOf hat = [&](const Rows& group) { return hat_shape(values_on(line, problem_, group), line.direction); };
    const ShapeOf wave = [&](const Rows& group) {
      return wave_shape(values_on(line, problem_, group), line.direction);
    };
    while (plus.size() >= size_) units_.push_back(take(plus, hat));
    while (minus.size() >= size_) units_.push_back(take(minus, hat));
    if (!plus.empty() && !minus.empty() && plus.size() + minus.size() <= size_) {
      Rows rest = plus;
      rest.insert(rest.end(), minus.begin(), minus.end());
      HyperplaneUnit unit = take(rest, wave);
      if (rest.empty()) {
        units_.push_back(std::move(unit));
        return;
      }
    }
    while (!plus.empty()) units_.push_back(take(plus, hat));
    while (!minus.empty()) units_.push_back(take(minus, hat));
  }

  void serve(Rows pool, unsigned order) {
    shuffle(pool, order);
    const ShapeOf comb = [&](const Rows& group) {
      std::vector<std::vector<Rational>> labels;
      for (const std::size_t i : group) {
        const auto z = problem_.residuals().row(i);
        labels.emplace_back(z.begin(), z.end());
      }
      return comb_shape(labels);
    };
    while (!pool.empty()) units_.push_back(take(pool, comb));
  }

  std::vector<HyperplaneUnit> units() { return std::move(units_); }

 private:
  std::size_t most_patience() const { return 2 * size_ + 8; }

  // Removes a group from the nonempty pool and makes its unit. A member whose hull with the others holds
  // another sample is replaced by the next sample of the pool; when patience ends it is left out without
  // replacement. Ends at the latest with one sample.
  HyperplaneUnit take(Rows& pool, const ShapeOf& shape_of) {
    const std::size_t wanted = std::min(size_, pool.size());
    std::size_t limit = wanted, swaps = patience_;
    std::set<std::size_t> left_out;
    for (;;) {
      const Rows group = independent(pool, limit, left_out);
      UnitShape shape = shape_of(group);
      StripFit fit = fit_strip(problem_.points(), table_, group, shape.targets, shape.threshold);
      if (fit.strip) {
        patience_ = group.size() == wanted ? most_patience() : std::max<std::size_t>(patience_ / 2, 1);
        std::erase_if(pool, [&](std::size_t i) { return std::binary_search(group.begin(), group.end(), i); });
        return {std::move(*fit.strip), std::move(shape.kinks), std::move(shape.changes)};
      }
      left_out.insert(group[fit.leaves]);
      if (swaps == 0) {
        limit = group.size() - 1;
      } else {
        --swaps;
      }
    }
  }

  // The first affinely independent samples of the pool, at most `limit`, among not too many; in increasing
  // order.
  Rows independent(const Rows& pool, std::size_t limit, const std::set<std::size_t>& left_out) const {
    ModularSpan span(problem_.dimension() + 1, limit);
    Rows group;
    std::size_t candidates = 4 * limit + 16;
    for (const std::size_t i : pool) {
      if (left_out.count(i) != 0) continue;
      if (span.insert(homogeneous(problem_.points().row(i)))) group.push_back(i);
      if (group.size() == limit || --candidates == 0) break;
    }
    std::sort(group.begin(), group.end());
    return group;
  }

  const Problem& problem_;
  const SteepnessTable& table_;
  std::size_t size_;
  std::size_t patience_;  // replacements for a group; halved where groups stay small, to save time
  std::vector<HyperplaneUnit> units_;
};

}  // namespace

std::size_t largest_group(const PointMatrix& points) {
  ModularSpan span(points.dimension + 1, points.dimension + 1);
  for (std::size_t i = 0; i < points.count && span.rank() <= points.dimension; ++i) {
    span.insert(homogeneous(points.row(i)));
  }
  // An affinely independent set has none of its points in the hull of the others.
  const std::size_t size = span.rank() == points.count ? points.count : span.rank() - 1;
  return std::clamp<std::size_t>(size, 1, points.dimension);
}

std::size_t signed_neurons(std::size_t plus, std::size_t minus, std::size_t size) {
  const std::size_t rest_plus = plus % size, rest_minus = minus % size;
  const std::size_t full = 3 * (plus / size + minus / size);
  if (rest_plus > 0 && rest_minus > 0) return full + (rest_plus + rest_minus <= size ? 4 : 6);
  return full + (rest_plus + rest_minus > 0 ? 3 : 0);
}

std::size_t comb_neurons(std::size_t count, std::size_t size) { return count + 2 * divide_up(count, size); }

std::size_t generic_neurons(const LabelPartition& partition, std::size_t size) {
  std::size_t neurons = comb_neurons(partition.pool.size(), size);
  for (const LabelLine& line : partition.lines) {
    neurons += signed_neurons(line.plus.size(), line.minus.size(), size);
  }
  return neurons;
}

std::vector<LabelPartition> label_partitions(const Problem& problem, std::size_t size) {
  std::vector<LabelPartition> partitions{by_component(problem)};
  if (problem.outputs() > 1) {
    partitions.push_back(by_direction(problem, size));
    partitions.push_back({{}, problem.changed()});
  }
  std::stable_sort(partitions.begin(), partitions.end(), [size](const LabelPartition& a, const LabelPartition& b) {
    return generic_neurons(a, size) < generic_neurons(b, size);
  });
  return partitions;
}

std::vector<HyperplaneUnit> form_units(const Problem& problem, const SteepnessTable& table,
                                       const LabelPartition& partition, std::size_t size, unsigned order) {
  Former former(problem, table, size);
  for (const LabelLine& line : partition.lines) former.serve(line, order);
  former.serve(partition.pool, order);
  return former.units();
}

}  // namespace ftcert
