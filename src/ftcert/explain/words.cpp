#include "ftcert/explain/words.hpp"

#include "ftcert/bounds/two_layers.hpp"
#include "ftcert/data/binary_float.hpp"
#include "ftcert/explain/body_words.hpp"
#include "ftcert/explain/decimal.hpp"
#include "ftcert/explain/direction_view.hpp"
#include "ftcert/explain/specification_words.hpp"
#include "ftcert/explain/text.hpp"
#include "ftcert/pieces/ridge.hpp"

namespace ftcert {

namespace {

class Words {
 public:
  Words(const InterpolationCertificate& c, const Residuals& residuals, const FileNames& files,
        const std::optional<Integer>& most_work, const KnownConstructions& known)
      : c_(c), residuals_(residuals), files_(files), most_work_(most_work), known_(known) {}

  std::vector<std::string> write() {
    claim();
    say_data(prose_, c_, residuals_);
    say_frozen(prose_, c_);
    if (c_.specification) {
      say_specification(prose_, residuals_, specified_facts(*residuals_.specified, real_sum(residuals_)),
                        files_.classes, Known::kReal);
    }
    correction();
    shape();
    margins();
    weights();
    say_how_to_check(prose_, c_, files_, "f + g at every sample and every number above",
                     c_.specification ? Theorem::kNone : Theorem::kWritten);
    return prose_.lines();
  }

 private:
  void heading(const std::string& text) { prose_.heading(text); }
  void say(const std::string& text) { prose_.say(text); }

  void claim() {
    heading("What is claimed (" + c_.claim.text() + ")");
    say("A network g with " + counted(c_.g.depth() - 1, "hidden layer") + " and " +
        counted(c_.claim.neurons, "hidden ReLU neuron") + " is added to a frozen function f so that " +
        at_the_samples());
    say("Exactly means: over the rational numbers, no rounding anywhere. What a floating-point program makes "
        "of f + g is another question.");
  }

  std::string at_the_samples() const {
    const std::size_t kept = c_.claim.samples - c_.claim.changed;
    if (c_.specification) {
      return "at each of " + counted(*c_.claim.specified, "specified sample") + ", of " +
             counted(c_.claim.samples, "sample") + ", in f(x) + g(x) " + requirement(c_) + ". At " +
             counted(kept, "sample") + ", all that are not specified among them, g is exactly 0; at " +
             std::to_string(c_.claim.changed) + " it is not.";
    }
    return "f(x) + g(x) is exactly the label y at every one of " + counted(c_.claim.samples, "sample") + ". " +
           counted(c_.claim.changed, "label") + (c_.claim.changed == 1 ? " differs" : " differ") +
           " from what f says; at the other " + counted(kept, "sample") + " g is exactly 0.";
  }

  void correction() {
    heading("The correction g");
    say("g is a ReLU network " + shape_of(c_.g) + ".");
    if (!c_.construction) {
      say("The certificate does not say how it was found, and need not: the check does not depend on it.");
    } else {
      found_by(*c_.construction);
    }
    if (c_.g.depth() != 2 || c_.specification) return;
    if (const auto paper = paper_two_layers(c_.claim.changed, c_.claim.samples)) {
      say("For comparison: the bound min{3N+1, K-1} of Sohn et al. (2024), theorem 4.1, is " +
          std::to_string(paper->upper) + " for N = " + std::to_string(c_.claim.changed) +
          " changes among K = " + std::to_string(c_.claim.samples) + " samples; the worst such data need exactly " +
          std::to_string(exact_two_layers(c_.claim.changed, c_.claim.samples)) + ".");
    }
  }

  void found_by(const ConstructionNote& note) {
    const std::string found = "Found by the construction " + note.name;
    const std::string promise = "at most " + counted(note.bound, "neuron");
    const auto known = known_ ? known_(note.name) : std::nullopt;
    if (known_ && !known) {
      say(found + ", which this program does not know; the certificate promises " + promise + ", and g has " +
          std::to_string(c_.claim.neurons) + ".");
      return;
    }
    say(found + (known ? " (" + known->source + "; at most " + known->promise + " neurons)" : "") +
        ", which promises " + promise + " for these data; g has " + std::to_string(c_.claim.neurons) + ".");
  }

