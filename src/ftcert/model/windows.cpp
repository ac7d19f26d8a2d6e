#include "ftcert/model/windows.hpp"

#include <algorithm>
#include <limits>

#include "ftcert/core/error.hpp"

namespace ftcert::model {

namespace {

constexpr std::int64_t kMost = std::int64_t{1} << 31;

// One axis with everything that is known of it.
struct Axis {
  std::int64_t input, kernel, stride, dilation, before, behind, output;
};

[[noreturn]] void refuse(const std::string& what) { throw Error(Code::kModelShape, what); }

std::int64_t entry(const std::vector<std::int64_t>& list, std::size_t i, std::size_t count, std::int64_t otherwise,
                   const char* name, std::int64_t least) {
  if (list.empty()) return otherwise;
  if (list.size() != count) {
    refuse("attribute '" + std::string(name) + "': expected " + std::to_string(count) + " numbers, found " +
           std::to_string(list.size()));
  }
  if (list[i] < least || list[i] > kMost) {
    refuse("attribute '" + std::string(name) + "': expected numbers from " + std::to_string(least) + ", found " +
           std::to_string(list[i]));
  }
  return list[i];
}

std::vector<Axis> axes(const std::vector<std::size_t>& plane, const WindowRules& rules) {
  const std::size_t n = plane.size();
  if (rules.kernel.size() != n) {
    refuse("expected a window of " + std::to_string(n) + " extents, found " + std::to_string(rules.kernel.size()));
  }
  if (rules.automatic != "NOTSET" && rules.automatic != "VALID" && rules.automatic != "SAME_UPPER" &&
      rules.automatic != "SAME_LOWER") {
    throw Error(Code::kModelOperator, "attribute 'auto_pad': expected NOTSET, VALID, SAME_UPPER or SAME_LOWER, found " +
                                          shown(rules.automatic));
  }
  std::vector<Axis> result;
  for (std::size_t i = 0; i < n; ++i) {
    Axis axis{static_cast<std::int64_t>(plane[i]),
              entry(rules.kernel, i, n, 1, "kernel_shape", 1),
              entry(rules.strides, i, n, 1, "strides", 1),
              entry(rules.dilations, i, n, 1, "dilations", 1),
              0,
              0,
              0};
    if (axis.input > kMost || axis.input == 0)
      refuse("expected a positive extent below 2^31, found " + std::to_string(axis.input));
    if (rules.automatic == "NOTSET") {
      axis.before = entry(rules.pads, i, 2 * n, 0, "pads", 0);
      axis.behind = entry(rules.pads, n + i, 2 * n, 0, "pads", 0);
    } else if (std::any_of(rules.pads.begin(), rules.pads.end(), [](std::int64_t pad) { return pad != 0; })) {
      throw Error(Code::kModelOperator, "attributes 'pads' and 'auto_pad' are both given");
    }
    result.push_back(axis);
  }
  return result;
}

std::int64_t reach(const Axis& axis) { return (axis.kernel - 1) * axis.dilation + 1; }

// More padding in all than 0, split as ONNX says.
void split_padding(Axis& axis, std::int64_t total, bool upper) {
  total = std::max<std::int64_t>(total, 0);
  axis.before = upper ? total / 2 : total - total / 2;
  axis.behind = total - axis.before;
}

std::vector<Axis> forward(const std::vector<std::size_t>& plane, const WindowRules& rules) {
  std::vector<Axis> result = axes(plane, rules);
  for (Axis& axis : result) {
    if (rules.automatic == "SAME_UPPER" || rules.automatic == "SAME_LOWER") {
      axis.output = (axis.input + axis.stride - 1) / axis.stride;
      split_padding(axis, (axis.output - 1) * axis.stride + reach(axis) - axis.input, rules.automatic == "SAME_UPPER");
      continue;
    }
    const std::int64_t room = axis.input + axis.before + axis.behind - reach(axis);
    if (room < 0) {
      refuse("a window of extent " + std::to_string(reach(axis)) + " does not fit into " +
             std::to_string(room + reach(axis)) + " positions with their padding");
    }
    axis.output = (room + (rules.ceiling ? axis.stride - 1 : 0)) / axis.stride + 1;
  }
  return result;
}

std::vector<Axis> backward(const std::vector<std::size_t>& plane, const WindowRules& rules,
                           const std::vector<std::int64_t>& extents, const std::vector<std::int64_t>& more) {
  std::vector<Axis> result = axes(plane, rules);
  const bool upper = rules.automatic == "SAME_UPPER";
  const bool same = upper || rules.automatic == "SAME_LOWER";
  for (std::size_t i = 0; i < result.size(); ++i) {
    Axis& axis = result[i];
    const std::int64_t extra = entry(more, i, result.size(), 0, "output_padding", 0);
    const std::int64_t whole = (axis.input - 1) * axis.stride + extra + reach(axis);
    if (!extents.empty() || same) {
      axis.output = extents.empty() ? axis.input * axis.stride : entry(extents, i, result.size(), 1, "output_shape", 1);
      split_padding(axis, whole - axis.output, upper);
    } else {
      axis.output = whole - axis.before - axis.behind;
    }
    if (axis.output <= 0) refuse("the padding leaves no position of axis " + std::to_string(i + 2));
  }
  return result;
}

// What one output position of an axis sees: a position of the kernel and of the input, and how many lie outside.
struct View {
  std::vector<WindowEntry> entries;
  std::size_t padded = 0, beyond = 0;
};

std::vector<View> forward_views(const Axis& axis) {
  std::vector<View> views(static_cast<std::size_t>(axis.output));
  for (std::int64_t o = 0; o < axis.output; ++o) {
    View& view = views[static_cast<std::size_t>(o)];
    for (std::int64_t k = 0; k < axis.kernel; ++k) {
      const std::int64_t at = o * axis.stride + k * axis.dilation - axis.before;
      if (at >= 0 && at < axis.input) {
        view.entries.push_back({static_cast<std::size_t>(k), static_cast<std::size_t>(at)});
      } else {
        ++(at < axis.input + axis.behind ? view.padded : view.beyond);
      }
    }
  }
  return views;
}

std::vector<View> backward_views(const Axis& axis) {
  std::vector<View> views(static_cast<std::size_t>(axis.output));
  for (std::int64_t i = 0; i < axis.input; ++i) {
    for (std::int64_t k = 0; k < axis.kernel; ++k) {
      const std::int64_t o = i * axis.stride + k * axis.dilation - axis.before;
      if (o < 0 || o >= axis.output) continue;
      views[static_cast<std::size_t>(o)].entries.push_back({static_cast<std::size_t>(k), static_cast<std::size_t>(i)});
    }
  }
  return views;
}

// All combinations, the last axis fastest.
Windows combined(const std::vector<Axis>& axes, std::vector<View> (*views_of)(const Axis&)) {
  Windows result;
  result.at = {{{0, 0}}};
  result.padded = result.beyond = {0};
  std::vector<std::size_t> whole = {1};  // positions of the window so far
  for (const Axis& axis : axes) {
    const std::vector<View> views = views_of(axis);
    result.output.push_back(views.size());
    const auto kernel = static_cast<std::size_t>(axis.kernel), extent = static_cast<std::size_t>(axis.input);
    Windows next;
    next.output = result.output;
    for (std::size_t w = 0; w < result.at.size(); ++w) {
      const std::size_t seen = result.at[w].size(), inside = seen + result.padded[w];
      for (const View& view : views) {
        std::vector<WindowEntry>& entries = next.at.emplace_back();
        entries.reserve(seen * view.entries.size());
        for (const WindowEntry& outer : result.at[w]) {
          for (const WindowEntry& inner : view.entries) {
            entries.push_back({outer.kernel * kernel + inner.kernel, outer.plane * extent + inner.plane});
          }
        }
        const std::size_t here = view.entries.size() + view.padded;
        next.padded.push_back(inside * here - entries.size());
        next.beyond.push_back((inside + result.beyond[w]) * (here + view.beyond) - inside * here);
      }
    }
    result = std::move(next);
  }
  return result;
}

std::vector<std::size_t> outputs(const std::vector<Axis>& axes) {
  std::vector<std::size_t> result;
  for (const Axis& axis : axes) result.push_back(static_cast<std::size_t>(axis.output));
  return result;
}

}  // namespace

std::vector<std::size_t> window_extents(const std::vector<std::size_t>& plane, const WindowRules& rules) {
  return outputs(forward(plane, rules));
}

Windows windows(const std::vector<std::size_t>& plane, const WindowRules& rules) {
  return combined(forward(plane, rules), forward_views);
}

std::vector<std::size_t> transposed_extents(const std::vector<std::size_t>& plane, const WindowRules& rules,
                                            const std::vector<std::int64_t>& extents,
                                            const std::vector<std::int64_t>& more) {
  return outputs(backward(plane, rules, extents, more));
}

Windows transposed_windows(const std::vector<std::size_t>& plane, const WindowRules& rules,
                           const std::vector<std::int64_t>& extents, const std::vector<std::int64_t>& more) {
  return combined(backward(plane, rules, extents, more), backward_views);
}

}  // namespace ftcert::model
