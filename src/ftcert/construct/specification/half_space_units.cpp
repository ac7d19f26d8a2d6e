#include "ftcert/construct/specification/half_space_units.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "ftcert/common/splitmix.hpp"

namespace ftcert {

namespace {

// Seeds that are tried for each unit, and members that are refused in a row before a group is taken as it is.
constexpr std::size_t kSeeds = 3;
constexpr std::size_t kRefused = 24;

using Places = std::vector<std::size_t>;

class Growth {
 public:
  Growth(const Demands& demands, const CentredSamples& samples, const HalfSpaceRequest& request, SearchBudget& budget)
      : demands_(demands), samples_(samples), request_(request), budget_(budget), common_(demands, request.step) {}

  // Empty: no half-space holds the seed.
  HalfSpaceUnit from(std::size_t seed, Places rest) {
    std::erase(rest, seed);
    if (!add(seed)) return {};
    std::size_t refused = 0;
    while (!rest.empty() && refused < kRefused && !budget_.spent()) {
      const std::size_t next = nearest(rest);
      std::erase(rest, next);
      if (served_already(next)) {
        unit_.members.push_back(next);
      } else if (add(next)) {
        refused = 0;
      } else {
        ++refused;
      }
    }
    std::ranges::sort(unit_.members);
    return std::move(unit_);
  }

 private:
  const Demand& demand(std::size_t place) const { return demands_.violated()[place]; }

  bool add(std::size_t place) {
    CommonVector more = common_;
    if (!more.add(demand(place))) return false;
    Places members = unit_.members;
    members.push_back(place);
    std::optional<FloatRow> row = row_for(members, more.value());
    if (!row) return false;
    common_ = std::move(more);
    unit_ = {std::move(members), common_.value(), std::move(*row)};
    return true;
  }

  // A member that asks for nothing that the others do not have.
  bool served_already(std::size_t place) const {
    const auto range = demands_.scales(demand(place), unit_.direction, 1);
    const double p = unit_.row.at(samples_.row(demand(place).row));
    return range && !range->high && p >= 2 * to_double(*range->low);
  }

  std::optional<FloatRow> row_for(const Places& members, const std::vector<Rational>& v) {
    RowProgram program{{}, {}, std::vector<signed char>(samples_.count(), -1), request_.margin, {}, {}};
    for (const Demand& other : demands_.violated()) {
      if (harmless(demands_, other, v)) program.sides[other.row] = 0;
    }
    for (const std::size_t place : members) {
      const auto range = demands_.scales(demand(place), v, 1);
      if (!range) return std::nullopt;
      program.group.push_back(demand(place).row);
      program.values.push_back(to_double(*range->low));
      program.uppers.push_back(range->high ? to_double(*range->high) : std::numeric_limits<double>::infinity());
      program.sides[demand(place).row] = 0;
    }
    auto solution = solve(samples_, program, budget_);
    if (!solution || (request_.most_size && solution->row.size() > *request_.most_size)) return std::nullopt;
    return std::move(solution->row);
  }

  // Where the row is greatest, which is what members have and others have not.
  std::size_t nearest(const Places& rest) const {
    return *std::ranges::max_element(rest, {},
                                     [&](std::size_t place) { return unit_.row.at(samples_.row(demand(place).row)); });
  }

  const Demands& demands_;
  const CentredSamples& samples_;
  const HalfSpaceRequest& request_;
  SearchBudget& budget_;
  CommonVector common_;
  HalfSpaceUnit unit_;
};

class Cover {
 public:
  Cover(const Demands& demands, const CentredSamples& samples, const HalfSpaceRequest& request, SearchBudget& budget)
      : demands_(demands), samples_(samples), request_(request), budget_(budget) {}

  HalfSpaces run(unsigned round, std::size_t most) {
    HalfSpaces result;
    Places rest = request_.serve;
    if (rest.empty()) {
      rest.resize(demands_.violated().size());
      std::iota(rest.begin(), rest.end(), std::size_t{0});
    }
    while (!rest.empty() && result.units.size() < most) {
      HalfSpaceUnit best;
      for (std::size_t s = 0; s < std::min(kSeeds, rest.size()); ++s) {
        const std::size_t seed = rest[splitmix(round * 1000003 + result.units.size() * 1009 + s) % rest.size()];
        HalfSpaceUnit unit = Growth(demands_, samples_, request_, budget_).from(seed, rest);
        if (unit.members.empty()) {
          result.alone.push_back(seed);
          std::erase(rest, seed);
          break;
        }
        if (unit.members.size() > best.members.size()) best = std::move(unit);
      }
      std::erase_if(rest, [&](std::size_t place) { return std::ranges::binary_search(best.members, place); });
      if (!best.members.empty()) result.units.push_back(std::move(best));
    }
    result.alone.insert(result.alone.end(), rest.begin(), rest.end());
    std::ranges::sort(result.alone);
    return result;
  }

 private:
  const Demands& demands_;
  const CentredSamples& samples_;
  const HalfSpaceRequest& request_;
  SearchBudget& budget_;
};

bool better(const HalfSpaces& a, const HalfSpaces& b) {
  return a.alone.size() != b.alone.size() ? a.alone.size() < b.alone.size() : a.units.size() < b.units.size();
}

}  // namespace

bool harmless(const Demands& demands, const Demand& demand, const std::vector<Rational>& v) {
  if (demands.classes()) {
    std::optional<Rational> least, most;
    for (std::size_t k = 0; k < v.size(); ++k) {
      const bool member = std::ranges::binary_search(demand.classes, k);
      if (member && (!least || v[k] < *least)) least = v[k];
      if (!member && (!most || v[k] > *most)) most = v[k];
    }
    return *least >= *most;
  }
  for (std::size_t k = 0; k < v.size(); ++k) {
    if ((v[k].sign() > 0 && demand.ranges[k].high) || (v[k].sign() < 0 && demand.ranges[k].low)) return false;
  }
  return true;
}

HalfSpaces find_half_spaces(const Demands& demands, const CentredSamples& samples, const HalfSpaceRequest& request,
                            SearchBudget& budget) {
  HalfSpaces best;
  for (unsigned round = 0; round < request.rounds && !budget.spent(); ++round) {
    HalfSpaces found =
        Cover(demands, samples, request, budget).run(round, round == 0 ? samples.count() : best.units.size() + 1);
    if (round == 0 || better(found, best)) best = std::move(found);
    if (best.units.size() <= 1) break;
  }
  return best;
}

}  // namespace ftcert
