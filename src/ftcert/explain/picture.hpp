// The picture of a certificate: what the samples ask for, and what g does or, of a lower bound, has to do.
//
// Purpose: an SVG file that a reader understands at a glance. Where g depends on one direction: y - f at the samples and
// the curve g over t = a.x, one row an output. Where g is a sum of functions of several directions (hyperplane units), or a
// single such unit: one small panel for each. Every changed sample is one circle of class "changed" for each drawn output
// that changes (in the panels: for each panel that contributes to it), every kink one path of class "convex" or "concave". Of a
// lower bound: the residuals along its line, the chords that force the marked kinks, and below them the intervals that hold these kinks,
// lines of class "convex-interval" or "concave-interval".
//
//   write_file("g.svg", picture(certificate, residuals_of(certificate, name, {})));
#pragma once

#include <string>

#include "ftcert/explain/direction_view.hpp"
#include "ftcert/explain/residuals.hpp"

namespace ftcert {

// SVG; a function of its arguments alone. kNotApplicable: g has several hidden layers and no direction to
// draw it along. kWork: too many pieces, or forms and samples.
std::string picture(const InterpolationCertificate& certificate, const Residuals& residuals,
                    const std::optional<Integer>& most_work = kMostWork);

// Of a lower bound, whatever its method.
std::string picture(const BoundCertificate& certificate, const Residuals& residuals);

// The two pictures of an interpolation.
std::string line_picture(const InterpolationCertificate& certificate, const Residuals& residuals,
                         const DirectionView& view);
// certificate.g has one hidden layer. Errors: kWork.
std::string form_picture(const InterpolationCertificate& certificate, const Residuals& residuals,
                         const std::optional<Integer>& most_work);

// The title of these two.
std::string picture_title(const InterpolationCertificate& certificate);
// "hyperplane-units, which promises at most 9", for the line below it.
std::string picture_source(const InterpolationCertificate& certificate);

}  // namespace ftcert
