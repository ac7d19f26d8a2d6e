#include "ftcert/model/maxima.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/model/arithmetic.hpp"

namespace ftcert::model {

namespace {

using Groups = std::vector<std::vector<std::size_t>>;

std::size_t terms(const Tensor& tensor) {
  std::size_t count = 0;
  for (const LinearForm& form : tensor.forms) count += form.terms.size();
  return count;
}

Tensor largest_numbers(const Tensor& tensor, const Shape& shape, const Groups& groups, Budget& budget) {
  std::vector<std::size_t> largest;
  largest.reserve(groups.size());
  for (const auto& group : groups) {
    largest.push_back(*std::max_element(group.begin(), group.end(), [&tensor](std::size_t a, std::size_t b) {
      return tensor.numbers[a] < tensor.numbers[b];
    }));
  }
  return gather(tensor, shape, largest, budget);
}

Shape list_of(std::size_t count) { return {{count}, std::nullopt, 0}; }

}  // namespace

Tensor maximum(const Tensor& a, const Tensor& b, Chain& chain) {
  // What stands beside the ReLU passes through its layer: nothing, or few terms.
  if (!a.constant() && (b.constant() || terms(b) < terms(a))) {
    return add(b, rectified(subtract(a, b, chain), chain), chain);
  }
  return add(a, rectified(subtract(b, a, chain), chain), chain);
}

Tensor minimum(const Tensor& a, const Tensor& b, Chain& chain) {
  if (!a.constant() && (b.constant() || terms(b) < terms(a))) {
    return subtract(b, rectified(subtract(b, a, chain), chain), chain);
  }
  return subtract(a, rectified(subtract(a, b, chain), chain), chain);
}

Tensor group_maxima(const Tensor& tensor, const Shape& shape, const Groups& groups, Chain& chain) {
  require(groups.size() == element_count(shape), "group_maxima: one group for each element");
  if (std::any_of(groups.begin(), groups.end(), [](const auto& group) { return group.empty(); })) {
    throw Error(Code::kModelShape, "the maximum of no elements");
  }
  if (tensor.constant()) return largest_numbers(tensor, shape, groups, chain.budget);
  // A round halves every group; the tensor is then the list of what is left of all groups.
  Tensor left = tensor;
  Groups open = groups;
  while (std::any_of(open.begin(), open.end(), [](const auto& group) { return group.size() > 1; })) {
    std::vector<std::size_t> first, second, alone;
    Groups next(open.size());
    for (std::size_t e = 0; e < open.size(); ++e) {
      for (std::size_t i = 0; i + 1 < open[e].size(); i += 2) {
        next[e].push_back(first.size());
        first.push_back(open[e][i]);
        second.push_back(open[e][i + 1]);
      }
    }
    for (std::size_t e = 0; e < open.size(); ++e) {
      if (open[e].size() % 2 == 0) continue;
      next[e].push_back(first.size() + alone.size());
      alone.push_back(open[e].back());
    }
    Budget& budget = chain.budget;
    Tensor larger = maximum(gather(left, list_of(first.size()), first, budget),
                            gather(left, list_of(second.size()), second, budget), chain);
    if (!alone.empty()) {
      const Tensor rest = gather(left, list_of(alone.size()), alone, budget);
      larger = concatenated({&larger, &rest}, 0, chain);
    }
    left = std::move(larger);
    open = std::move(next);
  }
  std::vector<std::size_t> indices;
  for (const auto& group : open) indices.push_back(group.front());
  return gather(left, shape, indices, chain.budget);
}

Tensor group_minima(const Tensor& tensor, const Shape& shape, const Groups& groups, Chain& chain) {
  return scaled(group_maxima(scaled(tensor, -1, chain), shape, groups, chain), -1, chain);
}

}  // namespace ftcert::model
