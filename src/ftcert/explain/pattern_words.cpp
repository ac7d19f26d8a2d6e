#include "ftcert/explain/pattern_words.hpp"

#include <algorithm>

#include "ftcert/check/methods/pattern_cover.hpp"
#include "ftcert/explain/decimal.hpp"
#include "ftcert/explain/pattern_facts.hpp"
#include "ftcert/explain/specification_words.hpp"
#include "ftcert/explain/text.hpp"

namespace ftcert {

namespace {

class PatternWords {
 public:
  PatternWords(Prose& prose, const BoundCertificate& c, const Residuals& residuals, const ClassNames& names)
      : prose_(prose),
        c_(c),
        residuals_(residuals),
        names_(names),
        facts_(pattern_facts(c.patterns, c.claim.samples)) {}

  void write() {
    networks();
    constants();
    trees();
    leaf();
  }

 private:
  std::size_t neurons() const { return c_.claim.neurons - 1; }

  Interval residual(std::size_t sample) const { return allowed(residuals_, sample, c_.patterns.output); }

  // What a row sets a sum against: the greatest residual, with which it is at most, or the least one.
  Rational end(const PatternRow& row) const {
    const Interval z = residual(row.sample);
    return *(row.multiplier > 0 ? z.high : z.low);
  }

  static std::string sample_name(std::size_t sample) { return "sample " + std::to_string(sample + 1); }

  void networks() {
    prose_.heading("Which networks are excluded");
    prose_.say("Suppose that a network with one hidden layer and " + counted(neurons(), "neuron") +
               " fits; fewer neurons are such a network with neurons that are 0. Then " +
               (c_.outputs == 1           ? std::string("g")
                : c_.patterns.output.less ? observed_text(c_.patterns.output, c_.outputs, names_)
                                          : "its " + observed_text(c_.patterns.output, c_.outputs, names_)) +
               " is c + the sum of terms max(l(x), 0) with a plus or a minus sign each, one for each neuron, where l "
               "is an affine function of the features and the size of the outer weight is part of l. Nothing is "
               "assumed of these functions: the certificate excludes every number of plus signs, and c = 0, c > 0 and "
               "c < 0.");
    prose_.say(
        "A neuron is active at a sample where l(x) > 0, and adds l(x) there; elsewhere it is inactive, l(x) <= 0, and "
        "adds 0. " +
        std::string(c_.specification
                        ? "The sum has to be something for which f + g is what is specified, and 0 where all is kept."
                        : "The sum has to be y - f at every sample, which is 0 at those that keep their label."));
  }

  std::string varying() const {
    return counted(varying_features(residuals_.points).size(), "feature") + " that differ" +
           (varying_features(residuals_.points).size() == 1 ? "s" : "") + " between samples";
  }

  void constants() {
    prose_.heading("The constant c");
    const PatternCover& cover = c_.patterns.cover;
    const auto with_constant = std::count_if(c_.patterns.trees.begin(), c_.patterns.trees.end(),
                                             [](const auto& t) { return t.constant != 0; });
    if (cover.kind == CoverKind::kNone) {
      prose_.say(
          "Networks with c > 0 and with c < 0 have trees of their own, in which c is one neuron more, active "
          "everywhere.");
      return;
    }
    const std::string planes = counted(cover.hyperplanes, "hyperplane");
    prose_.say(
        "A network with c not 0 either has the same values as one with c = 0 and as many plus and minus signs, "
        "or the samples that keep their label lie on few hyperplanes: on 2^m - 2^p of them for c > 0 and on 2^m "
        "- 2^q for c < 0, for p plus and q minus signs of m = " +
        std::to_string(neurons()) + ". They do not lie on " + planes + " or fewer, which excludes " +
        (with_constant == 0 ? std::string("every c but 0.")
                            : "c not 0 for some numbers of signs; the others have trees of their own (" +
                                  std::to_string(with_constant) + ")."));
    if (cover.kind == CoverKind::kRanks) {
      prose_.say("Why: a product of " + counted(cover.hyperplanes, "affine function") +
                 " would be a polynomial that is 0 at all of them. But the " +
                 monomials(varying_features(residuals_.points).size(), cover.hyperplanes).str() +
                 " monomials of degree at most " + std::to_string(cover.hyperplanes) + " in the " + varying() +
                 " are linearly independent at these samples.");
    } else if (cover.kind == CoverKind::kSlices) {
      std::vector<std::string> values;
      for (const Rational& value : cover.values) values.push_back(readable(value));
      prose_.say("Why: feature " + std::to_string(cover.feature + 1) + " cuts the samples into slices, at the values " +
                 listed(values) +
                 ". In each slice too many monomials in the other features are linearly independent for hyperplanes "
                 "other than the slice itself to cover it." +
                 (cover.values.size() > cover.hyperplanes
                      ? std::string()
                      : " So the slices are among the hyperplanes. Then every neuron is a function of this feature "
                        "alone, at the samples, and so is the sum; but it has to be 0 and not 0 at samples where the "
                        "feature is the same."));
    } else {
      prose_.say("Why: of " + counted(cover.samples.size(), "sample") +
                 " that keep their label no hyperplane holds more than " +
                 std::to_string(varying_features(residuals_.points).size()) + ", and these are more than " +
                 std::to_string(cover.hyperplanes) + " times as many.");
    }
  }

