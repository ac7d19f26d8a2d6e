// Plots of a report as SVG.
//
// Purpose: the drawing of one plot of a finding, as a function of it alone. Bounds are lines, with the interval
// between the lower and the upper one shaded; what was built or certified for given data is a mark: the shapes differ as well as the
// colours. Coordinates are rounded exactly.
//
//   Svg svg = plot_svg(finding.plots[0]);   // in a page with plot_style() and Svg::style_sheet()
#pragma once

#include <string_view>

#include "ftcert/audit/finding.hpp"
#include "ftcert/explain/svg.hpp"

namespace ftcert::audit {

// At least one series, none of them empty.
Svg plot_svg(const Plot& plot);
// CSS of the curves.
std::string_view plot_style();

}  // namespace ftcert::audit
