// Captions that say something else than the text.
#include "ftcert/audit/claims/captions/claims.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert::audit {

namespace {

Finding figure_1(const Options&) {
  Finding finding(Status::kRefuted, "A misprint: f fits K - N samples already.");
  const std::size_t k = 3, n = 1;
  require(k - n != n, "audit: the caption is right");
  finding.values = {{"K", "3"}, {"N", "1"}, {"samples that f fits", std::to_string(k - n)}};
  return finding;
}

Finding figure_10(const Options&) {
  Finding finding(Status::kRefuted, "A misprint: U3 is 6 sqrt(3N+2), and 4N+4 is the bound of appendix A.");
  std::size_t equal = 0;
  for (std::size_t n = 1; n <= 1000; ++n, ++finding.cases)
    equal += (4 * n + 4) * (4 * n + 4) == 36 * (3 * n + 2) ? 1 : 0;
  require(equal == 0, "audit: the two agree somewhere");
  finding.values = {{"N", "1"}, {"4N + 4", "8"}, {"(4N + 4)^2", "64"}, {"36 (3N + 2)", "180"}};
  finding.set = "N <= 1000: never equal";
  return finding;
}

}  // namespace

const Claim kFigure1Caption{
    "fig-1-caption", Section::kCaptions, "Figure 1, caption", "f already fits N samples.", "", "the definition", 0,
    figure_1,        Draws::kFigure};
const Claim kFigure10Caption{"fig-10-caption",
                             Section::kCaptions,
                             "Figure 10, caption",
                             "U3 = 4N + 4 in section 5.2.",
                             "",
                             "the two compared",
                             3,
                             figure_10,
                             Draws::kFigure};

}  // namespace ftcert::audit
