#include "ftcert/construct/specification/bumps.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "ftcert/common/splitmix.hpp"
#include "ftcert/construct/specification/half_space_units.hpp"

namespace ftcert {

namespace {

constexpr unsigned kOrders = 64;

std::vector<SharedVector> first_come(const Demands& demands, const Rational& step,
                                     const std::vector<std::size_t>& order) {
  std::vector<SharedVector> groups;
  std::vector<CommonVector> common;
  for (const std::size_t place : order) {
    const Demand& demand = demands.violated()[place];
    std::size_t g = 0;
    while (g < groups.size() && !common[g].add(demand)) ++g;
    if (g == groups.size()) {
      groups.emplace_back();
      common.emplace_back(demands, step).add(demand);
    }
    groups[g].members.push_back(place);
  }
  for (std::size_t g = 0; g < groups.size(); ++g) {
    groups[g].value = common[g].value();
    std::ranges::sort(groups[g].members);
  }
  return groups;
}

class BumpSearch {
 public:
  BumpSearch(const Demands& demands, const CentredSamples& samples, const Rational& step,
             const PolytopeRequest& request, SearchBudget& budget)
      : demands_(demands), samples_(samples), step_(step), request_(request), budget_(budget) {}

  bool serve(const SharedVector& group) {
    std::vector<std::size_t> rest = group.members;
    while (!rest.empty()) {
      std::vector<std::size_t> part = rest;
      if (auto faces = faces_of(group.value, part, request_.rounds)) {
        add(std::move(part), std::move(*faces));
        return true;
      }
      sort_by_distance(rest);
      std::optional<std::size_t> held = largest_part(group.value, rest);
      if (!held) return false;
      part.assign(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(*held));
      rest.erase(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(*held));
      std::optional<std::vector<FloatRow>> faces = faces_of(group.value, part, request_.rounds);
      if (!faces) return false;
      add(std::move(part), std::move(*faces));
    }
    return true;
  }

  std::vector<Bump> bumps;

 private:
  std::size_t row(std::size_t place) const { return demands_.violated()[place].row; }

  std::optional<std::vector<FloatRow>> faces_of(const std::vector<Rational>& v, const std::vector<std::size_t>& part,
                                                unsigned rounds) {
    std::vector<bool> out(samples_.count(), true);
    for (const Demand& demand : demands_.violated()) out[demand.row] = !harmless(demands_, demand, v);
    std::vector<std::size_t> inside, outside;
    for (const std::size_t place : part) {
      inside.push_back(row(place));
      out[row(place)] = false;
    }
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (out[i]) outside.push_back(i);
    }
    PolytopeRequest request = request_;
    request.rounds = rounds;
    return find_faces(samples_, inside, outside, request, budget_);
  }

  // Nearest to the first one, which stays first.
  void sort_by_distance(std::vector<std::size_t>& places) const {
    const auto middle = samples_.row(row(places.front()));
    const auto distance = [&](std::size_t place) {
      const auto x = samples_.row(row(place));
      double sum = 0;
      for (std::size_t f = 0; f < x.size(); ++f) sum += (x[f] - middle[f]) * (x[f] - middle[f]);
      return sum;
    };
    std::ranges::stable_sort(places, {}, distance);
  }

  // So many of the first that a polytope holds, by bisection.
  std::optional<std::size_t> largest_part(const std::vector<Rational>& v, const std::vector<std::size_t>& places) {
    const auto held = [&](std::size_t count) {
      return faces_of(v, {places.begin(), places.begin() + static_cast<std::ptrdiff_t>(count)}, 1).has_value();
    };
    if (!held(1)) return std::nullopt;
    std::size_t yes = 1, no = places.size();
    while (no - yes > 1 && !budget_.spent()) {
      const std::size_t middle = yes + (no - yes) / 2;
      (held(middle) ? yes : no) = middle;
    }
    return yes;
  }

  // With a vector of the part alone.
  void add(std::vector<std::size_t> part, std::vector<FloatRow> faces) {
    std::ranges::sort(part);
    CommonVector common(demands_, step_);
    for (const std::size_t place : part) common.add(demands_.violated()[place]);
    bumps.push_back({{std::move(part), common.value()}, std::move(faces)});
  }

  const Demands& demands_;
  const CentredSamples& samples_;
  const Rational& step_;
  const PolytopeRequest& request_;
  SearchBudget& budget_;
};

}  // namespace

std::vector<SharedVector> shared_vectors(const Demands& demands, const Rational& step) {
  std::vector<std::size_t> order(demands.violated().size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<SharedVector> best = first_come(demands, step, order);
  SplitMix random{1};
  for (unsigned o = 1; o < kOrders && best.size() > 1; ++o) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.next() % i]);
    std::vector<SharedVector> groups = first_come(demands, step, order);
    if (groups.size() < best.size()) best = std::move(groups);
  }
  return best;
}

std::optional<std::vector<Bump>> find_bumps(const Demands& demands, const CentredSamples& samples, const Rational& step,
                                            const PolytopeRequest& request, SearchBudget& budget) {
  BumpSearch search(demands, samples, step, request, budget);
  for (const SharedVector& group : shared_vectors(demands, step)) {
    if (!search.serve(group)) return std::nullopt;
  }
  return std::move(search.bumps);
}

}  // namespace ftcert
