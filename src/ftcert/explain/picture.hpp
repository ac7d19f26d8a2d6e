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
#include "ftcert/explain/execution_facts.hpp"
#include "ftcert/explain/residuals.hpp"
#include "ftcert/explain/svg.hpp"

namespace ftcert {

// SVG; a function of its arguments alone. kNotApplicable: g has several hidden layers and no direction to
// draw it along. kWork: too many pieces, or forms and samples.
std::string picture(const InterpolationCertificate& certificate, const Residuals& residuals,
                    const std::optional<Integer>& most_work = kMostWork);

// Of a lower bound, whatever its method.
std::string picture(const BoundCertificate& certificate, const Residuals& residuals);
// With trees of activation patterns: in one or two dimensions the samples, with circles of class "asked" where a tree has a split; in more the trees, a
// rectangle of class "active", "inactive" or "leaf" for each node that is wide enough.
std::string pattern_picture(const BoundCertificate& certificate, const Residuals& residuals);
// "At least 3 hidden neurons for 20 changed labels of 442 samples"
std::string bound_title(const BoundCertificate& certificate);

// Of executions: the network as above, error bars of class "enclosure" at the changed samples, and below them how far executions may be from y - f,
// bars of class "distance" and "rounding" under a line of class "limit". Where g can not be drawn, these bars alone.
std::string picture(const ExecutionCertificate& certificate, const Residuals& residuals, const ExecutionFacts& facts,
                    const std::optional<Integer>& most_work = kMostWork);

// A network that is drawn, as a function of the points.
struct PictureSubject {
  const Network& g;
  std::string title, source;  // the first two lines
  std::size_t samples = 0, changed = 0;
  const std::vector<Integer>* projection = nullptr;  // a direction to draw along
  const Enclosures* enclosures = nullptr;            // of its executions; without: the network is exact
  const Rational* deviation = nullptr;               // with them; but not with a specification
  const SpecifiedFacts* specification = nullptr;     // in place of labels
};

// The picture of its kind. Errors: kNotApplicable, kWork.
std::string picture(const PictureSubject& subject, const Residuals& residuals, const std::optional<Integer>& most_work);
std::string line_picture(const PictureSubject& subject, const Residuals& residuals, const DirectionView& view);
// subject.g has one hidden layer. Errors: kWork.
std::string form_picture(const PictureSubject& subject, const Residuals& residuals,
                         const std::optional<Integer>& most_work);

// The bars below a picture, of executions or of specifications: without these nothing and no height.
std::size_t deviation_height(const PictureSubject& subject);
void draw_deviations(Svg& svg, const PictureSubject& subject, const Residuals& residuals, std::size_t top);
// By how much classes lead, or how far components are from the nearest end of what they may be: bars of class "room" and "rounding"; those of classes
// with a line of class "limit" at the margin.
void draw_rooms(Svg& svg, const PictureSubject& subject, const Residuals& residuals, std::size_t top);
// The frame of these bars, and how many there are at most.
inline constexpr int kBarsTop = 44, kBarsHeight = 170, kBelowBars = 56;
inline constexpr std::size_t kMostBars = 60, kMostNumbered = 30;
// The style sheet of the picture.
std::string style_of(const PictureSubject& subject);

// "2 hidden layers (3 + 2)".
std::string layers_text(const Network& network);

}  // namespace ftcert
