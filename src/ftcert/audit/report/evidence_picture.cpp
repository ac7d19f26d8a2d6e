#include "ftcert/audit/report/evidence_picture.hpp"

#include <algorithm>
#include <vector>

#include "ftcert/certificate/certificate.hpp"
#include "ftcert/check/check.hpp"
#include "ftcert/check/methods/table.hpp"
#include "ftcert/explain/panel.hpp"
#include "ftcert/pieces/line_pieces.hpp"

namespace ftcert::audit {

namespace {

constexpr int kWidth = 480, kLeft = 44, kRight = 468, kTop = 34, kHeight = 170, kBars = 30;
constexpr std::size_t kMostSamples = 40;

struct Sample {
  Rational x, z;
  std::size_t row;
};

class Drawing {
 public:
  Drawing(const CertificateBody& body, const std::string& title) : title_(title) {
    for (std::size_t i = 0; i < body.samples.points.count; ++i)
      samples_.push_back({body.samples.points.row(i)[0], body.samples.labels[i].value_or(Rational(0)), i});
    std::sort(samples_.begin(), samples_.end(), [](const Sample& a, const Sample& b) { return a.x < b.x; });
  }

  EvidencePicture draw(const InterpolationCertificate& certificate) {
    const std::vector<Rational> origin{0}, step{1};
    const LinePieces g = pieces_along(certificate.g, origin, step);
    const Rational room = (samples_.back().x - samples_.front().x) / Rational(8);
    const Rational low = samples_.front().x - room, high = samples_.back().x + room;
    std::vector<Rational> bends{low}, heights = labels();
    for (const Rational& kink : g.kinks) {
      if (kink <= low || kink >= high) continue;
      bends.push_back(kink);
      heights.push_back(g.value(kink)[0]);
    }
    bends.push_back(high);
    for (const Rational& end : {samples_.front().x - room / Rational(2), samples_.back().x + room / Rational(2)})
      heights.push_back(g.value(end)[0]);
    start(low, high, heights, 0);
    panel_->draw_curve(
        bends, [&](const Rational& x) { return g.value(x)[0]; }, "curve");
    legend("g", [&](const Point& p) { svg_.line({p.x - 10, p.y}, {p.x + 10, p.y}, "curve"); });
    draw_samples();
    for (const bool convex : {true, false}) {
      std::size_t count = 0;
      for (std::size_t k = 0; k < g.kinks.size(); ++k) {
        if ((g.slope_change(k, 0).sign() > 0) != convex) continue;
        ++count;
        const Rational y = g.value(g.kinks[k])[0];
        if (low <= g.kinks[k] && g.kinks[k] <= high && panel_->shows(y))
          svg_.kink(panel_->at(g.kinks[k], y), convex, "", Rational(9, 10));
      }
      if (count > 0)
        legend(with_count(count, convex ? "convex" : "concave"),
               [&](const Point& p) { svg_.kink(p, convex, "", Rational(9, 10)); });
    }
    return {std::move(svg_), false};
  }

  EvidencePicture draw(const BoundCertificate& certificate) {
    const Rational room = (samples_.back().x - samples_.front().x) / Rational(8);
    start(samples_.front().x - room, samples_.back().x + room, labels(), kBars);
    bool bars = false;
    std::vector<Point> joined;
    for (const Sample& s : samples_) joined.push_back(panel_->at(s.x, s.z));
    svg_.polyline(joined, "joined");
    draw_samples();
    for (const bool convex : {true, false}) {
      const Rational y(convex ? kTop + 22 : kTop + 7);
      const std::string kind = convex ? "forced-convex" : "forced-concave";
      std::size_t count = 0;
      for (std::size_t r = 1; r + 1 < samples_.size(); ++r) {
        if (sign_at(certificate, samples_[r].row) != (convex ? 1 : -1)) continue;
        ++count;
        bars = true;
        svg_.line({panel_->at(samples_[r - 1].x, 0).x + 2, y}, {panel_->at(samples_[r + 1].x, 0).x - 2, y}, kind);
        svg_.kink({panel_->at(samples_[r].x, 0).x, y}, convex, "", Rational(4, 5));
      }
      if (count > 0)
        legend(with_count(count, convex ? "convex" : "concave"),
               [&](const Point& p) { svg_.kink(p, convex, "", Rational(4, 5)); });
    }
    return {std::move(svg_), bars};
  }

