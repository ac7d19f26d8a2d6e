#include "ftcert/check/interpolation.hpp"

#include <algorithm>

#include "ftcert/check/body.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/pieces/evaluate.hpp"

namespace ftcert {

namespace {

class InterpolationChecker {
 public:
  InterpolationChecker(const InterpolationCertificate& c, const std::string& name, const Supplied& supplied)
      : c_(c), body_(c, c.lines, name, supplied) {}

  void run() {
    claim();
    body_.run();
    values();
    margins();
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

  void values() {
    const Samples& s = body_.samples();
    const PointMatrix* f = body_.frozen();
    evaluation_ = evaluate_with_margins(c_.g, s.points);
    std::size_t changed = 0;
    for (std::size_t i = 0; i < s.points.count; ++i) {
      bool differs = false;
      for (std::size_t k = 0; k < c_.outputs; ++k) {
        const Rational frozen = f ? f->row(i)[k] : Rational(0);
        const Rational sum = frozen + evaluation_.values.row(i)[k];
        const Rational& label = s.labels[i * c_.outputs + k] ? *s.labels[i * c_.outputs + k] : frozen;
        if (sum != label) {
          body_.reject(Code::kWrongValue, body_.line_of_sample(i),
                       "sample " + std::to_string(i + 1) + (c_.outputs > 1 ? ", output " + std::to_string(k + 1) : "") +
                           ": f+g = " + sum.text() + ", expected " + label.text());
        }
        if (label != frozen) differs = true;
      }
      if (differs) ++changed;
    }
    body_.compare(Code::kWrongCount, c_.lines.claim, "changed samples", changed, c_.claim.changed);
  }

  static std::string text(const std::optional<Rational>& value) { return value ? value->text() : "none"; }

  void margins() const {
    for (std::size_t l = 0; l < evaluation_.layers.size(); ++l) {
      body_.compare(Code::kWrongMargin, c_.lines.layers[l], "least pre-activation", text(evaluation_.layers[l].least),
                    text(c_.margins.layers[l].least));
      body_.compare(Code::kWrongMargin, c_.lines.layers[l], "least nonzero pre-activation",
                    text(evaluation_.layers[l].nonzero), text(c_.margins.layers[l].nonzero));
    }
    if (c_.margins.projection) {
      const auto& direction = c_.margins.projection->direction;
      if (std::all_of(direction.begin(), direction.end(), [](const Integer& a) { return a.is_zero(); })) {
        body_.reject(Code::kWrongMargin, c_.lines.projection, "the direction is zero");
      }
      const auto gap = projection_gap(body_.samples().points, direction);
      if (gap && gap->is_zero())
        body_.reject(Code::kWrongMargin, c_.lines.projection, "the direction does not separate the samples");
      body_.compare(Code::kWrongMargin, c_.lines.projection, "projection gap", text(gap),
                    text(c_.margins.projection->gap));
    }
    const WeightBits bits = weight_bits(c_.g);
    body_.compare(Code::kWrongMargin, c_.lines.bits, "bits of the largest weight", bits.most, c_.margins.bits.most);
    body_.compare(Code::kWrongMargin, c_.lines.bits, "bits of all weights", bits.total, c_.margins.bits.total);
  }

  const InterpolationCertificate& c_;
  BodyCheck body_;
  Evaluation evaluation_;
};

}  // namespace

void check_interpolation(const InterpolationCertificate& certificate, const std::string& name,
                         const Supplied& supplied) {
  InterpolationChecker(certificate, name, supplied).run();
}

}  // namespace ftcert
