#include "ftcert/construct/space/least_norm_row.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// How far a value may be off, in values and in margins.
constexpr double kNearValue = 1e-6, kNearMargin = 1e-3;
// Looks at all samples, samples that one adds at most, and turns of the samples that pull between two looks.
constexpr int kMostLooks = 60;
constexpr std::size_t kAdded = 128;
constexpr int kTurns = 60, kMostTurns = 2000;

// Several sums, so that one addition need not wait for the last.
double product(const double* a, const double* b, std::size_t count) {
  constexpr std::size_t kSums = 8;
  double sums[kSums] = {};
  std::size_t c = 0;
  for (; c + kSums <= count; c += kSums) {
    for (std::size_t s = 0; s < kSums; ++s) sums[s] += a[c + s] * b[c + s];
  }
  double sum = 0;
  for (; c < count; ++c) sum += a[c] * b[c];
  for (const double part : sums) sum += part;
  return sum;
}

class Ascent {
 public:
  Ascent(const CentredSamples& samples, const RowProgram& program, SearchBudget& budget)
      : samples_(samples),
        program_(program),
        budget_(budget),
        columns_(samples.width() + 1),
        mean_(samples.width()),
        multipliers_(samples.count()),
        squares_(samples.count()),
        active_(samples.count()) {
    move_to_mean();
  }

  std::optional<FloatRow> run() {
    for (int look = 0, turns = 0; look < kMostLooks && turns < kMostTurns && !budget_.spent(); ++look) {
      int turn = 0;
      double off = HUGE_VAL;
      while (turn++ < kTurns && off > 1) off = take_turns();
      turns += turn;
      drop_slack();
      if (!std::isfinite(off)) return std::nullopt;
      if (!add_violated() && off <= 1) return form();
    }
    return std::nullopt;
  }

 private:
  // Rows less their mean, then an entry for the constant; row by row.
  void move_to_mean() {
    const std::size_t n = samples_.count(), width = samples_.width();
    for (std::size_t i = 0; i < n; ++i) {
      const auto x = samples_.row(i);
      for (std::size_t f = 0; f < width; ++f) mean_[f] += x[f];
    }
    for (double& entry : mean_) entry /= static_cast<double>(n);
    rows_.reserve(n * columns_);
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const auto x = samples_.row(i);
      for (std::size_t f = 0; f < width; ++f) rows_.push_back(x[f] - mean_[f]);
      rows_.push_back(0);
      squares_[i] = product(row(i), row(i), columns_);
      sum += squares_[i];
    }
    constant_ = kConstantEntry * std::sqrt(sum / static_cast<double>(n));
    for (std::size_t i = 0; i < n; ++i) {
      rows_[i * columns_ + width] = constant_;
      squares_[i] += constant_ * constant_;
    }
    form_.assign(columns_, 0);
    charge(3 * n);
  }

  const double* row(std::size_t i) const { return rows_.data() + i * columns_; }

  void charge(std::size_t products) { budget_.left -= static_cast<double>(products) * static_cast<double>(columns_); }

  void step(std::size_t i, double multiple) {
    multipliers_[i] += multiple;
    const double* x = row(i);
    for (std::size_t c = 0; c < columns_; ++c) form_[c] += multiple * x[c];
  }

  // Each active sample is given what it asks for. The most that one was off before, 1: as far as it may be.
  double take_turns() {
    double most = 0;
    for (std::size_t a = 0; a < program_.group.size(); ++a) {
      const std::size_t i = program_.group[a];
      const double lacks = program_.values[a] - product(row(i), form_.data(), columns_);
      most = std::max(most, std::abs(lacks) / kNearValue);
      step(i, lacks / squares_[i]);
    }
    for (const std::size_t i : pulling_) {
      const double lacks = -program_.margin - product(row(i), form_.data(), columns_);
      const double multiple = std::min(lacks / squares_[i], -multipliers_[i]);
      most = std::max(most, std::abs(multiple) * squares_[i] / (kNearMargin * program_.margin));
      if (multiple != 0) step(i, multiple);
    }
    charge(2 * (program_.group.size() + pulling_.size()));
    return most;
  }

  void drop_slack() {
    std::erase_if(pulling_, [this](std::size_t i) {
      active_[i] = multipliers_[i] < 0;
      return !active_[i];
    });
  }

  // Those violated most of the samples that do not pull. False: there are none.
  bool add_violated() {
    std::vector<std::pair<double, std::size_t>> found;
    for (std::size_t i = 0; i < samples_.count(); ++i) {
      if (program_.sides[i] == 0 || active_[i]) continue;
      const double value = product(row(i), form_.data(), columns_);
      if (value > -program_.margin * (1 - kNearMargin)) found.emplace_back(-value, i);
    }
    charge(samples_.count());
    const std::size_t added = std::min(found.size(), kAdded);
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(added), found.end());
    for (std::size_t k = 0; k < added; ++k) {
      pulling_.push_back(found[k].second);
      active_[found[k].second] = true;
    }
    return added > 0;
  }

  FloatRow form() const {
    FloatRow result{{form_.begin(), form_.end() - 1}, form_.back() * constant_};
    for (std::size_t f = 0; f < mean_.size(); ++f) result.constant -= form_[f] * mean_[f];
    return result;
  }

  const CentredSamples& samples_;
  const RowProgram& program_;
  SearchBudget& budget_;
  std::size_t columns_;
  std::vector<double> mean_, rows_;
  double constant_ = 0;
  std::vector<double> multipliers_, squares_, form_;
  std::vector<bool> active_;
  std::vector<std::size_t> pulling_;  // the active samples outside the group
};

}  // namespace

std::optional<FloatRow> least_norm_row(const CentredSamples& samples, const RowProgram& program, SearchBudget& budget) {
  require(program.values.size() == program.group.size() && program.sides.size() == samples.count() &&
              program.prices.empty() && program.uppers.empty(),
          "least_norm_row: shapes");
  if (samples.out_of_range() || program.group.empty()) return std::nullopt;
  return Ascent(samples, program, budget).run();
}

}  // namespace ftcert
