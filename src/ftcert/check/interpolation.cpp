#include "ftcert/check/interpolation.hpp"

#include <algorithm>
#include <numeric>

#include "ftcert/core/batch.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/file.hpp"

namespace ftcert {

namespace {

class InterpolationChecker {
 public:
  InterpolationChecker(const InterpolationCertificate& c, const std::string& name, const Supplied& supplied)
      : c_(c), name_(name), supplied_(supplied) {}

  void run() {
    claim();
    files();
    samples();
    distinct();
    values();
    margins();
  }

 private:
  [[noreturn]] void reject(Code code, std::size_t line, const std::string& text) const {
    throw Error(code, {name_, line}, text);
  }

  void compare(Code code, std::size_t line, const std::string& what, const std::string& expected,
               const std::string& found) const {
    if (expected != found) reject(code, line, what + ": expected " + expected + ", found " + found);
  }

  void compare(Code code, std::size_t line, const std::string& what, std::size_t expected, std::size_t found) const {
    compare(code, line, what, std::to_string(expected), std::to_string(found));
  }

  // The claim's numbers are those of the network and the samples; "changed" waits for the values.
  void claim() const {
    compare(Code::kClaimMismatch, c_.lines.claim, "layers of g", c_.g.depth(), c_.claim.layers);
    compare(Code::kClaimMismatch, c_.lines.claim, "hidden neurons of g", c_.g.neurons(), c_.claim.neurons);
    compare(Code::kClaimMismatch, c_.lines.claim, "samples", c_.sample_count, c_.claim.samples);
    if (c_.construction && c_.claim.neurons > c_.construction->bound) {
      reject(Code::kBoundExceeded, c_.lines.construction, "bound=" + std::to_string(c_.construction->bound) + ", but g has " +
                                                              std::to_string(c_.claim.neurons) + " neurons");
    }
  }

  void digest(const std::optional<NamedBytes>& file, const std::string* bound, std::size_t line, const char* what) const {
    if (!file) return;
    if (bound == nullptr) reject(Code::kNotBound, line, std::string("the certificate binds no ") + what + ", but '" + file->name + "' is supplied");
    const std::string found = sha256_hex(file->bytes);
    if (found != *bound) {
      reject(Code::kDigestMismatch, line, "'" + file->name + "': expected SHA-256 " + *bound + ", found " + found);
    }
  }

  void files() const {
    digest(supplied_.data, c_.data ? &c_.data->sha256 : nullptr, c_.lines.data, "data file");
    digest(supplied_.model, c_.model ? &c_.model->sha256 : nullptr, c_.lines.model, "model");
    if (c_.external && !supplied_.data) {
      throw Error(Code::kFileMissing, {name_, c_.lines.samples}, "the samples are in a data file: supply it with --data");
    }
  }

  // The samples that the supplied file holds. What is wrong in that file is told at the line that binds it.
  Samples read_file_samples() const {
    try {
      return parse_file_samples();
    } catch (const Error& error) {
      if (error.place().file == name_) throw;
      throw Error(error.code(), {name_, c_.lines.data}, error.what_without_identifier());
    }
  }

  Samples parse_file_samples() const {
    const std::string& file = supplied_.data->name;
    const Dataset data = read_dataset(file, decompress_if_gzip(supplied_.data->bytes, file), c_.data->columns);
    if (data.format != c_.data->format) reject(Code::kDataMismatch, c_.lines.data, "'" + file + "' has another format");
    std::optional<PointMatrix> f;
    if (c_.frozen == FrozenKind::kNetwork) f = evaluate_batch(*c_.f, data.points);
    return merge_duplicates(file, data, f ? &*f : nullptr);
  }

  void samples() {
    if (!supplied_.data) return;
    file_samples_ = read_file_samples();
    const Samples& found = *file_samples_;
    compare(Code::kDataMismatch, c_.lines.samples, "samples in '" + supplied_.data->name + "'", c_.sample_count, found.points.count);
    for (std::size_t i = 0; !c_.external && i < c_.sample_count; ++i) {
      const auto differ = [&](const char* part) {
        reject(Code::kDataMismatch, c_.samples.lines[i], "sample " + std::to_string(i + 1) + ": its " + part + " differs from '" +
                                                             supplied_.data->name + "' line " + std::to_string(found.lines[i]));
      };
      const auto same = [](auto a, auto b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); };
      const auto labels = [&](const Samples& s) { return std::span(s.labels).subspan(i * c_.outputs, c_.outputs); };
      if (!same(c_.samples.points.row(i), found.points.row(i))) differ("point");
      if (!same(labels(c_.samples), labels(found))) differ("label");
      if (c_.samples.frozen && !same(c_.samples.frozen->row(i), found.frozen->row(i))) differ("value of f");
    }
  }

