// The frozen network f where it is needed.
//
// Purpose: at a component whose label says `keep`, f + g equals the label exactly when g is 0. So f matters only at samples that have a label,
// and at one of several rows with the same point when only some of them have one.
#pragma once

#include "ftcert/core/samples.hpp"
#include "ftcert/evaluation/batch.hpp"
#include "ftcert/evaluation/work.hpp"

namespace ftcert {

// These rows, in this order.
PointMatrix chosen_rows(const PointMatrix& points, std::span<const std::size_t> rows);

// f at rows of points, within a limit of work a call; f must outlive the function. Errors: kWork.
ValuesAtRows values_at_rows(const Network& f, const std::optional<Integer>& most_work = kMostWork);

// Rows with a label that is a number, in order.
std::vector<std::size_t> labelled_rows(const Samples& samples);

// K x P; the rows of samples without any label are not evaluated and hold 0.
PointMatrix evaluate_where_labelled(const Network& f, const Samples& samples, const ForChunks& for_chunks = in_turn);

}  // namespace ftcert
