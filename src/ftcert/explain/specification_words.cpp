#include "ftcert/explain/specification_words.hpp"

#include <array>
#include <map>

#include "ftcert/explain/decimal.hpp"
#include "ftcert/explain/text.hpp"

namespace ftcert {

namespace {

class SpecificationWords {
 public:
  SpecificationWords(Prose& prose, const Residuals& residuals, const SpecifiedFacts& facts, const ClassNames& names,
                     Known known)
      : prose_(prose), s_(*residuals.specified), facts_(facts), names_(names), known_(known) {}

  void write() {
    prose_.heading("What is specified");
    if (facts_.samples == 0) return prose_.say("Nothing: all components of all samples are kept.");
    s_.terms.classes() ? say_classes() : say_intervals();
    prose_.say("f meets the specification of " + std::to_string(facts_.met_before) + " of these samples by itself.");
    for (std::size_t e = 0; e < facts_.entries.size() && e < kMostListed; ++e) prose_.say(entry(facts_.entries[e]));
    if (facts_.entries.size() > kMostListed)
      prose_.say("And " + std::to_string(facts_.entries.size() - kMostListed) + " more.");
    if (known_ != Known::kNothing) say_closest();
  }

 private:
  void say_classes() {
    prose_.say("At " + of_samples() +
               " one of the classes that the sample may be, which are components of f + g counted from 0, has to be "
               "greater than all other components, by at least " +
               readable(s_.terms.number) + ", the margin. " + the_others("all components are kept"));
    std::map<ClassSet, std::size_t> asked;
    for (const SpecifiedEntry& e : facts_.entries) ++asked[s_.classes[e.sample]];
    std::vector<std::string> items;
    for (const auto& [classes, count] : asked)
      items.push_back("class " + names_.text(classes) + " at " + counted(count, "sample"));
    prose_.say("Asked for: " + listed(items) + ".");
  }

  void say_intervals() {
    std::array<std::size_t, 4> forms{};  // a number, both ends, the lower one, the upper one
    for (const SpecifiedEntry& e : facts_.entries) {
      const Interval& interval = *s_.interval(e.sample, e.component);
      ++forms[!interval.high ? 2 : !interval.low ? 3 : interval.low == interval.high ? 0 : 1];
    }
    constexpr std::array kForms{"exactly a number", "between two numbers", "at least a number", "at most a number"};
    std::vector<std::string> items;
    for (std::size_t f = 0; f < forms.size(); ++f) {
      if (forms[f] > 0) items.push_back(std::string(kForms[f]) + " (" + std::to_string(forms[f]) + ")");
    }
    prose_.say("At " + of_samples() + (s_.outputs() == 1 ? " f + g has to be " : " components of f + g have to be ") +
               listed(items) + ". " + the_others(s_.outputs() == 1 ? "f is kept" : "all components are kept"));
    if (!s_.terms.number.is_zero())
      prose_.say("A number in the data file stands for all numbers within " + readable(s_.terms.number) + " of it.");
  }

  std::string of_samples() const {
    return std::to_string(facts_.samples) + " of " + counted(s_.frozen.count, "sample");
  }

  std::string the_others(const std::string& what) const {
    const std::size_t kept = s_.frozen.count - facts_.samples;
    if (kept == 0) return "No sample is kept.";
    return "At the other " + counted(kept, "sample") + " nothing is specified: " + what + ", and g has to be 0.";
  }

  std::string entry(const SpecifiedEntry& e) const {
    std::string text = place_text(e, s_) + ": " + asked_text(e, s_, names_) + "; f ";
    text[0] = 'S';
    if (s_.terms.classes()) {
      text += "says " + names_.text(greatest(s_.frozen.row(e.sample))) + ", and the class " + leads(e.before);
      if (known_ == Known::kReal) return text + "; in f + g it " + leads(e.after) + ".";
      return text + (known_ == Known::kNothing
                         ? "."
                         : "; in f + g it " + leads(e.after - e.error, "at least ") + " in every execution.");
    }
    text += "is " + readable(e.before);
    if (known_ == Known::kNothing) return text + ".";
    return text + ", f + g " + readable(e.after) +
           (known_ == Known::kReal ? "." : ", and any execution is within " + readable(e.error) + " of that.");
  }

  static std::string leads(const Rational& lead, const std::string& at_least = "") {
    if (lead.sign() < 0) return "is behind by " + std::string(at_least.empty() ? "" : "at most ") + readable(-lead);
    return "leads by " + at_least + readable(lead);
  }

  void say_closest() {
    const SpecifiedEntry& e = *facts_.closest();
    const bool runs = known_ == Known::kInEveryExecution;
    const std::string rounding =
        runs ? " in every execution; rounding takes at most " + readable(e.error) + " of it" : std::string();
    if (s_.terms.classes()) {
      prose_.say("The least lead is at " + place_text(e, s_) + ": " + readable(e.room + s_.terms.number) + rounding +
                 ".");
    } else {
      prose_.say("What comes closest to an end of what it may be is " + place_text(e, s_) + ": " +
                 (e.room.is_zero() ? std::string("it is that end") : readable(e.room) + " from it") + rounding + ".");
    }
  }

  Prose& prose_;
  const Specified& s_;
  const SpecifiedFacts& facts_;
  const ClassNames& names_;
  Known known_;
};

}  // namespace

void say_specification(Prose& prose, const Residuals& residuals, const SpecifiedFacts& facts, const ClassNames& names,
                       Known known) {
  SpecificationWords(prose, residuals, facts, names, known).write();
}

std::string requirement(const CertificateBody& body) {
  return body.specification->classes()
             ? "one of the classes that the sample may be is greater than all others, by at least " +
                   readable(body.specification->number)
             : "each component is what is specified for it, a number or an interval, or else exactly f";
}

std::string readable_text(const Interval& interval, const std::string& exactly) {
  if (!interval.low && !interval.high) return "any number";
  if (!interval.low) return "at most " + readable(*interval.high);
  if (!interval.high) return "at least " + readable(*interval.low);
  if (interval.low == interval.high) return exactly + readable(*interval.low);
  return "from " + readable(*interval.low) + " to " + readable(*interval.high);
}

std::string observed_text(const ObservedOutput& observed, std::size_t outputs, const ClassNames& names) {
  if (observed.less) {
    return "the difference of outputs " + names.text(observed.component) + " and " + names.text(*observed.less) +
           ", counted from 0";
  }
  return outputs == 1 ? std::string() : "output " + std::to_string(observed.component + 1);
}

std::string place_text(const SpecifiedEntry& entry, const Specified& specified) {
  const bool one = specified.terms.classes() || specified.outputs() == 1;
  return "sample " + std::to_string(entry.sample + 1) +
         (one ? std::string() : ", component " + std::to_string(entry.component + 1));
}

std::string asked_text(const SpecifiedEntry& entry, const Specified& specified, const ClassNames& names) {
  if (specified.terms.classes()) return "class " + names.text(specified.classes[entry.sample]);
  return readable_text(*specified.interval(entry.sample, entry.component));
}

}  // namespace ftcert
