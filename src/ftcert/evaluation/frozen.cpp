#include "ftcert/evaluation/frozen.hpp"

#include <algorithm>

#include "ftcert/evaluation/batch.hpp"

namespace ftcert {

PointMatrix chosen_rows(const PointMatrix& points, std::span<const std::size_t> rows) {
  PointMatrix chosen(rows.size(), points.dimension);
  for (std::size_t r = 0; r < rows.size(); ++r) std::ranges::copy(points.row(rows[r]), chosen.row(r).begin());
  return chosen;
}

ValuesAtRows values_at_rows(const Network& f, const std::optional<Integer>& most_work) {
  return [&f, most_work](const PointMatrix& points, std::span<const std::size_t> rows) {
    const PointMatrix chosen = chosen_rows(points, rows);
    WorkMeter(most_work).charge(network_work(f, chosen, rows.size()));
    return evaluate_batch(f, chosen);
  };
}

std::vector<std::size_t> labelled_rows(const Samples& samples) {
  const std::size_t outputs = samples.labels.size() / samples.count();
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < samples.count(); ++i) {
    const auto labels = std::span(samples.labels).subspan(i * outputs, outputs);
    if (std::ranges::any_of(labels, [](const auto& label) { return label.has_value(); })) rows.push_back(i);
  }
  return rows;
}

PointMatrix evaluate_where_labelled(const Network& f, const Samples& samples) {
  const std::vector<std::size_t> rows = labelled_rows(samples);
  if (rows.size() == samples.count()) return evaluate_batch(f, samples.points);
  PointMatrix values = evaluate_batch(f, chosen_rows(samples.points, rows)), result(samples.count(), f.outputs());
  for (std::size_t r = 0; r < rows.size(); ++r) std::ranges::move(values.row(r), result.row(rows[r]).begin());
  return result;
}

}  // namespace ftcert
