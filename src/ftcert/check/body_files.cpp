// Files that are supplied beside a certificate: their digests, and that the samples are those of the data files.
#include <algorithm>
#include <iterator>

#include "ftcert/check/body.hpp"
#include "ftcert/core/order.hpp"
#include "ftcert/evaluation/frozen.hpp"

namespace ftcert {

void BodyCheck::files() const {
  counts_of_parts();
  std::vector<std::string> data, model, labels;
  if (c_.data) std::ranges::transform(c_.data->files, std::back_inserter(data), &BoundFile::sha256);
  if (c_.model) model.push_back(c_.model->sha256);
  const BoundFile* second = c_.data && c_.data->labels ? &*c_.data->labels : nullptr;
  if (second != nullptr) labels.push_back(second->sha256);
  for (const SuppliedData& file : supplied_.data) digest(file.name, file.sha256, data, lines_.data, "data file");
  if (const auto& file = supplied_.labels)
    digest(file->name, file->sha256, labels, second != nullptr ? second->line : lines_.data, "file of labels");
  if (const auto& file = supplied_.model) digest(file->name, file->sha256, model, lines_.model, "model");
  external_files();
  if (c_.model && !c_.model->tensor.empty() && !supplied_.tensor.empty() && supplied_.tensor != c_.model->tensor)
    reject(Code::kDataMismatch, lines_.model,
           "the certificate is about tensor " + shown(c_.model->tensor) + ", not about " + shown(supplied_.tensor));
  if (second != nullptr && supplied_.data.empty() != !supplied_.labels)
    throw Error(Code::kFileMissing, {name_, supplied_.labels ? lines_.data : second->line},
                supplied_.labels ? "expected the data file beside that of its labels (--data), found none"
                                 : "expected the file of labels beside the data file (--labels), found none");
  for (std::size_t i = 0; c_.external && i < data.size(); ++i) {
    if (supplied(i) != nullptr) continue;
    const bool parts = c_.data->in_parts();
    throw Error(Code::kFileMissing, {name_, parts ? c_.data->files[i].line : lines_.samples},
                (parts ? "the samples of part " + std::to_string(i + 1) : std::string("the samples")) +
                    " are in a data file: supply it with --data");
  }
}

void BodyCheck::digest(const std::string& file, const std::string& sha256, const std::vector<std::string>& bound,
                       std::size_t line, const char* what) const {
  if (bound.empty())
    reject(Code::kNotBound, line, std::string("the certificate binds no ") + what + ", but '" + file + "' is supplied");
  if (std::ranges::find(bound, sha256) != bound.end()) return;
  const std::string expected = bound.size() == 1 ? bound.front() : "that of a part";
  reject(Code::kDigestMismatch, line, "'" + file + "': expected SHA-256 " + expected + ", found " + sha256);
}

void BodyCheck::external_files() const {
  if (!supplied_.model || !c_.model || c_.model->external.empty()) return;
  require(supplied_.external_digest != nullptr, "check: a model is supplied without a reader of the files beside it");
  for (const ExternalFile& file : c_.model->external) {
    const std::optional<std::string> found = supplied_.external_digest(file.name);
    if (!found)
      throw Error(Code::kFileMissing, {name_, file.line}, shown(file.name) + " is not in the folder of the model file");
    digest(file.name, *found, {file.sha256}, file.line, "file of the model");
  }
}

const SuppliedData* BodyCheck::supplied(std::size_t i) const {
  const auto file = std::ranges::find(supplied_.data, c_.data->files[i].sha256, &SuppliedData::sha256);
  return file == supplied_.data.end() ? nullptr : &*file;
}

// The samples that this file holds. What is wrong in it is told at the line that binds it.
Samples BodyCheck::samples_of_file(std::size_t i) const {
  const bool computed = c_.frozen == FrozenKind::kComputed;
  const ValuesAtRows f = c_.f       ? values_at_rows(*c_.f, supplied_.most_work)
                         : computed ? computed_values()
                                    : ValuesAtRows();
  const BoundFile& bound = c_.data->files[i];
  const SuppliedData& file = *supplied(i);
  const std::optional<BoundFile>& second = c_.data->labels;
  require(supplied_.read_samples != nullptr, "check: a data file is supplied without its reader");
  Samples found;
  try {
    std::optional<DataSource> labels;
    if (second) labels.emplace(DataSource{*supplied_.labels, second->form});
    found = supplied_.read_samples({file, bound.form}, labels ? &*labels : nullptr, c_.data->columns, f);
  } catch (const Error& error) {
    if (error.place().file == name_ && error.place().line == lines_.samples) throw;
    const bool labels = second && error.place().file == supplied_.labels->name;
    throw Error(error.code(), {name_, labels ? second->line : bound.line}, error.what_without_identifier());
  }
  compare(Code::kDataMismatch, bound.samples ? bound.line : lines_.samples, "samples in '" + file.name + "'",
          bound.samples.value_or(c_.sample_count), found.count());
  return found;
}

ValuesAtRows BodyCheck::computed_values() const {
  return [this](const PointMatrix& points, std::span<const std::size_t> rows) {
    PointMatrix all = c_.samples.points, values(rows.size(), c_.outputs);
    append(all, chosen_rows(points, rows));
    std::vector<bool> known(rows.size());
    for (const auto& [row, first] : repeated_rows(all)) {
      if (row < c_.sample_count || first >= c_.sample_count || c_.samples.unknown[first]) continue;
      known[row - c_.sample_count] = true;
      std::ranges::copy(c_.samples.frozen->row(first), values.row(row - c_.sample_count).begin());
    }
    if (std::ranges::count(known, false) != 0)
      reject(Code::kDuplicateSample, lines_.samples,
             "a row of the data file keeps what f says, another of the same point has a label: expected the value of f "
             "there");
    return values;
  };
}

void BodyCheck::compare_with_files() {
  if (supplied_.data.empty()) return;
  file_samples_ = samples_of_file(0);
  for (std::size_t i = 1; i < c_.data->files.size(); ++i) file_samples_->append(samples_of_file(i));
  const Samples& found = *file_samples_;
  for (std::size_t i = 0; !c_.external && i < c_.sample_count; ++i) {
    const auto differ = [&](const char* part) {
      reject(Code::kDataMismatch, c_.samples.lines[i],
             "sample " + std::to_string(i + 1) + ": its " + part + " differs from '" + supplied(0)->name + "' line " +
                 std::to_string(found.lines[i]));
    };
    const auto same = [](auto a, auto b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); };
    const auto same_labels = [&](const auto& expected, const auto& entries) {
      const std::size_t each = expected.size() / c_.sample_count;
      return same(std::span(expected).subspan(i * each, each), std::span(entries).subspan(i * each, each));
    };
    if (!same(c_.samples.points.row(i), found.points.row(i))) differ("point");
    if (!same_labels(c_.samples.labels, found.labels)) differ("label");
    if (!same_labels(c_.samples.intervals, found.intervals) || !same_labels(c_.samples.classes, found.classes))
      differ("specification");
    if (found.frozen && !same(c_.samples.frozen->row(i), found.frozen->row(i))) differ("value of f");
  }
  if (!c_.external) file_samples_.reset();  // they are those of the certificate
}

}  // namespace ftcert
