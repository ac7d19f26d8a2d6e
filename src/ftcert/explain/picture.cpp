#include "ftcert/explain/picture.hpp"

#include <algorithm>

#include "ftcert/common/rational_work.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/explain/text.hpp"

namespace ftcert {

std::string layers_text(const Network& network) {
  std::string text;
  for (const std::size_t width : network.widths()) text += (text.empty() ? "" : " + ") + std::to_string(width);
  return counted(network.depth() - 1, "hidden layer") + " (" + text + ")";
}

namespace {

std::string picture_title(const InterpolationCertificate& c) {
  if (c.specification) {
    return counted(c.claim.neurons, "hidden neuron") + ": " + std::to_string(*c.claim.specified) + " of " +
           counted(c.claim.samples, "sample") + " are exactly what is specified";
  }
  return counted(c.claim.neurons, "hidden neuron") + " change " + std::to_string(c.claim.changed) + " of " +
         counted(c.claim.samples, "label") + " exactly";
}

std::string picture_source(const InterpolationCertificate& c) {
  std::string text = layers_text(c.g);
  if (c.construction) {
    text += ", construction " + shortened(c.construction->name, 40) + " (at most " +
            counted(c.construction->bound, "neuron") + ")";
  }
  return text;
}

// A hyperplane unit on its own: one function of one form, that is 0 but on a very small part of the range of the samples. A panel for it
// shows more than the whole range does.
bool is_one_unit(const DirectionView& view, const Residuals& residuals) {
  constexpr std::size_t kMostKinks = 8;
  constexpr int kSmall = 50;
  const auto& kinks = view.pieces.kinks;
  if (residuals.points.dimension == 1 || kinks.size() < 2 || kinks.size() > kMostKinks) return false;
  for (std::size_t c = 0; c < view.pieces.outputs; ++c) {
    for (const std::size_t k : {std::size_t{0}, kinks.size()}) {
      const std::size_t piece = k * view.pieces.outputs + c;
      if (!view.pieces.slope[piece].is_zero() || !view.pieces.intercept[piece].is_zero()) return false;
    }
  }
  std::vector<Rational> t;
  for (std::size_t i = 0; i < residuals.points.count; ++i) t.push_back(dot(view.direction, residuals.points.row(i)));
  const auto [low, high] = std::minmax_element(t.begin(), t.end());
  return (kinks.back() - kinks.front()) * Rational(kSmall) < *high - *low;
}

}  // namespace

std::string picture(const InterpolationCertificate& c, const Residuals& residuals,
                    const std::optional<Integer>& most_work) {
  const auto& projection = c.margins.projection;
  std::optional<SpecifiedFacts> facts;
  if (c.specification) facts = specified_facts(*residuals.specified, real_sum(residuals));
  return picture({c.g, picture_title(c), picture_source(c), c.claim.samples, c.claim.changed,
                  projection ? &projection->direction : nullptr, nullptr, nullptr, facts ? &*facts : nullptr},
                 residuals, most_work);
}

std::string picture(const PictureSubject& subject, const Residuals& residuals,
                    const std::optional<Integer>& most_work) {
  const auto view = view_along_direction(subject.g, subject.projection, most_work);
  if (view) {
    const std::size_t bits = most_bits(view->direction) + most_bits(residuals.points.entries);
    WorkMeter(most_work).charge(Integer(residuals.points.entries.size()) * rational_work(bits));
  }
  if (view && !(subject.g.depth() == 2 && is_one_unit(*view, residuals)))
    return line_picture(subject, residuals, *view);
  if (subject.g.depth() == 2) return form_picture(subject, residuals, most_work);
  throw Error(Code::kNotApplicable, "g has several hidden layers and no direction along which it can be drawn");
}

}  // namespace ftcert
