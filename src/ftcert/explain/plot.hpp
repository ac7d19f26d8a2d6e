// Plots of bounds and of what was built, as SVG.
//
// Purpose: one plot as a function of its content alone, for the report of an audit and for `ftcert bounds -o FILE.svg`. Bounds are lines, with the
// interval between the lower and the upper one shaded; what was built or certified for given data is a mark: the shapes differ as well as the
// colours. Coordinates are rounded exactly.
//
//   Svg svg = plot_svg(finding.plots[0]);   // in a page with plot_style() and Svg::style_sheet()
//   write_file("plot.svg", plot_file(plot));
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ftcert/core/rational.hpp"
#include "ftcert/explain/svg.hpp"

namespace ftcert {

// One curve of a plot. The kind says what the numbers are, and so how they are drawn: "claimed-lower", "claimed-upper" (the paper's bounds),
// "theorem-lower", "theorem-upper" (ours), "certified" (lower bounds for given data), "network", "network-2" (built networks),
// "measured", "expected".
struct Series {
  std::string name, kind;
  std::vector<std::pair<Rational, Rational>> points;  // x increasing
};

struct Plot {
  std::string caption;
  std::string x, y;  // what the axes show
  std::vector<Series> series;
};

// At least one series, none of them empty. Contract: some two points differ in x.
Svg plot_svg(const Plot& plot);
// The same as a file of its own, with its caption.
std::string plot_file(const Plot& plot);
// CSS of the curves.
std::string_view plot_style();

}  // namespace ftcert
