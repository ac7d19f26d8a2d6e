#include "ftcert/pieces/evaluate.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/evaluation/batch.hpp"
#include "ftcert/evaluation/work.hpp"
#include "ftcert/pieces/line_evaluation.hpp"
#include "ftcert/pieces/ridge.hpp"

namespace ftcert {

namespace {

// What evaluation layer by layer takes, by the first samples: longer numbers among the others only add to it.
Integer work_by_layers(const Network& network, const PointMatrix& points) {
  constexpr std::size_t kFew = 64;
  PointMatrix some(std::min(points.count, kFew), points.dimension);
  std::copy_n(points.entries.begin(), some.entries.size(), some.entries.begin());
  return network_work(network, some, points.count);
}

}  // namespace

Evaluation evaluate_with_margins(const Network& network, const PointMatrix& points, const ForChunks& for_chunks) {
  if (network.depth() == 2) return RidgeSum(network).evaluate(points, for_chunks);
  if (const auto direction = common_direction(network)) {
    auto evaluation = evaluate_along(network, *direction, points, work_by_layers(network, points), for_chunks);
    if (evaluation) return *std::move(evaluation);
  }
  return evaluate_batch_with_margins(network, points, for_chunks);
}

}  // namespace ftcert
