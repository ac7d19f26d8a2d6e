#include <algorithm>
#include <utility>

#include "ftcert/check/body.hpp"
#include "ftcert/check/kinds.hpp"
#include "ftcert/evaluation/work.hpp"

namespace ftcert {

namespace {

class InterpolationChecker {
 public:
  InterpolationChecker(const InterpolationCertificate& c, const std::string& name, const Supplied& supplied)
      : c_(c), supplied_(supplied), body_(c, c.lines, name, supplied) {}

  Verdict run() {
    claim();
    if (c_.specification || !c_.data || !c_.data->in_parts()) {
      body_.read_samples();
      project();
      supplied_.for_chunks(2, [this](std::size_t step) { step == 0 ? distinct() : values(); });
    } else {
      body_.files();
      for (std::size_t i = 0; i < c_.data->files.size(); ++i) {
        body_.read_part(i);
        project();
        values();
      }
      distinct();
    }
    body_.compare(Code::kWrongCount, c_.lines.claim, "changed samples", changed_, c_.claim.changed);
    margins();
    return body_.verdict(c_.claim.text());
  }

 private:
  // The claim's numbers are those of the network and the samples; "changed" waits for the values.
  void claim() const {
    body_.compare(Code::kClaimMismatch, c_.lines.claim, "layers of g", c_.g.depth(), c_.claim.layers);
    body_.compare(Code::kClaimMismatch, c_.lines.claim, "hidden neurons of g", c_.g.neurons(), c_.claim.neurons);
    body_.compare(Code::kClaimMismatch, c_.lines.claim, "samples", c_.sample_count, c_.claim.samples);
    if (c_.construction && c_.claim.neurons > c_.construction->bound) {
      body_.reject(Code::kBoundExceeded, c_.lines.construction,
                   "bound=" + std::to_string(c_.construction->bound) + ", but g has " +
                       std::to_string(c_.claim.neurons) + " neurons");
    }
  }

  // What is needed of the points once they are gone.
  void project() {
    const PointMatrix& points = body_.samples().points;
    bits_ = std::max(bits_, point_bits(points));
    if (c_.margins.projection) append(projected_, project_points(points, c_.margins.projection->direction));
  }

  // Points with different projections are different; neighbours that increase prove it, whatever sorted them.
  void distinct() {
    if (c_.margins.projection) gap_ = least_gap(std::exchange(projected_, {}));
    if (!gap_ || gap_->sign() <= 0) body_.distinct();
  }

  // Of the samples that there are now: all, or those of a part.
  void values() {
    body_.evaluate(network_work(c_.g, bits_, c_.sample_count), bits_);
    const Evaluation evaluation = supplied_.evaluate(c_.g, body_.samples().points);
    layers_.resize(evaluation.layers.size());
    for (std::size_t l = 0; l < layers_.size(); ++l) layers_[l].add(evaluation.layers[l]);
    if (c_.specification) return specifications(evaluation.values);
    for (std::size_t i = 0; i < body_.samples().count(); ++i) {
      bool differs = false;
      for (std::size_t k = 0; k < c_.outputs; ++k) differs = component(i, k, evaluation.values.row(i)[k]) || differs;
      if (differs) ++changed_;
    }
  }

  // f + g is what it may be, and g is not 0 at so many samples.
  void specifications(const PointMatrix& values) {
    body_.count_specified(*c_.claim.specified);
    std::vector<Rational> sum(c_.outputs);
    for (std::size_t i = 0; i < c_.sample_count; ++i) {
      const auto g = values.row(i);
      bool differs = false;
      for (std::size_t k = 0; k < c_.outputs; ++k) {
        differs = differs || !g[k].is_zero();
        sum[k] = body_.frozen(i, k) + g[k];
      }
      for (std::size_t k = 0; differs && k < c_.outputs; ++k) {
        if (body_.keeps(i, k) && !g[k].is_zero()) wrong_value(i, k, "g", g[k], 0);
      }
      body_.meets(i, sum, {});
      if (differs) ++changed_;
    }
  }

  [[noreturn]] void wrong_value(std::size_t i, std::size_t k, const std::string& what, const Rational& found,
                                const Rational& expected) const {
    body_.reject(Code::kWrongValue, body_.line_of_sample(i),
                 body_.who(i, k) + ": " + what + " = " + found.text() + ", expected " + expected.text());
  }

  // f + g takes the label, and whether that is not what f says. Where the label says `keep`, g must be 0 and f does not matter.
  bool component(std::size_t i, std::size_t k, const Rational& g) const {
    const auto& label = body_.label(i, k);
    if (!label) {
      if (!g.is_zero()) wrong_value(i, k, "g", g, 0);
      return false;
    }
    const Rational sum = body_.frozen(i, k) + g;
    if (sum != *label) wrong_value(i, k, "f+g", sum, *label);
    return !g.is_zero();
  }

  static std::string text(const std::optional<Rational>& value) { return value ? value->text() : "none"; }

  void margins() const {
    for (std::size_t l = 0; l < layers_.size(); ++l) {
      body_.compare(Code::kWrongMargin, c_.lines.layers[l], "least pre-activation", text(layers_[l].least),
                    text(c_.margins.layers[l].least));
      body_.compare(Code::kWrongMargin, c_.lines.layers[l], "least nonzero pre-activation", text(layers_[l].nonzero),
                    text(c_.margins.layers[l].nonzero));
    }
    if (c_.margins.projection) {
      const auto& direction = c_.margins.projection->direction;
      if (std::all_of(direction.begin(), direction.end(), [](const Integer& a) { return a.is_zero(); })) {
        body_.reject(Code::kWrongMargin, c_.lines.projection, "the direction is zero");
      }
      if (gap_ && gap_->sign() <= 0)
        body_.reject(Code::kWrongMargin, c_.lines.projection, "the direction does not separate the samples");
      body_.compare(Code::kWrongMargin, c_.lines.projection, "projection gap", text(gap_),
                    text(c_.margins.projection->gap));
    }
    const WeightBits bits = weight_bits(c_.g);
    body_.compare(Code::kWrongMargin, c_.lines.bits, "bits of the largest weight", bits.most, c_.margins.bits.most);
    body_.compare(Code::kWrongMargin, c_.lines.bits, "bits of all weights", bits.total, c_.margins.bits.total);
  }

  const InterpolationCertificate& c_;
  const Supplied& supplied_;
  BodyCheck body_;
  std::optional<Rational> gap_;      // of the projection
  std::size_t bits_ = 0;             // V_0 of the points (section 14)
  std::vector<Rational> projected_;  // points, with a projection
  std::vector<LayerMargin> layers_;
  std::size_t changed_ = 0;
};

}  // namespace

Verdict check_interpolation(const InterpolationCertificate& certificate, const std::string& name,
                            const Supplied& supplied) {
  return InterpolationChecker(certificate, name, supplied).run();
}

}  // namespace ftcert
