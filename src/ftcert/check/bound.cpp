
#include "ftcert/check/body.hpp"
#include "ftcert/check/kinds.hpp"
#include "ftcert/check/methods/alternation.hpp"

namespace ftcert {

namespace {

class BoundChecker {
 public:
  BoundChecker(const BoundCertificate& c, const std::string& name, const Supplied& supplied)
      : c_(c), body_(c, c.lines, name, supplied) {}

  Verdict run() {
    claim();
    body_.read();
    body_.evaluate(c_.method->work == nullptr ? Integer(0) : c_.method->work(c_, body_.samples().points));
    if (c_.specification)
      body_.count_specified(*c_.claim.specified);
    else
      count_changed();
    if (c_.method->on_a_line()) {
      along_the_line();
    } else {
      for (std::size_t i = 0; i < c_.sample_count; ++i) z_.push_back(body_.allowed(i, c_.patterns.output));
      c_.method->check({c_, body_.name(), body_.samples().points, z_});
    }
    return body_.verdict(c_.claim.verdict());
  }

 private:
  void along_the_line() {
    for (const LinePoint& point : c_.line.points) z_.push_back(body_.allowed(point.sample, c_.line.output));
    positions();
    const ForcedKinks kinks = forced_kinks();
    const std::size_t least = c_.method->least({c_, body_.name(), t_, z_, kinks});
    if (c_.claim.neurons > least) {
      body_.reject(Code::kNotReached, c_.lines.claim,
                   "neurons=" + std::to_string(c_.claim.neurons) + ", but " + std::to_string(kinks.size()) +
                       " kinks need only " + std::to_string(least));
    }
  }

  void claim() {
    const std::string what = "for 'method " + std::string(c_.method->name) + "'";
    const std::size_t least = c_.method->least_layers, most = c_.method->most_layers;
    if (least == most) {
      body_.compare(Code::kClaimMismatch, c_.lines.claim, "layers " + what, least, c_.claim.layers);
    } else if (c_.claim.layers < least || c_.claim.layers > most) {
      body_.reject(Code::kClaimMismatch, c_.lines.claim,
                   "layers " + what + ": expected at least " + std::to_string(least) +
                       (most == kAnyDepth ? "" : " and at most " + std::to_string(most)) + ", found " +
                       std::to_string(c_.claim.layers));
    }
    if (c_.claim.neurons < c_.method->least_neurons) {
      body_.reject(Code::kClaimMismatch, c_.lines.claim,
                   "neurons " + what + ": expected at least " + std::to_string(c_.method->least_neurons) + ", found " +
                       std::to_string(c_.claim.neurons));
    }
    body_.compare(Code::kClaimMismatch, c_.lines.claim, "samples", c_.sample_count, c_.claim.samples);
  }

  void count_changed() {
    std::size_t changed = 0;
    for (std::size_t i = 0; i < c_.sample_count; ++i) {
      bool differs = false;
      for (std::size_t k = 0; k < c_.outputs && !differs; ++k) differs = !body_.residual(i, k).is_zero();
      if (differs) ++changed;
    }
    body_.compare(Code::kWrongCount, c_.lines.claim, "changed samples", changed, c_.claim.changed);
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
        const auto shown = [this](std::size_t p) { return z_[p].low || z_[p].high ? text(z_[p]) : "any number"; };
        body_.reject(Code::kNotForced, line[r].line,
                     who + ": its residual " + shown(r) + " and those of its neighbours, " + shown(r - 1) + " and " +
                         shown(r + 1) + ", force no " + (line[r].kink > 0 ? "convex" : "concave") + " kink");
      }
      auto& same = line[r].kink > 0 ? kinks.convex : kinks.concave;
      if (!c_.method->kinks_side_by_side && !same.empty() && same.back() + 1 == r) {
        body_.reject(Code::kNotDisjoint, line[r].line, who + ": its kink may be that of the sample before");
      }
      same.push_back(r);
    }
    return kinks;
  }

  const BoundCertificate& c_;
  BodyCheck body_;
  std::vector<Interval> z_;  // along the line, or of all samples without one
  std::vector<Rational> t_;
};

}  // namespace

Verdict check_bound(const BoundCertificate& certificate, const std::string& name, const Supplied& supplied) {
  return BoundChecker(certificate, name, supplied).run();
}

}  // namespace ftcert
