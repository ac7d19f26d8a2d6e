// RidgeSum::evaluate: most pairs of a sample and a form are decided by RidgeFilter, the others exactly.
#include <algorithm>
#include <deque>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/pieces/ridge.hpp"
#include "ftcert/pieces/ridge_filter.hpp"
#include "ftcert/pieces/ridge_scan.hpp"

namespace ftcert {

namespace {

constexpr std::size_t kMostChunk = 4096, kChunkEntries = std::size_t{1} << 16, kProducts = std::size_t{1} << 20;

// The samples before all else, and what they tell: which forms are not 0 at most samples, so that a filter is no use, and a margin that most samples do
// not better, whatever order they come in.
class FirstLook {
 public:
  FirstLook(const std::vector<RidgeForm>& forms, const PointMatrix& points, std::size_t outputs)
      : forms_(forms), points_(points), outputs_(outputs), directions_(points.dimension + 1, forms.size()) {
    for (std::size_t f = 0; f < forms.size(); ++f) {
      kinks_ += forms[f].kinks.size();
      for (std::size_t c = 0; c < points.dimension; ++c) directions_.set(c, f, forms[f].direction[c]);
    }
  }

  // At `first` samples, spread over all, unless these are few.
  void look(std::size_t first, LayerMargin& margin) {
    std::vector<std::size_t> busy(forms_.size(), 0);
    std::deque<RidgeScan> scans = new_scans();
    const bool few = points_.count <= 2 * first;
    if (!few) {
      PointMatrix some(first, points_.dimension);
      for (std::size_t i = 0; i < first; ++i)
        std::ranges::copy(points_.row(i * (points_.count / first)), some.row(i).begin());
      const IntegerMatrix samples = homogeneous_rows(some, 0, first);
      IntegerMatrix products(first, forms_.size());
      products.set_product(samples, directions_);
      for (std::size_t i = 0; i < first; ++i) {
        for (std::size_t f = 0; f < forms_.size(); ++f) {
          const std::size_t piece =
              scans[f].add(products.at(i, f), samples.at(i, points_.dimension), unknown(f), {}, nonzero_);
          if (!scans[f].flat()[piece]) ++busy[f];
        }
      }
    }
    for (std::size_t f = 0; f < forms_.size(); ++f) (few || 2 * busy[f] > first ? dense_ : chosen_).push_back(f);
    if (!chosen_.empty()) fixed_.emplace(points_);
    for (const RidgeScan& scan : scans) scan.add_margins(margin);
  }

  // Samples that are looked at together.
  std::size_t chunk() const {
    if (chosen_.empty())
      return std::clamp(kProducts / (points_.dimension + 1 + forms_.size()), std::size_t{16}, kMostChunk);
    return std::clamp(kChunkEntries / (points_.dimension + 1), std::size_t{16}, kMostChunk);
  }
  // Ranges of samples, each with scans and filters of its own: these are not to be what takes the time.
  std::size_t ranges() const {
    constexpr std::size_t kSamplesOfKink = 32, kMostRanges = 64;
    return std::clamp(points_.count / (kSamplesOfKink * kinks_ + chunk()), std::size_t{1}, kMostRanges);
  }

  const std::vector<RidgeForm>& forms() const { return forms_; }
  const PointMatrix& points() const { return points_; }
  const IntegerMatrix& directions() const { return directions_; }
  // The forms without a filter, and with one.
  const std::vector<std::size_t>& dense() const { return dense_; }
  const std::vector<std::size_t>& chosen() const { return chosen_; }
  // Where there is a form with a filter.
  const std::optional<FixedPoints>& fixed() const { return fixed_; }
  // The least pre-activation so far that is not 0.
  const std::optional<Rational>& nonzero() const { return nonzero_; }

  RidgeView unknown(std::size_t form) const { return {0, forms_[form].kinks.size(), true}; }
  std::deque<RidgeScan> new_scans() const {
    std::deque<RidgeScan> scans;
    for (const RidgeForm& form : forms_) scans.emplace_back(form, outputs_);
    return scans;
  }

 private:
  const std::vector<RidgeForm>& forms_;
  const PointMatrix& points_;
  std::size_t outputs_;
  IntegerMatrix directions_;  // a column each
  std::size_t kinks_ = 0;
  std::vector<std::size_t> dense_, chosen_;
  std::optional<FixedPoints> fixed_;
  std::optional<Rational> nonzero_;
};

// The values of a range of samples, and their margins.
class RidgeRange {
 public:
  RidgeRange(const FirstLook& look, PointMatrix& values)
      : look_(look),
        forms_(look.forms()),
        points_(look.points()),
        values_(values),
        scans_(look.new_scans()),
        nonzero_(look.nonzero()) {
    for (const std::size_t f : look.chosen())
      filters_.emplace_back(forms_[f], scans_[f].flat(), *look.fixed()).set_margin(nonzero_);
  }

