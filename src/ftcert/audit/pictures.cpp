#include "ftcert/audit/pictures.hpp"

#include "ftcert/audit/evidence_picture.hpp"
#include "ftcert/audit/plot_svg.hpp"
#include "ftcert/explain/svg.hpp"

namespace ftcert::audit {

namespace {

constexpr std::size_t kMost = 6;  // of one row's certificates

}  // namespace

std::string picture_rules() {
  return std::string(Svg::style_sheet()) + std::string(plot_style()) + std::string(picture_style());
}

std::vector<Picture> pictures_of(const Json& row, const ReadFile& read, Place place) {
  const std::string style = place == Place::kFile ? picture_rules() : "", id = row["id"].get<std::string>();
  std::vector<Picture> result;
  for (const Json& plot : row["plots"]) {
    result.push_back({id + ".plot-" + std::to_string(result.size() + 1), plot_svg(plot, style),
                      plot["caption"].get<std::string>(), ""});
  }
  const std::size_t plots = result.size();
  const bool figure = id.starts_with("fig-");
  for (const Json& c : row["certificates"]) {
    if ((c["role"] != "contradicts" && !figure) || result.size() == plots + kMost) continue;
    const std::string file = c["file"].get<std::string>(), says = c["says"].get<std::string>();
    std::string svg = evidence_picture(file, read(file), row["place"].get<std::string>() + ": " + says, style);
    if (svg.empty()) continue;
    const bool bars = svg.find("class=\"forced-") != std::string::npos;
    const std::size_t begin = file.find('/') + 1;
    result.push_back(
        {file.substr(begin, file.rfind('.') - begin), std::move(svg),
         says + "." + (bars ? " Each bar: an open interval in which every fit has a kink of that sign." : ""), file});
  }
  return result;
}

}  // namespace ftcert::audit
