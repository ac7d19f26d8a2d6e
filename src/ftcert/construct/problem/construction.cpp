#include "ftcert/construct/problem/construction.hpp"

#include <numeric>

namespace ftcert {

std::size_t Plan::neurons() const { return std::accumulate(widths.begin(), widths.end(), std::size_t{0}); }

Outcome plan(const Construction& construction, const Problem& problem, std::size_t layers) {
  if (!construction.makes(layers)) {
    return Inapplicable{"makes networks with " + std::to_string(construction.depth) + " layers" +
                        (construction.any_depth() ? " or more" : "") + ", not with " + std::to_string(layers)};
  }
  return construction.any_depth() ? construction.plan_layers(problem, layers) : construction.plan(problem);
}

}  // namespace ftcert
