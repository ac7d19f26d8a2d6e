// Samples in several files, one file after the other (section 19). Of the points that are dropped a fingerprint stays, a word; where two are equal, the
// files of these samples are read again and their points compared.
#include <algorithm>
#include <utility>

#include "ftcert/check/body.hpp"
#include "ftcert/core/order.hpp"
#include "ftcert/evaluation/frozen.hpp"

namespace ftcert {

void BodyCheck::counts_of_parts() const {
  if (!c_.data || !c_.data->in_parts()) return;
  Integer sum = 0;
  for (const BoundFile& part : c_.data->files) sum += *part.samples;
  compare(Code::kWrongCount, lines_.samples, "samples of all parts", std::to_string(c_.sample_count), sum.str());
}

void BodyCheck::read_part(std::size_t i) {
  first_ = fingerprints_.size();
  file_samples_.reset();  // no two files are in memory
  network_values_.reset();
  file_samples_ = samples_of_file(i);
  const PointMatrix& points = file_samples_->points;
  for (std::size_t r = 0; r < points.count; ++r) fingerprints_.push_back(fingerprint(points.row(r)));
}

void BodyCheck::distinct_parts() const {
  std::vector<std::pair<std::uint64_t, std::size_t>> keyed;
  for (std::size_t i = 0; i < fingerprints_.size(); ++i) keyed.emplace_back(fingerprints_[i], i);
  std::ranges::sort(keyed);
  std::vector<std::size_t> doubtful;  // samples
  const auto equal = [&](std::size_t a, std::size_t b) { return b < keyed.size() && keyed[a].first == keyed[b].first; };
  for (std::size_t r = 0; r < keyed.size(); ++r) {
    if (equal(r, r + 1) || (r > 0 && equal(r, r - 1))) doubtful.push_back(keyed[r].second);
  }
  std::ranges::sort(doubtful);
  PointMatrix points(0, c_.dimension);
  std::size_t first = 0;
  auto next = doubtful.begin();
  for (std::size_t i = 0; next != doubtful.end(); first += *c_.data->files[i++].samples) {
    std::vector<std::size_t> rows;
    for (; next != doubtful.end() && *next < first + *c_.data->files[i].samples; ++next) rows.push_back(*next - first);
    if (!rows.empty()) append(points, chosen_rows(samples_of_file(i).points, rows));
  }
  const std::vector<RepeatedRow> repeated = repeated_rows(points);
  if (!repeated.empty()) duplicate(doubtful[repeated.front().row], doubtful[repeated.front().first]);
}

}  // namespace ftcert
