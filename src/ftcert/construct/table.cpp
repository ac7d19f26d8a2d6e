#include "ftcert/construct/table.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "ftcert/common/nearest.hpp"
#include "ftcert/construct/cut/cuts_and_units.hpp"
#include "ftcert/construct/embedded.hpp"
#include "ftcert/construct/exhaustion/exact.hpp"
#include "ftcert/construct/joint/cuts.hpp"
#include "ftcert/construct/layers/chains.hpp"
#include "ftcert/construct/layers/dense.hpp"
#include "ftcert/construct/layers/dense_plus.hpp"
#include "ftcert/construct/layers/few_changed.hpp"
#include "ftcert/construct/layers/few_points.hpp"
#include "ftcert/construct/layers/sparse.hpp"
#include "ftcert/construct/layers/stacked.hpp"
#include "ftcert/construct/layers/stacked_ladders.hpp"
#include "ftcert/construct/layers/tuned.hpp"
#include "ftcert/construct/line/balanced.hpp"
#include "ftcert/construct/line/blocks.hpp"
#include "ftcert/construct/line/canonical.hpp"
#include "ftcert/construct/line/fewest_kinks.hpp"
#include "ftcert/construct/line/hats.hpp"
#include "ftcert/construct/paper/paper_appendix.hpp"
#include "ftcert/construct/paper/paper_bumps.hpp"
#include "ftcert/construct/paper/paper_stacked.hpp"
#include "ftcert/construct/paper/paper_touched_grid.hpp"
#include "ftcert/construct/paper/paper_yun_grid.hpp"
#include "ftcert/construct/space/affine.hpp"
#include "ftcert/construct/space/hyperplane_units.hpp"
#include "ftcert/construct/space/separating_units.hpp"
#include "ftcert/construct/space/tents.hpp"

namespace ftcert {

std::span<const Construction> constructions() {
  // Made on the first call: the constructions of other files may be initialised later than a table here would
  // be.
  static const std::array table{
      kCanonical, kBlocks,          kFlatBlocks,      kHats,  kBalanced,     kFewestKinks, kExact,
      kAffine,    kHyperplaneUnits, kSeparatingUnits, kCuts,  kCutsAndUnits, kTents,       kDense,
      kDensePlus, kSparse,          kChains,          kTuned, kFewChanged,   kSixPoints,   kEmbedded,
      kStacked,   kStackedLadders,  kYunGrid,         kBumps, kTouchedGrid,  kAppendix,    kPaperStacked};
  return table;
}

const Construction* find_construction(std::string_view name) {
  const auto table = constructions();
  const auto found = std::find_if(table.begin(), table.end(), [name](const Construction& c) { return c.name == name; });
  return found == table.end() ? nullptr : &*found;
}

std::string meant_construction(std::string_view name) {
  std::vector<std::string_view> names{"auto"};
  for (const Construction& c : constructions()) names.push_back(c.name);
  return did_you_mean(name, names);
}

}  // namespace ftcert
