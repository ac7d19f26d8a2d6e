#include "ftcert/supply/supply.hpp"

#include "ftcert/core/error.hpp"
#include "ftcert/data/dataset.hpp"
#include "ftcert/data/samples.hpp"
#include "ftcert/pieces/evaluate.hpp"

namespace ftcert {

namespace {

// Products of samples and weights from which on a sweep along forms or pieces is worth its code: K = 100,000 on a line and the 8,000 long weights of a network
// with two hidden layers take 0.3 s in place of 95 s.
constexpr std::size_t kLarge = 4'000'000;

Evaluation evaluate_large(const Network& g, const PointMatrix& points) {
  std::size_t weights = 1;
  for (const AffineMap& map : g.layers()) weights += map.weights.size();
  return points.count >= kLarge / weights ? evaluate_with_margins(g, points) : evaluate_batch_with_margins(g, points);
}

Samples read_samples(const SuppliedFile& file, DataFormat format, const ColumnChoice& columns, const ValuesAtRows& f) {
  Dataset data = read_dataset(file.name, decompress_if_gzip(file.bytes, file.name), columns, std::nullopt);
  if (data.format != format) throw Error(Code::kDataMismatch, {file.name, 0}, "the file has another format");
  return merge_duplicates(file.name, std::move(data), f);
}

std::optional<SuppliedFile> with_digest(const std::optional<NamedBytes>& file) {
  if (!file) return std::nullopt;
  return SuppliedFile{file->name, file->bytes, sha256_hex(file->bytes)};
}

}  // namespace

Supplied supplied_files(const std::optional<NamedBytes>& data, const std::optional<NamedBytes>& model,
                        const std::optional<NamedBytes>& patched) {
  return {with_digest(data), with_digest(model), with_digest(patched), &read_samples, &evaluate_large};
}

}  // namespace ftcert
