#include "ftcert/supply/supply.hpp"

#include "ftcert/core/error.hpp"
#include "ftcert/data/dataset.hpp"
#include "ftcert/data/samples.hpp"
#include "ftcert/pieces/evaluate.hpp"

namespace ftcert {

namespace {

// Products of samples and neurons from which on a sweep along forms or pieces is worth its code: K = 100,000, m = 30,000 takes 0.24 s in
// place of 41 s.
constexpr std::size_t kLarge = 100'000'000;
// Multiplications, of one hidden layer.
constexpr std::size_t kLargeLayer = 4'000'000;

Evaluation evaluate_large(const Network& g, const PointMatrix& points) {
  const bool large =
      g.neurons() != 0 && (g.depth() == 2 ? points.count >= kLargeLayer / (g.neurons() * (g.inputs() + 1))
                                          : points.count >= kLarge / g.neurons());
  return large ? evaluate_with_margins(g, points) : evaluate_batch_with_margins(g, points);
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
