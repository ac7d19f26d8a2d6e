#include "ftcert/audit/report/pictures.hpp"

#include "ftcert/audit/report/evidence_picture.hpp"
#include "ftcert/explain/plot.hpp"

namespace ftcert::audit {

namespace {

constexpr std::size_t kMost = 6;  // of one row's certificates

}  // namespace

std::string picture_rules() {
  return std::string(Svg::style_sheet()) + std::string(plot_style()) + std::string(picture_style());
}

std::vector<Picture> pictures_of(const Claim& claim, const Finding& finding) {
  std::vector<Picture> result;
  for (const Plot& plot : finding.plots) {
    result.push_back(
        {std::string(claim.id) + ".plot-" + std::to_string(result.size() + 1), plot_svg(plot), plot.caption, ""});
  }
  const std::size_t plots = result.size();
  for (const CertificateFile& c : finding.certificates) {
    if (result.size() == plots + kMost) break;
    if (c.role != Role::kContradicts && claim.draws != Draws::kFigure) continue;
    auto drawn = evidence_picture(c.file(), c.bytes, std::string(claim.place) + ": " + c.says);
    if (!drawn) continue;
    result.push_back(
        {c.name.substr(0, c.name.rfind('.')), std::move(drawn->svg),
         c.says + "." +
             (drawn->forced_kinks ? " Each bar: an open interval in which every fit has a kink of that sign." : ""),
         c.file()});
  }
  return result;
}

}  // namespace ftcert::audit
