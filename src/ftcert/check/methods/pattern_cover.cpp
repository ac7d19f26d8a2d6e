#include "ftcert/check/methods/pattern_cover.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

constexpr std::uint64_t kPrime = 2147483647;  // 2^31 - 1
using Residues = std::vector<std::uint64_t>;

std::uint64_t inverse(std::uint64_t a) {
  std::uint64_t result = 1;
  for (std::uint64_t exponent = kPrime - 2; exponent > 0; exponent >>= 1, a = a * a % kPrime) {
    if ((exponent & 1) != 0) result = result * a % kPrime;
  }
  return result;
}

std::uint64_t residue(const Integer& value) {
  const Integer rest = value % kPrime;
  return static_cast<std::uint64_t>(rest.sign() < 0 ? Integer(rest + kPrime) : rest);
}

// Nothing: the prime divides the denominator.
std::optional<std::uint64_t> residue(const Rational& value) {
  const std::uint64_t below = residue(value.denominator());
  if (below == 0) return std::nullopt;
  return residue(value.numerator()) * inverse(below) % kPrime;
}

// All monomials of degree at most `degree`: those of each degree from those of the one before, by a variable that is not earlier than their last.
Residues monomials_at(const Residues& x, std::size_t degree) {
  Residues result{1};
  std::vector<std::size_t> last{0};
  std::size_t begin = 0;
  for (std::size_t d = 0; d < degree && begin < result.size(); ++d) {
    const std::size_t end = result.size();
    for (std::size_t k = begin; k < end; ++k) {
      for (std::size_t v = last[k]; v < x.size(); ++v) {
        result.push_back(result[k] * x[v] % kPrime);
        last.push_back(v);
      }
    }
    begin = end;
  }
  return result;
}

// Rows in echelon form: the one with its first entry in column c, made 1, at index c.
class Echelon {
 public:
  explicit Echelon(std::size_t columns) : rows_(columns) {}

  void add(Residues row) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (row[c] == 0) continue;
      const bool is_new = rows_[c].empty();
      const std::uint64_t factor = is_new ? inverse(row[c]) : kPrime - row[c];
      for (std::size_t k = c; k < row.size(); ++k)
        row[k] = is_new ? row[k] * factor % kPrime : (row[k] + factor * rows_[c][k]) % kPrime;
      if (!is_new) continue;
      rows_[c] = std::move(row);
      ++rank_;
      return;
    }
  }
  std::size_t rank() const { return rank_; }

 private:
  std::vector<Residues> rows_;
  std::size_t rank_ = 0;
};

Integer binomial(std::size_t n, std::size_t k) {
  Integer result = 1;
  k = std::min(k, n - k);
  for (std::size_t i = 0; i < k; ++i) result = result * (n - i) / (i + 1);
  return result;
}

class CoverCheck {
 public:
  CoverCheck(const PatternSamples& samples, const PatternCover& cover, std::size_t neurons)
      : samples_(samples), cover_(cover), neurons_(neurons), features_(varying_features(samples.points)) {
    for (std::size_t i = 0; i < samples.z.size(); ++i) {
      if (samples.z[i].zero()) unchanged_.push_back(i);
    }
  }

  void run() const {
    if (cover_.kind == CoverKind::kRanks) ranks(unchanged_, features_, cover_.hyperplanes, "");
    if (cover_.kind == CoverKind::kSlices) slices();
    if (cover_.kind == CoverKind::kPoints) points();
  }

 private:
  [[noreturn]] void reject(const std::string& text) const {
    throw Error(Code::kMayBeCovered, {samples_.name, cover_.line}, "cover: " + text);
  }

  void ranks(const std::vector<std::size_t>& rows, const std::vector<std::size_t>& features, std::size_t degree,
             const std::string& where) const {
    const Integer columns = monomials(features.size(), degree);
    if (columns > rows.size()) {
      reject("expected rank " + columns.str() + where + ", found " + std::to_string(rows.size()) +
             " unchanged samples");
    }
    if (!full_rank(samples_.points, rows, features, degree))
      reject("expected rank " + columns.str() + where + ", found less");
  }

  void slices() const {
    const std::size_t feature = cover_.feature, count = cover_.values.size();
    std::vector<std::size_t> others = features_;
    if (std::erase(others, feature) == 0)
      reject("expected a feature that varies, found feature " + std::to_string(feature + 1));
    if (count > cover_.hyperplanes + 1) {
      reject("expected at most " + std::to_string(cover_.hyperplanes + 1) + " values, found " + std::to_string(count));
    }
    for (std::size_t i = 0; i < count; ++i) {
      const Rational& value = cover_.values[i];
      if (std::count(cover_.values.begin(), cover_.values.end(), value) != 1)
        reject("expected different values, found " + value.text() + " twice");
      std::vector<std::size_t> rows;
      std::ranges::copy_if(unchanged_, std::back_inserter(rows), [&](std::size_t k) { return at(k) == value; });
      ranks(rows, others, cover_.hyperplanes - i,
            " where feature " + std::to_string(feature + 1) + " is " + value.text());
    }
    if (count == cover_.hyperplanes + 1) return;
    if (neurons_ > 2 || neurons_ > count) {
      reject("expected " + std::to_string(cover_.hyperplanes + 1) + " values" +
             (neurons_ > 2 ? "" : ", or " + std::to_string(neurons_)) + ", found " + std::to_string(count));
    }
    if (!shared_value())
      reject("expected a changed and an unchanged sample that agree in feature " + std::to_string(feature + 1));
  }

