#include "ftcert/check/bound.hpp"

#include <algorithm>

#include "ftcert/check/body.hpp"
#include "ftcert/check/methods/exhaustion.hpp"
#include "ftcert/check/methods/signs.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

class BoundChecker {
 public:
  BoundChecker(const BoundCertificate& c, const std::string& name, const Supplied& supplied)
      : c_(c), body_(c, c.lines, name, supplied) {}

  void run() {
    claim();
    body_.run();
    residuals();
    positions();
    const ForcedKinks kinks = forced_kinks();
    if (c_.method == BoundMethod::kExhaustion) return exhaustion();
    const std::size_t least = least_neurons(kinks);
    if (c_.claim.neurons > least) {
      body_.reject(Code::kNotReached, c_.lines.claim,
                   "neurons=" + std::to_string(c_.claim.neurons) + ", but " + std::to_string(kinks.size()) +
                       " kinks need only " + std::to_string(least));
    }
  }

 private:
  void claim() {
    if (c_.claim.layers < 2) {
      body_.reject(Code::kClaimMismatch, c_.lines.claim,
                   "layers: expected at least 2, found " + std::to_string(c_.claim.layers));
    }
    if (c_.method == BoundMethod::kSigns) {
      body_.compare(Code::kClaimMismatch, c_.lines.claim, "layers for 'method signs'", 3, c_.claim.layers);
    }
    if (c_.method == BoundMethod::kExhaustion) {
      body_.compare(Code::kClaimMismatch, c_.lines.claim, "layers for 'method exhaustion'", 2, c_.claim.layers);
      if (c_.claim.neurons == 0)
        body_.reject(Code::kClaimMismatch, c_.lines.claim, "neurons: expected at least 1, found 0");
    }
    body_.compare(Code::kClaimMismatch, c_.lines.claim, "samples", c_.sample_count, c_.claim.samples);
  }

  // z = y - f; `keep` is zero.
  Rational residual(const PointMatrix* f, std::size_t sample, std::size_t output) const {
    const auto& label = body_.samples().labels[sample * c_.outputs + output];
    if (!label) return 0;
    return f ? *label - f->row(sample)[output] : *label;
  }

  void residuals() {
    const PointMatrix* f = body_.frozen();
    std::size_t changed = 0;
    for (std::size_t i = 0; i < c_.sample_count; ++i) {
      bool differs = false;
      for (std::size_t k = 0; k < c_.outputs && !differs; ++k) differs = !residual(f, i, k).is_zero();
      if (differs) ++changed;
    }
    body_.compare(Code::kWrongCount, c_.lines.claim, "changed samples", changed, c_.claim.changed);
    for (const LinePoint& point : c_.line.points) z_.push_back(residual(f, point.sample, c_.line.output));
  }

  // t with x = first + t (last - first); the points are those of a line in order exactly when all have one and they increase.
  void positions() {
    const PointMatrix& points = body_.samples().points;
    const auto& line = c_.line.points;
    const auto first = points.row(line.front().sample), last = points.row(line.back().sample);
    std::size_t lead = 0;
    while (lead < c_.dimension && first[lead] == last[lead]) ++lead;
    if (lead == c_.dimension)
      body_.reject(Code::kNotOnLine, line.back().line, "the line ends with the sample that it begins with");
    for (std::size_t r = 0; r < line.size(); ++r) {
      const auto x = points.row(line[r].sample);
      const Rational t = (x[lead] - first[lead]) / (last[lead] - first[lead]);
      const std::string who = "sample " + std::to_string(line[r].sample + 1);
      for (std::size_t d = 0; d < c_.dimension; ++d) {
        if (x[d] != first[d] + t * (last[d] - first[d])) {
          body_.reject(Code::kNotOnLine, line[r].line,
                       who + " is not on the line through samples " + std::to_string(line.front().sample + 1) +
                           " and " + std::to_string(line.back().sample + 1));
        }
      }
      if (r > 0 && t <= t_.back()) {
        body_.reject(Code::kNotOnLine, line[r].line,
                     who + " does not come after sample " + std::to_string(line[r - 1].sample + 1));
      }
      t_.push_back(t);
    }
  }

