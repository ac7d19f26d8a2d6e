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

constexpr std::size_t kMostChunk = 4096, kChunkEntries = std::size_t{1} << 16;

class RidgeEvaluation {
 public:
  RidgeEvaluation(const std::vector<RidgeForm>& forms, const PointMatrix& points, Evaluation& result)
      : forms_(forms), points_(points), result_(result), directions_(points.dimension + 1, forms.size()) {
    for (std::size_t f = 0; f < forms.size(); ++f) {
      scans_.emplace_back(forms[f], result.values.dimension);
      for (std::size_t c = 0; c < points.dimension; ++c) directions_.set(c, f, forms[f].direction[c]);
    }
  }

  // Before all else `first` samples are looked at, spread over all: they tell which forms are not 0 at most samples, so that a filter is no use, and a
  // margin that most samples do not better, whatever order they come in.
  void run(std::size_t first) {
    choose(first);
    for (const std::size_t f : chosen_) filters_[f].set_margin(nonzero_);
    const std::size_t size = chunk();
    for (std::size_t from = 0; from < points_.count; from += size) {
      const std::size_t count = std::min(size, points_.count - from);
      if (!dense_.empty()) add_dense(from, count);
      if (!chosen_.empty()) add_filtered(from, count);
    }
    for (const RidgeScan& scan : scans_) scan.add_margins(result_.layers[0]);
  }

 private:
  struct Pair {
    std::size_t sample, form;
    RidgeView view;
  };

  RidgeView unknown(std::size_t form) const { return {0, forms_[form].kinks.size(), true}; }

  std::size_t chunk() const {
    return chosen_.empty() ? kMostChunk
                           : std::clamp(kChunkEntries / (points_.dimension + 1), std::size_t{16}, kMostChunk);
  }

  void choose(std::size_t first) {
    std::vector<std::size_t> busy(forms_.size(), 0);
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
              scans_[f].add(products.at(i, f), samples.at(i, points_.dimension), unknown(f), {}, nonzero_);
          if (!scans_[f].flat()[piece]) ++busy[f];
        }
      }
    }
    for (std::size_t f = 0; f < forms_.size(); ++f) (few || 2 * busy[f] > first ? dense_ : chosen_).push_back(f);
    if (chosen_.empty()) return;
    fixed_.emplace_back(points_);
    for (std::size_t f = 0; f < forms_.size(); ++f) filters_.emplace_back(forms_[f], scans_[f].flat(), fixed_[0]);
  }

  // All pairs exactly, as one product of matrices.
  void add_dense(std::size_t from, std::size_t count) {
    const IntegerMatrix samples = homogeneous_rows(points_, from, count);
    IntegerMatrix chosen(points_.dimension + 1, dense_.size()), products(count, dense_.size());
    for (std::size_t k = 0; k < dense_.size(); ++k) {
      for (std::size_t c = 0; c < points_.dimension; ++c) entry::set(chosen.at(c, k), directions_.at(c, dense_[k]));
    }
    products.set_product(samples, chosen);
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t k = 0; k < dense_.size(); ++k) {
        scans_[dense_[k]].add(products.at(i, k), samples.at(i, points_.dimension), unknown(dense_[k]),
                              result_.values.row(from + i), nonzero_);
      }
    }
  }

  void add_filtered(std::size_t from, std::size_t count) {
    const std::size_t d = points_.dimension;
    rows_.resize(count * d);
    for (std::size_t i = 0; i < count; ++i) fixed_[0].row(from + i, rows_.data() + i * d);
    pairs_.clear();
    for (const std::size_t f : chosen_) {
      RidgeFilter& filter = filters_[f];
      filter.set_margin(nonzero_);
      for (std::size_t i = 0; i < count; ++i) {
        const std::int64_t* row = rows_.data() + i * d;
        if (filter.quiet(row)) continue;
        const RidgeView view = filter.view(row);
        if (!filter.quiet(view)) pairs_.push_back({i, f, view});
      }
    }
    std::ranges::stable_sort(pairs_, {}, &Pair::sample);
    IntegerMatrix product(1, 1);
    for (auto pair = pairs_.begin(); pair != pairs_.end();) {
      const std::size_t sample = pair->sample;
      const IntegerMatrix row = homogeneous_rows(points_, from + sample, 1);
      for (; pair != pairs_.end() && pair->sample == sample; ++pair) {
        fmpz_zero(product.at(0, 0));
        for (std::size_t c = 0; c < d; ++c) fmpz_addmul(product.at(0, 0), row.at(0, c), directions_.at(c, pair->form));
        scans_[pair->form].add(product.at(0, 0), row.at(0, d), pair->view, result_.values.row(from + sample), nonzero_);
      }
    }
  }

  const std::vector<RidgeForm>& forms_;
  const PointMatrix& points_;
  Evaluation& result_;
  IntegerMatrix directions_;  // a column each
  std::deque<RidgeScan> scans_;
  std::vector<FixedPoints> fixed_;           // one, where there is a form with a filter
  std::deque<RidgeFilter> filters_;          // one a form, then
  std::vector<std::size_t> dense_, chosen_;  // the forms without a filter, and with one
  std::optional<Rational> nonzero_;          // the least pre-activation so far that is not 0
  std::vector<std::int64_t> rows_;
  std::vector<Pair> pairs_;
};

}  // namespace

Evaluation RidgeSum::evaluate(const PointMatrix& points, std::size_t first) const {
  require(first > 0, "RidgeSum: needs a sample to look at first");
  Evaluation evaluation{PointMatrix(points.count, outputs_), {points.count == 0 ? LayerMargin{} : constant_margin_}};
  for (std::size_t i = 0; i < points.count; ++i) std::ranges::copy(constant_, evaluation.values.row(i).begin());
  if (!forms_.empty()) RidgeEvaluation(forms_, points, evaluation).run(first);
  return evaluation;
}

}  // namespace ftcert
