#include "ftcert/check/body.hpp"

#include <algorithm>
#include <numeric>

#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/frozen.hpp"

namespace ftcert {

void BodyCheck::run() {
  files();
  compare_with_file();
  distinct();
  if (c_.f) network_values_ = evaluate_where_labelled(*c_.f, samples());
}

const Rational& BodyCheck::frozen(std::size_t i, std::size_t k) const {
  static const Rational zero;
  if (c_.frozen == FrozenKind::kValues) return samples().frozen->row(i)[k];
  return network_values_ ? network_values_->row(i)[k] : zero;
}

Rational BodyCheck::residual(std::size_t i, std::size_t k) const {
  const auto& y = label(i, k);
  return y ? *y - frozen(i, k) : Rational();
}

std::vector<std::string> BodyCheck::notes() const {
  std::vector<std::string> result;
  if (c_.data && !supplied_.data)
    result.emplace_back("data file not supplied: the samples are those in the certificate");
  if (supplied_.model) {
    result.emplace_back("model file: digest compared; that network f is the function of that file is not checked here");
  } else if (c_.model) {
    result.emplace_back("model file not supplied: f is the network in the certificate");
  }
  return result;
}

void BodyCheck::reject(Code code, std::size_t line, const std::string& text) const {
  throw Error(code, {name_, line}, text);
}

void BodyCheck::compare(Code code, std::size_t line, const std::string& what, const std::string& expected,
                        const std::string& found) const {
  if (expected != found) reject(code, line, what + ": expected " + expected + ", found " + found);
}

void BodyCheck::compare(Code code, std::size_t line, const std::string& what, std::size_t expected,
                        std::size_t found) const {
  compare(code, line, what, std::to_string(expected), std::to_string(found));
}

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
  const ValuesOfF f = c_.f ? ValuesOfF([this](const PointMatrix& points, std::span<const std::size_t> rows) {
    return evaluate_rows(*c_.f, points, rows);
  })
                           : ValuesOfF();
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
    const auto labels = [&](const Samples& s) { return std::span(s.labels).subspan(i * c_.outputs, c_.outputs); };
    if (!same(c_.samples.points.row(i), found.points.row(i))) differ("point");
    if (!same(labels(c_.samples), labels(found))) differ("label");
    if (c_.samples.frozen && !same(c_.samples.frozen->row(i), found.frozen->row(i))) differ("value of f");
  }
}

void BodyCheck::distinct() const {
  const PointMatrix& points = samples().points;
  std::vector<std::size_t> order(points.count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto compare_points = [&](std::size_t a, std::size_t b) {
    return std::lexicographical_compare_three_way(points.row(a).begin(), points.row(a).end(), points.row(b).begin(),
                                                  points.row(b).end());
  };
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const auto c = compare_points(a, b);
    return c < 0 || (c == 0 && a < b);
  });
  for (std::size_t r = 1; r < order.size(); ++r) {
    if (compare_points(order[r - 1], order[r]) == 0) {
      reject(Code::kDuplicateSample, line_of_sample(order[r]),
             "sample " + std::to_string(order[r] + 1) + ": the point is that of sample " +
                 std::to_string(order[r - 1] + 1));
    }
  }
}

}  // namespace ftcert
