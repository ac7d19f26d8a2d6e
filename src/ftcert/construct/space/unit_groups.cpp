#include "ftcert/construct/space/unit_groups.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "ftcert/construct/space/modular_span.hpp"

namespace ftcert {

namespace {

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

std::size_t largest_group(const Problem& problem) {
  static std::mutex mutex;
  static std::weak_ptr<const PointMatrix> last;
  static std::size_t size = 0;
  const std::scoped_lock lock(mutex);
  if (last.lock() != problem.shared_points()) {
    size = largest_group(problem.points());
    last = problem.shared_points();
  }
  return size;
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

}  // namespace ftcert
