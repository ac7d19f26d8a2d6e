#include "ftcert/construct/space/label_pools.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace ftcert {

Pools by_component(const Problem& problem) {
  Pools pools;
  for (std::size_t c = 0; c < problem.outputs(); ++c) {
    for (const int sign : {1, -1}) {
      LabelPool pool{std::vector<Rational>(problem.outputs()), {}, {}};
      pool.direction[c] = Rational(sign);
      for (const std::size_t i : problem.changed()) {
        const Rational& z = problem.residuals().row(i)[c];
        if (z.sign() != sign) continue;
        pool.rows.push_back(i);
        pool.values.push_back(abs(z));
      }
      if (!pool.rows.empty()) pools.push_back(std::move(pool));
    }
  }
  return pools;
}

Pools by_simplex(const Problem& problem) {
  const std::size_t outputs = problem.outputs();
  Pools pools(outputs + 1);
  for (std::size_t c = 0; c <= outputs; ++c) {
    pools[c].direction.assign(outputs, Rational(c < outputs ? 0 : -1));
    if (c < outputs) pools[c].direction[c] = 1;
  }
  for (const std::size_t i : problem.changed()) {
    const auto z = problem.residuals().row(i);
    const Rational shift = -std::min(Rational(), *std::min_element(z.begin(), z.end()));
    for (std::size_t c = 0; c <= outputs; ++c) {
      const Rational value = c < outputs ? z[c] + shift : shift;
      if (value.is_zero()) continue;
      pools[c].rows.push_back(i);
      pools[c].values.push_back(value);
    }
  }
  std::erase_if(pools, [](const LabelPool& pool) { return pool.rows.empty(); });
  return pools;
}

Pools by_direction(const Problem& problem) {
  std::map<std::vector<Rational>, LabelPool> pools;
  for (const std::size_t i : problem.changed()) {
    const auto z = problem.residuals().row(i);
    const auto lead = std::find_if(z.begin(), z.end(), [](const Rational& entry) { return !entry.is_zero(); });
    std::vector<Rational> direction(z.begin(), z.end());
    for (Rational& entry : direction) entry /= abs(*lead);
    LabelPool& pool = pools[direction];
    pool.direction = direction;
    pool.rows.push_back(i);
    pool.values.push_back(abs(*lead));
  }
  Pools result;
  for (auto& [direction, pool] : pools) result.push_back(std::move(pool));
  return result;
}

std::size_t least_pools(const Problem& problem) {
  if (problem.outputs() > 1) return 1;
  const auto has = [&](int sign) {
    return std::ranges::any_of(problem.residuals().entries, [sign](const Rational& z) { return z.sign() == sign; });
  };
  return std::size_t{has(1)} + std::size_t{has(-1)};
}

}  // namespace ftcert
