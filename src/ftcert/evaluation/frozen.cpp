#include "ftcert/evaluation/frozen.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

#include "ftcert/evaluation/batch.hpp"

namespace ftcert {

PointMatrix evaluate_rows(const Network& f, const PointMatrix& points, std::span<const std::size_t> rows) {
  PointMatrix chosen(rows.size(), points.dimension);
  for (std::size_t r = 0; r < rows.size(); ++r) std::ranges::copy(points.row(rows[r]), chosen.row(r).begin());
  return evaluate_batch(f, chosen);
}

PointMatrix evaluate_where_labelled(const Network& f, const Samples& samples) {
  const std::size_t outputs = f.outputs();
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < samples.count(); ++i) {
    const auto first = samples.labels.begin() + static_cast<std::ptrdiff_t>(i * outputs);
    const auto last = first + static_cast<std::ptrdiff_t>(outputs);
    if (std::any_of(first, last, [](const auto& label) { return label.has_value(); })) rows.push_back(i);
  }
  if (rows.size() == samples.count()) return evaluate_batch(f, samples.points);
  PointMatrix values = evaluate_rows(f, samples.points, rows), result(samples.count(), outputs);
  for (std::size_t r = 0; r < rows.size(); ++r) std::ranges::move(values.row(r), result.row(rows[r]).begin());
  return result;
}

}  // namespace ftcert
