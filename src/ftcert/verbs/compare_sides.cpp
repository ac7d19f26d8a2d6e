#include "ftcert/verbs/compare_sides.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// Files that this certificate does not bind are the other one's. Those that it binds are put into `used`.
void keep_bound(Supplied& supplied, const CertificateBody& body, std::set<std::string>& used) {
  std::set<std::string> bound;
  if (body.data) {
    for (const BoundFile& file : body.data->files) bound.insert(file.sha256);
    if (body.data->labels) bound.insert(body.data->labels->sha256);
  }
  std::erase_if(supplied.data, [&](const SuppliedData& file) { return !bound.contains(file.sha256); });
  if (supplied.labels && !(body.data && body.data->labels && body.data->labels->sha256 == supplied.labels->sha256))
    supplied.labels.reset();
  if (supplied.model && !(body.model && body.model->sha256 == supplied.model->sha256)) supplied.model.reset();
  for (const SuppliedData& file : supplied.data) used.insert(file.sha256);
  if (supplied.labels) used.insert(supplied.labels->sha256);
  if (supplied.model) used.insert(supplied.model->sha256);
}

std::vector<std::size_t> in_order(const PointMatrix& points) {
  std::vector<std::size_t> order(points.count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t i, std::size_t j) {
    return std::ranges::lexicographical_compare(points.row(i), points.row(j));
  });
  return order;
}

}  // namespace

std::vector<Side> read_sides(const CompareJob& job, const Files& files, const Control& control,
                             const std::optional<std::uint64_t>& most_work) {
  std::set<std::string> used;
  std::vector<Side> sides;
  std::vector<std::pair<std::string, std::string>> given;  // digests and names
  for (const std::string& name : {job.input.certificate, job.other}) {
    CertificateFiles input = job.input;
    input.certificate = name;
    Side side{name, load(input, files, control, most_work), {}};
    Supplied& supplied = side.loaded.supplied;
    given.clear();
    for (const SuppliedData& file : supplied.data) given.emplace_back(file.sha256, file.name);
    if (supplied.labels) given.emplace_back(supplied.labels->sha256, supplied.labels->name);
    if (supplied.model) given.emplace_back(supplied.model->sha256, supplied.model->name);
    keep_bound(supplied, side.body(), used);
    sides.push_back(std::move(side));
  }
  for (const auto& [digest, name] : given) {
    if (!used.contains(digest))
      throw Error(Code::kNotBound, {name, 0}, "neither certificate binds a file with SHA-256 " + digest);
  }
  for (Side& side : sides) {
    control.step("checking " + side.name);
    check(side.loaded.certificate, side.name, side.loaded.supplied);
    std::visit([&](const auto& c) { side.values = sample_values(c, c.lines, side.name, side.loaded.supplied); },
               side.loaded.certificate);
  }
  return sides;
}

Shared shared_samples(const PointMatrix& a, const PointMatrix& b) {
  Shared shared;
  if (a.dimension != b.dimension) return shared;
  const std::vector<std::size_t> first = in_order(a), second = in_order(b);
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t i = 0, j = 0; i < first.size() && j < second.size();) {
    const auto x = a.row(first[i]), y = b.row(second[j]);
    if (std::ranges::equal(x, y)) {
      pairs.emplace_back(first[i++], second[j++]);
    } else if (std::ranges::lexicographical_compare(x, y)) {
      ++i;
    } else {
      ++j;
    }
  }
  std::ranges::sort(pairs);
  for (const auto& [i, j] : pairs) {
    shared.first.push_back(i);
    shared.second.push_back(j);
  }
  return shared;
}

}  // namespace ftcert
