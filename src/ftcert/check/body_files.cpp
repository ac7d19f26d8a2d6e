// Files that are supplied beside a certificate: their digests, and that the samples are those of the data file.
#include <algorithm>

#include "ftcert/check/body.hpp"
#include "ftcert/evaluation/frozen.hpp"

namespace ftcert {

void BodyCheck::digest(const std::optional<SuppliedFile>& file, const std::string* bound, std::size_t line,
                       const char* what) const {
  if (!file) return;
  if (bound == nullptr)
    reject(Code::kNotBound, line,
           std::string("the certificate binds no ") + what + ", but '" + file->name + "' is supplied");
  if (file->sha256 != *bound) {
    reject(Code::kDigestMismatch, line, "'" + file->name + "': expected SHA-256 " + *bound + ", found " + file->sha256);
  }
}

void BodyCheck::files() const {
  digest(supplied_.data, c_.data ? &c_.data->sha256 : nullptr, lines_.data, "data file");
  digest(supplied_.model, c_.model ? &c_.model->sha256 : nullptr, lines_.model, "model");
  if (c_.external && !supplied_.data) {
    throw Error(Code::kFileMissing, {name_, lines_.samples}, "the samples are in a data file: supply it with --data");
  }
}

// The samples that the supplied file holds. What is wrong in that file is told at the line that binds it.
Samples BodyCheck::read_file_samples() const {
  const ValuesAtRows f = c_.f ? values_at_rows(*c_.f, supplied_.most_work) : ValuesAtRows();
  require(supplied_.read_samples != nullptr, "check: a data file is supplied without its reader");
  try {
    return supplied_.read_samples(*supplied_.data, c_.data->format, c_.data->columns, f);
  } catch (const Error& error) {
    throw Error(error.code(), {name_, lines_.data}, error.what_without_identifier());
  }
}

void BodyCheck::compare_with_file() {
  if (!supplied_.data) return;
  file_samples_ = read_file_samples();
  const Samples& found = *file_samples_;
  compare(Code::kDataMismatch, lines_.samples, "samples in '" + supplied_.data->name + "'", c_.sample_count,
          found.points.count);
  for (std::size_t i = 0; !c_.external && i < c_.sample_count; ++i) {
    const auto differ = [&](const char* part) {
      reject(Code::kDataMismatch, c_.samples.lines[i],
             "sample " + std::to_string(i + 1) + ": its " + part + " differs from '" + supplied_.data->name +
                 "' line " + std::to_string(found.lines[i]));
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
}

}  // namespace ftcert
