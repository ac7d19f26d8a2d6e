// Values of a network at all samples together with its margins, in time close to linear in the samples.
//
// Purpose: what evaluate_batch_with_margins() computes, faster where the network is a function of few linear forms. A network with one
// hidden layer is a sum of functions of single linear forms (neurons with parallel weight rows share one), each piecewise linear with known
// kinks: a sample costs one dot product a form, a binary search and at most one multiplication. A deeper network whose first-layer rows are
// all parallel is a function of one form, whose pieces are computed once (pieces/line_evaluation.hpp), unless these take more work than all samples layer by
// layer do. All others are evaluated layer by layer over common denominators (evaluation/batch.hpp). Exact; the meaning is that of Network::evaluate().
//
//   Evaluation e = evaluate_with_margins(g, points);
//   e.values.row(i);               // g at the i-th sample
//   *e.layers[0].least;            // least |pre-activation| in hidden layer 1
#pragma once

#include "ftcert/evaluation/batch.hpp"

namespace ftcert {

// for_chunks: of samples. The result is the same however they are called.
Evaluation evaluate_with_margins(const Network& network, const PointMatrix& points,
                                 const ForChunks& for_chunks = in_turn);

}  // namespace ftcert