  static std::string tree_name(const PatternTree& tree) {
    const std::string signs = std::to_string(tree.plus) + " plus and " + std::to_string(tree.minus) + " minus";
    return signs + ", c " + (tree.constant == 0 ? "=" : tree.constant > 0 ? ">" : "<") + " 0";
  }

  void trees() {
    prose_.heading("The trees");
    const TreeFacts total = facts_.total();
    prose_.say(
        "For each of these cases a tree asks whether a neuron is active at a sample, and treats both answers. "
        "Where all questions of a leaf have been answered, linear inequalities that follow contradict each "
        "other. In all " +
        counted(c_.patterns.trees.size(), "tree") + ", " + counted(total.splits, "question") + " and " +
        (total.leaves == 1 ? "1 leaf" : std::to_string(total.leaves) + " leaves") + " with " +
        (total.rows == 1 ? "1 inequality" : std::to_string(total.rows) + " inequalities") + ":");
    for (std::size_t t = 0; t < c_.patterns.trees.size(); ++t) {
      if (t == kMostListed) {
        prose_.say("And " + std::to_string(c_.patterns.trees.size() - t) + " more.");
        break;
      }
      const TreeFacts& tree = facts_.trees[t];
      prose_.say(tree_name(c_.patterns.trees[t]) + ": " +
                 (tree.splits == 0 ? std::string("no question is needed")
                                   : counted(tree.leaves, "case") + ", at most " + counted(tree.depth, "question") +
                                         " on the way to one") +
                 ".");
    }
    std::vector<std::string> used;
    for (std::size_t i = 0; i < facts_.used.size(); ++i) {
      if (facts_.used[i]) used.push_back(std::to_string(i + 1));
    }
    prose_.say("The trees look at " + std::to_string(used.size()) + " of " + counted(c_.claim.samples, "sample") +
               " (counted from 1): " + listed(used) + ". What the others ask for does not matter to them.");
  }

  // "neurons 1 and 3"
  static std::string neuron_names(const std::vector<std::size_t>& neurons) {
    if (neurons.size() == 1) return "neuron " + std::to_string(neurons[0]);
    std::string text = "neurons ";
    for (std::size_t k = 0; k < neurons.size(); ++k)
      text += (k == 0 ? "" : k + 1 == neurons.size() ? " and " : ", ") + std::to_string(neurons[k]);
    return text;
  }

  static std::string step_text(const PatternStep& step) {
    const PatternNode& split = *step.split;
    std::vector<std::size_t> neurons{split.neuron};
    if (!step.active) neurons.insert(neurons.end(), split.twins.begin(), split.twins.end());
    std::string text =
        neuron_names(neurons) + (step.active ? " active" : " inactive") + " at " + sample_name(split.sample);
    // The first of interchangeable neurons may be taken to be the active one.
    if (step.active && !split.twins.empty()) text += " (or one that is treated alike)";
    return text;
  }

