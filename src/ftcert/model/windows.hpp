// Windows that move over the spatial axes of a tensor: of Conv, ConvTranspose and the pools.
//
// Purpose: where each output position looks, in one form for all of them: pairs of a position in the kernel and one in the plane of the input. A plane is what
// one channel of one sample has, in row-major order; all planes have the same windows.
//
//   WindowRules rules;                       // strides 1, no padding
//   rules.kernel = {3, 3};
//   Windows w = windows({5, 5}, rules);      // w.output: {3, 3}; w.at[0]: 9 pairs
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ftcert::model {

// What attributes say. Empty lists: ones, or no padding. automatic: NOTSET, VALID, SAME_UPPER or SAME_LOWER.
struct WindowRules {
  std::vector<std::int64_t> kernel, strides, dilations, pads;
  std::string automatic = "NOTSET";
  bool ceiling = false;  // of the number of positions
};

struct WindowEntry {
  std::size_t kernel, plane;
};

// For each output position, in row-major order, what lies under the window inside the input. `padded`: how many more of its positions lie in the padding;
// `beyond`: how many beyond it.
struct Windows {
  std::vector<std::size_t> output;
  std::vector<std::vector<WindowEntry>> at;
  std::vector<std::size_t> padded, beyond;
};

// Extents of the result for a plane of those extents. All lists have one entry (pads: two) for each axis. kModelShape, kModelOperator.
std::vector<std::size_t> window_extents(const std::vector<std::size_t>& plane, const WindowRules& rules);
Windows windows(const std::vector<std::size_t>& plane, const WindowRules& rules);

// Of ConvTranspose: `extents` is what is asked for (output_shape; empty: what follows from the padding), `more`: output_padding.
std::vector<std::size_t> transposed_extents(const std::vector<std::size_t>& plane, const WindowRules& rules,
                                            const std::vector<std::int64_t>& extents,
                                            const std::vector<std::int64_t>& more);
Windows transposed_windows(const std::vector<std::size_t>& plane, const WindowRules& rules,
                           const std::vector<std::int64_t>& extents, const std::vector<std::int64_t>& more);

}  // namespace ftcert::model
