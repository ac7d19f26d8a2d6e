// Files that are supplied beside a certificate: their digests, and that the samples are those of the data files.
#include <algorithm>
#include <iterator>

#include "ftcert/check/body.hpp"
#include "ftcert/evaluation/frozen.hpp"

namespace ftcert {

void BodyCheck::files() const {
  counts_of_parts();
  std::vector<std::string> data, model;
  if (c_.data) std::ranges::transform(c_.data->files, std::back_inserter(data), &BoundFile::sha256);
  if (c_.model) model.push_back(c_.model->sha256);
  for (const SuppliedData& file : supplied_.data) digest(file.name, file.sha256, data, lines_.data, "data file");
  if (const auto& file = supplied_.model) digest(file->name, file->sha256, model, lines_.model, "model");
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

const SuppliedData* BodyCheck::supplied(std::size_t i) const {
  const auto file = std::ranges::find(supplied_.data, c_.data->files[i].sha256, &SuppliedData::sha256);
  return file == supplied_.data.end() ? nullptr : &*file;
}

// The samples that this file holds. What is wrong in it is told at the line that binds it.
Samples BodyCheck::samples_of_file(std::size_t i) const {
  const ValuesAtRows f = c_.f ? values_at_rows(*c_.f, supplied_.most_work) : ValuesAtRows();
  const BoundFile& bound = c_.data->files[i];
  const SuppliedData& file = *supplied(i);
  require(supplied_.read_samples != nullptr, "check: a data file is supplied without its reader");
  Samples found;
  try {
    found = supplied_.read_samples(file, bound.format, c_.data->columns, f);
  } catch (const Error& error) {
    throw Error(error.code(), {name_, bound.line}, error.what_without_identifier());
  }
  compare(Code::kDataMismatch, bound.samples ? bound.line : lines_.samples, "samples in '" + file.name + "'",
          bound.samples.value_or(c_.sample_count), found.count());
  return found;
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
    if (c_.samples.frozen && !same(c_.samples.frozen->row(i), found.frozen->row(i))) differ("value of f");
  }
  if (!c_.external) file_samples_.reset();  // they are those of the certificate
}

}  // namespace ftcert