  ForcedKinks forced_kinks() const {
    ForcedKinks kinks;
    const auto& line = c_.line.points;
    for (std::size_t r = 0; r < line.size(); ++r) {
      if (line[r].kink == 0) continue;
      const std::string who = "sample " + std::to_string(line[r].sample + 1);
      if (r == 0 || r + 1 == line.size())
        body_.reject(Code::kNotForced, line[r].line, who + " ends the line: it forces no kink");
      if (forced_sign(z_[r - 1], z_[r], z_[r + 1], t_[r] - t_[r - 1], t_[r + 1] - t_[r]) != line[r].kink) {
        body_.reject(Code::kNotForced, line[r].line,
                     who + ": its residual " + z_[r].text() + " and those of its neighbours, " + z_[r - 1].text() +
                         " and " + z_[r + 1].text() + ", force no " + (line[r].kink > 0 ? "convex" : "concave") +
                         " kink");
      }
      auto& same = line[r].kink > 0 ? kinks.convex : kinks.concave;
      if (c_.method != BoundMethod::kExhaustion && !same.empty() && same.back() + 1 == r) {
        body_.reject(Code::kNotDisjoint, line[r].line, who + ": its kink may be that of the sample before");
      }
      same.push_back(r);
    }
    return kinks;
  }

  // The marked kinks and the sums as conditions, and the tree that shows that neurons - 1 patterns do not meet them all.
  void exhaustion() const {
    const auto& points = c_.line.points;
    std::vector<PatternSet> conditions;
    for (std::size_t r = 0; r < points.size(); ++r) {
      if (points[r].kink != 0) conditions.push_back(kink_condition(points.size(), r, points[r].kink));
    }
    const std::vector<Rational> changes = slope_changes(t_, z_);
    for (const SlopeSum& sum : c_.tree.sums) {
      const Rational value = slope_sum(changes, sum.positions);
      if (value.sign() != sum.sign) {
        const char* sign = sum.sign > 0 ? "positive" : "negative";
        body_.reject(Code::kNotForced, sum.line,
                     "sum: expected a number that is " + (sign + (", found " + value.text())));
      }
      conditions.push_back(sum_condition(points.size(), sum.positions, sum.sign));
    }
    const Cover tree = cover(conditions, c_.claim.neurons - 1, c_.tree.nodes);
    if (!tree.complete && tree.nodes <= c_.tree.nodes) {
      body_.reject(Code::kNotReached, c_.lines.claim,
                   "neurons=" + std::to_string(c_.claim.neurons) +
                       ", but fewer meet all conditions: " + (tree.choice == 0 ? "none" : pattern_text(tree.choice)));
    }
    if (tree.nodes != c_.tree.nodes) {
      body_.reject(Code::kWrongCount, c_.tree.line,
                   "nodes: expected " + std::to_string(c_.tree.nodes) + ", found " +
                       (tree.complete ? std::to_string(tree.nodes) : "more"));
    }
  }

  std::size_t least_neurons(const ForcedKinks& kinks) const {
    // A network with a hidden layer without neurons is constant.
    if (std::all_of(z_.begin(), z_.end(), [&](const Rational& z) { return z == z_[0]; })) return 0;
    return c_.method == BoundMethod::kSigns ? least_neurons_signs(kinks)
                                            : least_neurons_alternation(c_.claim.layers, kinks.size());
  }

  const BoundCertificate& c_;
  BodyCheck body_;
  std::vector<Rational> z_, t_;  // along the line
};

}  // namespace

void check_bound(const BoundCertificate& certificate, const std::string& name, const Supplied& supplied) {
  BoundChecker(certificate, name, supplied).run();
}

}  // namespace ftcert
