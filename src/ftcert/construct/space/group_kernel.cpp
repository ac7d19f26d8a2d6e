#include "ftcert/construct/space/group_kernel.hpp"

#include <algorithm>
#include <cmath>

namespace ftcert {

namespace {

// A row that is nearer than this to the span of those before it makes every form steep.
constexpr double kDependent = 1e-9;

void reflect(const double* reflector, double* form, std::size_t from, std::size_t to) {
  double product = 0;
  for (std::size_t j = from; j < to; ++j) product += reflector[j] * form[j];
  for (std::size_t j = from; j < to; ++j) form[j] -= product * reflector[j];
}

}  // namespace

GroupKernel::GroupKernel(const SampleTable& table, const std::vector<std::size_t>& group)
    : columns_(table.columns()), size_(group.size()) {
  if (size_ >= columns_) return;
  reflectors_.resize(size_ * columns_);
  triangle_.resize(size_ * size_);
  for (std::size_t a = 0; a < size_; ++a) {
    std::vector<double> row(table.row(group[a]), table.row(group[a]) + columns_);
    for (std::size_t r = 0; r < a; ++r) reflect(&reflectors_[r * columns_], row.data(), r, columns_);
    double norm = 0, before = 0;
    for (std::size_t j = 0; j < columns_; ++j) (j < a ? before : norm) += row[j] * row[j];
    if (!(norm > kDependent * kDependent * (norm + before))) return;
    const double length = std::sqrt(norm), head = row[a] > 0 ? -length : length;
    for (std::size_t r = 0; r < a; ++r) triangle_[r * size_ + a] = row[r];
    triangle_[a * size_ + a] = head;
    double* reflector = &reflectors_[a * columns_];
    std::copy(row.begin() + static_cast<std::ptrdiff_t>(a), row.end(), reflector + a);
    reflector[a] -= head;
    double square = 0;
    for (std::size_t j = a; j < columns_; ++j) square += reflector[j] * reflector[j];
    for (std::size_t j = a; j < columns_; ++j) reflector[j] *= std::sqrt(2 / square);
  }
  independent_ = true;
}

void GroupKernel::apply(std::vector<double>& form, bool transposed) const {
  for (std::size_t step = 0; step < size_; ++step) {
    const std::size_t r = transposed ? step : size_ - 1 - step;
    reflect(&reflectors_[r * columns_], form.data(), r, columns_);
  }
}

std::vector<double> GroupKernel::with_values(std::span<const double> values) const {
  std::vector<double> form(columns_);
  for (std::size_t a = 0; a < size_; ++a) {
    double rest = values[a];
    for (std::size_t r = 0; r < a; ++r) rest -= triangle_[r * size_ + a] * form[r];
    form[a] = rest / triangle_[a * size_ + a];
  }
  apply(form, false);
  return form;
}

std::vector<double> GroupKernel::combination(std::span<const double> coefficients) const {
  std::vector<double> form(columns_);
  std::copy(coefficients.begin(), coefficients.end(), form.begin() + static_cast<std::ptrdiff_t>(size_));
  apply(form, false);
  return form;
}

std::vector<double> GroupKernel::project(std::span<const double> form) const {
  std::vector<double> result(form.begin(), form.end());
  apply(result, true);
  std::fill_n(result.begin(), size_, 0.0);
  apply(result, false);
  return result;
}

}  // namespace ftcert
