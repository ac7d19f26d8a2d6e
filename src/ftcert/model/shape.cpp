#include "ftcert/model/shape.hpp"

#include <algorithm>

#include "ftcert/core/error.hpp"

namespace ftcert::model {

namespace {

constexpr std::size_t kMostElements = std::size_t{1} << 40;

[[noreturn]] void refuse(const std::string& what) { throw Error(Code::kModelShape, what); }

void check_rank(std::size_t rank) {
  if (rank > kMostAxes) {
    refuse("expected at most " + std::to_string(kMostAxes) + " axes, found " + std::to_string(rank));
  }
}

std::string target_text(const std::vector<std::int64_t>& target) {
  std::string result = "[";
  for (std::size_t i = 0; i < target.size(); ++i) {
    result += (i == 0 ? "" : ", ") + (target[i] == kSamplesExtent ? "N" : std::to_string(target[i]));
  }
  return result + "]";
}

}  // namespace

void refuse_mixing(const Shape& in, const std::string& how) {
  refuse(how + " would mix samples: axis " + std::to_string(*in.sample_axis) + " of " + text(in) +
         " holds the samples");
}

std::size_t axis_index(std::int64_t axis, std::size_t rank) {
  const auto signed_rank = static_cast<std::int64_t>(rank);
  if (axis < -signed_rank || axis >= signed_rank) {
    refuse("expected an axis of a tensor with " + std::to_string(rank) + " axes, found " + std::to_string(axis));
  }
  return static_cast<std::size_t>(axis < 0 ? axis + signed_rank : axis);
}

std::vector<bool> marked_axes(const std::vector<std::int64_t>& axes, std::size_t rank) {
  std::vector<bool> marked(rank, false);
  for (std::int64_t axis : axes) {
    const std::size_t i = axis_index(axis, rank);
    if (marked[i]) refuse("axis " + std::to_string(axis) + " is named twice");
    marked[i] = true;
  }
  return marked;
}

std::string text(const Shape& shape) {
  std::string result = "[";
  for (std::size_t i = 0; i < shape.rank(); ++i) {
    if (i > 0) result += ", ";
    if (shape.sample_axis != i) {
      result += std::to_string(shape.dims[i]);
    } else {
      result += shape.samples == 0 ? "N" : "N=" + std::to_string(shape.samples);
    }
  }
  return result + "]";
}

std::size_t checked_product(const std::vector<std::size_t>& dims, std::size_t first, std::size_t last) {
  std::size_t product = 1;
  for (std::size_t i = first; i < last; ++i) {
    if (dims[i] != 0 && product > kMostElements / dims[i]) refuse("a tensor has more than 2^40 elements");
    product *= dims[i];
  }
  return product;
}

std::size_t element_count(const Shape& shape) { return checked_product(shape.dims, 0, shape.rank()); }

Shape broadcast(const Shape& a, const Shape& b) {
  Shape out;
  out.dims.resize(std::max(a.rank(), b.rank()));
  const std::size_t shift_a = out.rank() - a.rank(), shift_b = out.rank() - b.rank();
  for (std::size_t i = 0; i < out.rank(); ++i) {
    const std::size_t da = i < shift_a ? 1 : a.dims[i - shift_a];
    const std::size_t db = i < shift_b ? 1 : b.dims[i - shift_b];
    if (da == 0 || db == 0 || (da != db && da != 1 && db != 1)) {
      refuse("the shapes " + text(a) + " and " + text(b) + " do not broadcast");
    }
    out.dims[i] = std::max(da, db);
  }
  const auto mark = [&out](const Shape& in, std::size_t shift) {
    if (!in.sample_axis) return;
    const std::size_t axis = *in.sample_axis + shift;
    if (out.dims[axis] != 1) {
      refuse("an operand gives " + std::to_string(out.dims[axis]) + " different values to axis " +
             std::to_string(*in.sample_axis) + " of " + text(in) + ", which holds the samples");
    }
    if (out.sample_axis && (*out.sample_axis != axis || out.samples != in.samples)) {
      refuse_mixing(in, "combining it with a tensor whose samples lie elsewhere");
    }
    out.sample_axis = axis;
    out.samples = in.samples;
  };
  mark(a, shift_a);
  mark(b, shift_b);
  element_count(out);
  return out;
}

Shape flatten(const Shape& in, std::int64_t axis) {
  const auto rank = static_cast<std::int64_t>(in.rank());
  if (axis < -rank || axis > rank) {
    refuse("expected an axis from " + std::to_string(-rank) + " to " + std::to_string(rank) + ", found " +
           std::to_string(axis));
  }
  const auto split = static_cast<std::size_t>(axis < 0 ? axis + rank : axis);
  Shape out{{checked_product(in.dims, 0, split), checked_product(in.dims, split, in.rank())}, std::nullopt, 0};
  if (in.sample_axis) {
    out.sample_axis = *in.sample_axis < split ? 0 : 1;
    out.samples = in.samples;
    if (out.dims[*out.sample_axis] != 1) refuse_mixing(in, "flattening at axis " + std::to_string(axis));
  }
  return out;
}

Shape reshape(const Shape& in, const std::vector<std::int64_t>& target, bool allow_zero) {
  check_rank(target.size());
  const std::string goal = "reshaping " + text(in) + " to " + target_text(target);
  Shape out;
  out.dims.assign(target.size(), 1);
  std::optional<std::size_t> inferred;
  for (std::size_t i = 0; i < target.size(); ++i) {
    if (target[i] == 0 && !allow_zero) {
      if (i >= in.rank()) refuse(goal + ": no extent to copy to axis " + std::to_string(i));
      out.dims[i] = in.dims[i];
      if (in.sample_axis == i) out.sample_axis = i;
    } else if (target[i] == kSamplesExtent) {
      if (out.sample_axis || !in.sample_axis || in.samples != 0) refuse(goal + ": one axis holds the samples");
      out.sample_axis = i;
    } else if (target[i] == -1) {
      if (inferred) refuse(goal + ": more than one extent to infer");
      inferred = i;
    } else if (target[i] > 0) {
      out.dims[i] = static_cast<std::size_t>(target[i]);
    } else {
      refuse(goal + ": expected positive extents");
    }
  }
  const std::size_t known = element_count(out);
  const std::size_t have = element_count(in);
  const auto infer = [&](std::size_t total) {
    if (known == 0 || total % known != 0 || (!inferred && total != known)) refuse(goal + ": the sizes differ");
    if (inferred) out.dims[*inferred] = total / known;
  };
  if (!in.sample_axis || out.sample_axis) {
    infer(have);
  } else if (inferred && known == have) {
    out.sample_axis = inferred;
  } else if (in.samples == 0) {
    refuse(goal + ": the number of samples is symbolic, and no axis is left for them");
  } else {
    // The samples have a fixed number: find the axis of that extent that lies where theirs lay.
    infer(checked_product({have, in.samples}, 0, 2));
    const std::size_t before = checked_product(in.dims, 0, *in.sample_axis);
    for (std::size_t i = 0; i < out.rank() && !out.sample_axis; ++i) {
      if (out.dims[i] == in.samples && checked_product(out.dims, 0, i) == before) out.sample_axis = i;
    }
    if (!out.sample_axis) refuse_mixing(in, goal);
    out.dims[*out.sample_axis] = 1;
  }
  if (in.sample_axis) {
    out.samples = in.samples;
    if (checked_product(in.dims, 0, *in.sample_axis) != checked_product(out.dims, 0, *out.sample_axis)) {
      refuse_mixing(in, goal);
    }
  }
  return out;
}

Shape squeeze(const Shape& in, const std::optional<std::vector<std::int64_t>>& axes) {
  std::vector<bool> removed(in.rank());
  if (axes) {
    removed = marked_axes(*axes, in.rank());
  } else {
    for (std::size_t i = 0; i < in.rank(); ++i) removed[i] = in.dims[i] == 1 && in.sample_axis != i;
  }
  Shape out;
  for (std::size_t i = 0; i < in.rank(); ++i) {
    if (in.sample_axis == i) {
      if (removed[i]) refuse_mixing(in, "removing axis " + std::to_string(i));
      out.sample_axis = out.rank();
      out.samples = in.samples;
    }
    if (!removed[i]) {
      out.dims.push_back(in.dims[i]);
    } else if (in.dims[i] != 1) {
      refuse("expected extent 1 at axis " + std::to_string(i) + " of " + text(in));
    }
  }
  return out;
}

Shape unsqueeze(const Shape& in, const std::vector<std::int64_t>& axes) {
  check_rank(axes.size());
  check_rank(in.rank() + axes.size());
  const std::vector<bool> added = marked_axes(axes, in.rank() + axes.size());
  Shape out;
  std::size_t next = 0;
  for (bool is_new : added) {
    if (!is_new && in.sample_axis == next) {
      out.sample_axis = out.rank();
      out.samples = in.samples;
    }
    out.dims.push_back(is_new ? 1 : in.dims[next++]);
  }
  return out;
}

Shape transpose(const Shape& in, const std::vector<std::size_t>& permutation) {
  require(permutation.size() == in.rank(), "transpose: wrong permutation");
  Shape out;
  out.samples = in.samples;
  for (std::size_t axis : permutation) {
    if (in.sample_axis == axis) out.sample_axis = out.rank();
    out.dims.push_back(in.dims[axis]);
  }
  return out;
}

}  // namespace ftcert::model
