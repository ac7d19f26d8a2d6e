#include "ftcert/construct/space/sample_boxes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace ftcert {

SampleBoxes::SampleBoxes(const SampleTable& samples)
    : samples_(samples), columns_(samples.columns()), order_(samples.samples()) {
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  while ((order_.size() >> levels_) >= kLeaf) ++levels_;
  bounds_.resize(((std::size_t{2} << levels_) - 1) * 2 * columns_);
  entries_.resize((std::size_t{1} << levels_) * columns_ * kLeaf);
  split(0, 0, order_.size(), levels_);
}

void SampleBoxes::split(std::size_t box, std::size_t first, std::size_t last, std::size_t levels) {
  double* bounds = bounds_.data() + box * 2 * columns_;
  for (std::size_t c = 0; c < columns_; ++c) {
    bounds[2 * c] = std::numeric_limits<double>::infinity();
    bounds[2 * c + 1] = -bounds[2 * c];
  }
  for (std::size_t k = first; k < last; ++k) {
    const double* row = samples_.row(order_[k]);
    for (std::size_t c = 0; c < columns_; ++c) {
      bounds[2 * c] = std::min(bounds[2 * c], row[c]);
      bounds[2 * c + 1] = std::max(bounds[2 * c + 1], row[c]);
    }
  }
  if (levels == 0) {
    double* entries = entries_.data() + leaf(box) * columns_ * kLeaf;
    for (std::size_t k = first; k < last; ++k) {
      for (std::size_t c = 0; c < columns_; ++c) entries[c * kLeaf + k - first] = samples_.row(order_[k])[c];
    }
    return;
  }
  std::size_t widest = 0;
  double most = -1;
  for (std::size_t c = 0; c < columns_; ++c) {
    if (const double width = bounds[2 * c + 1] - bounds[2 * c]; width > most) most = width, widest = c;
  }
  const std::size_t middle = first + (last - first) / 2;
  const auto at = [&](std::size_t k) { return order_.begin() + static_cast<std::ptrdiff_t>(k); };
  std::nth_element(at(first), at(middle), at(last), [&](std::size_t a, std::size_t b) {
    return std::pair(samples_.row(a)[widest], a) < std::pair(samples_.row(b)[widest], b);
  });
  split(2 * box + 1, first, middle, levels - 1);
  split(2 * box + 2, middle, last, levels - 1);
}

template <class Keep>
void SampleBoxes::look_into(const Box& box, std::span<const double> form, const Keep& keep) const {
  const double* entries = entries_.data() + leaf(box.number) * columns_ * kLeaf;
  double values[kLeaf] = {};
  for (std::size_t c = 0; c < columns_; ++c, entries += kLeaf) {
    const double factor = form[c];
    for (std::size_t k = 0; k < kLeaf; ++k) values[k] += entries[k] * factor;
  }
  for (std::size_t k = box.first; k < box.last; ++k) keep(values[k - box.first], order_[k]);
}

double SampleBoxes::bound(std::span<const double> form, std::size_t box) const {
  const double* bounds = bounds_.data() + box * 2 * columns_;
  double sum = 0;
  for (std::size_t c = 0; c < columns_; ++c) sum += std::max(form[c] * bounds[2 * c], form[c] * bounds[2 * c + 1]);
  return sum;
}

std::vector<std::size_t> SampleBoxes::greatest(std::span<const double> form, const std::vector<bool>& among,
                                               double least, std::size_t most) const {
  // Entries are at most 1 in size: a sum of n products is off by less than n epsilon times the sum of |form|, here and at a sample.
  double size = 0;
  for (std::size_t c = 0; c < columns_; ++c) size += std::abs(form[c]);
  const double slack = 4 * static_cast<double>(columns_ + 1) * std::numeric_limits<double>::epsilon() * size;
  std::vector<std::pair<double, std::size_t>> found;  // (-value, sample), a heap: the least of those kept in front
  const auto keeps = [&](double value, std::size_t sample) {
    return value > least && (found.size() < most || std::pair(-value, sample) < found.front());
  };
  const auto may_hold = [&](const Box& box) { return keeps(box.bound, 0); };
  std::vector<Box> open{{0, 0, order_.size(), levels_, bound(form, 0) + slack}};
  while (!open.empty()) {
    const Box box = open.back();
    open.pop_back();
    if (!may_hold(box)) continue;
    if (box.levels > 0) {
      const std::size_t middle = box.first + (box.last - box.first) / 2, child = 2 * box.number + 1;
      Box low{child, box.first, middle, box.levels - 1, bound(form, child) + slack};
      Box high{child + 1, middle, box.last, box.levels - 1, bound(form, child + 1) + slack};
      if (low.bound > high.bound) std::swap(low, high);
      if (may_hold(low)) open.push_back(low);
      if (may_hold(high)) open.push_back(high);  // looked into first
      continue;
    }
    look_into(box, form, [&](double value, std::size_t sample) {
      if (!keeps(value, sample) || !among[sample]) return;
      if (found.size() == most) {
        std::pop_heap(found.begin(), found.end());
        found.pop_back();
      }
      found.emplace_back(-value, sample);
      std::push_heap(found.begin(), found.end());
    });
  }
  std::vector<std::size_t> result;
  for (const auto& [value, sample] : found) result.push_back(sample);
  std::sort(result.begin(), result.end());
  return result;
}

}  // namespace ftcert
