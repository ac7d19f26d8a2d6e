#include "ftcert/pieces/evaluate.hpp"

#include "ftcert/evaluation/batch.hpp"
#include "ftcert/pieces/line_evaluation.hpp"
#include "ftcert/pieces/ridge.hpp"

namespace ftcert {

Evaluation evaluate_with_margins(const Network& network, const PointMatrix& points, const ForChunks& for_chunks) {
  if (network.depth() == 2) return RidgeSum(network).evaluate(points);
  if (const auto direction = common_direction(network); direction && few_pieces(network, points.count)) {
    return evaluate_along(network, *direction, points);
  }
  return evaluate_batch_with_margins(network, points, for_chunks);
}

}  // namespace ftcert
