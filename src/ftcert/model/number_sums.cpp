// Weighted sums of numbers, as integers.
#include <algorithm>
#include <memory>
#include <mutex>

#include "ftcert/common/rational_work.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/integer_matrix.hpp"
#include "ftcert/model/integer_numbers.hpp"
#include "ftcert/model/weighted_sums.hpp"

namespace ftcert::model {

namespace {

// FLINT's product copies both matrices; below so many positions a loop over the weights where they lie is faster.
constexpr std::size_t kFewPositions = 4;

std::shared_ptr<const IntegerNumbers> integers_of(const Tensor& tensor, Budget& budget) {
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  if (!tensor.integers) {
    charge_common_denominator(tensor.numbers, budget);
    tensor.integers = std::make_shared<const IntegerNumbers>(tensor.numbers);
  }
  return tensor.integers;
}

class NumberSums {
 public:
  NumberSums(const WeightMatrix& weights, const Tensor& x, const std::vector<std::size_t>& taken, Budget& budget)
      : m_(weights),
        taken_(taken),
        positions_(taken.size() / weights.inner),
        budget_(budget),
        weights_(integers_of(weights.tensor, budget)),
        x_(integers_of(x, budget)),
        sums_(weights.rows, positions_) {
    const std::uint64_t words = words_of(weights_->bits()) * words_of(x_->bits());
    budget.charge_work(Integer(weights_->sparse() ? weights_->nonzero().size() : m_.rows * m_.inner) * positions_ *
                       (2 + words));
  }

  std::vector<Rational> run() {
    if (weights_->sparse()) {
      add_sparse();
    } else if (positions_ <= kFewPositions || m_.rows == 1) {
      add_one_by_one();
    } else {
      multiply();
    }
    return quotients();
  }

 private:
  const fmpz* weight(std::size_t r, std::size_t k) const {
    return (*weights_)[m_.first + r * m_.row_step + k * m_.inner_step];
  }

  // The element of x, or nullptr where there is nothing to add.
  const fmpz* element(std::size_t p, std::size_t k) const {
    const std::size_t i = taken_[p * m_.inner + k];
    return i == kNothing || entry::is_zero((*x_)[i]) ? nullptr : (*x_)[i];
  }

  // Of the nonzero weights those that are in the matrix: with several rows and columns one step is a multiple of the other.
  void add_sparse() {
    const std::size_t row_step = m_.rows == 1 ? kNothing : m_.row_step;
    const std::size_t inner_step = m_.inner == 1 ? kNothing : m_.inner_step;
    const std::size_t last = m_.first + (m_.rows - 1) * m_.row_step + (m_.inner - 1) * m_.inner_step;
    const auto& nonzero = weights_->nonzero();
    for (auto at = std::ranges::lower_bound(nonzero, m_.first); at != nonzero.end() && *at <= last; ++at) {
      const std::size_t offset = *at - m_.first;
      const bool by_rows = row_step >= inner_step;
      const std::size_t rest = offset % std::max(row_step, inner_step);
      const std::size_t r = by_rows ? offset / row_step : rest / row_step;
      const std::size_t k = by_rows ? rest / inner_step : offset / inner_step;
      if (r >= m_.rows || k >= m_.inner || r * m_.row_step + k * m_.inner_step != offset) continue;
      for (std::size_t p = 0; p < positions_; ++p) {
        if (const fmpz* x = element(p, k)) fmpz_addmul(sums_.at(r, p), (*weights_)[*at], x);
      }
    }
  }

  // In the order in which the weights lie.
  void add_one_by_one() {
    for (std::size_t p = 0; p < positions_; ++p) {
      if (m_.row_step >= m_.inner_step) {
        for (std::size_t r = 0; r < m_.rows; ++r) {
          for (std::size_t k = 0; k < m_.inner; ++k) add(r, p, k, element(p, k));
        }
      } else {
        for (std::size_t k = 0; k < m_.inner; ++k) {
          const fmpz* x = element(p, k);
          for (std::size_t r = 0; x != nullptr && r < m_.rows; ++r) add(r, p, k, x);
        }
      }
    }
  }

  void add(std::size_t r, std::size_t p, std::size_t k, const fmpz* x) {
    if (x != nullptr) fmpz_addmul(sums_.at(r, p), weight(r, k), x);
  }

  void multiply() {
    budget_.check(m_.rows * m_.inner, sizeof(fmpz) + weights_->bits() / 8);
    budget_.check(taken_.size(), sizeof(fmpz) + x_->bits() / 8);
    IntegerMatrix left(m_.rows, m_.inner), right(m_.inner, positions_);
    for (std::size_t r = 0; r < m_.rows; ++r) {
      for (std::size_t k = 0; k < m_.inner; ++k) entry::set(left.at(r, k), weight(r, k));
    }
    for (std::size_t p = 0; p < positions_; ++p) {
      for (std::size_t k = 0; k < m_.inner; ++k) {
        if (const fmpz* x = element(p, k)) entry::set(right.at(k, p), x);
      }
    }
    sums_.set_product(left, right);
  }

  std::vector<Rational> quotients() {
    fmpz_t denominator;
    fmpz_init(denominator);
    fmpz_mul(denominator, weights_->denominator(), x_->denominator());
    std::vector<Rational> result;
    result.reserve(m_.rows * positions_);
    for (std::size_t r = 0; r < m_.rows; ++r) {
      for (std::size_t p = 0; p < positions_; ++p) {
        result.push_back(entry::ratio(sums_.at(r, p), denominator));
        budget_.charge(result.back());
      }
    }
    fmpz_clear(denominator);
    return result;
  }

  const WeightMatrix& m_;
  const std::vector<std::size_t>& taken_;
  std::size_t positions_;
  Budget& budget_;
  std::shared_ptr<const IntegerNumbers> weights_, x_;
  IntegerMatrix sums_;
};

}  // namespace

std::vector<Rational> sums_of_numbers(const WeightMatrix& weights, const Tensor& x,
                                      const std::vector<std::size_t>& taken, Budget& budget) {
  return NumberSums(weights, x, taken, budget).run();
}

}  // namespace ftcert::model
