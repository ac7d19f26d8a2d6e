#include "ftcert/families/patterns.hpp"

#include <algorithm>

namespace ftcert {

namespace {

// Whether no symmetric image comes before it.
bool stands_for_all(const std::vector<int>& labels) {
  std::vector<int> image(labels.rbegin(), labels.rend());
  if (image < labels) return false;
  for (int& label : image) label = -label;
  if (image < labels) return false;
  const auto changed = std::ranges::find_if(labels, [](int label) { return label != 0; });
  return changed == labels.end() || *changed < 0;
}

// Calls use() for each in order until it returns false.
bool walk(std::vector<int>& labels, std::size_t place, std::size_t changed,
          const std::function<bool(const std::vector<int>&)>& use) {
  const std::size_t left = labels.size() - place;
  if (left == 0) return !stands_for_all(labels) || use(labels);
  for (const int label : {-1, 0, 1}) {
    if (label == 0 ? changed > left - 1 : changed == 0) continue;
    labels[place] = label;
    if (!walk(labels, place + 1, changed - (label == 0 ? 0 : 1), use)) return false;
  }
  return true;
}

}  // namespace

std::uint64_t patterns_to_try(const PatternShape& shape, std::uint64_t most) {
  std::uint64_t count = 1;
  for (std::size_t i = 0; i < shape.changed; ++i) {
    count = count * 2 * (shape.samples - i) / (i + 1);  // C(K, i+1) 2^(i+1)
    if (count >> 50 != 0) return most + 1;
  }
  return std::min(count, most + 1);
}

std::uint64_t count_patterns(const PatternShape& shape) {
  std::uint64_t count = 0;
  for_patterns(shape, 0, UINT64_MAX, [&count](const std::vector<int>&) { ++count; });
  return count;
}

void for_patterns(const PatternShape& shape, std::uint64_t first, std::uint64_t last,
                  const std::function<void(const std::vector<int>&)>& use) {
  std::vector<int> labels(shape.samples);
  std::uint64_t number = 0;
  if (first >= last) return;
  walk(labels, 0, shape.changed, [&](const std::vector<int>& found) {
    if (number >= first) use(found);
    return ++number < last;
  });
}

}  // namespace ftcert
