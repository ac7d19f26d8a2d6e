// What specifications allow: intervals of f + g or of what is observed of g, and classes (section 18).
#include "ftcert/check/body.hpp"
#include "ftcert/evaluation/frozen.hpp"

namespace ftcert {

bool BodyCheck::keeps(std::size_t i, std::size_t k) const {
  if (!c_.specification) return !label(i, k);
  return c_.specification->classes() ? samples().classes[i].empty() : !samples().intervals[i * c_.outputs + k];
}

Interval BodyCheck::allowed(std::size_t i, const ObservedOutput& output) const {
  if (keeps(i, output.component)) return Interval(Rational());
  if (!c_.specification) return Interval(residual(i, output.component));
  if (!c_.specification->classes())
    return shifted(*samples().intervals[i * c_.outputs + output.component], -frozen(i, output.component));
  const ClassSet& classes = samples().classes[i];
  const Rational before = frozen(i, output.component) - frozen(i, *output.less);
  if (classes.size() == 1 && classes[0] == output.component) return {c_.specification->number - before, std::nullopt};
  if (classes.size() == 1 && classes[0] == *output.less) return {std::nullopt, -c_.specification->number - before};
  return {};
}

void BodyCheck::count_specified(std::size_t claimed) const {
  compare(Code::kWrongCount, lines_.claim, "specified samples", labelled_rows(samples()).size(), claimed);
}

void BodyCheck::meets(std::size_t i, std::span<const Rational> sum, std::span<const Rational> errors) const {
  const bool exact = errors.empty();
  if (c_.specification->classes()) {
    const ClassSet& classes = samples().classes[i];
    if (classes.empty()) return;
    const Rational lead = class_lead(sum, errors, classes);
    if (lead < c_.specification->number)
      reject(Code::kNotMet, line_of_sample(i),
             "sample " + std::to_string(i + 1) + ": " + text(classes) + " leads by " + (exact ? "" : "at least ") +
                 lead.text() + ", expected at least " + c_.specification->number.text());
    return;
  }
  for (std::size_t k = 0; k < c_.outputs; ++k) {
    const auto& interval = samples().intervals[i * c_.outputs + k];
    const Rational error = exact ? Rational() : errors[k];
    if (!interval || (interval->holds(sum[k] - error) && interval->holds(sum[k] + error))) continue;
    reject(Code::kNotMet, line_of_sample(i),
           who(i, k) + ": f+g " + (exact ? "= " + sum[k].text() : "is " + sum[k].text() + " +- " + error.text()) +
               ", expected " + text(*interval));
  }
}

std::string BodyCheck::who(std::size_t i, std::size_t k) const {
  return "sample " + std::to_string(first_ + i + 1) + (c_.outputs > 1 ? " component " + std::to_string(k + 1) : "");
}

}  // namespace ftcert