  LayerMargin run(std::size_t from, std::size_t end) {
    for (std::size_t count = 0; from < end; from += count) {
      count = std::min(look_.chunk(), end - from);
      if (!look_.dense().empty()) add_dense(from, count);
      if (!look_.chosen().empty()) add_filtered(from, count);
    }
    LayerMargin margin;
    for (const RidgeScan& scan : scans_) scan.add_margins(margin);
    return margin;
  }

 private:
  struct Pair {
    std::size_t sample, form;
    RidgeView view;
  };

  // All pairs exactly, as one product of matrices.
  void add_dense(std::size_t from, std::size_t count) {
    const IntegerMatrix samples = homogeneous_rows(points_, from, count);
    const std::vector<std::size_t>& dense = look_.dense();
    IntegerMatrix chosen(points_.dimension + 1, dense.size()), products(count, dense.size());
    for (std::size_t k = 0; k < dense.size(); ++k) {
      for (std::size_t c = 0; c < points_.dimension; ++c)
        entry::set(chosen.at(c, k), look_.directions().at(c, dense[k]));
    }
    products.set_product(samples, chosen);
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t k = 0; k < dense.size(); ++k) {
        scans_[dense[k]].add(products.at(i, k), samples.at(i, points_.dimension), look_.unknown(dense[k]),
                             values_.row(from + i), nonzero_);
      }
    }
  }

  void add_filtered(std::size_t from, std::size_t count) {
    const std::size_t d = points_.dimension;
    rows_.resize(count * d);
    for (std::size_t i = 0; i < count; ++i) look_.fixed()->row(from + i, rows_.data() + i * d);
    pairs_.clear();
    for (std::size_t k = 0; k < filters_.size(); ++k) {
      RidgeFilter& filter = filters_[k];
      filter.set_margin(nonzero_);
      for (std::size_t i = 0; i < count; ++i) {
        const std::int64_t* row = rows_.data() + i * d;
        if (filter.quiet(row)) continue;
        const RidgeView view = filter.view(row);
        if (!filter.quiet(view)) pairs_.push_back({i, look_.chosen()[k], view});
      }
    }
    std::ranges::stable_sort(pairs_, {}, &Pair::sample);
    IntegerMatrix product(1, 1);
    for (auto pair = pairs_.begin(); pair != pairs_.end();) {
      const std::size_t sample = pair->sample;
      const IntegerMatrix row = homogeneous_rows(points_, from + sample, 1);
      for (; pair != pairs_.end() && pair->sample == sample; ++pair) {
        fmpz_zero(product.at(0, 0));
        for (std::size_t c = 0; c < d; ++c)
          fmpz_addmul(product.at(0, 0), row.at(0, c), look_.directions().at(c, pair->form));
        scans_[pair->form].add(product.at(0, 0), row.at(0, d), pair->view, values_.row(from + sample), nonzero_);
      }
    }
  }

  const FirstLook& look_;
  const std::vector<RidgeForm>& forms_;
  const PointMatrix& points_;
  PointMatrix& values_;
  std::deque<RidgeScan> scans_;      // one a form
  std::deque<RidgeFilter> filters_;  // one a form that has one
  std::optional<Rational> nonzero_;  // the least pre-activation so far that is not 0
  std::vector<std::int64_t> rows_;
  std::vector<Pair> pairs_;
};

}  // namespace

Evaluation RidgeSum::evaluate(const PointMatrix& points, const ForChunks& for_chunks, std::size_t first) const {
  require(first > 0, "RidgeSum: needs a sample to look at first");
  Evaluation evaluation{PointMatrix(points.count, outputs_), {points.count == 0 ? LayerMargin{} : constant_margin_}};
  for (std::size_t i = 0; i < points.count; ++i) std::ranges::copy(constant_, evaluation.values.row(i).begin());
  if (forms_.empty()) return evaluation;
  FirstLook look(forms_, points, outputs_);
  look.look(first, evaluation.layers[0]);
  std::vector<LayerMargin> margins(look.ranges());
  const auto begin_of = [&](std::size_t range) { return points.count * range / margins.size(); };
  for_chunks(margins.size(), [&](std::size_t range) {
    margins[range] = RidgeRange(look, evaluation.values).run(begin_of(range), begin_of(range + 1));
  });
  for (const LayerMargin& margin : margins) evaluation.layers[0].add(margin);
  return evaluation;
}

}  // namespace ftcert
