#include "ftcert/construct/space/sample_boxes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace ftcert {

namespace {

// Samples of a box that is not split.
constexpr std::size_t kLeaf = 48;

}  // namespace

SampleBoxes::SampleBoxes(const SampleTable& samples)
    : samples_(samples), columns_(samples.columns()), order_(samples.samples()) {
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  while ((order_.size() >> levels_) > kLeaf) ++levels_;
  bounds_.resize(((std::size_t{2} << levels_) - 1) * 2 * columns_);
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
  if (levels == 0) return;
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

void SampleBoxes::find_above(std::span<const double> form, double least,
                             std::vector<std::pair<std::size_t, double>>& found) const {
  const auto begin = static_cast<std::ptrdiff_t>(found.size());
  // Entries are at most 1 in size: a sum of n products is off by less than n epsilon times the sum of |form|, here and at a sample.
  double size = 0;
  for (std::size_t c = 0; c < columns_; ++c) size += std::abs(form[c]);
  const double slack = 4 * static_cast<double>(columns_ + 1) * std::numeric_limits<double>::epsilon() * size;
  struct Box {
    std::size_t number, first, last, levels;
  };
  std::vector<Box> open{{0, 0, order_.size(), levels_}};
  while (!open.empty()) {
    const auto [box, first, last, levels] = open.back();
    open.pop_back();
    const double* bounds = bounds_.data() + box * 2 * columns_;
    double most = slack;
    for (std::size_t c = 0; c < columns_; ++c) most += std::max(form[c] * bounds[2 * c], form[c] * bounds[2 * c + 1]);
    if (most <= least) continue;
    if (levels > 0) {
      const std::size_t middle = first + (last - first) / 2;
      open.push_back({2 * box + 1, first, middle, levels - 1});
      open.push_back({2 * box + 2, middle, last, levels - 1});
      continue;
    }
    for (std::size_t k = first; k < last; ++k) {
      if (const double value = at(form, order_[k]); value > least) found.emplace_back(order_[k], value);
    }
  }
  std::sort(found.begin() + begin, found.end());
}

}  // namespace ftcert
