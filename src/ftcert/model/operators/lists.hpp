// Lists of numbers, and axes, as operators get them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ftcert/core/error.hpp"
#include "ftcert/model/node.hpp"
#include "ftcert/model/shape.hpp"

namespace ftcert::model::operators {

using Integers = std::vector<std::int64_t>;

// An axis of input 0, from the end when negative. Errors: kModelShape.
inline std::size_t axis_of(const Node& node, std::int64_t axis) { return axis_index(axis, node.input(0).shape.rank()); }

// One number from the list of an input or an attribute for each of the axes. Errors: kModelShape.
inline void expect_size(const char* what, const Integers& list, std::size_t size) {
  if (list.size() == size) return;
  throw Error(Code::kModelShape, std::string(what) + ": expected " + std::to_string(size) + " numbers, found " +
                                     std::to_string(list.size()));
}

}  // namespace ftcert::model::operators
