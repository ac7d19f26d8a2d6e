// Samples are evaluated by the kernel alone, however many there are: what is faster where both are many needs FLINT.
#include "ftcert/pieces/evaluate.hpp"

namespace ftcert {

Evaluation evaluate_with_margins(const Network& network, const PointMatrix& points, const ForChunks& for_chunks) {
  return evaluate_batch_with_margins(network, points, for_chunks);
}

}  // namespace ftcert
