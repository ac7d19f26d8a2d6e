#include "ftcert/explain/body_words.hpp"
#include "ftcert/explain/bound_line.hpp"
#include "ftcert/explain/count_words.hpp"
#include "ftcert/explain/decimal.hpp"
#include "ftcert/explain/pattern_words.hpp"
#include "ftcert/explain/specification_words.hpp"
#include "ftcert/explain/text.hpp"

namespace ftcert {

namespace {

constexpr std::size_t kKinksShown = 4;

class BoundWords {
 public:
  BoundWords(const BoundCertificate& c, const Residuals& residuals, const FileNames& files)
      : c_(c), residuals_(residuals), files_(files) {}

  std::vector<std::string> write() {
    claim();
    say_data(prose_, c_, residuals_);
    say_frozen(prose_, c_);
    if (c_.specification) {
      say_specification(prose_, residuals_, specified_facts(*residuals_.specified, real_sum(residuals_)),
                        files_.classes, Known::kNothing);
    }
    const Theorem theorem = c_.specification ? Theorem::kNone : Theorem::kWritten;
    if (c_.method->on_a_line()) {
      line_ = bound_line(c_, residuals_);
      samples_on_a_line();
      kinks();
      say_count(prose_, c_, line_);
      say_how_to_check(prose_, c_, files_, "the residuals, the line, the forced kinks and the count", theorem);
    } else {
      say_patterns(prose_, c_, residuals_, files_.classes);
      say_how_to_check(prose_, c_, files_, "the residuals, the constant, which trees there are, and all their sums",
                       theorem);
    }
    return prose_.lines();
  }

 private:
  void claim() {
    prose_.heading("What is claimed (" + c_.claim.verdict() + ")");
    prose_.say("Every ReLU network g with " + counted(c_.claim.layers - 1, "hidden layer") + " for which " + fits() +
               " has at least " + counted(c_.claim.neurons, "hidden neuron") + ", whatever its weights are." +
               the_others());
    prose_.say("It is a statement about these samples and " +
               std::string(c_.specification ? "specifications" : "labels") +
               ", not about the worst ones, and about real functions, without "
               "rounding. Whether so many neurons suffice is another claim: that of a certificate of " +
               (c_.specification ? "kind specification." : "interpolation."));
  }

  std::string fits() const {
    if (c_.specification)
      return "in f(x) + g(x), at each of " + counted(*c_.claim.specified, "specified sample") + ", " + requirement(c_) +
             ", and g is exactly 0 at the other " + counted(c_.claim.samples - *c_.claim.specified, "sample") + ",";
    return "f(x) + g(x) is exactly the label y at all of " + counted(c_.claim.samples, "sample");
  }

  std::string the_others() const {
    if (c_.specification) return "";
    return " " + counted(c_.claim.changed, "label") + (c_.claim.changed == 1 ? " differs" : " differ") +
           " from what f says; at the other " + counted(c_.claim.samples - c_.claim.changed, "sample") +
           " g has to be exactly 0.";
  }

  std::string number(std::size_t r) const { return std::to_string(c_.line.points[r].sample + 1); }

  void samples_on_a_line() {
    prose_.heading("The samples on a line");
    std::vector<std::string> samples, residuals;
    for (std::size_t r = 0; r < line_.z.size(); ++r) {
      samples.push_back(number(r));
      residuals.push_back(readable_text(line_.z[r], ""));
    }
    prose_.say(
        counted(samples.size(), "sample") + " of " + std::to_string(c_.claim.samples) +
        (c_.dimension == 1 ? " are used, in this order" : " lie on one line and are used, in this order along it") +
        " (counted from 1): " + listed(samples) + ".");
    prose_.say("Along the line g is a continuous, piecewise linear function of one number" +
               (c_.outputs == 1 ? std::string()
                                : ", and so is " + std::string(c_.line.output.less ? "" : "its ") +
                                      observed_text(c_.line.output, c_.outputs, files_.classes)) +
               ". At these samples it " +
               (c_.specification ? "can be, for f + g to be what is specified (the residuals): "
                                 : "has to take the residuals y - f: ") +
               listed(residuals) + ".");
  }

  void kinks() {
    prose_.heading("Kinks that the residuals force");
    const std::size_t convex = line_.kinks.convex.size(), concave = line_.kinks.concave.size();
    if (convex + concave == 0) return prose_.say("None is used.");
    prose_.say(
        "The chord of a sample on the line is the segment between the residuals of its two neighbours. Where a "
        "residual lies below "
        "its chord (above it), g has a convex (concave) kink strictly between the two neighbours, whatever it does "
        "elsewhere. " +
        std::string(line_.exact() ? ""
                                  : "Where residuals can be several numbers, a convex kink is shown with the greatest "
                                    "one of the sample and the least ones of its neighbours, a concave one with the "
                                    "least and the greatest ones. ") +
        "The certificate marks " + counted(convex, "convex kink") + " and " + counted(concave, "concave kink") + ".");
    std::size_t shown = 0;
    for (std::size_t r = 1; r + 1 < line_.z.size() && shown < kKinksShown; ++r) {
      if (c_.line.points[r].kink == 0) continue;
      ++shown;
      const int sign = c_.line.points[r].kink;
      const bool up = sign > 0;
      prose_.say("Sample " + number(r) + ", " + (up ? "convex" : "concave") + ": its residual " +
                 readable(line_.middle(r, sign)) + " is " + (up ? "below " : "above ") +
                 readable(line_.chord(r, sign)) + ", where the chord from sample " + number(r - 1) + " (residual " +
                 readable(line_.beside(r - 1, sign)) + ") to sample " + number(r + 1) + " (residual " +
                 readable(line_.beside(r + 1, sign)) + ") is.");
    }
    if (convex + concave > shown) prose_.say("And " + std::to_string(convex + concave - shown) + " more, alike.");
  }

  const BoundCertificate& c_;
  const Residuals& residuals_;
  const FileNames& files_;
  BoundLine line_;  // of a method on a line
  Prose prose_;
};

}  // namespace

std::vector<std::string> words(const BoundCertificate& certificate, const Residuals& residuals,
                               const FileNames& files) {
  return BoundWords(certificate, residuals, files).write();
}

}  // namespace ftcert