  // Component `feature` of a sample.
  const Rational& at(std::size_t sample) const { return samples_.points.row(sample)[cover_.feature]; }
  bool shared_value() const {
    std::vector<Rational> kept;
    for (const std::size_t i : unchanged_) kept.push_back(at(i));
    std::ranges::sort(kept);
    for (std::size_t i = 0; i < samples_.z.size(); ++i) {
      if (!samples_.z[i].holds({}) && std::ranges::binary_search(kept, at(i))) return true;
    }
    return false;
  }

  void points() const {
    const std::size_t count = cover_.samples.size(), each = features_.size();
    for (const std::size_t i : cover_.samples) {
      if (!samples_.z[i].zero()) reject("expected unchanged samples, found sample " + std::to_string(i + 1));
    }
    if (Integer(count) <= Integer(cover_.hyperplanes) * each) {
      reject("expected more than " + (Integer(cover_.hyperplanes) * each).str() + " samples, found " +
             std::to_string(count));
    }
    if (count <= each) return;                  // no hyperplane is asked for
    std::vector<std::size_t> chosen(each + 1);  // places in the list, increasing
    for (std::size_t k = 0; k <= each; ++k) chosen[k] = k;
    for (std::size_t k = each + 1; k > 0;) {
      std::vector<std::size_t> rows;
      for (const std::size_t c : chosen) rows.push_back(cover_.samples[c]);
      if (!full_rank(samples_.points, rows, features_, 1))
        reject("expected samples off the hyperplane of " + std::to_string(each) + " others, found sample " +
               std::to_string(rows.back() + 1));
      for (k = each + 1; k > 0 && chosen[k - 1] == count - (each + 1 - (k - 1)); --k) {
      }
      if (k == 0) return;
      ++chosen[k - 1];
      for (std::size_t r = k; r <= each; ++r) chosen[r] = chosen[r - 1] + 1;
    }
  }

  const PatternSamples& samples_;
  const PatternCover& cover_;
  std::size_t neurons_;
  std::vector<std::size_t> features_, unchanged_;
};

}  // namespace

std::vector<std::size_t> varying_features(const PointMatrix& points) {
  std::vector<std::size_t> result;
  for (std::size_t c = 0; c < points.dimension; ++c) {
    std::size_t i = 1;
    while (i < points.count && points.row(i)[c] == points.row(0)[c]) ++i;
    if (i < points.count) result.push_back(c);
  }
  return result;
}

Integer monomials(std::size_t features, std::size_t degree) { return binomial(features + degree, degree); }

bool full_rank(const PointMatrix& points, std::span<const std::size_t> samples, std::span<const std::size_t> features,
               std::size_t degree) {
  const Integer columns = monomials(features.size(), degree);
  if (columns > samples.size()) return false;
  Echelon rows(static_cast<std::size_t>(columns));
  Residues x(features.size());
  for (const std::size_t i : samples) {
    for (std::size_t c = 0; c < features.size(); ++c) {
      const auto value = residue(points.row(i)[features[c]]);
      if (!value) return false;
      x[c] = *value;
    }
    if (rows.rank() < columns) rows.add(monomials_at(x, degree));
  }
  return rows.rank() == columns;
}

void check_cover(const PatternSamples& samples, const PatternCover& cover, std::size_t neurons) {
  CoverCheck(samples, cover, neurons).run();
}

Integer cover_work(const PatternCover& cover, const PointMatrix& points) {
  const std::size_t n = varying_features(points).size(), h = cover.hyperplanes;
  const auto squared = [](const Integer& columns) { return Integer(columns * columns); };
  if (cover.kind == CoverKind::kRanks) return points.count * squared(monomials(n, h));
  if (cover.kind == CoverKind::kPoints) {
    return cover.samples.size() <= n ? Integer(0)
                                     : Integer(binomial(cover.samples.size(), n + 1) * (n + 1) * (n + 1) * (n + 1));
  }
  Integer units = 0;
  if (n > 0) {
    for (std::size_t i = 0; i < cover.values.size() && i <= h; ++i)
      units += points.count * squared(monomials(n - 1, h - i));
  }
  return units;
}

}  // namespace ftcert
