#include "ftcert/model/select_outputs.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert {

Network select_outputs(const Network& network, const std::vector<std::size_t>& components) {
  if (components.empty()) throw Error(Code::kUsage, "expected at least one output component, found none");
  const AffineMap& last = network.layers().back();
  AffineMap selected(components.size(), last.columns);
  for (std::size_t r = 0; r < components.size(); ++r) {
    const std::size_t j = components[r];
    if (j >= last.rows) {
      throw Error(Code::kUsage, "expected an output component from 0 to " + std::to_string(last.rows - 1) + ", found " +
                                    std::to_string(j));
    }
    for (std::size_t c = 0; c < last.columns; ++c) selected.weight(r, c) = last.weight(j, c);
    selected.bias[r] = last.bias[j];
  }
  std::vector<AffineMap> layers(network.layers().begin(), network.layers().end() - 1);
  layers.push_back(std::move(selected));
  return Network(network.inputs(), std::move(layers));
}

}  // namespace ftcert
