#include "ftcert/model/group_sums.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/model/arithmetic.hpp"
#include "ftcert/model/weighted_sums.hpp"

namespace ftcert::model {

Tensor group_sums(const Tensor& tensor, const Shape& shape, const std::vector<std::vector<std::size_t>>& groups,
                  const std::vector<Rational>& factors, Chain& chain) {
  require(groups.size() == element_count(shape), "group_sums: one group for each element");
  require(factors.empty() || factors.size() == groups.size(), "group_sums: one factor for each element");
  std::size_t most = 1;
  for (const auto& group : groups) most = std::max(most, group.size());
  chain.budget.check(groups.size(), checked_product({most, sizeof(std::size_t)}, 0, 2));
  // Shorter groups end in nothing.
  std::vector<std::size_t> taken;
  taken.reserve(groups.size() * most);
  for (const auto& group : groups) {
    taken.insert(taken.end(), group.begin(), group.end());
    taken.resize(taken.size() + most - group.size(), kNothing);
  }
  const Tensor ones{tensor.type, {{most}, std::nullopt, 0}, std::nullopt, std::vector<Rational>(most, 1), {}};
  Tensor sums = weighted_sums({ones, 0, 1, most, most, 1}, tensor, taken, chain);
  sums.shape = shape;
  if (factors.empty()) return sums;
  Tensor each{tensor.type, {shape.dims, std::nullopt, 0}, std::nullopt, factors, {}};
  return multiply(sums, each, chain);
}

}  // namespace ftcert::model