  static std::string affine_name(std::size_t neuron) {
    return neuron == 0 ? std::string("|c|") : "l" + std::to_string(neuron);
  }

  std::string row_text(const PatternTree& tree, const PatternRow& row) const {
    const std::string times = "; times " + readable(Rational(boost::multiprecision::abs(row.multiplier))) + ".";
    const std::string at = "At " + sample_name(row.sample) + ", where ";
    if (!row.is_sum()) {
      const bool inactive = row.multiplier > 0;
      const std::string l = affine_name(row.neuron);
      if (row.neuron == 0) return at + "c is not 0: " + l + " is positive" + times;
      return at + "neuron " + std::to_string(row.neuron) + " is " + (inactive ? "inactive: " : "active: ") + l +
             " is " + (inactive ? "at most 0" : "positive") + times;
    }
    const std::size_t first = tree.constant == 0 ? 1 : 0;  // the neuron of the first digit
    std::string sum;
    for (std::size_t k = 0; k < row.digits.size(); ++k) {
      if (row.digits[k] == '0') continue;
      const std::size_t j = first + k;
      const bool minus = j == 0 ? tree.constant < 0 : j > tree.plus;
      sum += (sum.empty() ? (minus ? "-" : "") : (minus ? " - " : " + ")) + affine_name(j);
    }
    return at + "the sum has to be " + readable_text(residual(row.sample), "") + ": " + (sum.empty() ? "0" : sum) +
           " is at " + (row.multiplier > 0 ? "most " : "least ") + readable(end(row)) + times;
  }

  // "neurons 1 to 3 are plus, neuron 4 is minus"
  static std::string signs_text(const PatternTree& tree) {
    const auto range = [](std::size_t first, std::size_t last) {
      if (first == last) return "neuron " + std::to_string(first) + " is ";
      return "neurons " + std::to_string(first) + " to " + std::to_string(last) + " are ";
    };
    const std::string plus = tree.plus > 0 ? range(1, tree.plus) + "plus" : std::string();
    const std::string minus = tree.minus > 0 ? range(tree.plus + 1, tree.plus + tree.minus) + "minus" : std::string();
    return plus + (plus.empty() || minus.empty() ? "" : ", ") + minus;
  }

  void leaf() {
    if (!facts_.shown || facts_.shown->leaf == nullptr) return;
    const ShownLeaf& shown = *facts_.shown;
    prose_.heading("One leaf in full");
    prose_.say("Of the tree with " + tree_name(*shown.tree) + ", on line " + std::to_string(shown.leaf->line) +
               " of the certificate; " + signs_text(*shown.tree) + ".");
    std::vector<std::string> steps;
    for (const PatternStep& step : shown.steps) steps.push_back(step_text(step));
    if (!steps.empty()) prose_.say("Assumed: " + listed(steps) + ".");
    prose_.say(shown.leaf->rows.size() == 1 ? "One inequality follows:" : "So these inequalities hold:");
    Rational right = 0;
    bool strict = false;
    for (std::size_t r = 0; r < shown.leaf->rows.size(); ++r) {
      const PatternRow& row = shown.leaf->rows[r];
      if (row.is_sum()) right += Rational(row.multiplier) * end(row);
      strict = strict || (!row.is_sum() && row.multiplier < 0);
      if (r < kMostListed) prose_.say(row_text(*shown.tree, row));
    }
    if (shown.leaf->rows.size() > kMostListed)
      prose_.say("And " + std::to_string(shown.leaf->rows.size() - kMostListed) + " more, alike.");
    prose_.say(
        "Added up, with those of 'at least' and 'positive' turned round, every l drops out, as the samples with "
        "these factors cancel: what remains is 0 " +
        std::string(strict ? "< " : "<= ") + readable(right) + ", which is false.");
  }

  Prose& prose_;
  const BoundCertificate& c_;
  const Residuals& residuals_;
  const ClassNames& names_;
  PatternFacts facts_;
};

}  // namespace

void say_patterns(Prose& prose, const BoundCertificate& certificate, const Residuals& residuals,
                  const ClassNames& names) {
  PatternWords(prose, certificate, residuals, names).write();
}

}  // namespace ftcert
