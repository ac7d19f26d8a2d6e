#include "ftcert/explain/count_words.hpp"

#include <algorithm>
#include <optional>

#include "ftcert/check/methods/exhaustion.hpp"
#include "ftcert/check/methods/signs.hpp"
#include "ftcert/check/methods/table.hpp"
#include "ftcert/explain/decimal.hpp"
#include "ftcert/explain/text.hpp"

namespace ftcert {

namespace {

// Linear pieces of the largest number that so many neurons, spread evenly over the hidden layers, can make on a line.
Integer most_pieces(std::size_t neurons, std::size_t hidden) {
  Integer pieces = 1;
  for (std::size_t l = 0; l < hidden; ++l) pieces *= neurons / hidden + (l < neurons % hidden ? 1 : 0) + 1;
  return pieces;
}

void say_if_more(Prose& prose, const BoundCertificate& c, std::size_t least) {
  if (c.claim.neurons < least)
    prose.say("So " + counted(least, "neuron") + " are shown; the claim is only " + std::to_string(c.claim.neurons) +
              ".");
}

void say_alternation(Prose& prose, const BoundCertificate& c, const BoundLine& line) {
  const std::size_t kinks = line.kinks.size(), hidden = c.claim.layers - 1;
  const std::size_t least = least_neurons_alternation(c.claim.layers, kinks);
  prose.say(
      "Method alternation: forced kinks of one sign lie in intervals without a common point, and a convex kink is "
      "not a concave one, so they are all different: g has at least " +
      counted(kinks, "kink") + " on the line, which cut it into at least " + counted(kinks + 1, "linear piece") + ".");
  if (hidden == 1) {
    prose.say(kinks == 0
                  ? std::string(
                        "Each neuron of one hidden layer makes one kink at most. No kink is forced, but the residuals "
                        "are not all equal, so g is not constant and has a neuron.")
                  : "Each neuron of one hidden layer makes one kink at most: at least " + counted(least, "neuron") +
                        ".");
  } else if (least == hidden) {
    prose.say("The residuals are not all equal, so g is not constant and each of its " + std::to_string(hidden) +
              " hidden layers has a neuron; that many neurons can already make as many pieces.");
  } else {
    prose.say(
        "Hidden layers of d1, d2, .. neurons make at most (d1 + 1) (d2 + 1) .. linear pieces on a line, most when the "
        "neurons "
        "are spread evenly: " +
        std::to_string(least - 1) + " neurons make " + most_pieces(least - 1, hidden).str() +
        " at most, which is too few; " + std::to_string(least) + " make up to " + most_pieces(least, hidden).str() +
        ".");
  }
  say_if_more(prose, c, least);
}

struct Split {
  std::size_t positive, negative, cuts;
};

// A pair of neurons in the second layer that the bound is attained for, among those with three cuts or more, whose number of cuts is the
// count's alone (check/methods/signs.hpp); nullopt: none, or too many pairs to look through.
std::optional<Split> attaining(const ForcedKinks& kinks, std::size_t least) {
  constexpr std::size_t kMost = 60, kNoCorrection = 3;
  if (least > kMost) return std::nullopt;
  const SignWord word(kinks);
  for (std::size_t second = 1; second + kNoCorrection <= least; ++second) {
    const std::size_t cuts = least - second;
    for (std::size_t positive = second + 1; positive-- > 0;) {
      if (word.least_cuts(positive, second - positive, cuts + 1) == cuts)
        return Split{positive, second - positive, cuts};
    }
  }
  return std::nullopt;
}

void say_signs(Prose& prose, const BoundCertificate& c, const BoundLine& line) {
  const std::size_t least = least_neurons_signs(line.kinks);
  prose.say(
      "Method signs, for two hidden layers: the d neurons of the first one cut the line into d + 1 cells at most. "
      "Inside a cell "
      "a neuron of the second one makes one kink at most, and its sign is that of the neuron's weight in the last "
      "layer. With u "
      "neurons of positive and v of negative weight there, each forced kink therefore sits at a cut, one at each, or "
      "in a "
      "cell, at most u convex and v concave ones in each. The kinks come in the order of their samples.");
  if (line.kinks.size() == 0) {
    prose.say("No kink is forced, but the residuals are not all equal: each hidden layer has a neuron, 2 together.");
  } else {
    prose.say(
        "So the word of their signs, from left to right, is cut into the words of the cells, with one letter at each "
        "cut: "
        "a cell takes letters as long as it has room, and the cut the next one. That gives the least d for every u and "
        "v. "
        "The least sum u + v + d is " +
        std::to_string(least) + ".");
    if (const auto split = attaining(line.kinks, least)) {
      prose.say("For example u = " + std::to_string(split->positive) + " and v = " + std::to_string(split->negative) +
                " need d = " + std::to_string(split->cuts) + "; no other pair needs fewer neurons in all.");
    }
    prose.say("The proof: proofs/certificate-format.md, section 9.");
  }
  say_if_more(prose, c, least);
}

std::string sample_number(const BoundCertificate& c, std::size_t r) {
  return std::to_string(c.line.points[r].sample + 1);
}

// Where residuals can be several numbers, what is shown is an end of what can be.
std::string at_least(const BoundLine& line, int sign) {
  return line.exact() ? "" : sign > 0 ? "at least " : "at most ";
}

// Conditions as clauses: what of the data, and then what kind of neuron.
std::string condition_of_kink(const BoundCertificate& c, const BoundLine& line, std::size_t r) {
  const bool convex = c.line.points[r].kink > 0;
  return "at sample " + sample_number(c, r) + " the slope changes by " + at_least(line, c.line.points[r].kink) +
         readable(line.slope_change(r, c.line.points[r].kink)) + ": a " + (convex ? "convex" : "concave") +
         " neuron with an end of its cell there.";
}

std::string condition_of_sum(const BoundCertificate& c, const BoundLine& line, const SlopeSum& sum) {
  const std::string value =
      at_least(line, sum.sign) + readable(*slope_sum_end(line.t, line.z, sum.positions, sum.sign));
  std::vector<std::string> at;
  for (const std::size_t r : sum.positions) at.push_back(sample_number(c, r));
  const char* sign = sum.sign > 0 ? "convex" : "concave";
  const char* other = sum.sign > 0 ? "concave" : "convex";
  const std::string first = sample_number(c, 0);
  return (at.empty() ? "the first slope is " + value
                     : "the first slope and the changes at samples " + listed(at) + " add up to " + value) +
         ": a right-facing " + sign + " neuron with an end of its cell at sample " + first +
         (at.empty() ? std::string() : " or at one of these") + ", or a left-facing " + other +
         " one with an end at another sample of the line.";
}

void say_exhaustion(Prose& prose, const BoundCertificate& c, const BoundLine& line) {
  const std::size_t n = c.line.points.size(), fewer = c.claim.neurons - 1;
  prose.say("Method exhaustion, for one hidden layer: at the samples of the line a neuron behaves like one of " +
            std::to_string(4 * (n - 2)) +
            " patterns. A pattern says in which cell, the interval between two neighbouring samples, the kink of the "
            "neuron is, on which side "
            "of it the neuron is not 0 (right-facing or left-facing), and whether its weight is positive (convex) or "
            "negative "
            "(concave).");
  prose.say(
      "The data put conditions on the neurons. Of each condition every network that fits has a pattern (slopes in "
      "units of t, "
      "which is 0 at the first and 1 at the last sample of the line):");
  std::size_t number = 0;
  const std::size_t all = line.kinks.size() + c.tree.sums.size();
  const auto condition = [&](const std::string& text) {
    if (++number <= kMostListed) prose.say(std::to_string(number) + ". " + text);
  };
  for (std::size_t r = 1; r + 1 < n; ++r) {
    if (c.line.points[r].kink != 0) condition(condition_of_kink(c, line, r));
  }
  for (const SlopeSum& sum : c.tree.sums) condition(condition_of_sum(c, line, sum));
  if (all > kMostListed) prose.say("and " + std::to_string(all - kMostListed) + " more.");
  prose.say("A network with " + counted(fewer, "neuron") + " has " + counted(fewer, "pattern") +
            " at most. That so few never meet all conditions is shown by trying all choices: take the condition with "
            "the fewest patterns left, "
            "try each of them in turn, go on with the conditions that it does not meet and one neuron less. A branch "
            "ends where more conditions are left that pairwise share no pattern than neurons. The tree of these "
            "choices has " +
            counted(c.tree.nodes, "node") + ", and every branch ends so: " + counted(c.claim.neurons, "neuron") +
            (c.claim.neurons == 1 ? " is" : " are") + " needed.");
}

}  // namespace

void say_count(Prose& prose, const BoundCertificate& c, const BoundLine& line) {
  prose.heading("How many neurons that needs");
  if (c.method == &kExhaustion) return say_exhaustion(prose, c, line);
  if (line.constant())
    return prose.say(
        line.exact() ? "The residuals on the line are all equal. A constant g has them, without any neuron: nothing is "
                       "shown."
                     : "The residuals on the line have a number in common. A constant g can be that, without any "
                       "neuron: nothing is shown.");
  return c.method == &kSigns ? say_signs(prose, c, line) : say_alternation(prose, c, line);
}

}  // namespace ftcert