  static std::string kinks(std::size_t convex, std::size_t concave) {
    return counted(convex + concave, "kink") + " (" + std::to_string(convex) + " convex, " + std::to_string(concave) +
           " concave)";
  }

  void shape() {
    if (const auto view = view_along_direction(c_, most_work_)) {
      const std::string direction = ", a = " + shortened(direction_text(view->direction), 150);
      say((c_.dimension == 1  ? std::string("As a function of x")
           : view->everywhere ? "g depends on one number t = a.x alone" + direction + ". As a function of t"
                              : "Along the line x = t a / (a.a)" + direction + ",") +
          (c_.dimension > 1 && view->everywhere ? " it has " : " g has ") +
          counted(view->pieces.pieces(), "linear piece") + (c_.outputs == 1 ? "" : ", all components together") + ".");
      for (std::size_t c = 0; c < c_.outputs && c < kMostListed; ++c) {
        std::size_t convex = 0, concave = 0;
        for (std::size_t k = 0; k < view->pieces.kinks.size(); ++k) {
          const int sign = view->pieces.slope_change(k, c).sign();
          convex += sign > 0 ? 1 : 0;
          concave += sign < 0 ? 1 : 0;
        }
        say((c_.outputs == 1 ? std::string("It has ") : "Component " + std::to_string(c + 1) + " has ") +
            kinks(convex, concave) + ".");
      }
    } else if (c_.g.depth() == 2) {
      WorkMeter work(most_work_);
      const RidgeSum sum(c_.g, &work);
      std::size_t total = 0;
      for (const RidgeForm& form : sum.forms()) total += form.kinks.size();
      say("g is a sum of " + counted(sum.forms().size(), "piecewise linear function") +
          ", each of one linear form u.x of the features, with " + counted(total, "kink") +
          " in all: `ftcert pieces` lists them exactly.");
    }
  }

  void margins() {
    heading("Margins: how far the samples are from a kink of a neuron");
    for (std::size_t l = 0; l < c_.margins.layers.size(); ++l) {
      const LayerMargin& m = c_.margins.layers[l];
      const std::string layer = "Hidden layer " + std::to_string(l + 1) + ": ";
      if (!m.least) {
        say(layer + "it has no neurons.");
      } else if (!m.least->is_zero()) {
        say(layer + "the least absolute pre-activation is " + readable(*m.least) + ". No sample sits on a kink.");
      } else {
        say(layer +
            "some sample sits exactly on the kink of a neuron (pre-activation 0), where the ReLU is exact as "
            "well; the least absolute "
            "pre-activation that is not 0 is " +
            (m.nonzero ? readable(*m.nonzero) : "none") + ".");
      }
    }
    if (c_.margins.projection && c_.margins.projection->gap) {
      say("Projected on a, the two nearest samples are " + readable(*c_.margins.projection->gap) + " apart.");
    }
    say("'about' marks rounded numbers; the certificate has them exactly.");
  }

  void weights() {
    heading("Weights");
    std::size_t all = 0, exact = 0;
    for (const AffineMap& map : c_.g.layers()) {
      for (const auto* numbers : {&map.weights, &map.bias}) {
        for (const Rational& w : *numbers) {
          ++all;
          if (const auto rounded_weight = round_to(kBinary64, w); rounded_weight && *rounded_weight == w) ++exact;
        }
      }
    }
    say("g has " + counted(all, "weight") + " and biases together, " + counted(c_.margins.bits.total, "bit") +
        " as exact rationals; the largest has " + counted(c_.margins.bits.most, "bit") + ". " +
        (exact == all
             ? std::string("All are binary64 numbers.")
             : std::to_string(all - exact) + " of them cannot be stored as binary64 numbers without rounding."));
  }

  const InterpolationCertificate& c_;
  const Residuals& residuals_;
  const FileNames& files_;
  const std::optional<Integer>& most_work_;
  const KnownConstructions& known_;
  Prose prose_;
};

}  // namespace

std::vector<std::string> words(const InterpolationCertificate& certificate, const Residuals& residuals,
                               const FileNames& files, const std::optional<Integer>& most_work,
                               const KnownConstructions& known) {
  return Words(certificate, residuals, files, most_work, known).write();
}

}  // namespace ftcert
