// From a row that a search has found to an affine form that meets its values exactly.
//
// Purpose: exactness without long numbers. The row is rounded to as few bits as the margin of the other samples allows; what the values of the group
// then lack is added by a correction on as many well-conditioned features as the group has affinely independent samples, solved exactly (Dixon
// lifting). The correction is small, since only roundings are corrected, so that the other samples stay on their sides; whether they do is checked by
// whoever uses the form.
//
//   Strip rounded = near_row(samples, row, 0.02);
//   std::optional<Strip> exact = exact_row(points, samples, row, {3, 8}, {Rational(1, 3), Rational(5)}, 0.02);
//   exact->value(points.row(8));   // exactly 5
#pragma once

#include <optional>
#include <vector>

#include "ftcert/construct/space/centred_samples.hpp"
#include "ftcert/construct/space/strip.hpp"

namespace ftcert {

// The row with weights rounded so that no sample's value moves by more than about `slack` / 8.
Strip near_row(const CentredSamples& samples, const FloatRow& row, double slack);

// The same, and values[a] exactly at group[a]. Nothing: the values of dependent samples agree with no affine form, or the samples are
// so nearly dependent that a search cannot tell.
std::optional<Strip> exact_row(const PointMatrix& points, const CentredSamples& samples, const FloatRow& row,
                               const std::vector<std::size_t>& group, const std::vector<Rational>& values,
                               double slack);

// By how much the form exceeds the bound at each sample, exactly; 0 where it does not. Of most of these their leading bits tell.
std::vector<Rational> excess(const Strip& form, const Rational& bound, const PointMatrix& points);

}  // namespace ftcert
