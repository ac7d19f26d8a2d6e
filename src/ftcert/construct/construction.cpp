#include "ftcert/construct/construction.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "ftcert/construct/balanced.hpp"
#include "ftcert/construct/blocks.hpp"
#include "ftcert/construct/canonical.hpp"
#include "ftcert/construct/dense.hpp"
#include "ftcert/construct/embedded.hpp"
#include "ftcert/construct/fewest_kinks.hpp"
#include "ftcert/construct/hats.hpp"
#include "ftcert/construct/hyperplane_units.hpp"
#include "ftcert/construct/paper_appendix.hpp"
#include "ftcert/construct/paper_bumps.hpp"
#include "ftcert/construct/paper_stacked.hpp"
#include "ftcert/construct/paper_touched_grid.hpp"
#include "ftcert/construct/paper_yun_grid.hpp"
#include "ftcert/construct/sparse.hpp"
#include "ftcert/construct/stacked.hpp"

namespace ftcert {

std::size_t Plan::neurons() const { return std::accumulate(widths.begin(), widths.end(), std::size_t{0}); }

std::span<const Construction> constructions() {
  // Made on the first call: the constructions of other files may be initialised later than a table here would
  // be.
  static const std::array table{kCanonical, kBlocks, kFlatBlocks, kHats, kBalanced, kFewestKinks,
                                kHyperplaneUnits, kDense, kSparse, kEmbedded, kStacked,
                                kYunGrid, kBumps, kTouchedGrid, kAppendix, kPaperStacked};
  return table;
}

const Construction* find_construction(std::string_view name) {
  const auto table = constructions();
  const auto found =
      std::find_if(table.begin(), table.end(), [name](const Construction& c) { return c.name == name; });
  return found == table.end() ? nullptr : &*found;
}

Outcome plan(const Construction& construction, const Problem& problem, std::size_t layers) {
  if (!construction.makes(layers)) {
    return Inapplicable{"makes networks with " + std::to_string(construction.depth) + " layers" +
                        (construction.any_depth() ? " or more" : "") + ", not with " + std::to_string(layers)};
  }
  return construction.any_depth() ? construction.plan_layers(problem, layers) : construction.plan(problem);
}

}  // namespace ftcert
