#include "ftcert/construct/space/unit_choice.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace ftcert {

namespace {

// Orders of the samples that are tried when groups fail, and word operations after which no further order is begun.
constexpr unsigned kOrders = 8;
constexpr std::size_t kMoreWork = std::size_t{1} << 30;
// Multiplications for all searches in one order, products of the samples and a form for each of them, and multiplications with which more orders
// are tried for a better condition.
constexpr std::size_t kSearchWork = std::size_t{1} << 30;
constexpr std::size_t kMostForms = 1024;
constexpr std::size_t kLeastForms = 16;
constexpr std::size_t kMoreSearchWork = std::size_t{1} << 27;
constexpr unsigned kMoreOrders = 64;

std::size_t search_cost(const std::vector<HyperplaneUnit>& units) {
  std::size_t cost = 0;
  for (const HyperplaneUnit& unit : units) {
    cost += unit.cost;
  }
  return cost;
}

// What making the rows exact costs beside a search.
std::size_t exact_cost(const Problem& problem, const std::vector<HyperplaneUnit>& units) {
  std::size_t cost = 0;
  for (const HyperplaneUnit& unit : units) {
    const std::size_t k = unit.group.size();
    cost += problem.samples() * (problem.dimension() + 1) + 64 * k * k * (k + problem.dimension());
  }
  return cost;
}

bool same_groups(const std::vector<HyperplaneUnit>& a, const std::vector<HyperplaneUnit>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const HyperplaneUnit& x, const HyperplaneUnit& y) { return x.group == y.group; });
}

}  // namespace

std::size_t fewest_units_work(const Problem& problem, const std::vector<LabelPartition>& partitions, std::size_t size) {
  return (generic_neurons(partitions.front(), size) + 2) / 3 * problem.samples() * (problem.dimension() + 1);
}

std::size_t count_neurons(const std::vector<HyperplaneUnit>& units, std::size_t outputs) {
  std::size_t neurons = 0;
  for (const HyperplaneUnit& unit : units) neurons += unit.shape.neurons(outputs);
  return neurons;
}

double condition_of(const std::vector<HyperplaneUnit>& units) {
  double condition = 0;
  for (const HyperplaneUnit& unit : units) condition = std::max(condition, unit.condition);
  return condition;
}

std::vector<HyperplaneUnit> fewest_units(const Problem& problem, const std::vector<LabelPartition>& partitions,
                                         std::size_t size, bool tents) {
  const SteepnessTable table(problem.points());
  const std::size_t promised = generic_neurons(partitions.front(), size);
  const std::size_t units_expected = std::max<std::size_t>((promised + 2) / 3, 1);
  FormRequest request;
  request.size = size;
  request.tents = tents;
  // For very many samples a search would cost more than everything else.
  std::optional<CentredSamples> centred;
  std::optional<SampleTable> samples;
  std::optional<RowSearch> search;
  const std::size_t form = problem.samples() * (problem.dimension() + 1);
  if (kLeastForms * form * units_expected <= kSearchWork) {
    samples.emplace(centred.emplace(problem.points()));
    request.rows = &search.emplace(*samples);
    request.budget = std::min(kMostForms * form, kSearchWork / units_expected);
  }
  std::optional<std::vector<HyperplaneUnit>> best;
  const LabelPartition* chosen = nullptr;
  std::size_t fewest = 0, spent = 0, searched = 0;
  const auto attempt = [&](const LabelPartition& partition) {
    std::vector<HyperplaneUnit> units = *form_units(problem, table, partition, request);
    const std::size_t neurons = count_neurons(units, problem.outputs());
    spent += units.size() * problem.samples() * (problem.dimension() + 1);
    searched += search_cost(units) + exact_cost(problem, units);
    const bool other = !best || !same_groups(units, *best);
    if (!best || neurons < fewest || (neurons == fewest && condition_of(units) < condition_of(*best))) {
      fewest = neurons;
      best = std::move(units);
      chosen = &partition;
    }
    return other;
  };
  for (; request.order < kOrders && spent <= kMoreWork; ++request.order) {
    for (const LabelPartition& partition : partitions) {
      if (!best || fewest > generic_neurons(partition, size)) attempt(partition);
    }
    if (fewest <= promised) break;
  }
  if (request.rows == nullptr) return std::move(*best);  // no order has a better condition than another
  // As many orders more as their cost allows, unless all samples of a line are one group whatever the order is.
  const std::size_t each = std::max<std::size_t>(searched / (request.order + 1), 1);
  for (++request.order; request.order < kMoreOrders && searched + each <= kMoreSearchWork; ++request.order) {
    if (!attempt(*chosen)) break;
  }
  return std::move(*best);
}

}  // namespace ftcert
