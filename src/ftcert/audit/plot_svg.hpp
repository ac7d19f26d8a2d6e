// Plots of a report as SVG.
//
// Purpose: the drawing of one entry of a row's "plots" (report.hpp), as a function of it alone. Bounds are lines, with the interval
// between the lower and the upper one shaded; what was built or certified for given data is a mark: the shapes differ as well as the
// colours. Coordinates are rounded exactly.
//
//   std::string svg = plot_svg(row["plots"][0], "");   // in a page with plot_style() and Svg::style_sheet()
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace ftcert::audit {

// `style` as in Svg.
std::string plot_svg(const nlohmann::ordered_json& plot, std::string_view style);
// CSS of the curves.
std::string_view plot_style();

}  // namespace ftcert::audit