  const Samples& samples_checked() const { return c_.external ? *file_samples_ : c_.samples; }
  std::size_t sample_line(std::size_t i) const { return c_.external ? c_.lines.samples : c_.samples.lines[i]; }

  void distinct() const {
    const PointMatrix& points = samples_checked().points;
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
        reject(Code::kDuplicateSample, sample_line(order[r]), "sample " + std::to_string(order[r] + 1) +
                                                                  ": the point is that of sample " + std::to_string(order[r - 1] + 1));
      }
    }
  }

  void values() {
    const Samples& s = samples_checked();
    std::optional<PointMatrix> f_network;
    if (c_.f) f_network = evaluate_batch(*c_.f, s.points);
    const PointMatrix* f = c_.f ? &*f_network : c_.frozen == FrozenKind::kValues ? &*s.frozen : nullptr;
    evaluation_ = evaluate_with_margins(c_.g, s.points);
    std::size_t changed = 0;
    for (std::size_t i = 0; i < s.points.count; ++i) {
      bool differs = false;
      for (std::size_t k = 0; k < c_.outputs; ++k) {
        const Rational frozen = f ? f->row(i)[k] : Rational(0);
        const Rational sum = frozen + evaluation_.values.row(i)[k];
        const Rational& label = s.labels[i * c_.outputs + k] ? *s.labels[i * c_.outputs + k] : frozen;
        if (sum != label) {
          reject(Code::kWrongValue, sample_line(i), "sample " + std::to_string(i + 1) +
                                                        (c_.outputs > 1 ? ", output " + std::to_string(k + 1) : "") + ": f+g = " +
                                                        sum.text() + ", expected " + label.text());
        }
        if (label != frozen) differs = true;
      }
      if (differs) ++changed;
    }
    compare(Code::kWrongCount, c_.lines.claim, "changed samples", changed, c_.claim.changed);
  }

  static std::string text(const std::optional<Rational>& value) { return value ? value->text() : "none"; }

  void margins() const {
    for (std::size_t l = 0; l < evaluation_.layers.size(); ++l) {
      compare(Code::kWrongMargin, c_.lines.layers[l], "least pre-activation", text(evaluation_.layers[l].least),
              text(c_.margins.layers[l].least));
      compare(Code::kWrongMargin, c_.lines.layers[l], "least nonzero pre-activation", text(evaluation_.layers[l].nonzero),
              text(c_.margins.layers[l].nonzero));
    }
    if (c_.margins.projection) {
      const auto& direction = c_.margins.projection->direction;
      if (std::all_of(direction.begin(), direction.end(), [](const Integer& a) { return a.is_zero(); })) {
        reject(Code::kWrongMargin, c_.lines.projection, "the direction is zero");
      }
      const auto gap = projection_gap(samples_checked().points, direction);
      if (gap && gap->is_zero()) reject(Code::kWrongMargin, c_.lines.projection, "the direction does not separate the samples");
      compare(Code::kWrongMargin, c_.lines.projection, "projection gap", text(gap), text(c_.margins.projection->gap));
    }
    const WeightBits bits = weight_bits(c_.g);
    compare(Code::kWrongMargin, c_.lines.bits, "bits of the largest weight", bits.most, c_.margins.bits.most);
    compare(Code::kWrongMargin, c_.lines.bits, "bits of all weights", bits.total, c_.margins.bits.total);
  }

  const InterpolationCertificate& c_;
  const std::string& name_;
  const Supplied& supplied_;
  std::optional<Samples> file_samples_;
  Evaluation evaluation_;
};

}  // namespace

void check_interpolation(const InterpolationCertificate& certificate, const std::string& name, const Supplied& supplied) {
  InterpolationChecker(certificate, name, supplied).run();
}

}  // namespace ftcert
