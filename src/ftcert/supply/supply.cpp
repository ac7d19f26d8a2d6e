#include "ftcert/supply/supply.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/data/dataset.hpp"
#include "ftcert/data/samples.hpp"
#include "ftcert/pieces/evaluate.hpp"

namespace ftcert {

namespace {

// Products of samples and weights from which on a sweep along forms or pieces is worth its code: K = 100,000 on a line and the 8,000 long weights of a network
// with two hidden layers take 0.3 s in place of 95 s.
constexpr std::size_t kLarge = 4'000'000;

Evaluation evaluate_large(const Network& g, const PointMatrix& points, const ForChunks& for_chunks) {
  std::size_t weights = 1;
  for (const AffineMap& map : g.layers()) weights += map.weights.size();
  return points.count >= kLarge / weights ? evaluate_with_margins(g, points, for_chunks)
                                          : evaluate_batch_with_margins(g, points, for_chunks);
}

// The file's bytes, if they have the format that the certificate says.
std::string unpacked(const DataSource& source) {
  std::string bytes = decompress_if_gzip(source.file.bytes(), source.file.name);
  if (format_of(bytes) != source.form.format)
    throw Error(Code::kDataMismatch, {source.file.name, 0}, "the file has another format");
  return bytes;
}

Samples read_samples(const DataSource& data, const DataSource* labels, const ColumnChoice& columns,
                     const ValuesAtRows& f, const Threads& threads) {
  const std::string bytes = unpacked(data), more = labels != nullptr ? unpacked(*labels) : std::string();
  std::optional<TableFile> of_labels;
  if (labels != nullptr) of_labels = {labels->file.name, more, labels->form};
  try {
    return merge_duplicates(data.file.name,
                            read_dataset({data.file.name, bytes, data.form}, of_labels, columns, std::nullopt,
                                         LabelColumns::kNeeded, threads),
                            f);
  } catch (const Error& error) {
    // The certificate binds two files that have not the same rows.
    if (error.code() != Code::kRowLength || error.place().line != 0) throw;
    throw Error(Code::kWrongCount, error.place(), error.text());
  }
}

std::optional<SuppliedFile> with_digest(const std::optional<NamedBytes>& file) {
  if (!file) return std::nullopt;
  return SuppliedFile{file->name, file->bytes, sha256_hex(file->bytes)};
}

// The digests of files beside a model.
std::function<std::optional<std::string>(const std::string&)> digests_beside(const std::string& model) {
  return [folder = std::filesystem::path(model).parent_path()](const std::string& name) -> std::optional<std::string> {
    const std::string path = (folder / name).string();
    if (!is_regular_file(path)) return std::nullopt;
    return file_digest(path).sha256;
  };
}

// first: the bytes, if they have been read already; they are handed out once.
SuppliedData on_disk(const std::string& path, FileDigest digest, std::optional<std::string> first) {
  const auto left = std::make_shared<std::optional<std::string>>(std::move(first));
  return {path, digest.sha256, digest.size, [path, sha256 = digest.sha256, left] {
            if (*left) return *std::exchange(*left, std::nullopt);
            std::string bytes = read_file(path);
            if (sha256_hex(bytes) != sha256)
              throw Error(Code::kDigestMismatch, {path, 0}, "the file has changed since it was read first");
            return bytes;
          }};
}

}  // namespace

SuppliedData supplied_data(NamedBytes file) {
  SuppliedData data{std::move(file.name), sha256_hex(file.bytes), file.bytes.size(), {}};
  data.bytes = [bytes = std::make_shared<const std::string>(std::move(file.bytes))] { return *bytes; };
  return data;
}

std::vector<SuppliedData> data_files(const std::vector<std::string>& paths) {
  std::vector<SuppliedData> files;
  for (const std::string& path : paths) {
    if (!is_regular_file(path)) {
      files.push_back(supplied_data(NamedBytes{path, read_file(path)}));
    } else if (paths.size() == 1) {
      std::string bytes = read_file(path);
      FileDigest digest{sha256_hex(bytes), bytes.size()};
      files.push_back(on_disk(path, std::move(digest), std::move(bytes)));
    } else {
      files.push_back(on_disk(path, file_digest(path), std::nullopt));
    }
  }
  return files;
}

std::optional<SuppliedData> labels_file(const std::string& path, const std::vector<SuppliedData>& data) {
  if (path.empty()) return std::nullopt;
  const auto same = std::ranges::find(data, path, &SuppliedData::name);
  return same != data.end() ? *same : data_files({path}).front();
}

Supplied supplied_files(const std::optional<NamedBytes>& data, const std::optional<NamedBytes>& model,
                        const std::optional<NamedBytes>& patched) {
  std::vector<SuppliedData> files;
  if (data) files.push_back(supplied_data(*data));
  Supplied supplied;
  supplied.data = std::move(files);
  supplied.model = with_digest(model);
  supplied.patched = with_digest(patched);
  if (model) supplied.external_digest = digests_beside(model->name);
  use_threads(supplied, Threads());
  return supplied;
}

void use_threads(Supplied& supplied, const Threads& threads) {
  supplied.for_chunks = threads;
  supplied.read_samples = [threads](const DataSource& data, const DataSource* labels, const ColumnChoice& columns,
                                    const ValuesAtRows& f) { return read_samples(data, labels, columns, f, threads); };
  supplied.evaluate = [threads](const Network& g, const PointMatrix& points) {
    return evaluate_large(g, points, threads);
  };
}

}  // namespace ftcert