 private:
  static std::string with_count(std::size_t count, const std::string& noun) {
    return noun + " (" + std::to_string(count) + ")";
  }

  std::vector<Rational> labels() const {
    std::vector<Rational> result;
    for (const Sample& s : samples_) result.push_back(s.z);
    return result;
  }

  static int sign_at(const BoundCertificate& certificate, std::size_t row) {
    for (const LinePoint& p : certificate.line.points) {
      if (p.sample == row) return p.kink;
    }
    return 0;
  }

  // `bars`: pixels above the data.
  void start(const Rational& low, const Rational& high, const std::vector<Rational>& heights, int bars) {
    const auto [bottom, top] = range_around(heights);
    svg_ = Svg(kWidth, static_cast<std::size_t>(kTop + kHeight + bars + 24), title_, "");
    const Box box{kLeft, Rational(kTop + bars), kRight - kLeft, kHeight};
    panel_.emplace(svg_, box, Axis({low, high}, {kLeft, kRight}), bottom, top);
    panel_->draw_frame(5);
    panel_->draw_x_ticks(round_ticks(low, high, 8));
  }

  void draw_samples() {
    std::vector<Point> still;
    for (const Sample& s : samples_) {
      if (s.z.is_zero()) {
        still.push_back(panel_->at(s.x, s.z));
      } else {
        svg_.circle(panel_->at(s.x, s.z), Rational(7, 2), "changed");
      }
    }
    svg_.dots(still, "unchanged");
    const std::size_t changed = samples_.size() - still.size();
    if (changed > 0)
      legend(with_count(changed, "changed"), [&](const Point& p) { svg_.circle(p, Rational(7, 2), "changed"); });
    if (!still.empty())
      legend(with_count(still.size(), "unchanged"), [&](const Point& p) { svg_.dots({p}, "unchanged"); });
  }

  template <typename Mark>
  void legend(const std::string& text, const Mark& mark) {
    mark(Point{Rational(legend_at_), Rational(kTop - 18)});
    svg_.text({Rational(legend_at_ + 15), Rational(kTop - 14)}, Anchor::kStart, "", text);
    legend_at_ += 32 + 6 * static_cast<int>(text.size());
  }

  std::string title_;
  std::vector<Sample> samples_;
  Svg svg_{1, 1, ""};
  std::optional<Panel> panel_;
  int legend_at_ = 26;
};

bool drawable(const CertificateBody& body) {
  return body.dimension == 1 && body.outputs == 1 && body.frozen == FrozenKind::kZero && !body.external &&
         body.samples.points.count >= 2 && body.samples.points.count <= kMostSamples;
}

}  // namespace

std::optional<EvidencePicture> evidence_picture(const std::string& name, const std::string& bytes,
                                                const std::string& title) {
  const Certificate certificate = read_certificate(name, bytes);
  if (const auto* fit = std::get_if<InterpolationCertificate>(&certificate))
    return drawable(*fit) ? std::optional(Drawing(*fit, title).draw(*fit)) : std::nullopt;
  const auto& bound = std::get<BoundCertificate>(certificate);
  return drawable(bound) && bound.method->on_a_line() && bound.method != &kExhaustion
             ? std::optional(Drawing(bound, title).draw(bound))
             : std::nullopt;
}

std::string_view picture_style() {
  return R"(.joined { fill: none; stroke: #999; stroke-width: 1; stroke-dasharray: 2 3 }
.unchanged { stroke-width: 4.5 }
.forced-convex { stroke: #009e73; stroke-width: 3; stroke-opacity: 0.55 }
.forced-concave { stroke: #aa3377; stroke-width: 3; stroke-opacity: 0.55 }
)";
}

}  // namespace ftcert::audit
