#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <set>
#include <utility>

#include "ftcert/common/splitmix.hpp"
#include "ftcert/construct/space/modular_span.hpp"
#include "ftcert/construct/space/near_strip.hpp"
#include "ftcert/construct/space/unit_groups.hpp"

namespace ftcert {

namespace {

using Rows = std::vector<std::size_t>;
using ShapeOf = std::function<UnitShape(const Rows& group)>;

// Beyond the threshold, for a search in doubles: what is made exact moves a little.
constexpr double kClearance = 1 + 1.0 / 256;

std::size_t divide_up(std::size_t a, std::size_t b) { return (a + b - 1) / b; }

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

// A sample for which no row was found, where none but found rows will do.
struct NoRow {};

class Former {
 public:
  Former(const Problem& problem, const SteepnessTable& table, const FormRequest& request)
      : problem_(problem), table_(table), request_(request), size_(request.size), patience_(most_patience()) {}

  void serve(const LabelLine& line) {
    Rows plus = line.plus, minus = line.minus;
    shuffle(plus, request_.order);
    shuffle(minus, request_.order);
    const ShapeOf hat = [&](const Rows& group) {
      return (request_.tents ? tent_hat_shape : hat_shape)(values_on(line, problem_, group), line.direction);
    };
    const ShapeOf wave = [&](const Rows& group) {
      return (request_.tents ? tent_wave_shape : wave_shape)(values_on(line, problem_, group), line.direction);
    };
    if (request_.even) {
      for (Rows* rows : {&plus, &minus}) {
        for (std::size_t left = divide_up(rows->size(), size_); left > 0 && !rows->empty(); --left) {
          units_.push_back(take(*rows, hat, divide_up(rows->size(), left)));
        }
        while (!rows->empty()) units_.push_back(take(*rows, hat));
      }
      return;
    }
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

  void serve(Rows pool) {
    shuffle(pool, request_.order);
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
  HyperplaneUnit take(Rows& pool, const ShapeOf& shape_of) { return take(pool, shape_of, size_); }

  HyperplaneUnit take(Rows& pool, const ShapeOf& shape_of, std::size_t size) {
    const std::size_t wanted = std::min(size, pool.size());
    std::size_t limit = wanted, swaps = patience_, cost = 0;
    std::set<std::size_t> left_out;
    for (;;) {
      const Rows group = independent(pool, limit, left_out);
      HyperplaneUnit unit{{}, group, shape_of(group), std::numeric_limits<double>::infinity(), std::nullopt};
      const std::optional<std::size_t> leaves = fit(unit);
      cost += unit.cost;
      if (!leaves) {
        unit.cost = cost;
        patience_ = group.size() == wanted ? most_patience() : std::max<std::size_t>(patience_ / 2, 1);
        std::erase_if(pool, [&](std::size_t i) { return std::binary_search(group.begin(), group.end(), i); });
        return unit;
      }
      if (request_.rounded && group.size() == 1) throw NoRow();
      left_out.insert(group[*leaves]);
      if (swaps == 0) {
        limit = group.size() - 1;
      } else {
        --swaps;
      }
    }
  }

  // Gives the unit its strip, or says which member has to leave.
  std::optional<std::size_t> fit(HyperplaneUnit& unit) const {
    if (request_.rows != nullptr && search(unit)) return std::nullopt;
    if (request_.rounded) return unit.group.size() - 1;
    StripFit fitted = fit_strip(problem_.points(), table_, unit.group, unit.shape.targets, unit.shape.threshold);
    if (!fitted.strip) return fitted.leaves;
    unit.strip = std::move(*fitted.strip);
    return std::nullopt;
  }

  bool search(HyperplaneUnit& unit) const {
    RowDemand demand{unit.group, {}, {}, to_double(Rational(unit.shape.threshold)) * kClearance};
    for (const Rational& target : unit.shape.targets) demand.values.push_back(to_double(target));
    for (const Rational& other : unit.shape.others) demand.others.push_back(to_double(other));
    // What the elimination of a large group takes is not taken from the search.
    const std::size_t elimination = 4 * unit.group.size() * unit.group.size() * (problem_.dimension() + 1);
    unit.found = request_.rows->find(demand, request_.budget + elimination, unit.cost);
    if (!unit.found) return false;
    for (std::size_t a = 0; a < unit.group.size(); ++a) {
      if (unit.found->turned[a]) std::swap(unit.shape.targets[a], unit.shape.others[a]);
    }
    std::optional<Strip> strip = request_.rounded
                                     ? rounded_strip(table_, unit.group, unit.shape.threshold, *unit.found)
                                     : near_strip(problem_.points(), request_.rows->samples(), table_, unit.group,
                                                  unit.shape.targets, unit.shape.threshold, *unit.found);
    if (!strip) return false;
    unit.strip = std::move(*strip);
    unit.condition = unit.found->condition / to_double(Rational(unit.shape.spacing));
    return true;
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
  const FormRequest& request_;
  std::size_t size_;
  std::size_t patience_;  // replacements for a group; halved where groups stay small, to save time
  std::vector<HyperplaneUnit> units_;
};

}  // namespace

std::optional<std::vector<HyperplaneUnit>> form_units(const Problem& problem, const SteepnessTable& table,
                                                      const LabelPartition& partition, const FormRequest& request) {
  Former former(problem, table, request);
  try {
    for (const LabelLine& line : partition.lines) former.serve(line);
    former.serve(partition.pool);
  } catch (const NoRow&) {
    return std::nullopt;
  }
  return former.units();
}

}  // namespace ftcert
