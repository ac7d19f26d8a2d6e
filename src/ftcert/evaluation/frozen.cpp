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
  std::vector<std::size_t> rows;
  const auto collect = [&](const auto& entries, const auto& stated) {
    const std::size_t each = entries.size() / samples.count();
    for (std::size_t i = 0; i < samples.count(); ++i) {
      if (std::ranges::any_of(std::span(entries).subspan(i * each, each), stated)) rows.push_back(i);
    }
  };
  const auto has_value = [](const auto& entry) { return entry.has_value(); };
  collect(samples.labels, has_value);
  collect(samples.intervals, has_value);
  collect(samples.classes, [](const ClassSet& classes) { return !classes.empty(); });
  return rows;
}

PointMatrix evaluate_where_labelled(const Network& f, const Samples& samples, const ForChunks& for_chunks) {
  const std::vector<std::size_t> rows = labelled_rows(samples);
  if (rows.size() == samples.count()) return evaluate_batch(f, samples.points, for_chunks);
  PointMatrix values = evaluate_batch(f, chosen_rows(samples.points, rows), for_chunks);
  PointMatrix result(samples.count(), f.outputs());
  for (std::size_t r = 0; r < rows.size(); ++r) std::ranges::move(values.row(r), result.row(rows[r]).begin());
  return result;
}

}  // namespace ftcert
